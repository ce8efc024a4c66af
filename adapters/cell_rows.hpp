// Tables that are no text (spreadsheets, data files) for the adapters of delimited text: rows of
// cells in, the same documents out as from a CSV export, with places that name row and cell.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "voxmap/source.hpp"

namespace voxmap {

struct CellRow {
  std::uint64_t number = 0;        // of the row, 1-based, as people count it
  std::vector<std::string> cells;  // valid UTF-8
};

// One table, from its first row to its last. Used by one thread.
class CellRows {
 public:
  CellRows() = default;
  CellRows(const CellRows&) = delete;
  CellRows& operator=(const CellRows&) = delete;
  virtual ~CellRows() = default;

  // False at the end. Throws Error when the input cannot be read any further.
  virtual bool next(CellRow& row) = 0;
  // Appends what only the whole table could tell.
  virtual void finish(std::vector<std::string>& /*notes*/) const {}
  [[nodiscard]] virtual std::uint64_t position() const = 0;  // in the input, for progress
  // Place::part of a row, and of one of its cells (0-based): "Sheet1", "Sheet1!B7".
  [[nodiscard]] virtual std::string part() const = 0;
  [[nodiscard]] virtual std::string part(std::uint64_t row, std::size_t column) const = 0;
  // Where a row stands, and one of its cells. Asked for rows in their order. Unless the input is
  // text that has bytes and lines: row and column, both 1-based, and the part.
  [[nodiscard]] virtual Place place(std::uint64_t row) { return {row, 0, 0, part()}; }
  [[nodiscard]] virtual Place place(std::uint64_t row, std::size_t column) {
    return {row, column + 1, 0, part(row, column)};
  }
};

// Opens the rows as delimited text whose first row is `input`'s first line.
using OpenText = std::function<std::unique_ptr<Source>(Input input)>;

// The same rows from the first one on.
using OpenRows = std::function<std::unique_ptr<CellRows>()>;

// The rows read by `open`, or, without it, by the adapter for delimited text that recognises them,
// with what the user set where it has such options. `again` reads them once more, for what only all
// of them tell; null: nothing does. `notes` are said first. Throws Error(data) when
// they are no table of records, and what that adapter throws.
[[nodiscard]] std::unique_ptr<Source> open_cells(Input input, std::unique_ptr<CellRows> rows,
                                                 std::vector<std::string> notes,
                                                 const OpenText& open = nullptr,
                                                 const OpenRows& again = nullptr);

// The whole input of a format that is read so: at most 256 MiB, else an Error(data).
[[nodiscard]] std::string read_file_whole(std::istream& stream, const std::string& name);

// The rows as RFC 4180 in UTF-8.
[[nodiscard]] std::unique_ptr<std::istream> cells_as_csv(std::unique_ptr<CellRows> rows);

}  // namespace voxmap
