// Intervals and whole answers.
#include "journey/json_out.hpp"

#include "journey/format.hpp"

namespace voxmap {

nlohmann::ordered_json interval_json(const std::optional<Interval>& interval, int decimals) {
  if (!interval) return nullptr;
  return {rounded(interval->low, decimals), rounded(interval->high, decimals)};
}

std::string json_text(const nlohmann::ordered_json& json, int indent) {
  return json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace voxmap
