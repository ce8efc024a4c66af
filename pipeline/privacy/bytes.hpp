// Bytes as the scanners see them, and numbers that people write in groups.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/ascii.hpp"

namespace voxmap::privacy {

constexpr bool is_alnum(char c) noexcept { return is_digit(c) || is_letter(c); }
constexpr char upper(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

// No letter or digit of ASCII stands before / at `at`: a number or code may begin / end here.
// Other scripts need no blank around a number.
constexpr bool begins(std::string_view text, std::size_t at) noexcept {
  return at == 0 || !(is_alnum(text[at - 1]) || text[at - 1] == '_');
}
constexpr bool ends(std::string_view text, std::size_t at) noexcept {
  return at >= text.size() || !(is_alnum(text[at]) || text[at] == '_');
}

// What people put between the groups of a number.
inline constexpr std::uint8_t kBlank = 1;  // space, no-break spaces
inline constexpr std::uint8_t kDash = 2;   // '-', U+2010..U+2013
inline constexpr std::uint8_t kDot = 4;
inline constexpr std::uint8_t kSlash = 8;
inline constexpr std::uint8_t kParen = 16;
inline constexpr std::uint8_t kSeveral = 32;  // more than one character

// One separating character at `at`: its mark, and its length in `bytes`; 0 when it is none.
[[nodiscard]] std::uint8_t separator(std::string_view text, std::size_t at,
                                     std::size_t& bytes) noexcept;

// A run of groups of digits, from one that begins at a digit. Bounded: at most kMost digits are
// read, and a group that would go beyond is left out.
struct Number {
  static constexpr std::size_t kMost = 24;
  struct Group {
    std::uint32_t begin = 0, end = 0;  // in the text
    std::uint8_t first = 0;            // index of its first digit
    std::uint8_t before = 0;           // separators before it
    [[nodiscard]] std::uint32_t size() const noexcept { return end - begin; }
  };
  std::array<std::uint8_t, kMost> digits{};
  std::array<Group, kMost> groups{};
  std::size_t digit_count = 0;
  std::size_t group_count = 0;

  // Digits of the groups [0, n).
  [[nodiscard]] std::size_t digits_before(std::size_t n) const noexcept {
    return n < group_count ? groups[n].first : digit_count;
  }
  [[nodiscard]] std::span<const std::uint8_t> first(std::size_t n) const noexcept {
    return std::span(digits).first(digits_before(n));
  }
  [[nodiscard]] std::uint32_t value(std::size_t group) const noexcept;
};
// `to`: where the text ends for this purpose.
void read_number(std::string_view text, std::size_t at, std::size_t to, Number& number) noexcept;

// Past the digits at `at`.
[[nodiscard]] std::size_t skip_digits(std::string_view text, std::size_t at) noexcept;

// Does a number go on behind the digits that end at `end`: after a separator or two? Most do not,
// and this is cheaper than read_number().
[[nodiscard]] bool goes_on(std::string_view text, std::size_t end) noexcept;

// Reads `wanted` letters and digits from `at` on, upper-cased into `out`, with at most one
// separator between two; the end, or 0 when there are fewer or another letter or digit follows.
[[nodiscard]] std::size_t take_code(std::string_view text, std::size_t at, std::size_t wanted,
                                    char* out) noexcept;

}  // namespace voxmap::privacy
