// The JSON in the columns of a run: counts by reason, notes.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace voxmap {

using ReasonCounts = std::map<std::string, std::uint64_t, std::less<>>;

[[nodiscard]] std::string counts_json(const ReasonCounts& counts);
[[nodiscard]] ReasonCounts parse_counts(std::string_view json);
[[nodiscard]] std::string strings_json(std::span<const std::string> strings);
[[nodiscard]] std::vector<std::string> parse_strings(std::string_view json);

}  // namespace voxmap
