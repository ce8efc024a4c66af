// A place in somebody's words, and a place in a file.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace voxmap {

// Half-open byte offsets [begin, end) into one verbatim's UTF-8 text. Both ends stand on character
// boundaries. Eight bytes, so that it survives moves and the database, which a view would not.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const noexcept { return end - begin; }
  [[nodiscard]] constexpr bool empty() const noexcept { return begin == end; }
  [[nodiscard]] constexpr std::string_view of(std::string_view text) const noexcept {
    return text.substr(begin, size());
  }
  // A view into a temporary would dangle: keep the text, then ask.
  template <std::same_as<std::string> S>
  std::string_view of(S&&) const = delete;
  friend constexpr auto operator<=>(Span, Span) = default;
};

// Where a record stands in its input, so that a person can open the file and look.
// Bytes are counted in the input as stored, before any decoding but of compression; a BOM counts.
// In a spreadsheet, data file or document, whose bytes tell nobody anything, `line` is the row,
// case or paragraph, `byte` the column from 1 on (0: the whole row), and `bytes` is 0.
struct Place {
  std::uint64_t line = 0;   // 1-based; 0 when the format has no lines
  std::uint64_t byte = 0;   // offset of the record's first byte
  std::uint64_t bytes = 0;  // length of the record in the input; 0 when not known
  std::string part = {};    // what of the input it counts in: "a.csv" of an archive, "Sheet1"
};

// A place in a file that a person wrote: shown as file:line:column.
struct Location {
  std::string file;
  std::uint64_t line = 0;    // 1-based; 0: the whole file
  std::uint64_t column = 0;  // 1-based, in characters; 0: the whole line
};

}  // namespace voxmap
