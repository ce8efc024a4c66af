// Tests for inputs that look like data and are none.
#pragma once

#include <string>
#include <string_view>

namespace voxmap {

// A table of totals: a first row of group names with gaps (",,Democrat,,,,Independent"), a row of
// column names below it, and almost nothing but numbers under that.
[[nodiscard]] bool is_crosstab(std::string_view head);

// What a file is that says something about other inputs (a codebook, a list of users), and what to
// do with it; empty for anything else.
[[nodiscard]] std::string companion(std::string_view head);

}  // namespace voxmap
