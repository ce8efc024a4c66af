// What the columns of a table look like, learned from its sound records: so that a record that
// does not fit can be told what it was meant to be. Integers only; nothing is converted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/csv_detect.hpp"

namespace voxmap {

// What is looked at in one cell. Digits and capitals count in the shape, other letters do not:
// "KX-1204" is AA-9999, "Rain jacket" is Aa a.
struct CellLook {
  CellKind kind = CellKind::empty;
  std::uint8_t first = 0, last = 0;  // classes of the first and the last character
  std::uint8_t length = 0;           // 0, 1, 2-3, 4-7...
  bool quoted = false;
  std::uint64_t shape = 0, value = 0;  // digests
};
[[nodiscard]] CellLook look_at(std::string_view cell, bool quoted) noexcept;

// Thousandths of a bit.
using CsvCost = std::int64_t;
constexpr CsvCost kCsvBit = 1000;
constexpr CsvCost kCsvNever = std::numeric_limits<CsvCost>::max() / 4;
constexpr CsvCost kCsvMissing = 6 * kCsvBit;  // a cell missing at the end

class CsvProfile {
 public:
  explicit CsvProfile(std::size_t columns) : columns_(columns) {}

  // One sound record of `columns()` cells.
  void learn(const std::vector<CellLook>& cells);

  [[nodiscard]] std::size_t columns() const noexcept { return columns_.size(); }
  [[nodiscard]] std::size_t records() const noexcept { return records_; }

  // How surprising this cell is in this column: the sum over what is looked at of the logarithm of
  // how rarely it was seen there.
  [[nodiscard]] CsvCost cost(std::size_t column, const CellLook& cell) const noexcept;

  // The same as a column name, whatever the column.
  [[nodiscard]] static CsvCost name_cost(const CellLook& cell) noexcept;

 private:
  struct Seen {
    std::unordered_map<std::uint64_t, std::uint32_t> counts;  // of at most kMost
    std::uint32_t once = 0;
    void add(std::uint64_t digest);
    [[nodiscard]] CsvCost cost(std::uint64_t digest, std::size_t records) const noexcept;
  };
  struct Column {
    std::array<std::uint32_t, 9> kinds{};
    std::array<std::uint32_t, 8> first{}, last{};
    std::array<std::uint32_t, 34> lengths{};
    std::uint32_t quoted = 0;
    Seen shapes, values;
  };
  std::vector<Column> columns_;
  std::size_t records_ = 0;
};

// Rows of a table whose cells hold its delimiter without quotes, most of them too wide: what is too
// much is joined in the one column that makes all others look most alike. Leaves other rows alone.
void join_surplus(std::vector<CsvRow>& rows, std::size_t columns, std::string_view delimiter);

}  // namespace voxmap
