// Drivers as a table, with what it takes to trust or distrust them.
#include "cli/drivers_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "journey/format.hpp"
#include "journey/json_out.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;
using Reason = NoDriver::Reason;
using Formula = KpiDefinition::Formula;

std::string_view word_of(Reader::Level level) {
  return level == Reader::Level::stage ? "stage" : "touchpoint";
}

std::string_view to_string(Reason reason) {
  switch (reason) {
    case Reason::too_few_people:
      return "too few people";
    case Reason::too_many_places:
      return "too many places for so few people";
    case Reason::constant:
      break;
  }
  return "nothing of its own: always the same, or the sum of others";
}

std::string in_unit(Formula formula, double value, bool unicode) {
  const bool points = formula == Formula::nps || formula == Formula::net;
  if (points) return signed_fixed(value, 0, unicode);
  if (formula == Formula::share_at_least) return fixed(value, 0) + " %";
  return fixed(value, 2);
}

std::string impact_text(Formula formula, const Driver& driver, bool unicode) {
  if (!driver.impact) return {};
  const bool fine = formula == Formula::mean;
  return signed_fixed(*driver.impact, fine ? 2 : 1, unicode);
}

std::string head(const DriverAnalysis& a, const DriverOptions& options, const Stream& out) {
  const bool unicode = out.unicode();
  std::string text =
      fmt::format("What goes with {}, by {}\n", a.kpi->label, word_of(options.level));
  text += fmt::format("{} people answered and said something: {} {}", grouped(a.persons),
                      a.kpi->label, in_unit(a.kpi->formula, a.estimate.value, unicode));
  if (a.estimate.interval) {
    text += fmt::format(" ({} to {})", in_unit(a.kpi->formula, a.estimate.interval->low, unicode),
                        in_unit(a.kpi->formula, a.estimate.interval->high, unicode));
  }
  const Regression& r = a.regression;
  if (!r.coefficients.empty()) {
    text += fmt::format(
        "\ntheir feelings explain {} of the differences in their scores (R2 {}, adjusted {}; "
        "F({}, {}) = {}, p {}{})",
        percent(r.r2), fixed(r.r2, 3), fixed(r.adjusted_r2, 3), r.coefficients.size(), r.df,
        fixed(r.f, 1), r.f_p < 0.001 ? "" : "= ", p_text(r.f_p));
  }
  return text + "\n\n";
}

std::string_view what_to_do(const Driver& driver) {
  if (!driver.shown) return "no effect shown";
  return driver.effect < 0 ? "goes the other way" : voxmap::to_string(driver.quadrant);
}

std::string driver_rows(const DriverAnalysis& a, const Stream& out) {
  const bool unicode = out.unicode();
  std::size_t width = 10;
  for (const Driver& d : a.drivers) width = std::max(width, display_width(d.title));
  width += 2;
  std::string text =
      out.styled(Style::dim, pad("", width) + pad_left("people", 7) + pad_left("feeling", 9) +
                                 pad_left("effect", 9) + "  " + pad("95 %", 18) + pad_left("p", 7) +
                                 pad_left("weight", 8) + pad_left("impact", 8) + "  what to do") +
      "\n";
  for (const Driver& d : a.drivers) {
    const std::string interval =
        fmt::format("[{}, {}]", signed_fixed(d.effect_interval.low, 2, unicode),
                    signed_fixed(d.effect_interval.high, 2, unicode));
    text += pad(terminal_safe(d.title), width) + pad_left(grouped(d.persons), 7) +
            pad_left(signed_fixed(d.feeling, 2, unicode), 9) +
            pad_left(signed_fixed(d.effect, 2, unicode), 9) + "  " + pad(interval, 18) +
            pad_left(p_text(d.p), 7) + pad_left(percent(d.share), 8) +
            pad_left(impact_text(a.kpi->formula, d, unicode), 8) + "  " +
            std::string(what_to_do(d)) + "\n";
  }
  return text;
}

std::string notes(const DriverAnalysis& a, const DriverOptions& options) {
  std::string text;
  for (const Reason reason : {Reason::too_few_people, Reason::too_many_places, Reason::constant}) {
    std::string names;
    for (const NoDriver& place : a.left_out) {
      if (place.reason == reason) names += (names.empty() ? "" : ", ") + terminal_safe(place.title);
    }
    if (!names.empty()) text += fmt::format("left out, {}: {}\n", to_string(reason), names);
  }
  if (a.drivers.empty()) return text;
  return text +
         fmt::format(
             "\neffect: points on the scale {} to {} when the feeling (-1 to 1) rises by 1, the "
             "other {}s alike;\nweight: its share of what all explain; impact: {} now minus {} "
             "without the people who spoke of it;\np: Holm's, over {} tests. What goes with a "
             "score need not be its cause.\n",
             a.kpi->low, a.kpi->high, word_of(options.level), a.kpi->label, a.kpi->label,
             a.drivers.size());
}

}  // namespace

std::string p_text(double p) { return p < 0.001 ? "<0.001" : fixed(p, 3); }

std::string drivers_text(const DriverAnalysis& analysis, const DriverOptions& options,
                         const Stream& out) {
  std::string text = head(analysis, options, out);
  if (!analysis.drivers.empty()) text += driver_rows(analysis, out);
  return text + notes(analysis, options);
}

std::string drivers_json(const DriverAnalysis& a, const DriverOptions& options) {
  const auto number = [](double value) { return rounded(value, 6); };
  const auto interval = [&](const Interval& i) { return Json{number(i.low), number(i.high)}; };
  Json json = {{"kpi", a.kpi->scale},
               {"definition", a.kpi->definition},
               {"by", word_of(options.level)},
               {"persons", a.persons},
               {"value", number(a.estimate.value)}};
  json["interval"] = a.estimate.interval ? interval(*a.estimate.interval) : Json();
  const Regression& r = a.regression;
  if (!r.coefficients.empty()) {
    json["regression"] = {{"r2", number(r.r2)}, {"adjusted_r2", number(r.adjusted_r2)},
                          {"f", number(r.f)},   {"df", {r.coefficients.size(), r.df}},
                          {"p", number(r.f_p)}, {"intercept", number(r.intercept / 1000)}};
  }
  json["drivers"] = Json::array();
  for (const Driver& d : a.drivers) {
    Json row = {{"stage", d.stage}};
    if (!d.touchpoint.empty()) row["touchpoint"] = d.touchpoint;
    row["title"] = d.title;
    row["persons"] = d.persons;
    row["feeling"] = number(d.feeling);
    row["feeling_interval"] = d.feeling_interval ? interval(*d.feeling_interval) : Json();
    row["effect"] = number(d.effect);
    row["effect_interval"] = interval(d.effect_interval);
    row["beta"] = number(d.beta);
    row["p_holm"] = number(d.p);
    row["shown"] = d.shown;
    row["relative_weight"] = number(d.weight);
    row["share"] = number(d.share);
    row["impact"] = d.impact ? Json(number(*d.impact)) : Json();
    row["quadrant"] = d.quadrant == Quadrant::none ? Json() : Json(voxmap::to_string(d.quadrant));
    json["drivers"].push_back(std::move(row));
  }
  json["left_out"] = Json::array();
  for (const NoDriver& place : a.left_out) {
    json["left_out"].push_back({{"title", place.title}, {"reason", to_string(place.reason)}});
  }
  return json_text(json, 2);
}

}  // namespace voxmap::cli
