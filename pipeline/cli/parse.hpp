// The command line, checked against the table of commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"

namespace voxmap::cli {

struct Parsed {
  const Command* command = nullptr;     // nullptr: only global flags were given, or a group
  const CommandGroup* group = nullptr;  // its help is asked for
  Arguments arguments;
};

// `words` without the program's name. Throws Error(Exit::usage) with a hint.
[[nodiscard]] Parsed parse(const std::vector<std::string>& words);

}  // namespace voxmap::cli
