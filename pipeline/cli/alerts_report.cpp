// What alerts say.
#include "cli/alerts_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "cli/choices.hpp"
#include "journey/format.hpp"
#include "journey/freshness.hpp"
#include "journey/json_out.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::size_t AlertReport::raised() const {
  return static_cast<std::size_t>(std::ranges::count(alerts, AlertState::raised, &Alert::state));
}

AlertReport look_for_alerts(const Config& config, Reader& reader, const Journey& journey,
                            const std::string& today) {
  AlertReport report;
  if (config.alerts.empty()) return report;
  auto problems = check_alerts(config.alerts, journey);
  if (!problems.empty()) {
    throw Error(Exit::config, config.file + ": alerts about stages that are not there",
                std::move(problems));
  }
  auto end = end_of_data(reader);
  if (const auto day = parse_moment(today, "--today")) end = end_of_day(*day);
  if (!end) return report;
  report.until = format_date(*end - std::chrono::milliseconds(1));
  report.alerts = evaluate_alerts(reader, journey, config.alerts, *end, config.min_n);
  return report;
}

std::string alerts_text(const AlertReport& report, bool all, const Stream& out) {
  std::string text;
  for (const Alert& a : report.alerts) {
    const bool raised = a.state == AlertState::raised;
    if (!raised && !all) continue;
    const std::string what = a.text.empty() ? a.stage : a.text;
    text += fmt::format(
        "{} {}  {}{}\n", raised ? out.styled(Style::warn, "!") : out.styled(Style::dim, "-"),
        terminal_safe(a.rule), terminal_safe(what),
        raised || a.state == AlertState::quiet ? "" : fmt::format(" ({})", to_string(a.state)));
  }
  return text;
}

std::string alerts_json(const AlertReport& report, bool pretty) {
  const auto number = [](double value) { return rounded(value, 6); };
  Json json = {{"until", report.until.empty() ? Json() : Json(report.until)},
               {"raised", report.raised()},
               {"alerts", Json::array()}};
  for (const Alert& a : report.alerts) {
    Json row = {{"rule", a.rule},
                {"when", to_string(a.kind)},
                {"stage", a.stage},
                {"state", to_string(a.state)}};
    if (a.state == AlertState::quiet || a.state == AlertState::raised) {
      row["value"] = number(a.value);
      row["reference"] = number(a.reference);
      row["interval"] =
          a.interval ? Json{number(a.interval->low), number(a.interval->high)} : Json();
      if (a.kind == AlertRule::Kind::falls) row["p_holm"] = number(a.p);
      row["persons"] = a.persons > 0 ? Json(a.persons) : Json();
      if (!a.newest.empty()) row["newest"] = a.newest;
      row["text"] = a.text;
    }
    json["alerts"].push_back(std::move(row));
  }
  return json_text(json, pretty ? 2 : -1);
}

}  // namespace voxmap::cli
