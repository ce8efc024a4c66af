// Spreadsheets: a sheet is read as the table of text it would be if it were saved as CSV.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "office.hpp"
#include "options.hpp"
#include "survey.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/error.hpp"
#include "xlsx_book.hpp"
#include "xml_fragments.hpp"

namespace voxmap {
namespace {

bool recognises_xlsx(std::string_view head) { return office_kind(head) == OfficeKind::spreadsheet; }

// The sheet asked for by name or number, else the first one that is not hidden.
const xlsx::Sheet& choose(const xlsx::Book& book, const std::string& wanted) {
  const auto& sheets = book.sheets();
  if (wanted.empty()) {
    const auto visible = std::ranges::find(sheets, false, &xlsx::Sheet::hidden);
    return visible == sheets.end() ? sheets.front() : *visible;
  }
  const auto named = std::ranges::find(sheets, wanted, &xlsx::Sheet::name);
  if (named != sheets.end()) return *named;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (wanted == std::to_string(i + 1)) return sheets[i];
  }
  std::vector<std::string> names;
  for (const xlsx::Sheet& sheet : sheets) names.push_back(sheet.name);
  throw Error(Exit::usage, fmt::format("option sheet: {} has no sheet \"{}\"", book.name(), wanted),
              fmt::format("it has: {}", fmt::join(names, ", ")));
}

// Opens the sheet, as often as wanted: the workbook is held in memory.
OpenRows find_sheet(std::istream& stream, const std::string& name, const std::string& wanted,
                    std::vector<std::string>& notes) {
  auto book = std::make_shared<const xlsx::Book>(read_file_whole(stream, name), name);
  const xlsx::Sheet& chosen = choose(*book, wanted);
  std::string others;
  for (const xlsx::Sheet& sheet : book->sheets()) {
    if (&sheet == &chosen) continue;
    others += fmt::format("{}'{}'{}", others.empty() ? "" : ", ", sheet.name,
                          sheet.hidden ? " (hidden)" : "");
  }
  notes.push_back(fmt::format("sheet '{}' read{}", chosen.name,
                              others.empty() ? "" : "; not read: " + others + " (option sheet)"));
  if (book->since_1904()) notes.emplace_back("dates are counted from 1904, as the workbook says");
  return [book, chosen] { return xlsx::open_sheet(book, chosen); };
}

std::unique_ptr<Source> open_xlsx(Input input) {
  std::vector<std::string> notes;
  const OpenRows open_sheet =
      find_sheet(*input.stream, input.name, option(input.options, "sheet"), notes);
  return open_cells(std::move(input), open_sheet(), std::move(notes), nullptr, open_sheet);
}

constexpr std::array<Option, 4> kXlsxOptions = {{
    {"sheet", "", "the sheet to read, by name or number; empty: the first one that is not hidden"},
    {"header_rows", "", "0, 1 or 2; 3 for Qualtrics (detected)"},
    {"zone", "", "IANA time zone of times written without one (UTC)"},
    {"date_order", "", "mdy or dmy for dates that are text, such as 3/4/2026 (inferred)"},
}};

}  // namespace

std::unique_ptr<std::istream> spreadsheet_as_csv(std::istream& stream, const std::string& name,
                                                 const std::string& sheet,
                                                 std::vector<std::string>& notes) {
  return cells_as_csv(find_sheet(stream, name, sheet, notes)());
}

constinit const Adapter kXlsx = {
    "xlsx",
    "spreadsheets (XLSX): Microsoft Forms, SurveyMonkey and any other table of answers",
    SourceKind::survey,
    kXlsxOptions,
    "extra/store-visit.xlsx",
    recognises_xlsx,
    open_xlsx};

}  // namespace voxmap
