// Rows that people have coded: a TSV file with a header. docs/evaluate.md is its manual.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "voxmap/emotion.hpp"
#include "voxmap/span.hpp"

namespace voxmap::learn {

struct GoldRow {
  std::uint64_t line = 0;  // 1-based, in the file
  std::string id, text;    // id: the line's number when the file has no column id
  std::string language, source;
  std::vector<std::string> touchpoints;  // of a comma list
  std::string respondent;                // empty: not known
  std::optional<Label> label;            // never none
  std::optional<double> score;
  std::optional<Span> target;  // in bytes of the text
  // Of the columns in GoldTable::emotions, in their order: above 0 is felt.
  std::array<double, kEmotionCount> emotions{};
};

struct GoldReject {
  std::uint64_t line = 0;
  std::string why;
};

struct GoldTable {
  std::vector<GoldRow> rows;
  std::vector<GoldReject> rejects;
  bool labels = false, scores = false, targets = false,
       touchpoints = false;                                 // which columns it has
  std::vector<Emotion> emotions;                            // its emotion columns, in our order
  std::map<std::string, std::size_t, std::less<>> ignored;  // rows left out, by label: "mixed"
  std::size_t unlabelled = 0;  // rows whose label is empty: they count for the other columns only
  std::vector<std::string> unused_columns;
};

// Reads to the end. `prefix` stands before the emotions' names in the header ("ekman_"); empty:
// bare names, or the one prefix there is. A row with the wrong number of cells, invalid UTF-8, no
// text, a number that is none or a target outside its text is a reject. Labels are negative,
// neutral and positive in any letter case; rows with another label are counted in `ignored` and
// left out. Throws Error(Exit::data) for a header without text, with a name twice, with no column
// to compare, or with emotions under several prefixes; Exit::no_input for an empty file. `file` is
// for messages.
[[nodiscard]] GoldTable read_gold(std::istream& in, const std::string& file,
                                  const std::string& prefix);

}  // namespace voxmap::learn
