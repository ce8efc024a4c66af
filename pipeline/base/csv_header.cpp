// Preamble and header rows, told by what the cells of the first rows look like beside the others.
#include "base/csv_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>

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

// Titles, comments and blank lines in front of a table of several columns, padded with delimiters
// or not.
std::size_t find_preamble(const std::vector<CsvRow>& rows, std::size_t columns) {
  bool padded = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    const std::size_t full = filled(row);
    const bool comment = !row.cells.empty() && row.cells[0].starts_with('#') &&
                         row.cells[0].size() > 1 && row.cells.size() != columns;
    const bool title = columns > 1 && full <= 1 && row.cells.size() < columns;
    const bool stretched = columns > 2 && row.cells.size() == columns &&
                           (full == 0 || (full == 1 && !row.cells[0].empty()));
    if (row.blank || comment || title) continue;
    if (!stretched) return padded && full < columns ? 0 : i;
    padded = true;
  }
  return 0;  // nothing else: then this is the table
}

// A line above the table that names its columns with another delimiter between them.
bool names_with_another_delimiter(const CsvRow& row, std::size_t columns) {
  if (row.cells.size() != 1 || columns < 3) return false;
  for (const char delimiter : {'\t', ';', ',', '|', ' '}) {
    std::size_t names = 0;
    std::string_view rest = row.cells[0];
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(delimiter), rest.size());
      const CellKind kind = cell_kind(rest.substr(0, end));
      if (kind == CellKind::word || kind == CellKind::text || rest.starts_with('"')) ++names;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (names == columns) return true;
  }
  return false;
}

// How often the first record comes again at once: names in several rows.
std::size_t times_in_a_row(const std::vector<const CsvRow*>& table) {
  std::size_t times = 1;
  while (times < std::min<std::size_t>(table.size(), 3) && table[0]->cells.size() > 1 &&
         table[times]->cells == table[0]->cells) {
    ++times;
  }
  return times;
}

// The columns of most records up to where the names come again in another number: a second table.
std::size_t first_columns(const std::vector<CsvRow>& rows, const CsvLayout& layout) {
  const std::vector<std::string>& names = rows[layout.preamble].cells;
  std::map<std::size_t, std::size_t> widths;
  for (std::size_t i = layout.preamble; i < rows.size(); ++i) {
    const std::vector<std::string>& cells = rows[i].cells;
    if (cells.size() != names.size() && names_again(names, cells)) {
      const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
      return std::max_element(widths.begin(), widths.end(), fewer)->first;
    }
    if (!rows[i].blank) ++widths[cells.size()];
  }
  return layout.columns;
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
      if (c >= rows[r]->cells.size() || rows[r]->cells == rows[0]->cells ||
          names_again(rows[0]->cells, rows[r]->cells)) {
        continue;
      }
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

void decide_rows(const std::vector<const CsvRow*>& table, const Votes& votes, CsvLayout& layout) {
  if (table.size() > 2 && two_rows(*table[0], *table[1])) {
    layout.header_rows = 2;
    layout.reasons.emplace_back("2 header rows: the second names what the first groups");
    return;
  }
  const bool by_values = votes.data > votes.header;
  const bool by_text = votes.data + votes.header == 0 && votes.repeated * 2 > votes.columns;
  if (by_values || by_text) {
    layout.header_rows = 0;
    layout.reasons.push_back(fmt::format(
        "no header row: the first row looks like the others in {} of {} columns that tell",
        by_values ? votes.data : votes.repeated,
        by_values ? votes.data + votes.header : votes.columns));
    return;
  }
  layout.header_rows = times_in_a_row(table);
  if (layout.header_rows > 1) {
    layout.reasons.push_back(
        fmt::format("{} header rows: the names come again at once", layout.header_rows));
  }
}

}  // namespace

bool names_again(const std::vector<std::string>& names, const std::vector<std::string>& cells) {
  const std::size_t n = std::min(names.size(), cells.size());
  return n >= 2 && !names[0].empty() &&
         std::equal(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(n), cells.begin());
}

void find_header(const std::vector<CsvRow>& rows, int told, CsvLayout& layout) {
  layout.preamble = find_preamble(rows, layout.columns);
  std::vector<const CsvRow*> table;
  for (std::size_t i = layout.preamble; i < rows.size(); ++i) {
    const bool sound = rows[i].fault == CsvFault::none || table.empty();
    if (!rows[i].blank && sound) table.push_back(&rows[i]);
  }
  Votes votes;
  if (table.size() > 1) votes = vote(table);
  const bool by_values = votes.data > votes.header;
  if (by_values && layout.preamble > 0 && told != 0 &&
      names_with_another_delimiter(rows[layout.preamble - 1], layout.columns)) {
    --layout.preamble;
    layout.reasons.emplace_back("the names of the columns have another delimiter between them");
  } else if (told < 0 && table.size() > 1) {
    decide_rows(table, votes, layout);
  }
  if (told >= 0) layout.header_rows = static_cast<std::size_t>(told);
  if (layout.preamble > 0) {
    layout.reasons.push_back(fmt::format("{} line{} before the table left out", layout.preamble,
                                         layout.preamble == 1 ? "" : "s"));
  }
  if (layout.header_rows > 0 && layout.preamble < rows.size())
    layout.columns = first_columns(rows, layout);
}

}  // namespace voxmap
