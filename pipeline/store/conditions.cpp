// Conditions on attributes as they are stored.
#include "store/conditions.hpp"

#include <algorithm>
#include <vector>

#include "store/json_text.hpp"

namespace voxmap {

bool conditions_hold(std::span<const Condition> conditions, std::string_view json) {
  if (conditions.empty()) return true;
  const std::vector<Attribute> attributes = parse_attributes(json);
  return std::ranges::all_of(conditions, [&](const Condition& c) { return holds(c, attributes); });
}

}  // namespace voxmap
