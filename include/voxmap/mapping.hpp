// The mapping file (TOML): which columns of a delimited or tabular source mean what.
// docs/mapping.md is its manual; sample_data/surveys/post-purchase.mapping.toml an example.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/span.hpp"

namespace voxmap {

// A column by its header, or by its 1-based position written "#3".
struct ColumnName {
  std::string name;
  Location where;  // in the mapping file, for messages about columns that do not exist
};

struct VerbatimColumn {
  ColumnName column;
  std::string question;    // empty: the column's question text (second header row or header)
  std::string touchpoint;  // answers here are about this touchpoint; may be empty
};

struct RatingColumn {
  ColumnName column;
  std::string scale;       // nps, csat, ces, stars
  std::string definition;  // empty: the scale's default definition
};

struct Mapping {
  std::string file;  // where it was read from, for messages
  // [table]: the dialect, when it is given rather than detected. Empty: detect.
  std::string delimiter, quote, escape, encoding;
  int header_rows = -1;  // -1: detect
  // [record]
  ColumnName key, time, respondent, persona, touchpoint, language;
  std::string zone;  // IANA name for times written without one; empty: UTC, with a note
  std::vector<VerbatimColumn> verbatims;
  std::vector<RatingColumn> ratings;
  // [attributes]: keep empty means every column not used otherwise and not in drop.
  std::vector<ColumnName> keep, drop, hash;
  std::vector<ColumnName> personal;  // left out, and their values taken out of the words too
  std::map<std::string, std::string> rename;
};

// Reads a mapping file. Throws Error(Exit::config) with every Problem found.
[[nodiscard]] Mapping read_mapping(const std::string& path);
[[nodiscard]] Mapping parse_mapping(std::string_view toml, const std::string& file);

}  // namespace voxmap
