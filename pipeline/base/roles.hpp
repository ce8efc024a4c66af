// Labels of people that name nobody: roles and numbers.
#pragma once

#include <string_view>

namespace voxmap {

// Does the label name a role or a number rather than a person? "Interviewer", "P07", "Speaker 2".
[[nodiscard]] bool is_role_label(std::string_view speaker);

}  // namespace voxmap
