// voxmap maturity: how alive the map is, and the next step.
#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "cli/choices.hpp"
#include "cli/decisions_file.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "journey/freshness.hpp"
#include "journey/json_out.hpp"
#include "journey/maturity.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<Flag, 5> kMaturityFlags = {{
    kStoreFlag,
    {"today", '\0', "DATE",
     "the day the age of data is counted from (default: the newest of the data)", false, ""},
    {"min-n", '\0', "N", "people a stage needs (default: 5)", false, ""},
    kDecisionsFlag,
    kJsonFlag,
}};

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + terminal_safe(name);
  return text;
}

std::string maturity_text(const Maturity& m, const Stream& out) {
  std::string text = fmt::format("level {} of 5: {}{}\n", m.level, maturity_name(m.level),
                                 m.until.empty() ? "" : ", as of " + m.until);
  int level = 0;
  for (const MaturityCheck& c : m.checks) {
    if (c.level != level)
      text += out.styled(Style::heading, fmt::format("\n{} {}", c.level, maturity_name(c.level))) +
              "\n";
    level = c.level;
    text += fmt::format("{} {}: {} of {}{}\n", c.met() ? out.tick() : out.cross(), c.text, c.done,
                        std::max(c.of, c.needed),
                        c.met() || c.missing.empty() ? "" : "; not: " + list(c.missing));
  }
  text += "\n";
  std::size_t width = 6;
  for (const MaturityStage& s : m.stages) width = std::max(width, display_width(s.title));
  text += out.styled(Style::dim, pad("stage", width) + "  people  newest      KPI  owner") + "\n";
  for (const MaturityStage& s : m.stages) {
    text += pad(terminal_safe(s.title), width) +
            pad_left(s.enough ? grouped(s.persons) : "few", 8) + "  " +
            pad(s.newest.empty() ? "-" : s.newest, 10) + "  " + pad(s.kpi ? "yes" : "no", 3) +
            "  " + (s.owner.empty() ? "nobody" : terminal_safe(s.owner)) + "\n";
  }
  if (m.next) {
    const MaturityCheck& c = m.checks[*m.next];
    text += fmt::format("\nnext step, to level {}: {}{}\n", c.level, c.text,
                        c.missing.empty() ? "" : " (" + list(c.missing) + ")");
  }
  return text;
}

std::string maturity_json(const Maturity& m) {
  Json json = {{"level", m.level}, {"name", maturity_name(m.level)}};
  json["as_of"] = m.until.empty() ? Json() : Json(m.until);
  json["checks"] = Json::array();
  for (const MaturityCheck& c : m.checks) {
    json["checks"].push_back({{"level", c.level},
                              {"id", c.id},
                              {"text", c.text},
                              {"met", c.met()},
                              {"done", c.done},
                              {"of", c.of},
                              {"needed", c.needed},
                              {"missing", c.missing}});
  }
  json["stages"] = Json::array();
  for (const MaturityStage& s : m.stages) {
    Json row = {{"id", s.id}, {"title", s.title}};
    row["owner"] = s.owner.empty() ? Json() : Json(s.owner);
    row["persons"] = s.enough ? Json(s.persons) : Json();
    row["newest"] = s.newest.empty() ? Json() : Json(s.newest);
    row["fresh"] = s.fresh;
    row["kpi"] = s.kpi;
    json["stages"].push_back(std::move(row));
  }
  json["next"] = m.next ? Json(m.checks[*m.next].id) : Json();
  return json_text(json, 2);
}

int run_maturity(Context& context) {
  const auto& args = context.arguments;
  const auto path = store_path(args);
  const auto store = open_for_reading(path);
  const auto reader = store->reader();
  const auto journey = stored_journey(*reader, path);
  std::optional<Time> end;
  if (const auto day = parse_moment(args.get("today"), "--today")) end = end_of_day(*day);
  const auto maturity =
      assess_maturity(*reader, journey, read_decisions(decisions_file(args, journey), journey), end,
                      args.number("min-n", 1).value_or(5));
  context.out.write(args.has("json") ? maturity_json(maturity)
                                     : maturity_text(maturity, context.out));
  return 0;
}

}  // namespace

const Command kMaturity = {
    "maturity",
    "how alive the map is: data, owners, KPIs, hypotheses; and the next step",
    "Holds the journey map against a checklist of five levels: drawn, evidenced, measured, alive, "
    "learning. Shows for each stage how many people, how new their words, owner and KPI, and names "
    "the next step. The age of data is counted from --today.",
    "voxmap maturity --store shop.voxmap\n"
    "voxmap maturity --store shop.voxmap --today 2026-06-30 --json",
    {},
    kMaturityFlags,
    run_maturity};

}  // namespace voxmap::cli
