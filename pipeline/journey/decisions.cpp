// Reading and writing decisions.
#include "journey/decisions.hpp"

#include <algorithm>

#include "base/toml.hpp"

namespace voxmap {
namespace {

// A basic string of TOML; controls as \uXXXX.
std::string quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_day(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
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
  std::string out = "\n[[moment]]\ntouchpoint = " + quoted(d.touchpoint) + "\n";
  out += std::string("decision = \"") + (d.confirmed ? "confirmed" : "rejected") + "\"\n";
  out += "by = " + quoted(d.by) + "\nat = " + quoted(d.at) + "\n";
  if (!d.note.empty()) out += "note = " + quoted(d.note) + "\n";
  out += "rule = " + std::to_string(d.rule) + "\n";
  if (!d.reasons.empty()) out += "reasons = " + quoted(d.reasons) + "\n";
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
