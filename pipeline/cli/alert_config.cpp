// Reading alert rules, with every mistake in them.
#include "cli/alert_config.hpp"

#include <algorithm>

#include "voxmap/act.hpp"
#include "voxmap/emotion.hpp"

namespace voxmap::cli {
namespace {

using Kind = AlertRule::Kind;

void read_kind(TomlTable& in, AlertRule& rule) {
  const std::string when = in.required_string("when");
  if (when.empty()) return;
  const std::vector<std::string> known = {"falls", "above", "spike", "stale"};
  const auto found = std::ranges::find(known, when);
  if (found == known.end()) {
    std::string hint = did_you_mean(when, known);
    in.error("when", "no alert \"" + when + "\"",
             hint.empty() ? "one of: falls, above, spike, stale" : std::move(hint));
    return;
  }
  rule.kind = static_cast<Kind>(found - known.begin());
}

void read_measure(TomlTable& in, AlertRule& rule) {
  rule.measure = in.required_string("measure");
  std::vector<std::string> known = {"negative"};
  known.insert(known.end(), kEmotionNames.begin(), kEmotionNames.end());
  known.insert(known.end(), kActNames.begin(), kActNames.end());
  if (!rule.measure.empty() && std::ranges::find(known, rule.measure) == known.end()) {
    std::string hint = did_you_mean(rule.measure, known);
    if (hint.empty())
      hint = "negative, an emotion (anger, joy...) or an act (complaint, leaving...)";
    in.error("measure", "nothing called \"" + rule.measure + "\" is measured", std::move(hint));
  }
  const auto level = in.number("level");
  if (!level) {
    if (in.node("level") == nullptr) {
      in.error("", "an alert with when = \"above\" needs a level",
               "level = 0.2 is a fifth of the mentions");
    }
    return;
  }
  rule.level = *level;
  if (*level < 0 || *level >= 1)
    in.error("level", "level is no share", "from 0 to below 1: 0.2 is a fifth of the mentions");
}

}  // namespace

std::vector<AlertRule> read_alerts(TomlTable& root, const std::string& file, Problems& problems) {
  std::vector<AlertRule> rules;
  for (const auto* table : root.tables("alert")) {
    TomlTable in(*table, "alert[" + std::to_string(rules.size() + 1) + "]", problems);
    AlertRule rule;
    rule.where = in.where(in.node("stages") != nullptr ? "stages" : "name", file);
    rule.name = in.required_string("name");
    const auto same = [&](const AlertRule& other) { return other.name == rule.name; };
    if (!rule.name.empty() && std::ranges::any_of(rules, same)) {
      in.error("name", "two alerts are called \"" + rule.name + "\"");
    }
    read_kind(in, rule);
    rule.stages = in.strings("stages");
    if (const auto days = in.integer("days")) {
      rule.days = *days;
      if (*days < 1 || *days > 3660) in.error("days", "days is not from 1 to 3660");
    }
    if (rule.kind == Kind::above) read_measure(in, rule);
    if (rule.kind == Kind::spike) {
      if (const auto factor = in.number("factor")) {
        rule.factor = *factor;
        if (!(*factor > 1)) in.error("factor", "factor is not more than 1");
      }
    }
    in.done();
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace voxmap::cli
