// What differs between two packs, row by row.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/pack.hpp"

namespace voxmap::text {

struct RowChange {
  enum class Kind : std::uint8_t { added, removed, changed } kind = Kind::added;
  PackFile file = PackFile::valence;
  std::string key;            // phrase, symbol or id; an emotion's row: "phrase emotion"
  std::string before, after;  // the other columns: "450", "intensifier 250"; empty: not there
  std::uint32_t before_line = 0, after_line = 0;
};

// By file, then by key. Samples are compared as well; pack.toml is not.
[[nodiscard]] std::vector<RowChange> compare_packs(const Pack& before, const Pack& after);

}  // namespace voxmap::text
