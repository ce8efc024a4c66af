// Other programs: found on the PATH, run without a shell.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace voxmap {

// The program's file, by the absolute folders of PATH in their order; relative ones and the empty
// one (the current folder) are passed over.
[[nodiscard]] std::optional<std::string> find_program(std::string_view name);

struct ProgramRun {
  std::string path;                    // of find_program
  std::vector<std::string> arguments;  // as they are: there is no shell
  std::string_view input;              // its standard input
  // Added to this process's environment, in place of variables of the same names.
  std::vector<std::pair<std::string, std::string>> environment;
  std::chrono::milliseconds limit{120'000};  // then it is killed
};
struct ProgramResult {
  int exit = 0;        // 128 + the signal's number when a signal ended it
  bool late = false;   // killed at the limit
  std::string output;  // standard output
  std::string errors;  // standard error, the first 64 KiB
};
// Runs it to its end; input and output flow at the same time, through pipes. Throws Error(Exit::io)
// when it cannot be started.
[[nodiscard]] ProgramResult run_program(const ProgramRun& run);

}  // namespace voxmap
