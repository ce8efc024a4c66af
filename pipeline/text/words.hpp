// Where words, emoji and the words of a hashtag begin and end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/vocabulary.hpp"

namespace voxmap::text {

struct WordRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t letters = 0;
  bool digits_only = false;  // with inner . , : ' - : a number
  bool caps = false;         // two or more letters, all of them capitals
  bool ascii = true;
  bool compound = false;  // has an inner apostrophe or hyphen
};

[[nodiscard]] constexpr bool ascii_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool ascii_word_byte(char c) noexcept {
  return ascii_letter(c) || ascii_digit(c);
}

// The word that starts at `begin`: letters and digits with single inner apostrophes and hyphens.
[[nodiscard]] WordRun word_run(std::string_view text, std::size_t begin);
// The same without apostrophes and hyphens.
[[nodiscard]] WordRun plain_run(std::string_view text, std::size_t begin);

// The end of a hashtag whose first character after '#' is at `begin`; `begin` when it is none.
[[nodiscard]] std::size_t hashtag_end(std::string_view text, std::size_t begin);
// The next word of a hashtag: cut at '_', at "aB", "ABc" and between letters and digits.
[[nodiscard]] WordRun hashtag_part(std::string_view tag, std::size_t begin);
// Cuts an unknown lower-case tag ("neveragain") into known words of three letters and more, as few
// as possible. Fills the end offsets; returns how many, 0 when it cannot be cut or is known.
[[nodiscard]] std::size_t segment_tag(std::string_view word, const Vocabulary& vocabulary,
                                      std::uint32_t known_by, std::span<std::uint8_t> cuts);

// A stretched word ("soooo") in its shorter forms: every run of three and more equal letters as
// two or one. kUnknownWord when the word is not stretched or no form is known.
// `form` receives the form that is known.
WordId find_shortened(std::string_view word, const Vocabulary& vocabulary, std::uint32_t known_by,
                      std::string* form = nullptr);

// The end of the emoji that starts at `begin`: joined sequences, skin tones, flags and all.
[[nodiscard]] std::size_t emoji_end(std::string_view text, std::size_t begin);
// In which form an emoji is looked up: from the most to the least particular.
enum class EmojiForm : std::uint8_t { no_variation, no_skin_tone, base };
[[nodiscard]] std::string plain_emoji(std::string_view emoji, EmojiForm form);
[[nodiscard]] std::uint64_t hash_emoji(std::string_view emoji, EmojiForm form);

}  // namespace voxmap::text
