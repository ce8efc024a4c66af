// The colours of the map on a terminal.
#pragma once

#include <cstdint>
#include <string_view>

namespace voxmap {

enum class Ink : std::uint8_t { plain, bold, dim, heading, green, red };

// The ANSI sequence that begins it; empty: none.
[[nodiscard]] inline std::string_view code(Ink ink) {
  switch (ink) {
    case Ink::bold:
      return "\x1b[1m";
    case Ink::dim:
      return "\x1b[2m";
    case Ink::heading:
      return "\x1b[1;36m";
    case Ink::green:
      return "\x1b[32m";
    case Ink::red:
      return "\x1b[31m";
    case Ink::plain:
      break;
  }
  return "";
}

}  // namespace voxmap
