// voxmap read --table.
#pragma once

#include "cli/command.hpp"
#include "cli/json_line.hpp"
#include "voxmap/span.hpp"

namespace voxmap::cli {

int read_table(Context& context);

// "origin":{...} of an object that is open.
void write_place(JsonLine& json, const Place& place);

}  // namespace voxmap::cli
