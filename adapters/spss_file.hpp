// SPSS data files through ReadStat: cases as rows of text.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cell_rows.hpp"

namespace voxmap::spss {

struct FileOptions {
  std::string encoding;         // empty: as the file says
  std::set<std::string> codes;  // variables whose codes are wanted, not their labels
  bool all_codes = false;
  // Filled with the variables whose values have labels before the first row comes: choices, never
  // words. May be null.
  std::shared_ptr<std::set<std::string>> labelled = nullptr;
};

// The first row holds the names of the variables, the second what they ask; rows are numbered as
// cases after these, from 1. Values that have a label are that label, unless the variable is a
// scale of which only some values have one, or whose question and values are those of a rating;
// missing values are empty. Dates are "2021-01-11 18:06:19". The file is parsed in a thread of its
// own, some thousand cases ahead. Throws Error(data) for what ReadStat cannot read; `notes` are
// what its header says.
[[nodiscard]] std::unique_ptr<CellRows> open_file(std::string bytes, const std::string& name,
                                                  const FileOptions& options,
                                                  std::vector<std::string>& notes);

// Seconds since 14 October 1582 as SPSS formats them: DATETIME, DATE, TIME and their like; nullopt
// for other formats and for days that do not exist.
[[nodiscard]] std::optional<std::string> time_text(double seconds, std::string_view format);

}  // namespace voxmap::spss
