// Help, man page and completions, all from the table of commands.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace voxmap::cli {

[[nodiscard]] std::string overview_help();
[[nodiscard]] std::string command_help(const Command& command);
[[nodiscard]] std::string group_help(const CommandGroup& group);
// `what`: man, bash, zsh, fish or markdown. Throws Error(Exit::usage) for anything else.
[[nodiscard]] std::string generate(std::string_view what);
[[nodiscard]] std::string version_text();  // one line, with the libraries' versions
[[nodiscard]] std::string_view version_number();

// The exit codes with their meaning, as help and man page print them.
struct ExitCode {
  int code;
  std::string_view meaning;
};
[[nodiscard]] std::span<const ExitCode> exit_codes();

}  // namespace voxmap::cli
