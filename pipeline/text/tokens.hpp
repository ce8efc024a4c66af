// Cuts a text into typed tokens without rewriting it: every token is a span of the original bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/vocabulary.hpp"
#include "voxmap/span.hpp"

namespace voxmap::text {

enum class TokenKind : std::uint8_t {
  word,
  number,    // digits with inner . , : ' -
  name,      // @handle, URL, e-mail address, placeholder of a redaction: never scores
  emoji,     // emoji or emoticon
  terminal,  // a run of . ! ?
  comma,     // , : ( )
  strong     // ; – — and a hyphen between spaces
};

inline constexpr std::uint8_t kCaps = 1;       // two or more letters, all capitals
inline constexpr std::uint8_t kElongated = 2;  // "soooo", found after shortening; ":)))"
inline constexpr std::uint8_t kHashtag = 4;    // a word of a hashtag
inline constexpr std::uint8_t kLetters = 8;    // has two or more letters
inline constexpr std::uint8_t kSeparate = 16;  // a space stands before it

struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  WordId id = kUnknownWord;
  TokenKind kind = TokenKind::word;
  std::uint8_t flags = 0;
  std::uint8_t bangs = 0;  // terminal: how many '!' (at most 255)

  [[nodiscard]] Span span() const noexcept { return {begin, end}; }
  [[nodiscard]] bool is_word() const noexcept {
    return kind == TokenKind::word || kind == TokenKind::number;
  }
};

// Appends the tokens of `text`. A compound that is not in the vocabulary is cut at its inner
// apostrophes and hyphens; a stretched word is looked up in its shorter forms.
// `known_by`: words that none of these bits know count as unknown (see Vocabulary::all).
void tokenize(std::string_view text, const Vocabulary& vocabulary, std::vector<Token>& tokens,
              std::uint32_t known_by = kAllWords);

// The same for an entry of a pack or journey: every word is added to the vocabulary as written.
void tokenize_entry(std::string_view text, Vocabulary& vocabulary, std::vector<Token>& tokens);

}  // namespace voxmap::text
