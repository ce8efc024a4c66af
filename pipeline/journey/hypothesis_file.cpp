// Reading hypotheses, with every mistake in them.
#include "journey/hypothesis_file.hpp"

#include <algorithm>

#include "voxmap/act.hpp"
#include "voxmap/emotion.hpp"

namespace voxmap {
namespace {

template <typename Items>
std::vector<std::string> ids_of(const Items& items) {
  std::vector<std::string> ids;
  for (const auto& item : items) ids.push_back(item.id);
  return ids;
}

void require(TomlTable& table, std::string_view key, std::string_view kind, const std::string& id,
             const std::vector<std::string>& known) {
  if (id.empty() || std::ranges::find(known, id) != known.end()) return;
  std::string hint = did_you_mean(id, known);
  if (hint.empty() && known.empty()) hint = "the journey has none";
  table.error(key, "the journey has no " + std::string(kind) + " \"" + id + "\"", std::move(hint));
}

void read_measure(TomlTable& table, Hypothesis& h) {
  h.measure = table.string("measure", "valence");
  std::vector<std::string> known = {"valence"};
  known.insert(known.end(), kEmotionNames.begin(), kEmotionNames.end());
  known.insert(known.end(), kActNames.begin(), kActNames.end());
  if (std::ranges::find(known, h.measure) == known.end()) {
    std::string hint = did_you_mean(h.measure, known);
    if (hint.empty())
      hint = "valence, an emotion (anger, joy...) or an act (complaint, leaving...)";
    table.error("measure", "nothing called \"" + h.measure + "\" is measured", std::move(hint));
  }
}

// against = "others", a number, or "segment:ID".
void read_against(TomlTable& table, const std::vector<std::string>& segments, Hypothesis& h) {
  constexpr std::string_view kSegment = "segment:";
  const toml::node* node = table.node("against");
  if (node == nullptr) return;
  if (node->is_number()) {
    h.against = Hypothesis::Against::threshold;
    h.threshold = table.number("against").value_or(0);
    const double least = h.measure == "valence" ? -1 : 0;
    if (h.threshold < least || h.threshold > 1) {
      table.error("against", "the threshold is off the scale",
                  h.measure == "valence" ? "valence goes from -1 to 1" : "it goes from 0 to 1");
    }
    return;
  }
  const std::string text = table.string("against");
  if (text == "others") return;
  if (text.starts_with(kSegment)) {
    h.against = Hypothesis::Against::segment;
    h.other = text.substr(kSegment.size());
    require(table, "against", "segment", h.other, segments);
    if (h.segment.empty()) {
      table.error("against", "against another segment, but of whom?", "add segment = \"ID\"");
    } else if (h.segment == h.other) {
      table.error("against", "a segment against itself");
    }
    return;
  }
  if (node->is_string()) {
    table.error("against", "\"" + text + "\" is nothing to hold a hypothesis against",
                "\"others\", a number, or \"segment:ID\"");
  }
}

}  // namespace

void read_hypotheses(TomlTable& root, Journey& journey, Problems& problems) {
  const auto segments = ids_of(journey.segments);
  std::vector<std::string> taken;
  for (const toml::table* node : root.tables("hypothesis")) {
    TomlTable table(*node, "hypothesis[" + std::to_string(journey.hypotheses.size() + 1) + "]",
                    problems);
    Hypothesis h;
    h.id = table.required_string("id");
    if (!h.id.empty() && std::ranges::find(taken, h.id) != taken.end()) {
      table.error("id", "hypothesis \"" + h.id + "\" is stated twice");
    }
    taken.push_back(h.id);
    h.text = table.required_string("text");
    h.stage = table.string("stage");
    h.touchpoint = table.string("touchpoint");
    require(table, "stage", "stage", h.stage, ids_of(journey.stages));
    require(table, "touchpoint", "touchpoint", h.touchpoint, ids_of(journey.touchpoints));
    if (h.stage.empty() == h.touchpoint.empty()) {
      table.error(h.stage.empty() ? "" : "stage", "a hypothesis is about a stage or a touchpoint",
                  "name one of them: stage = \"ID\" or touchpoint = \"ID\"");
    }
    if (const auto t = journey.find_touchpoint(h.touchpoint); t && !h.touchpoint.empty()) {
      h.stage = journey.stages[journey.touchpoints[*t].stage].id;
    }
    h.segment = table.string("segment");
    require(table, "segment", "segment", h.segment, segments);
    read_measure(table, h);
    const std::string direction = table.required_string("direction");
    if (!direction.empty() && direction != "higher" && direction != "lower") {
      table.error("direction", "direction is neither \"higher\" nor \"lower\"");
    }
    h.higher = direction == "higher";
    read_against(table, segments, h);
    table.done();
    journey.hypotheses.push_back(std::move(h));
  }
}

}  // namespace voxmap
