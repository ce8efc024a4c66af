// Text in Markdown.
#pragma once

#include <string>
#include <string_view>

namespace voxmap {

// One line that stays text: Markdown's own signs get a backslash, HTML's become entities.
[[nodiscard]] std::string escape_markdown(std::string_view raw);

}  // namespace voxmap
