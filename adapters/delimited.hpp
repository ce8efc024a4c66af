// A delimited input opened: its encoding, dialect and header known, its reader at the first record.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv_detect.hpp"
#include "survey_plan.hpp"
#include "voxmap/source.hpp"

namespace voxmap::survey {

class Row;

struct Column {
  std::string name;    // as attributes are named: the header, "#3" without one, "Other #20" again
  std::string header;  // first header row; both rows joined when there are two
  std::string prompt;  // what was asked: the header row that says it, HTML taken out

  // What the format or a codebook says about the column, whoever plans its roles.
  // open: respondents wrote it; closed: no words of theirs
  enum class Nature : std::uint8_t { unknown, open, closed };
  Nature nature = Nature::unknown;
  std::string why;                    // "a long text in the codebook"; for notes
  std::string scale, definition;      // of a rating
  const LabelScale* words = nullptr;  // its answers; null: numbers
  bool lenient = false;               // what is none of the scale is an attribute, no fault
  bool answer = false;                // to a survey: the respondent's, whoever wrote the rest
  std::string personal;               // why it is personal data
  std::string group;                  // attribute its answers belong to; empty: its name
  std::string choice, separator;      // as in AttributeRole
  std::shared_ptr<const Labels> labels;
  bool again = false;  // says what other columns say too: left out
};

struct Table {
  std::string name;                      // of the input, for messages
  std::unique_ptr<std::istream> stream;  // borrowed by the reader
  std::unique_ptr<CsvReader> reader;
  Encoding encoding;
  CsvLayout layout;
  std::vector<std::vector<std::string>> header_rows;  // as read
  std::vector<Column> columns;
  std::vector<CsvRow> rows;  // records of the head that have the table's width, to look at
  bool whole = false;        // the head was the whole input
  bool questions = false;    // the second header row holds questions, not choices
  std::vector<std::string> notes;
  std::function<std::unique_ptr<std::istream>()> again;  // Input::again
  // Shows every record of the whole input until `see` has seen enough; null: CSV read `again`.
  using See = std::function<bool(const Row& row)>;
  std::function<void(const See& see)> walk = nullptr;
};

// The role of a column that is kept.
[[nodiscard]] AttributeRole attribute_role(const Table& table, std::size_t column,
                                           Attribute::Care care);

// The column's cells in the head.
[[nodiscard]] std::vector<std::string_view> cells_of(const Table& table, std::size_t column);

// Header rows whose number a format fixes: nothing stands before them, the second says what was
// asked.
using HeaderRule = std::optional<std::size_t> (*)(const std::vector<CsvRow>& rows);

// Reads the head, decides, reads the header. `rule` may be null, or answer nullopt, to have the
// header detected. `questions_second`: the second of two rows says what was asked; otherwise it
// names choices. Throws Error: no_input (empty), data (binary or another kind of file), config (bad
// hints).
[[nodiscard]] Table open_table(Input& input, HeaderRule rule = nullptr,
                               bool questions_second = true);

// "Started at (America/New_York)" and its like: the header without the zone that it says. Both are
// parts of `header`.
struct ZonedName {
  std::string_view name, zone;  // zone: empty when it says none
};
[[nodiscard]] ZonedName without_zone(std::string_view header);

// A header or a label as respondents read it: HTML taken out, outer blanks off.
[[nodiscard]] std::string plain_text(std::string_view html);

// "a ZIP archive (perhaps .xlsx)" when the bytes are plainly no delimited text.
[[nodiscard]] std::optional<std::string> other_kind(std::string_view head);

// The plan that a mapping asks for; `own`, which may be null, has the roles that the format gives
// where the mapping says nothing. Throws Error(Exit::config) with a Problem for every column of
// the mapping that the table does not have, or has more than once.
[[nodiscard]] Plan plan_from_mapping(const Mapping& mapping, Table& table,
                                     const Plan* own = nullptr);

// Makes sure of what both ways of planning leave open: order of day and month, zone; adds the
// notes.
void settle_times(Plan& plan, Table& table, std::string_view order_option);

// The rows of `table` as documents of that plan.
[[nodiscard]] std::unique_ptr<Source> make_source(Table table, Plan plan);

// The options of the delimited adapters.
inline constexpr std::array<Option, 9> kDelimitedOptions = {
    {{"delimiter", "", "what separates fields; tab, space, semicolon... or the bytes (detected)"},
     {"quote", "", "what encloses fields, or none (detected)"},
     {"escape", "", "what precedes a quote inside quotes, or double, or none (detected)"},
     {"encoding", "", "an IANA name such as windows-1252 (detected)"},
     {"header_rows", "", "0, 1 or 2; 3 for Qualtrics (detected)"},
     {"zone", "", "IANA time zone of times written without one (UTC)"},
     {"date_order", "", "mdy or dmy for dates such as 3/4/2026 (inferred)"},
     {"missing", "", "codes that mean no answer, such as -99,-98"},
     {"codebook", "", "a file that says what columns and codes mean (docs/codebook.md)"}}};

}  // namespace voxmap::survey
