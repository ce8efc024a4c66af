// Titles of places, and means as the store rounds them.
#include "journey/places.hpp"

#include <algorithm>

namespace voxmap {

std::string place_title(const Journey& journey, const Reader::Place& place) {
  if (const auto t = journey.find_touchpoint(place.touchpoint); t && !place.touchpoint.empty()) {
    return journey.touchpoints[*t].title;
  }
  const auto stage = std::ranges::find(journey.stages, place.stage, &Stage::id);
  if (place.touchpoint.empty() && stage != journey.stages.end()) return stage->title;
  return place.touchpoint.empty() ? place.stage : place.touchpoint;
}

std::int64_t mean_in_centi(std::int64_t sum, std::int64_t count) {
  if (count == 1) return 100 * sum;
  const std::int64_t twice = 200 * sum;
  return (twice + (twice < 0 ? -count : count)) / (2 * count);
}

}  // namespace voxmap
