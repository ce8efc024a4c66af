// From words on the command line to an exit code.
#pragma once

#include <string>
#include <vector>

namespace voxmap::cli {

// `words` without the program's name. Never throws: errors are printed and become exit codes.
int run(const std::vector<std::string>& words);

}  // namespace voxmap::cli
