// From the store's sums to the numbers of a map: what a whole map and a curve beside it share.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "journey/map.hpp"

namespace voxmap {

[[nodiscard]] Feeling feeling_of(const Stats& stats);
[[nodiscard]] Share share_of(std::int64_t count, std::int64_t of);  // nothing of nothing
[[nodiscard]] Cell cell_of(const Stats* stats, std::int64_t min_n);

// The persona or segment of that id. Throws Error(Exit::usage) with the nearest known one.
[[nodiscard]] const Group& find_group(const std::vector<Group>& groups, std::string_view kind,
                                      std::string_view id);
// Narrows the filter to a persona or a segment of the journey.
void narrow_to_persona(Filter& filter, const Group& persona);
void narrow_to_segment(Filter& filter, const Group& segment);

// The KPIs asked for, then those that only the data know, each by its scale's default. An empty
// stage: the whole journey.
[[nodiscard]] std::vector<MapKpi> kpis_of(const std::vector<RatingStats>& ratings,
                                          std::string_view stage, const std::vector<Kpi>& wanted,
                                          std::int64_t min_n);

// Those of the whole journey and of each stage, with what must be hidden beside hidden ones.
struct JourneyKpis {
  std::vector<MapKpi> whole;
  std::vector<std::vector<MapKpi>> stages;
};
[[nodiscard]] JourneyKpis journey_kpis(const std::vector<RatingStats>& ratings,
                                       const Journey& journey, std::int64_t min_n);

}  // namespace voxmap
