// Records that do not fit their table, read as they were most likely meant: a delimiter too many or
// too few, a stray quote, another delimiter. Every reading is priced by how well its cells fit
// their columns and by what must have gone wrong; the cheapest one is taken when it fits about as
// well as sound records do, otherwise the record stays as it was read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv_profile.hpp"

namespace voxmap {

enum class CsvMend : std::uint8_t {
  none,       // nothing was wrong, or nothing better was found
  dropped,    // a delimiter too many: an empty cell left out
  split,      // a delimiter missing: two cells taken apart
  joined,     // a delimiter missing, nobody can tell where: the next cell left empty
  requoted,   // quotes that do not pair, read as text where they must be
  merged,     // delimiters inside a cell without quotes
  delimiter,  // another delimiter than the rest of the table
};
[[nodiscard]] std::string_view to_string(CsvMend mend) noexcept;  // what happened, in words

// One record read anew.
struct CsvMended {
  CsvMend mend = CsvMend::none;
  std::size_t column = 0;  // where, from 0
  std::vector<std::string> cells;
};

class CsvMender {
 public:
  // `rows` are records of the table from its front; those of `columns` cells are learned from. A
  // mender that saw too few of them mends nothing.
  CsvMender(CsvDialect dialect, std::size_t columns, const std::vector<CsvRow>& rows);

  // For a record of another width or with a fault. `name`: it holds the names of the columns.
  // Work is bounded: after a number of costly records no more are mended.
  [[nodiscard]] CsvMended mend(const CsvRecord& record, bool names);

 private:
  struct Reading;
  [[nodiscard]] CsvCost price(std::size_t column, const CellLook& look, bool names) const noexcept {
    return names ? CsvProfile::name_cost(look) : profile_.cost(column, look);
  }
  [[nodiscard]] Reading as_read(const CsvRecord& record, bool names) const;
  [[nodiscard]] Reading taken_apart(const CsvRecord& record) const;
  [[nodiscard]] Reading anew(std::string_view raw, const std::string& delimiter, bool names);
  [[nodiscard]] CsvCost limit(bool names) const noexcept;

  CsvDialect dialect_;
  CsvProfile profile_;
  CsvCost usual_ = 0;  // nearly all sound records cost less
  std::uint64_t budget_;
};

}  // namespace voxmap
