// Reading grouped numbers and codes.
#include "privacy/bytes.hpp"

#include <algorithm>

namespace voxmap::privacy {

std::uint8_t separator(std::string_view text, std::size_t at, std::size_t& bytes) noexcept {
  bytes = 1;
  switch (text[at]) {
    case ' ':
      return kBlank;
    case '-':
      return kDash;
    case '.':
      return kDot;
    case '/':
      return kSlash;
    case '(':
    case ')':
      return kParen;
    default:
      break;
  }
  bytes = 0;
  if (static_cast<unsigned char>(text[at]) < 0x80) return 0;
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("\u00A0")) {
    bytes = 2;
    return kBlank;
  }
  for (const std::string_view blank : {"\u202F", "\u2009", "\u2007"}) {
    if (rest.starts_with(blank)) {
      bytes = 3;
      return kBlank;
    }
  }
  for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013"}) {
    if (rest.starts_with(dash)) {
      bytes = 3;
      return kDash;
    }
  }
  return 0;
}

std::size_t skip_digits(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

bool goes_on(std::string_view text, std::size_t end) noexcept {
  std::size_t bytes = 0;
  if (end >= text.size() || separator(text, end, bytes) == 0) return false;
  const std::size_t next = end + bytes;
  return next < text.size() && (is_digit(text[next]) || separator(text, next, bytes) != 0);
}

std::uint32_t Number::value(std::size_t group) const noexcept {
  std::uint32_t value = 0;
  const std::size_t from = groups[group].first;
  const std::size_t to = std::min<std::size_t>(digits_before(group + 1), from + 9);
  for (std::size_t i = from; i < to; ++i) value = value * 10 + digits[i];
  return value;
}

void read_number(std::string_view text, std::size_t at, std::size_t to, Number& number) noexcept {
  number.digit_count = 0;
  number.group_count = 0;
  constexpr int kMostSeparators = 3;
  std::uint8_t before = 0;
  for (std::size_t i = at; i < to && is_digit(text[i]);) {
    const std::size_t begin = i;
    const std::size_t first = number.digit_count;
    while (i < to && is_digit(text[i])) {
      if (number.digit_count == Number::kMost) {
        number.digit_count = first;  // the group is too long, and the number ends before it
        return;
      }
      number.digits[number.digit_count++] = static_cast<std::uint8_t>(text[i] - '0');
      ++i;
    }
    number.groups[number.group_count++] = {static_cast<std::uint32_t>(begin),
                                           static_cast<std::uint32_t>(i),
                                           static_cast<std::uint8_t>(first), before};
    before = 0;
    int separators = 0;
    for (; i < to && separators <= kMostSeparators; ++separators) {
      std::size_t bytes = 0;
      const std::uint8_t mark = separator(text, i, bytes);
      if (mark == 0) break;
      before = static_cast<std::uint8_t>(before | mark);
      i += bytes;
    }
    if (separators == 0 || separators > kMostSeparators) return;
    if (separators > 1) before = static_cast<std::uint8_t>(before | kSeveral);
    if (number.digit_count == Number::kMost) return;
  }
}

std::size_t take_code(std::string_view text, std::size_t at, std::size_t wanted,
                      char* out) noexcept {
  std::size_t taken = 0;
  std::size_t i = at;
  while (taken < wanted) {
    if (i >= text.size()) return 0;
    if (is_alnum(text[i])) {
      out[taken++] = upper(text[i++]);
      continue;
    }
    std::size_t bytes = 0;
    if (taken == 0 || separator(text, i, bytes) == 0 || text[i] == '(' || text[i] == ')') return 0;
    if (i + bytes >= text.size() || !is_alnum(text[i + bytes])) return 0;
    i += bytes;
  }
  return ends(text, i) ? i : 0;
}

}  // namespace voxmap::privacy
