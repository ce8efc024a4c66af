// Where a JSON text breaks, for people who have to find the place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace voxmap::json {

// "it ends in line 3 (byte 120), inside an array that begins in line 1 (byte 9)", a string without
// its end, a bracket that closes what was not opened. `message` where the text has none of these.
// `line` and `byte` are those of the text's first byte.
[[nodiscard]] std::string where_it_breaks(std::string_view text, std::uint64_t line,
                                          std::uint64_t byte, std::string_view message);

}  // namespace voxmap::json
