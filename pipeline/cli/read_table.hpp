// voxmap read --table.
#pragma once

#include "cli/command.hpp"

namespace voxmap::cli {

int read_table(Context& context);

}  // namespace voxmap::cli
