// The parts of the JSON map that belong to lanes added beside the means.
#pragma once

#include <nlohmann/json.hpp>

#include "journey/map.hpp"

namespace voxmap {

// assumed, moment, newest and trend of a stage.
void add_stage_lanes(nlohmann::ordered_json& out, const MapStage& stage, const MapData& map);
// overlays, handovers, hypotheses, freshness.
void add_map_lanes(nlohmann::ordered_json& out, const MapData& map);

}  // namespace voxmap
