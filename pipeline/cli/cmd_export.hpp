// The row of `voxmap export` for the table in commands.cpp.
#pragma once

#include "cli/command.hpp"

namespace voxmap::cli {

extern const Command kExport;

}  // namespace voxmap::cli
