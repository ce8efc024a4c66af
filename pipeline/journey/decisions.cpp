// Reading and writing decisions.
#include "journey/decisions.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "base/toml.hpp"
#include "base/toml_string.hpp"

namespace voxmap {
namespace {

// "2026-03-01", and a day that the calendar has.
bool is_day(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && parse_time(text).has_value();
}

MomentDecision read_moment(const toml::table& node, std::size_t number, const Journey& journey,
                           Problems& problems) {
  TomlTable table(node, "moment[" + std::to_string(number) + "]", problems);
  MomentDecision d;
  d.touchpoint = table.required_string("touchpoint");
  if (!d.touchpoint.empty() && !journey.find_touchpoint(d.touchpoint)) {
    std::vector<std::string> known;
    for (const Touchpoint& t : journey.touchpoints) known.push_back(t.id);
    table.warning("touchpoint", "the journey has no touchpoint \"" + d.touchpoint + "\"",
                  did_you_mean(d.touchpoint, known));
  }
  const std::string decision = table.required_string("decision");
  if (!decision.empty() && decision != "confirmed" && decision != "rejected") {
    table.error("decision", "decision is neither \"confirmed\" nor \"rejected\"");
  }
  d.confirmed = decision == "confirmed";
  d.by = table.required_string("by");
  d.note = table.string("note");
  d.at = table.required_string("at");
  if (!d.at.empty() && !is_day(d.at)) {
    table.error("at", "\"" + d.at + "\" is not a day", "write it as \"2026-03-01\"");
  }
  d.rule = table.integer("rule").value_or(0);
  d.reasons = table.string("reasons");
  table.done();
  return d;
}

}  // namespace

std::vector<MomentDecision> parse_decisions(std::string_view toml, const std::string& file,
                                            const Journey& journey,
                                            std::vector<Problem>& warnings) {
  Problems problems(file, toml);
  const toml::table parsed = parse_toml(toml, problems);
  problems.throw_if_failed(Exit::config);
  TomlTable root(parsed, "", problems);
  std::vector<MomentDecision> decisions;
  for (const toml::table* node : root.tables("moment")) {
    decisions.push_back(read_moment(*node, decisions.size() + 1, journey, problems));
  }
  root.done();
  problems.throw_if_failed(Exit::config);
  for (Problem& p : problems.take()) warnings.push_back(std::move(p));
  return decisions;
}

std::string to_toml(const MomentDecision& d) {
  std::string out = "\n[[moment]]\ntouchpoint = " + toml_string(d.touchpoint) + "\n";
  out += std::string("decision = \"") + (d.confirmed ? "confirmed" : "rejected") + "\"\n";
  out += "by = " + toml_string(d.by) + "\nat = " + toml_string(d.at) + "\n";
  if (!d.note.empty()) out += "note = " + toml_string(d.note) + "\n";
  out += "rule = " + std::to_string(d.rule) + "\n";
  if (!d.reasons.empty()) out += "reasons = " + toml_string(d.reasons) + "\n";
  return out;
}

std::string decisions_path(std::string_view journey_file) {
  std::string path(journey_file);
  if (path.ends_with(".toml")) path.resize(path.size() - 5);
  return path + ".decisions.toml";
}

const MomentDecision* find_decision(const std::vector<MomentDecision>& decisions,
                                    std::string_view touchpoint) {
  const auto found = std::find_if(decisions.rbegin(), decisions.rend(),
                                  [&](const auto& d) { return d.touchpoint == touchpoint; });
  return found == decisions.rend() ? nullptr : &*found;
}

}  // namespace voxmap
