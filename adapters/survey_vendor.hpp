// Survey tables whose vendor is known by the heads of their columns: what all of them share.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delimited.hpp"
#include "voxmap/source.hpp"

namespace voxmap::survey {

// The first records of a table, from wherever it was read.
using HeadRows = std::vector<std::vector<std::string>>;
// Those of delimited text, cheaply: the delimiter is the one most often in the first record. Empty
// when this is no such text. The last record of a cut head is left out.
[[nodiscard]] HeadRows head_rows(std::string_view head, std::size_t most = 4);
// All records of a whole file.
[[nodiscard]] HeadRows all_rows(std::string_view bytes);

// Whether `row` has a cell of that name; case and outer blanks do not count.
[[nodiscard]] bool has_name(const std::vector<std::string>& row, std::string_view name);

// A vendor's table while its format says what the columns are. Roles go to `own`; what is said
// about single columns goes to table.columns.
class Draft {
 public:
  Draft(Table& table, const Input& input);

  Table& table;
  Plan own;
  const Input& input;  // its stream was taken already

  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  [[nodiscard]] const std::string& name(std::size_t column) const { return names_[column]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  // Names the columns anew, as find() is to know them.
  void rename(std::size_t column, std::string_view name);

  // The first of these that is there and has a value in every record; a note says so.
  void key(std::initializer_list<std::string_view> names);
  // The first of these that are there and hold times, the others where it is blank; in the zone
  // that its header says.
  void times(std::initializer_list<std::string_view> names);
  void respondent(std::initializer_list<std::string_view> names);
  void language(std::initializer_list<std::string_view> names);
  void personal(std::initializer_list<std::string_view> names, std::string_view why);
  void closed(std::initializer_list<std::string_view> names);
  void open(std::size_t column, std::string_view why);
  // Also an attribute of that name, as it stands, whatever else the column is used for.
  void keep(std::string_view name, std::string attribute);
  // A tick box: one choice of a question that has a column a choice.
  void choice(std::size_t column, std::string group, std::string label);
  void note(std::string text) { table.notes.push_back(std::move(text)); }

  // All cells of the sample that are not blank pass the test; false when all are blank.
  [[nodiscard]] bool all(std::size_t column,
                         const std::function<bool(std::string_view)>& test) const;
  // What the vendor's own program never writes: times without seconds, ids as 3.29E+09.
  void note_spreadsheet();

 private:
  std::vector<std::string> names_;  // folded
};

// Cells that hold several answers parted by `separator`: their column gets it when the parts come
// back often enough to be choices. With `trailing`, the separator also ends the last one.
void split_choices(Table& table, std::size_t column, std::string_view separator, bool trailing);

// The header rule of vendors that write one row and nothing above it.
[[nodiscard]] inline std::optional<std::size_t> one_header_row(
    const std::vector<CsvRow>& /*rows*/) {
  return 1;
}

struct Vendor {
  HeaderRule header;                      // null: detected
  bool (*matches)(const HeadRows& rows);  // nullptr: anything
  void (*own)(Draft& draft);              // nullptr: nothing is known
  bool questions_second = true;           // of two header rows; false: it names choices
};

// The plan of a table whose columns and first rows are known: by the input's mapping, or by a
// guess, in both cases with what the vendor and the codebook say.
[[nodiscard]] Plan plan_columns(Table& table, const Input& input, void (*own)(Draft& draft));

struct Planned {
  Table table;
  Plan plan;
};
// Opens the table and plans it.
[[nodiscard]] Planned plan_table(Input& input, const Vendor& vendor);

[[nodiscard]] inline std::unique_ptr<Source> open_planned(Planned planned) {
  return make_source(std::move(planned.table), std::move(planned.plan));
}

}  // namespace voxmap::survey
