// Counts the letters of the packs' words, and looks them up in others.
#include "text/letters.hpp"

namespace voxmap::text {
namespace {

constexpr std::uint32_t kOneIn = 500;

// Near enough to lower case: the same for what is counted and what is looked up.
constexpr std::uint32_t nearly_lower(std::uint32_t letter) noexcept {
  if (letter < 0xE0) return letter == 0xDF || letter == 0xD7 ? letter : letter + 0x20;
  return letter < 0x100 ? letter : letter | 1U;
}

}  // namespace

template <class Take>
bool Letters::each(std::string_view word, const Take& take) noexcept {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto lead = static_cast<unsigned char>(word[i]);
    if (lead < 0x80) continue;
    if (lead < 0xC3 || lead > 0xC5 || i + 1 == word.size()) return false;
    const auto next = static_cast<unsigned char>(word[++i]);
    const std::uint32_t letter = (lead & 0x1FU) << 6U | (next & 0x3FU);
    take(nearly_lower(letter) - kFirst);
  }
  return true;
}

void Letters::note(std::string_view word, std::size_t language) noexcept {
  ++words_[language];
  std::uint32_t last = kEnd;
  (void)each(word, [&](std::uint32_t letter) {
    if (letter != last) ++with_[letter][language];
    last = letter;
  });
}

std::uint32_t Letters::languages(std::string_view word) const noexcept {
  std::uint32_t fitting = 0;
  bool any = false;
  const bool latin = each(word, [&](std::uint32_t letter) {
    std::uint32_t here = 0;
    for (std::size_t i = 0; i < kLanguages; ++i) {
      if (words_[i] > 0 && with_[letter][i] * kOneIn >= words_[i]) here |= 1U << i;
    }
    fitting = any ? fitting & here : here;
    any = true;
  });
  return latin ? fitting : 0;
}

}  // namespace voxmap::text
