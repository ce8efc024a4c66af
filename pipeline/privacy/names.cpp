// Names as words in a row.
#include "privacy/names.hpp"

#include <algorithm>
#include <array>

#include "base/roles.hpp"
#include "base/utf8.hpp"
#include "privacy/bytes.hpp"

namespace voxmap::privacy {
namespace {

enum class Char : std::uint8_t { other, letter, solo };

// A character of valid UTF-8, and what it is to a name.
Char decode(std::string_view text, std::size_t at, std::size_t& bytes) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size()
               ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]))
               : 0U;
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) {
    bytes = 1;
    return is_alnum(text[at]) ? Char::letter : Char::other;
  }
  std::uint32_t c = 0;
  if (lead < 0xE0) {
    bytes = 2;
    c = (lead & 0x1FU) << 6U | (byte(1) & 0x3FU);
  } else if (lead < 0xF0) {
    bytes = 3;
    c = (lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  } else {
    bytes = 4;
    c = (lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
        (byte(3) & 0x3FU);
  }
  bytes = std::min(bytes, text.size() - at);
  const auto in = [c](std::uint32_t first, std::uint32_t last) { return c >= first && c <= last; };
  if (c < 0xC0 || c == 0xD7 || c == 0xF7)
    return c == 0xAA || c == 0xBA ? Char::letter : Char::other;
  if (in(0x2000, 0x2BFF) || in(0x3000, 0x3004) || in(0x3008, 0x3020) || in(0xFE00, 0xFE6F) ||
      in(0xFF01, 0xFF0F) || in(0xFF1A, 0xFF20) || in(0x1F000, 0x1FAFF) || in(0xE000, 0xF8FF)) {
    return Char::other;
  }
  // Scripts that part no words by blanks, and Hangul, whose particles follow a name at once.
  if (in(0x0E00, 0x0EFF) || in(0x1000, 0x109F) || in(0x1780, 0x17FF) || in(0x2E80, 0xA4CF) ||
      in(0xAC00, 0xD7AF) || in(0xF900, 0xFAFF) || in(0x20000, 0x3FFFF)) {
    return Char::solo;
  }
  return Char::letter;
}

// Letters and digits of ASCII, which most texts are made of.
constexpr auto kAsciiWord = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < 128; ++i) table[i] = is_alnum(static_cast<char>(i));
  return table;
}();
bool ascii_word(char c) { return kAsciiWord[static_cast<unsigned char>(c)]; }

// The word at or behind `at`; an empty one at the end of the text.
Span next_word(std::string_view text, std::size_t at) {
  std::size_t bytes = 0;
  Char kind = Char::other;
  while (at < text.size() && (kind = decode(text, at, bytes)) == Char::other) at += bytes;
  std::size_t end = at;
  if (kind == Char::solo) end += bytes;
  while (end < text.size() && kind == Char::letter) {
    if (ascii_word(text[end])) {
      ++end;
    } else if (static_cast<unsigned char>(text[end]) >= 0x80 &&
               decode(text, end, bytes) == Char::letter) {
      end += bytes;
    } else {
      break;
    }
  }
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
}

constexpr std::size_t kLongestNameWord = 128;  // bytes; a longer run of letters is no name

void fold_word(std::string_view word, std::string& out) {
  const bool ascii = std::all_of(word.begin(), word.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii) {
    out = fold(word);
    return;
  }
  out.resize(word.size());
  std::transform(word.begin(), word.end(), out.begin(), to_lower);
}

// What may stand between the words of one name.
bool is_gap(std::string_view gap) {
  constexpr std::size_t kMost = 3;
  std::size_t count = 0;
  while (!gap.empty()) {
    std::size_t bytes = 0;
    for (const std::string_view known :
         {" ", "-", "'", ".", "\u00A0", "\u2019", "\u2010", "\u2011", "\u00B7", "\u30FB"}) {
      if (gap.starts_with(known)) bytes = known.size();
    }
    if (bytes == 0 || ++count > kMost) return false;
    gap.remove_prefix(bytes);
  }
  return true;
}

}  // namespace

