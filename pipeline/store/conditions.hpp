// Conditions on attributes as they are stored.
#pragma once

#include <span>
#include <string_view>

#include "voxmap/journey.hpp"

namespace voxmap {

// Do all conditions hold for a document with these attributes (JSON, as stored)?
[[nodiscard]] bool conditions_hold(std::span<const Condition> conditions, std::string_view json);

}  // namespace voxmap
