// What each character is to the tokenizer, and its folded form: tables built once from ICU.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace voxmap::text {

// How many characters a UTF-8 text has.
[[nodiscard]] inline std::uint32_t characters(std::string_view bytes) {
  return static_cast<std::uint32_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

enum class CharClass : std::uint8_t {
  other,  // symbols and quotes: never a token, never a boundary
  space,
  newline,
  letter,
  digit,
  mark,        // combining marks and ignorable characters: part of a word that has begun
  apostrophe,  // straight and curly: inside words
  hyphen,
  terminal,  // . ! ? and their kind in other scripts
  comma,     // , : ( ) and their kind: ends the reach of a negation
  strong,    // ; – —: ends a clause
  solo,      // scripts written without spaces: each character is a word
  emoji,
  at,
  hash
};

struct Decoded {
  char32_t c = 0;
  std::uint32_t bytes = 1;
};

// The character at `i`. The text is valid UTF-8 by contract; whatever else comes is read as one
// byte of U+FFFD, so that no input reads past the end.
[[nodiscard]] inline Decoded decode(std::string_view text, std::size_t i) noexcept {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned b = byte(i);
  if (b < 0x80) return {b, 1};
  const std::size_t left = text.size() - i;
  if ((b & 0xE0U) == 0xC0 && left > 1) return {((b & 0x1FU) << 6U) | (byte(i + 1) & 0x3FU), 2};
  if ((b & 0xF0U) == 0xE0 && left > 2) {
    return {((b & 0x0FU) << 12U) | ((byte(i + 1) & 0x3FU) << 6U) | (byte(i + 2) & 0x3FU), 3};
  }
  if ((b & 0xF8U) == 0xF0 && left > 3) {
    return {((b & 0x07U) << 18U) | ((byte(i + 1) & 0x3FU) << 12U) | ((byte(i + 2) & 0x3FU) << 6U) |
                (byte(i + 3) & 0x3FU),
            4};
  }
  return {0xFFFD, 1};
}

class CharTables {
 public:
  CharTables();

  [[nodiscard]] CharClass ascii(char c) const noexcept {
    return ascii_[static_cast<unsigned char>(c)];
  }
  [[nodiscard]] CharClass of(char32_t c) const noexcept {
    return c < 0x10000 ? static_cast<CharClass>(bmp_[c] & 0x1FU) : astral(c);
  }
  // Takes part in sentence rules in a way that only ICU follows (Extend, Format).
  [[nodiscard]] bool upper(char32_t c) const noexcept {
    return c < 0x10000 && (bmp_[c] & 0x20U) != 0;
  }
  // NFKC_Casefold of one character, when that is one BMP character whatever stands around it;
  // 0 when the whole word has to be folded by ICU.
  [[nodiscard]] char16_t simple_fold(char32_t c) const noexcept {
    return c < 0x10000 ? fold_[c] : u'\0';
  }

 private:
  [[nodiscard]] static CharClass astral(char32_t c) noexcept;
  std::array<CharClass, 256> ascii_{};
  std::vector<std::uint8_t> bmp_;
  std::vector<char16_t> fold_;
};

// Built at first use, the same for everyone.
[[nodiscard]] const CharTables& char_tables();

[[nodiscard]] constexpr bool skin_tone(char32_t c) noexcept { return c >= 0x1F3FB && c <= 0x1F3FF; }
[[nodiscard]] constexpr bool regional_indicator(char32_t c) noexcept {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}
inline constexpr char32_t kEmojiVariation = 0xFE0F;
inline constexpr char32_t kZeroWidthJoiner = 0x200D;

}  // namespace voxmap::text
