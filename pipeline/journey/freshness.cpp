// Newest mentions and ends of days.
#include "journey/freshness.hpp"

namespace voxmap {

std::optional<Time> newest_of(Reader& reader, Filter filter, const std::string& stage) {
  filter.stage = stage;
  const auto newest = reader.mentions(filter, Order::newest, 1);
  return newest.empty() ? std::nullopt : newest.front().said_at;
}

Time end_of_day(Time at) {
  return std::chrono::floor<std::chrono::days>(at) + std::chrono::days(1);
}

std::optional<Time> end_of_data(Reader& reader) {
  const auto newest = reader.totals({}).newest;
  return newest ? std::optional(end_of_day(*newest)) : std::nullopt;
}

}  // namespace voxmap
