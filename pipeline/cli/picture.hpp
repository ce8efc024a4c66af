// The map's drawing as PNG or PDF, made of the SVG by a converter that is installed beside voxmap.
#pragma once

#include <string>
#include <string_view>

#include "journey/map.hpp"

namespace voxmap::cli {

// `format`: "png", twice the size of the SVG for sharp slides, or "pdf", vectors on A3 landscape.
// Same map, same converter and fonts: same bytes. Throws Error: unavailable when rsvg-convert is
// not on the PATH, software when it fails.
[[nodiscard]] std::string render_picture(const MapData& map, std::string_view format);

}  // namespace voxmap::cli