bool Names::add(std::string_view name, PersonalData kind, bool exact) {
  Name entry{{}, kind, {}};
  std::string first;
  std::string folded;
  for (Span word = next_word(name, 0); !word.empty(); word = next_word(name, word.end)) {
    if (word.size() > kLongestNameWord) return false;
    fold_word(word.of(name), folded);
    if (first.empty()) {
      first = folded;
      if (exact) entry.as_written = word.of(name);
    } else {
      entry.words.push_back(folded);
    }
  }
  if (first.empty()) return false;
  const auto byte = static_cast<unsigned char>(first[0]);
  initials_[byte >> 6U] |= std::uint64_t{1} << (byte & 63U);
  auto& same = by_first_[first];
  const auto at = std::find_if(same.begin(), same.end(), [&](const Name& other) {
    return other.words.size() < entry.words.size();
  });
  same.insert(at, std::move(entry));
  return true;
}

std::size_t Names::match(std::string_view text, std::size_t end, std::string_view first,
                         const Name& name) const {
  if (!name.as_written.empty() && first != name.as_written) {
    const bool capitals =
        std::none_of(first.begin(), first.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!capitals) return 0;
  }
  std::string folded;
  for (const std::string& wanted : name.words) {
    const Span word = next_word(text, end);
    if (word.empty() || word.size() > kLongestNameWord) return 0;
    if (!is_gap(text.substr(end, word.begin - end))) return 0;
    fold_word(word.of(text), folded);
    if (folded != wanted) return 0;
    end = word.end;
  }
  return end;
}

void Names::find(std::string_view text, Hits& hits) const {
  std::string folded;
  for (Span word = next_word(text, 0); !word.empty(); word = next_word(text, word.end)) {
    const auto byte = static_cast<unsigned char>(to_lower(text[word.begin]));
    // Folding may give another first byte to what is not ASCII.
    const bool possible = byte >= 0x80 || (initials_[byte >> 6U] >> (byte & 63U) & 1U) != 0;
    if (!possible || word.size() > kLongestNameWord) continue;
    const std::string_view first = word.of(text);
    fold_word(first, folded);
    const auto found = by_first_.find(folded);
    if (found == by_first_.end()) continue;
    for (const Name& name : found->second) {
      const std::size_t end = match(text, word.end, first, name);
      if (end == 0) continue;
      hits.push_back({word.begin, static_cast<std::uint32_t>(end), name.kind});
      word.end = static_cast<std::uint32_t>(end);
      break;
    }
  }
}

void add_own_name(std::string_view value, Names& names) {
  constexpr std::size_t kLongest = 200;
  constexpr std::ptrdiff_t kLeastDigits = 4;  // "P07" and "Speaker 2" identify nobody
  constexpr std::size_t kLeastPart = 3;
  value = trim(value);
  if (value.starts_with('@')) value.remove_prefix(1);
  if (value.size() < 2 || value.size() > kLongest) return;
  const auto digits = std::count_if(value.begin(), value.end(), is_digit);
  if (digits >= kLeastDigits) names.add(value, PersonalData::id);
  if (digits > 0 || is_role_label(value)) return;
  names.add(value, PersonalData::name);
  // "Will Smith": his parts too, but only as names are written.
  std::size_t words = 0;
  for (Span word = next_word(value, 0); !word.empty(); word = next_word(value, word.end)) ++words;
  constexpr std::size_t kMostWords = 5;
  if (words < 2 || words > kMostWords) return;
  for (Span word = next_word(value, 0); !word.empty(); word = next_word(value, word.end)) {
    const std::string_view part = word.of(value);
    const bool capital =
        (part[0] >= 'A' && part[0] <= 'Z') || static_cast<unsigned char>(part[0]) >= 0x80;
    if (part.size() >= kLeastPart && capital) names.add(part, PersonalData::name, true);
  }
}

}  // namespace voxmap::privacy
