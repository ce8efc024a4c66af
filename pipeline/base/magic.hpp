// Files known by their first bytes, named for messages about a wrong one.
#pragma once

#include <string_view>

namespace voxmap {

inline constexpr std::string_view kSqliteMagic("SQLite format 3\0", 16);

// What a file that begins so is and what to do with it: "a PDF: save the text ..."; empty: none of
// the kinds known. Nothing is said of ZIP archives with members, SPSS files, text, JSON and XML.
[[nodiscard]] std::string_view known_by_magic(std::string_view head) noexcept;

}  // namespace voxmap
