// The numbers of a stage or touchpoint followed down to its people and mentions.
#pragma once

#include "cli/command.hpp"

namespace voxmap::cli {

// For `voxmap explain --stage ID` and --touchpoint ID. Exit::no where the map hides the place.
[[nodiscard]] int explain_place(Context& context);

}  // namespace voxmap::cli
