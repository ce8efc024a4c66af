// What is doubtful about a pack beyond what keeps it from loading: entries that cannot fire, signs
// that contradict each other, samples that fail.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "voxmap/error.hpp"

namespace voxmap::text {

struct LintFinding {
  std::string
      check;        // "load", "order", "unreachable", "contradiction", "stems", "sample", "literal"
  Problem problem;  // severity: error, warning
  bool hint = false;  // worth a look, and often right as it is
};

struct LintReport {
  std::string name, version, language;
  // Rows.
  std::size_t valence = 0, emotion = 0, modifiers = 0, emoji = 0, patterns = 0, acts = 0,
              samples = 0;
  std::size_t bytes = 0;  // of all its files
  std::size_t samples_right = 0;
  std::vector<LintFinding> findings;  // by file and line
};

// `below`: packs to load under it for its samples, as names or folders (a domain pack needs its
// language's); `folders`: where names are looked up. Throws Error(Exit::no_input) when the folder
// is no pack.
[[nodiscard]] LintReport lint_pack(const std::string& folder, const std::vector<std::string>& below,
                                   const std::vector<std::string>& folders);

}  // namespace voxmap::text
