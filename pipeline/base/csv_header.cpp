// Preamble and header rows, told by what the cells of the first rows look like beside the others.
#include "base/csv_header.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace voxmap {
namespace {

std::size_t filled(const CsvRow& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(),
                    [](const std::string& cell) { return cell_kind(cell) != CellKind::empty; }));
}

bool is_value(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::time || kind == CellKind::ip ||
         kind == CellKind::email || kind == CellKind::url;
}

std::size_t values(const CsvRow& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(),
                    [](const std::string& cell) { return is_value(cell_kind(cell)); }));
}

// Titles, comments and blank lines in front of a table of several columns.
std::size_t find_preamble(const std::vector<CsvRow>& rows, std::size_t columns) {
  std::size_t preamble = 0;
  for (const CsvRow& row : rows) {
    const bool comment = !row.cells.empty() && row.cells[0].starts_with('#') &&
                         row.cells[0].size() > 1 && row.cells.size() != columns;
    const bool title = columns > 1 && filled(row) <= 1 && row.cells.size() < columns;
    const bool padded = columns > 2 && filled(row) == 1 && !row.cells[0].empty() &&
                        row.cells.size() == columns && preamble + 1 < rows.size() &&
                        filled(rows[preamble + 1]) == columns;
    if (!row.blank && !comment && !title && !padded) return preamble;
    ++preamble;
  }
  return 0;  // nothing else: then this is the table
}

// Question in row 1 (blank where it goes on), choice in row 2: SurveyMonkey's way, and crosstabs'.
bool two_rows(const CsvRow& first, const CsvRow& second) {
  if (first.cells.size() < 3 || second.cells.size() < 3) return false;
  if (values(second) * 4 > filled(second)) return false;
  const std::size_t blanks = first.cells.size() - filled(first);
  const bool id_only_above = !first.cells[0].empty() && second.cells[0].empty() &&
                             filled(second) * 2 >= second.cells.size();
  const bool groups_above = blanks * 2 > first.cells.size() && values(first) == 0 &&
                            filled(second) == second.cells.size();
  return id_only_above || groups_above;
}

// Columns that speak for and against row 0 being a header. Columns of values tell best; a text that
// comes again below may be a choice, named in the header and once more in the cells.
struct Votes {
  std::size_t header = 0;
  std::size_t data = 0;
  std::size_t repeated = 0;
  std::size_t columns = 0;
};
Votes vote(const std::vector<const CsvRow*>& rows) {
  Votes votes;
  constexpr std::size_t kLooked = 60;
  for (std::size_t c = 0; c < rows[0]->cells.size(); ++c) {
    const std::string& top = rows[0]->cells[c];
    const CellKind top_kind = cell_kind(top);
    if (top_kind == CellKind::empty) continue;
    std::size_t seen = 0;
    std::size_t alike = 0;
    bool again = false;
    for (std::size_t r = 1; r < std::min(rows.size(), kLooked); ++r) {
      // The header once more is what joined exports have.
      if (c >= rows[r]->cells.size() || rows[r]->cells == rows[0]->cells) continue;
      const CellKind kind = cell_kind(rows[r]->cells[c]);
      if (kind == CellKind::empty) continue;
      ++seen;
      alike += is_value(kind) ? 1U : 0U;
      again = again || (rows[r]->cells[c] == top && !is_value(kind));
    }
    if (seen == 0) continue;
    ++votes.columns;
    if (alike * 10 >= seen * 8) {
      ++(is_value(top_kind) ? votes.data : votes.header);
    } else if (again) {
      ++votes.repeated;
    }
  }
  return votes;
}

}  // namespace

void find_header(const std::vector<CsvRow>& rows, int told, CsvLayout& layout) {
  layout.preamble = find_preamble(rows, layout.columns);
  if (layout.preamble > 0) {
    layout.reasons.push_back(fmt::format("{} line{} before the table left out", layout.preamble,
                                         layout.preamble == 1 ? "" : "s"));
  }
  if (told >= 0) {
    layout.header_rows = static_cast<std::size_t>(told);
    return;
  }
  std::vector<const CsvRow*> table;
  for (std::size_t i = layout.preamble; i < rows.size(); ++i) {
    if (!rows[i].blank && rows[i].fault == CsvFault::none) table.push_back(&rows[i]);
  }
  if (table.size() < 2) return;
  if (table.size() > 2 && two_rows(*table[0], *table[1])) {
    layout.header_rows = 2;
    layout.reasons.emplace_back("2 header rows: the second names what the first groups");
    return;
  }
  const Votes votes = vote(table);
  const bool by_values = votes.data > votes.header;
  const bool by_text = votes.data + votes.header == 0 && votes.repeated * 2 > votes.columns;
  if (by_values || by_text) {
    layout.header_rows = 0;
    layout.reasons.push_back(fmt::format(
        "no header row: the first row looks like the others in {} of {} columns that tell",
        by_values ? votes.data : votes.repeated,
        by_values ? votes.data + votes.header : votes.columns));
  }
}

}  // namespace voxmap
