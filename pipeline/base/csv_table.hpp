// Any delimited file as one clean table: RFC 4180, commas, double quotes where needed, CRLF, UTF-8
// without a mark, every record of the same width.
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "base/csv_detect.hpp"
#include "voxmap/span.hpp"

namespace voxmap {

struct TableOptions {
  CsvHints hints;        // what is given is not detected
  std::string encoding;  // IANA name; empty: detect
  std::string name;      // of the input, for the notes
  std::size_t skip = 0;  // lines at the front that are not read at all
  bool mend = true;      // false: records that do not fit are filled up or cut, no more
  // Takes the records in place of `out`: as many names as cells, all of them different ("#3" where
  // the table has none, "Other #20" the second time), and where the record stands in the input.
  std::function<void(std::span<const std::string> names, std::span<const std::string> cells,
                     const Place& place)>
      rows = nullptr;
};

// Rewrites `in` to `out` and adds to `notes` what was detected and what was mended, the first of
// each kind with its place. Lines before the table and blank lines are left out; names in several
// header rows are joined with a blank; records of the wrong width or with stray quotes are read as
// they were most likely meant (csv_mend.hpp); what still does not fit is filled up with empty
// fields, and empty fields beyond the width are cut off; the names once more are left out; a second
// table of another width ends the first and is left out; bytes that are no UTF-8 become U+FFFD;
// records over the limits of CsvLimits are left out. An empty input is an empty table. Throws
// Error: config (an option that makes no sense), io.
void write_table(std::istream& in, const TableOptions& options, std::ostream& out,
                 std::vector<std::string>& notes);

// One field as RFC 4180 writes it: in quotes when it holds a comma, a quote or a line end.
void append_csv_field(std::string& line, std::string_view field);

}  // namespace voxmap
