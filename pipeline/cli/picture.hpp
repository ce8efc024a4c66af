// The map's drawing as PNG or PDF, made of the SVG by a converter that is installed beside voxmap.
#pragma once

#include <string>
#include <string_view>

namespace voxmap::cli {

// `format`: "png", twice the size of the SVG for sharp slides, or "pdf", vectors on A3 landscape.
// `newest`: when the newest of the data was said, or empty; stands in the PDF as the day it was
// made. Same drawing, same converter and fonts: same bytes. Throws Error: unavailable when
// rsvg-convert is not on the PATH, software when it fails.
[[nodiscard]] std::string render_picture(const std::string& svg, std::string_view newest,
                                         std::string_view format);

}  // namespace voxmap::cli
