// Where the table begins: preamble and header rows. A part of detect_layout (csv_detect.hpp).
#pragma once

#include <vector>

#include "base/csv_detect.hpp"

namespace voxmap {

// Sets preamble and header_rows of the layout, whose columns are known, and gives the reasons.
// `told`: the number of header rows when the user gave it, otherwise negative.
void find_header(const std::vector<CsvRow>& rows, int told, CsvLayout& layout);

}  // namespace voxmap
