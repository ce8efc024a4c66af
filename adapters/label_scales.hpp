// Scales whose answers are words: "Very satisfied" ... "Very dissatisfied". The words are data,
// label_scales.tsv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace voxmap::survey {

struct LabelScale {
  std::string scale, definition;                            // "csat", "csat_1_5"
  std::size_t size = 0;                                     // answers from 1 on
  std::map<std::string, std::size_t, std::less<>> answers;  // folded words -> 1..size

  // The answer times 1000; nullopt when these are no words of the scale.
  [[nodiscard]] std::optional<std::int64_t> milli(std::string_view cell) const;
};

// The scale all `cells` belong to; blanks and answers that say that there is none aside. nullptr
// when there is none, and when they tell too little: one answer alone, one answer worded in two
// ways, "Agree" and "Disagree" without an end or the middle of the scale. `wanted`: only scales of
// that name and range, "csat" with 5; empty: any.
[[nodiscard]] const LabelScale* label_scale(std::span<const std::string_view> cells,
                                            std::string_view wanted = {}, std::size_t size = 0);

// The scale that has this answer, where a format says which it is; nullptr: none has.
[[nodiscard]] const LabelScale* label_scale_with(std::string_view answer);

// "Not applicable", "Don't know": an answer that takes no place on a scale.
[[nodiscard]] bool outside_scales(std::string_view cell);

}  // namespace voxmap::survey
