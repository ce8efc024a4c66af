// Reading an adapter's options; a value that does not fit is the user's mistake and an Error.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/source.hpp"

namespace voxmap {

// The value as set, or `fallback` when it is not set at all.
[[nodiscard]] std::string option(const Options& options, std::string_view name,
                                 std::string_view fallback = {});
// "true", "yes", "1" / "false", "no", "0", "". Throws Error(usage) on anything else.
[[nodiscard]] bool flag_option(const Options& options, std::string_view name);
// A whole number of seconds, not negative; nullopt when empty. Throws Error(usage).
[[nodiscard]] std::optional<std::int64_t> seconds_option(const Options& options,
                                                         std::string_view name);
// A list separated by commas, or by semicolons when there is one (names may hold commas).
[[nodiscard]] std::vector<std::string> list_option(const Options& options, std::string_view name);

// The options of a family and one more.
template <std::size_t N>
constexpr std::array<Option, N + 1> with_option(const std::array<Option, N>& options,
                                                const Option& more) {
  std::array<Option, N + 1> all{};
  std::ranges::copy(options, all.begin());
  all.back() = more;
  return all;
}

}  // namespace voxmap
