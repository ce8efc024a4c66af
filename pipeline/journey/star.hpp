// The mark of a moment of truth before a touchpoint's title.
#pragma once

#include <string>

#include "journey/map.hpp"

namespace voxmap {

// "★ Paying" when a person confirmed it, "☆ Paying" when it is a candidate, else the title.
[[nodiscard]] inline std::string starred(const MapTouchpoint& touchpoint) {
  switch (touchpoint.moment) {
    case MomentState::confirmed:
      return "★ " + touchpoint.title;
    case MomentState::candidate:
      return "☆ " + touchpoint.title;
    case MomentState::none:
    case MomentState::rejected:
      break;
  }
  return touchpoint.title;
}

}  // namespace voxmap
