// Finding out how a delimited file is written from its first 64 KiB. The same bytes always give the
// same answer, and every answer comes with its reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"

namespace voxmap {

// What a user said instead of having it detected; empty: detect. Delimiter: the bytes themselves,
// or "tab", "space", "comma", "semicolon", "pipe", "colon", "\t". Quote: one byte or "none".
// Escape: one byte, "double" (the quote is doubled) or "none".
struct CsvHints {
  std::string delimiter, quote, escape;
  int header_rows = -1;
};

struct CsvLayout {
  CsvDialect dialect;
  std::size_t preamble = 0;     // records in front of the header: titles, comments, blank lines
  std::size_t header_rows = 1;  // 0 to 3
  std::size_t columns = 0;      // of most records of the first table
  bool blanks = false;          // a blank follows each delimiter and is no part of the cell
  std::vector<std::string> reasons;  // "delimiter ';': 12 columns in 98 of 98 records"
};

// `head` is UTF-8; `whole`: there is nothing after it, so its last record counts too. Of all
// dialects the one is taken whose records agree most on their number of columns and whose cells
// most often look like values (after van den Burg, Nazabal, Sutton: Wrangling messy CSV files by
// detecting row and type patterns, 2019). Throws Error(Exit::config) for a hint that makes no
// sense.
[[nodiscard]] CsvLayout detect_layout(std::string_view head, bool whole,
                                      const CsvHints& hints = {});

// What a cell looks like.
enum class CellKind : std::uint8_t { empty, number, time, word, email, url, ip, text, dirty };
[[nodiscard]] CellKind cell_kind(std::string_view cell) noexcept;

// A parsed head, for those who look at the values too.
struct CsvRow {
  std::vector<std::string> cells;
  std::vector<bool> quoted;
  CsvFault fault = CsvFault::none;
  bool blank = false;
};
// At most `limit` records of the head; without the last one when the head is cut.
[[nodiscard]] std::vector<CsvRow> sample_rows(std::string_view head, bool whole,
                                              const CsvDialect& dialect, std::size_t limit = 2000);

}  // namespace voxmap
