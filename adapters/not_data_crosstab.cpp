// Recognising summary tables, which have columns and rows but no respondents.
#include <algorithm>
#include <vector>

#include "base/utf8.hpp"
#include "not_data.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kRows = 20;

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t comma = line.find_first_of(",;\t");
    cells.push_back(trim(line.substr(0, comma)));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

bool is_figure(std::string_view cell) {
  return !cell.empty() && cell.find_first_not_of("0123456789.%-+ ") == std::string_view::npos;
}

}  // namespace

bool is_crosstab(std::string_view head) {
  std::vector<std::vector<std::string_view>> rows;
  while (!head.empty() && rows.size() < kRows) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    rows.push_back(cells_of(head.substr(0, end)));
    head.remove_prefix(std::min(end + 1, head.size()));
  }
  if (rows.size() < 4 || rows[0].size() < 5) return false;
  // A title may stand in the corner, above an empty cell and the names of the rows.
  const auto is_record = [](const auto& row) { return is_figure(row[0]); };
  const bool titled = rows[1][0].empty() && std::none_of(rows.begin() + 2, rows.end(), is_record);
  if (!rows[0][0].empty() && !titled) return false;
  const auto is_empty = [](std::string_view cell) { return cell.empty(); };
  const auto gaps = static_cast<std::size_t>(std::ranges::count_if(rows[0], is_empty));
  const auto holes = static_cast<std::size_t>(std::ranges::count_if(rows[1], is_empty));
  if (gaps * 2 < rows[0].size() || holes * 5 > rows[1].size()) return false;
  std::size_t filled = 0;
  std::size_t numbers = 0;
  for (std::size_t row = 2; row + 1 < rows.size(); ++row) {
    for (std::size_t column = 1; column < rows[row].size(); ++column) {
      if (!rows[row][column].empty()) ++filled;
      if (is_figure(rows[row][column])) ++numbers;
    }
  }
  return filled > 0 && numbers * 10 >= filled * 9;
}

}  // namespace voxmap
