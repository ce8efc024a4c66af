// Word lists for speaker labels: roles, words that are no names, sounds in brackets.
#pragma once

#include <string>
#include <string_view>

namespace voxmap::transcript {

// All take the label folded (base/utf8.hpp).

// "interviewer", "q", "speaker 1", "p07".
[[nodiscard]] bool is_role_label(const std::string& folded);
// Words that stand before a colon and name nobody: "note", "error", "https".
[[nodiscard]] bool is_no_name(std::string_view folded);
// What a transcriber puts in brackets: "laughs", "inaudible 00:01:42".
[[nodiscard]] bool is_sound(std::string_view folded);

}  // namespace voxmap::transcript
