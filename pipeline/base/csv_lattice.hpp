// All readings of one raw record as a table row: the graph behind CsvMender. A node is a place
// where a cell may end, an edge a stretch of text that may be a cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv_mend.hpp"

namespace voxmap {

struct CsvPath {
  bool found = false;
  CsvCost wrong = 0;    // what must have gone wrong
  CsvCost content = 0;  // how surprising the cells are
  std::size_t dropped = 0, cut = 0, stray = 0, merged = 0, missing = 0;
  std::size_t column = 0;  // of the first thing that is wrong
  std::vector<std::string> cells;
  [[nodiscard]] CsvCost cost() const noexcept { return wrong + content; }
};

// The cheapest way to read `raw` as `columns` cells. `price`: of a look in a column. `work` is
// reduced by what was done; nothing is found when it does not suffice.
[[nodiscard]] CsvPath cheapest_path(
    std::string_view raw, const CsvDialect& dialect, std::size_t columns,
    const std::function<CsvCost(std::size_t, const CellLook&)>& price, std::uint64_t& work);

}  // namespace voxmap
