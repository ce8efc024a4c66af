// Ends of days.
#include "journey/freshness.hpp"

namespace voxmap {

Time end_of_day(Time at) {
  return std::chrono::floor<std::chrono::days>(at) + std::chrono::days(1);
}

std::optional<Time> end_of_data(Reader& reader) {
  const auto newest = reader.totals({}).newest;
  return newest ? std::optional(end_of_day(*newest)) : std::nullopt;
}

}  // namespace voxmap
