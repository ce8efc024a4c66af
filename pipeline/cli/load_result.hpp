// How a load ends: the summary of everything, the next command, the exit code.
#pragma once

#include "cli/load_job.hpp"

namespace voxmap::cli {

// Prints the store's state (unless --quiet) and returns the exit code: 65 when more records were
// rejected than allowed. `suggest` names the next command.
int finish_load(LoadJob& job, const LoadSettings& settings, Context& context, bool suggest);

}  // namespace voxmap::cli
