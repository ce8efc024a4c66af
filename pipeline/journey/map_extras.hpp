// What a map shows beside its means: importance, hand-overs, the team's guess, ages.
#pragma once

#include "journey/handovers.hpp"
#include "journey/map.hpp"

namespace voxmap {

// Fills MapStage::assumed, MapTouchpoint::impact, MapData::handovers and MapData::look from the
// journey, the options and the store's sums; after everything hidden is hidden.
void add_extras(MapData& map, const Journey& journey, const MapOptions& options,
                const std::vector<Stats>& stats);
// Fills months, trends, freshness and ages; after the totals. `filter` is the map's.
void add_ages(MapData& map, Reader& reader, const Filter& filter, const MapOptions& options);

// Puts what the same people felt before and after into the hand-overs of neighbouring stages: of
// several the one of most people, whose touchpoints then stand on the map.
void pair_handovers(MapData& map, const Journey& journey, const std::vector<Handover>& pairs);

// Days from one "2026-03-01" to another; nullopt when one is not a day.
[[nodiscard]] std::optional<std::int64_t> days_between(std::string_view from, std::string_view to);

}  // namespace voxmap
