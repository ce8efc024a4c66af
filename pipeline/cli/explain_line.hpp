// How the answers of `voxmap explain` about numbers of a map are set.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace voxmap::cli {

// A name and what is to be said of it; lines without a name go on.
[[nodiscard]] inline std::string explain_line(std::string_view name, std::string_view value) {
  return fmt::format("  {:11}{}\n", name, value);
}

[[nodiscard]] inline std::int64_t explain_min_n(const Arguments& args) {
  return args.number("min-n", 1).value_or(5);
}
[[nodiscard]] inline std::size_t explain_limit(const Arguments& args) {
  return static_cast<std::size_t>(args.number("limit", 1).value_or(20));
}

// Says on standard error why there is no answer, and gives the exit code of that.
[[nodiscard]] int explain_nothing(Context& context, std::string_view why);

// Of numbers that do not come out as the map has them. Throws Error(Exit::software).
[[noreturn]] void explain_differs(const std::string& store);

// "and 12 more: --limit 32", where `all` are more than shown; otherwise nothing.
[[nodiscard]] std::string explain_rest(std::size_t all, std::size_t limit);

}  // namespace voxmap::cli
