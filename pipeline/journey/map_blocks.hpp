// What the tables below a page say, as short lines of text: for the terminal and for Markdown, so
// that neither leaves a lane out.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "journey/map.hpp"

namespace voxmap {

struct TextBlock {
  std::string name;                                        // "Hand-overs"
  std::vector<std::pair<std::string, std::string>> lines;  // a title, what is said of it
};

enum class TextRoom : std::uint8_t {
  line,  // one line each: a trend is a row of bars, and what stands elsewhere on the screen is left
         // out
  page   // all numbers
};

// Only those of lanes that are drawn, and with something to say. Without `unicode` in ASCII, but
// for the journey's own words.
[[nodiscard]] std::vector<TextBlock> text_blocks(const MapData& map, TextRoom room,
                                                 bool unicode = true);

}  // namespace voxmap
