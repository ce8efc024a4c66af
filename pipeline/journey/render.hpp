// The renderers: one map, seven faces. Each is a pure function; the same map gives the same bytes,
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
[[nodiscard]] std::string render_svg(const MapData& map);   // one file, for slides
[[nodiscard]] std::string render_html(const MapData& map);  // one self-contained page
[[nodiscard]] std::string render_markdown(const MapData& map);
[[nodiscard]] std::string render_mermaid(const MapData& map);

}  // namespace voxmap
