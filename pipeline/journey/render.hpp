// The renderers: one map, many faces. Each is a pure function; the same map gives the same bytes,
// with LF line ends, whatever the machine, locale or clock.
#pragma once

#include <string>

#include "journey/map.hpp"

namespace voxmap {

struct TerminalOptions {
  bool unicode = true;  // false: ASCII only, but for the customers' own words
  bool colour = false;
  int width = 100;  // columns, 60..100; other values are brought into that range
};
[[nodiscard]] std::string render_terminal(const MapData& map, const TerminalOptions& options);

[[nodiscard]] std::string render_json(const MapData& map);  // shape: docs/map.md
[[nodiscard]] std::string render_csv(const MapData& map);   // tidy: one row a number
// Lanes by stages, a column a stage: what mapping tools take by paste; hidden cells say "hidden".
[[nodiscard]] std::string render_csv_matrix(const MapData& map);
[[nodiscard]] std::string render_csv_cells(const MapData& map);  // the same, one row a cell
// A workbook with charts. Throws Error(Exit::io) when there is no room for the library's scratch
// files. Its bytes depend on libxlsxwriter's version and nothing else but the map.
[[nodiscard]] std::string render_xlsx(const MapData& map);
[[nodiscard]] std::string render_svg(const MapData& map);   // one file, for slides
[[nodiscard]] std::string render_html(const MapData& map);  // one self-contained page
[[nodiscard]] std::string render_markdown(const MapData& map);
[[nodiscard]] std::string render_mermaid(const MapData& map);

}  // namespace voxmap
