// The parts of the page; render_html puts them together.
#pragma once

#include <string>
#include <string_view>

#include "journey/map.hpp"

namespace voxmap {

[[nodiscard]] std::string html_style();
// The text with its evidence in <u>; escaped.
[[nodiscard]] std::string marked_text(const Quote& quote);
// The same numbers as the map, as tables; the touchpoints fold out by stage.
[[nodiscard]] std::string html_numbers(const MapData& map);
[[nodiscard]] std::string html_touchpoints(const MapData& map);
[[nodiscard]] std::string html_quotes(const MapData& map);
[[nodiscard]] std::string html_manual(const MapData& map);  // "How to read this map"

}  // namespace voxmap
