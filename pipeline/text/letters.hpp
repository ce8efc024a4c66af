// Which languages a letter such as "ü" or "ñ" speaks for: what tells most of a short text whose
// words no pack has. Learned from the packs' own words, so that no language is named here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace voxmap::text {

class Letters {
 public:
  // A word that a pack of the language has; `language` below 32.
  void note(std::string_view word, std::size_t language) noexcept;
  // Bits of the languages that have all letters of the word outside ASCII in at least one in 500 of
  // their words; 0: it has none, or they fit no language. Letters are those of Latin-1 and Latin
  // Extended-A, in any case; words with others are left to their script.
  [[nodiscard]] std::uint32_t languages(std::string_view word) const noexcept;

 private:
  static constexpr std::size_t kLanguages = 32;
  static constexpr std::uint32_t kFirst = 0xC0, kEnd = 0x180;
  using Counts = std::array<std::uint32_t, kLanguages>;

  // Calls `take` with the place of each letter; false: one is of another script.
  template <class Take>
  static bool each(std::string_view word, const Take& take) noexcept;

  Counts words_{};
  std::array<Counts, kEnd - kFirst> with_{};
};

}  // namespace voxmap::text
