// Errors on the terminal: what happened, where, what to do.
#pragma once

#include "cli/terminal.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {

// "error: message", each problem with " --> file:line:column", the line and a caret, then "help:".
void print(const Error& error, Stream& err);
void print(const Problem& problem, Stream& err);
void print_warning(std::string_view message, Stream& err);

}  // namespace voxmap::cli
