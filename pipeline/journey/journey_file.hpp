// Reading a journey file with the warnings that parse_journey keeps to itself.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/error.hpp"
#include "voxmap/journey.hpp"

namespace voxmap {

// As parse_journey, and adds to `warnings` what is odd but usable (`voxmap check` prints them).
[[nodiscard]] Journey parse_journey(std::string_view toml, const std::string& file,
                                    std::vector<Problem>& warnings);

// The rating scales a KPI may name, and the definitions of each; the first is the default.
struct KpiDefinition {
  std::string_view scale;
  std::string_view definition;
  enum class Formula { nps, share_at_least, mean, net };
  Formula formula = Formula::mean;
  int low = 0, high = 0;   // the scale's ends
  int from = 0;            // share_at_least: lowest counted answer
  std::string_view label;  // "NPS", "CSAT, % satisfied"
};
[[nodiscard]] std::span<const KpiDefinition> kpi_definitions();
// With an empty or unknown definition the scale's default; nullptr for an unknown scale.
[[nodiscard]] const KpiDefinition* find_kpi(std::string_view scale, std::string_view definition);

}  // namespace voxmap
