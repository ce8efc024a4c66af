// Named feelings as `voxmap tag`, `explain` and `quotes` put them out.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/json_line.hpp"
#include "voxmap/store.hpp"

namespace voxmap::cli {

// A feeling of a mention with its sum; `text` is the whole verbatim.
struct FeelingView {
  std::string_view feeling, rule;
  std::int32_t intensity = 0;
  std::span<const FeelingStep> steps;
};

// "  delight +900  =  joy x 900/1000 +900  en/feeling:delight" and a line end.
[[nodiscard]] std::string explain_feeling(std::string_view text, const FeelingView& feeling);
// A line each; empty: none.
[[nodiscard]] std::string explain_feelings(const MentionRow& row);

// Objects of "feeling_evidence", one a step.
void write_steps(JsonLine& json, const FeelingView& feeling);
// "feelings":{"delight":900},"feeling_evidence":[...]
void write_feelings(JsonLine& json, const MentionRow& row);

}  // namespace voxmap::cli
