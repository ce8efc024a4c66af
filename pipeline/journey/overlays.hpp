// Second and third lines on the map's curve.
#pragma once

#include "journey/series.hpp"

namespace voxmap {

// Draws the period before beside the map: as long as the map's own, ending where that begins.
// Throws Error(Exit::usage) when the map has no --from.
void overlay_previous(MapData& map, Reader& reader, const Journey& journey,
                      const MapOptions& options);
// Draws a segment of the journey beside the map. Throws as build_map does.
void overlay_segment(MapData& map, Reader& reader, const Journey& journey,
                     const MapOptions& options, const std::string& segment);
// Draws what the journey file assumes. Throws Error(Exit::usage) when it assumes nothing.
void overlay_assumed(MapData& map);

// All of --overlay: "previous", "assumed" or a segment's id, kMostLines - 1 at most.
void add_overlays(MapData& map, Reader& reader, const Journey& journey, const MapOptions& options,
                  const std::vector<std::string>& names);

}  // namespace voxmap
