// A made-up table spoiled one way a file, as real exports are, and how well it was read: after the
// Pollock benchmark (Vitagliano, Hameed, Jiang, Reisener, Wu, Naumann: Pollock, a data loading
// benchmark, 2023), whose families, ten measures and weights these are. Table and code are our own.
#pragma once

#include <string>
#include <vector>

namespace voxmap::pollution {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

struct Polluted {
  std::string name;    // "row_less_sep_row3_col2"
  std::string family;  // "row_less_sep", "row_less_sep_names" in the header; of a file: its name
  std::string text;
  Rows clean;  // what a reader should get, names of columns first
  // The dialect, for those who are told it.
  std::string delimiter = ",";
  char quote = '"';
  char escape = '"';
  int header_rows = 1;
};

// Every file-wide pollution, and those of single rows for every `step`-th row, and the first two
// and the last.
[[nodiscard]] std::vector<Polluted> pollute(std::size_t step);

// The sum of ten measures, 0..10: read at all; precision, recall and their mean of the names, of
// the records as wholes and of the cells. Text is compared byte by byte.
[[nodiscard]] double measure(const Rows& clean, const Rows& read);

// What a set of files scores when each family counts as often as in the benchmark (`simple`) or as
// in real files (`weighted`).
struct Score {
  double simple = 0;
  double weighted = 0;
};
struct Measured {
  std::string family;
  double value = 0;
};
[[nodiscard]] Score total(const std::vector<Measured>& files);

// A table as write_table writes it.
[[nodiscard]] Rows parse(const std::string& text);

}  // namespace voxmap::pollution
