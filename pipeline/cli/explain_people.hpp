// Numbers of a map that compare people with themselves or with others, person by person.
#pragma once

#include "cli/command.hpp"

namespace voxmap::cli {

// For `voxmap explain --touchpoint ID --next ID`. Exit::no where too few people went that way.
[[nodiscard]] int explain_handover(Context& context);

// For `voxmap explain --hypothesis ID`. Exit::no where too few people are on a side.
[[nodiscard]] int explain_hypothesis(Context& context);

}  // namespace voxmap::cli
