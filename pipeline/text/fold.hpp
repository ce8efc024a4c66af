// Words are compared by a hash of their folded form, so that no folded copy of a text is made.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace voxmap::text {

// Longer runs of letters are nobody's word: they are kept as tokens but not looked up.
inline constexpr std::size_t kLongestWord = 128;

[[nodiscard]] inline std::uint64_t mix(std::uint64_t h) noexcept {
  h ^= h >> 32U;
  h *= 0x9E3779B97F4A7C15ULL;
  h ^= h >> 29U;
  h *= 0xBF58476D1CE4E5B9ULL;
  return h ^ (h >> 32U);
}

// Up to eight bytes, the first lowest; the rest is 0.
[[nodiscard]] inline std::uint64_t load_bytes(const char* p, std::size_t count) noexcept {
  std::uint64_t w = 0;
  std::memcpy(&w, p, count);
  return w;
}

inline constexpr std::uint64_t kLowerBits = 0x2020202020202020ULL;

// Hash of an ASCII word (letters, digits, ' and -) with its letters lowered on the way: in all of
// these bytes but the capitals, 0x20 is set already. `readable` bytes may be read from `p`.
[[nodiscard]] inline std::uint64_t hash_ascii(const char* p, std::size_t count,
                                              std::size_t readable) noexcept {
  std::uint64_t h = count * 0xD6E8FEB86659FD93ULL;
  while (count > 8) {
    h = mix(h ^ (load_bytes(p, 8) | kLowerBits));
    p += 8;
    count -= 8;
    readable -= 8;
  }
  const std::uint64_t keep = ~0ULL >> (64 - 8 * count);
  const std::uint64_t last = readable >= 8 ? load_bytes(p, 8) : load_bytes(p, count);
  return mix(h ^ ((last | kLowerBits) & keep));
}

// A word folded into a fixed place: NFKC_Casefold, apostrophes straight.
class FoldedWord {
 public:
  explicit FoldedWord(std::string_view word);
  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), size_}; }

 private:
  void fold_with_icu(std::string_view word);
  std::array<char, 4 * kLongestWord> bytes_;
  std::size_t size_ = 0;
};

// Hash of bytes that are folded already; equals hash_ascii where they are ASCII.
[[nodiscard]] std::uint64_t hash_folded(std::string_view folded) noexcept;

// Hash of any word, folded on the way.
[[nodiscard]] std::uint64_t hash_word(std::string_view word);

}  // namespace voxmap::text
