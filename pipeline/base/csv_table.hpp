// Any delimited file as RFC 4180: commas, double quotes where needed, CRLF, UTF-8 without a mark.
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "base/csv_detect.hpp"

namespace voxmap {

struct TableOptions {
  CsvHints hints;        // what is given is not detected
  std::string encoding;  // IANA name; empty: detect
};

// Rewrites `in` to `out` and adds to `notes` what was detected and what was mended: preamble and
// blank lines are left out, short records filled up with empty fields, empty fields beyond the
// width cut off, broken quoting read as well as it goes, bytes that are no UTF-8 replaced by
// U+FFFD, records over the limits of CsvLimits left out. Throws Error: no_input (empty), config (an
// option that makes no sense), io.
void write_table(std::istream& in, const TableOptions& options, std::ostream& out,
                 std::vector<std::string>& notes);

// One field as RFC 4180 writes it: in quotes when it holds a comma, a quote or a line end.
void append_csv_field(std::string& line, std::string_view field);

}  // namespace voxmap
