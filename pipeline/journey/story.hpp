// The story of a journey in sentences, made from its numbers by fixed rules: each has its n and its
// interval, and none says more than its interval does.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journey/map.hpp"

namespace voxmap {

struct StoryPart {
  std::string heading;
  std::vector<std::string> sentences;
  std::vector<Quote> quotes;
  Tone tone = Tone::unclear;
};

// The journey at a glance, then a part a stage, then what the data do not tell.
[[nodiscard]] std::vector<StoryPart> tell_story(const MapData& map);

[[nodiscard]] std::string render_story_html(const MapData& map);
[[nodiscard]] std::string render_story_markdown(const MapData& map);

}  // namespace voxmap
