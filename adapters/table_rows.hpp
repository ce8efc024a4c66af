// Tables whose columns are fixed by the service that exports them: rows by column name in, records
// out. Encoding, delimiter and quoting are detected as for any other table.
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

namespace voxmap {

// One record of the table; cells by the name of their column, whatever its case.
class TableRow {
 public:
  TableRow(const std::vector<std::string>& names, const CsvRecord& record,
           const survey::Plan* times = nullptr)
      : names_(names), record_(record), times_(times) {}
  [[nodiscard]] bool has(std::initializer_list<std::string_view> names) const {
    return find(names).has_value();
  }
  // The cell of the first of these columns that the table has, without outer blanks.
  [[nodiscard]] std::string_view cell(std::initializer_list<std::string_view> names) const;
  // The time in that cell, in the order of day and month and the zone of the table.
  [[nodiscard]] std::optional<TimePoint> time(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] Place place(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] const Place& place() const noexcept { return record_.place(); }
  [[nodiscard]] std::string raw() const;  // as rejects show it

 private:
  [[nodiscard]] std::optional<std::size_t> find(
      std::initializer_list<std::string_view> names) const;
  const std::vector<std::string>& names_;  // folded
  const CsvRecord& record_;
  const survey::Plan* times_;
};

// What one adapter makes of a row.
using RowReader = std::function<Record(const TableRow&)>;

// The first row of the table in this head, folded; empty when it is no table.
[[nodiscard]] std::vector<std::string> table_header(std::string_view head);

// What is known of a table besides the names of its columns.
struct RowRules {
  std::vector<std::string_view> times =
      {};               // columns of the time; the first that is there decides
                        // the order of day and month (options zone, date_order)
  bool footer = false;  // lines of one cell below an empty one are the report's, no records
};

[[nodiscard]] std::unique_ptr<Source> open_rows(Input input, RowReader reader,
                                                const RowRules& rules = {});

}  // namespace voxmap
