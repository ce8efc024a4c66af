// The parts of the page; render_html puts them together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "journey/map.hpp"

namespace voxmap {

struct MapDrawing;

// A whole page around `body`, which is trusted: style sheet, policy, title. `map`: its drawing,
// which is made to fit one sheet of A3 with the header beside it; null: a page of another kind.
[[nodiscard]] std::string html_page(std::string_view title, std::string_view body,
                                    const MapDrawing* map = nullptr);
// The drawing and its legend. The lanes' names are a drawing of their own that stays in view while
// the columns scroll.
[[nodiscard]] std::string html_figure(const MapData& map);
[[nodiscard]] std::string html_footer(const MapData& map);
[[nodiscard]] std::string html_style();
// A cell of a table, with the interval.
[[nodiscard]] std::string share_cell(const Share& share);
// What stands in the place of the numbers of a stage or touchpoint that is not shown.
[[nodiscard]] std::string hidden_text(Cell cell, std::int64_t min_n);
// The text with its evidence in <u>; escaped.
[[nodiscard]] std::string marked_text(const Quote& quote);
// The same numbers as the map, as tables; the touchpoints fold out by stage.
[[nodiscard]] std::string html_numbers(const MapData& map);
[[nodiscard]] std::string html_touchpoints(const MapData& map);
// Second lines, trend, hand-overs, sources: a table for each lane that is drawn.
[[nodiscard]] std::string html_lanes(const MapData& map);
[[nodiscard]] std::string html_quotes(const MapData& map);
[[nodiscard]] std::string html_manual(const MapData& map);  // "How to read this map"

}  // namespace voxmap
