// Where the table begins: preamble and header rows. A part of detect_layout (csv_detect.hpp).
#pragma once

#include <string>
#include <vector>

#include "base/csv_detect.hpp"

namespace voxmap {

// Sets preamble and header_rows of the layout, whose columns are known, and gives the reasons.
// `told`: the number of header rows when the user gave it, otherwise negative.
void find_header(const std::vector<CsvRow>& rows, int told, CsvLayout& layout);

// Whether these cells are the names of the columns once more, or those of a narrower or wider table
// that begins with the same columns.
[[nodiscard]] bool names_again(const std::vector<std::string>& names,
                               const std::vector<std::string>& cells);

}  // namespace voxmap
