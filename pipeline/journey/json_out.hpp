// What every JSON answer writes alike.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "journey/statistics.hpp"

namespace voxmap {

// [low, high], or null.
[[nodiscard]] nlohmann::ordered_json interval_json(const std::optional<Interval>& interval,
                                                   int decimals);
// With a line end; a byte that is no UTF-8 becomes U+FFFD. `indent`: -1 for one line.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json, int indent);

}  // namespace voxmap
