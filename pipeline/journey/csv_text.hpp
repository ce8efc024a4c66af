// Text in the cells of the CSV files that voxmap writes.
#pragma once

#include <string>
#include <string_view>

namespace voxmap {

// One cell, RFC 4180, quoted when it must be. It is one line (one_line of format.hpp), and what a
// spreadsheet would run as a formula, that is text with =, +, -, @ or a tab in front, gets a "'".
[[nodiscard]] std::string csv_text(std::string_view raw);

}  // namespace voxmap
