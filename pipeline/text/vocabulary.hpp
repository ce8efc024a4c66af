// Every word, emoji and emoticon that any pack or the journey knows, numbered.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.hpp"

namespace voxmap::text {

using WordId = std::uint32_t;  // 0: unknown
inline constexpr WordId kUnknownWord = 0;
// The bit of words that the journey uses, beside those of the languages.
inline constexpr std::uint32_t kJourneyWords = 1U << 31U;
inline constexpr std::uint32_t kAllWords = ~0U;

// Emoji and emoticons are compared byte for byte, in a space of their own.
[[nodiscard]] inline std::uint64_t hash_symbol(std::string_view symbol) noexcept {
  return mix(hash_folded(symbol) ^ 0xA5A5'5A5A'1234'4321ULL);
}

class Vocabulary {
 public:
  Vocabulary();

  // The id of that hash, a new one at first sight.
  WordId add(std::uint64_t hash);
  // `known_by`: bit of each language whose packs use the word.
  void mark(WordId id, std::uint32_t known_by) { words_[id].languages |= known_by; }
  // The same for words that are frequent in the language and in no lexicon for that.
  void mark_common(WordId id, std::uint32_t known_by);
  // The id of all words that begin so and are not known themselves: "abandon" of an entry
  // "abandon*". The beginning is folded already.
  WordId add_prefix(std::string_view beginning);
  // Keeps the text of an entry's word until forget(): prefixes are to reach known words as well.
  void remember(WordId id, std::string_view word);
  struct PrefixUse {
    WordId prefix = kUnknownWord;
    std::vector<WordId> words;  // known words and longer prefixes that begin so
  };
  // The longest prefix first, so that the nearest comes before those that are wider.
  [[nodiscard]] std::vector<PrefixUse> prefix_uses() const;
  void forget() { std::vector<std::string>().swap(texts_); }
  // Registers an emoticon such as ":-)" and returns its id.
  WordId add_emoticon(std::string_view emoticon);

  [[nodiscard]] WordId find(std::uint64_t hash) const noexcept {
    if ((seen_[seen_word(hash)] >> (hash & 63U) & 1U) == 0) return kUnknownWord;
    const auto tag = static_cast<std::uint32_t>(hash >> 32U);
    for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
      if (slots_[i].id == kUnknownWord) return kUnknownWord;
      if (slots_[i].tag == tag) return slots_[i].id;
    }
  }
  // The same for words that one of the bits of `known_by` knows.
  [[nodiscard]] WordId find(std::uint64_t hash, std::uint32_t known_by) const noexcept {
    const WordId id = find(hash);
    return id == kUnknownWord || known_by == kAllWords || (all(id) & known_by) != 0 ? id
                                                                                    : kUnknownWord;
  }
  [[nodiscard]] std::uint32_t languages(WordId id) const noexcept { return words_[id].languages; }
  [[nodiscard]] std::uint32_t common(WordId id) const noexcept { return sharings_[sharing(id)]; }
  // Words that are frequent in the same languages share a number, so that those of a text are
  // counted by one addition each; sharings() has their bits. 0: frequent in none.
  [[nodiscard]] std::uint16_t sharing(WordId id) const noexcept { return words_[id].sharing; }
  [[nodiscard]] const std::vector<std::uint32_t>& sharings() const noexcept { return sharings_; }
  // Everything that knows the word.
  [[nodiscard]] std::uint32_t all(WordId id) const noexcept { return languages(id) | common(id); }
  // Whether an entry of a table holds the word: it is more than frequent in a language of
  // `known_by`.
  [[nodiscard]] bool in_tables(WordId id, std::uint32_t known_by) const noexcept {
    if (id == kUnknownWord) return false;
    return known_by == kAllWords ? sharing(id) == 0 || languages(id) != 0
                                 : (languages(id) & known_by) != 0;
  }
  [[nodiscard]] bool starts_emoticon(char first, char second) const noexcept {
    return emoticon_pairs_[static_cast<unsigned char>(first) * 256U +
                           static_cast<unsigned char>(second)];
  }
  [[nodiscard]] std::size_t longest_emoticon() const noexcept { return longest_emoticon_; }
  [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }  // ids 0..size-1
  [[nodiscard]] bool has_prefixes() const noexcept { return !prefixes_.empty(); }
  // The id of the longest prefix that the word begins with; kUnknownWord when there is none.
  [[nodiscard]] WordId find_prefix(std::string_view word, std::uint32_t known_by) const;

 private:
  // Place and tag together compare 47 bits and more of the hash.
  struct Slot {
    std::uint32_t tag = 0;
    WordId id = kUnknownWord;
  };
  [[nodiscard]] std::size_t seen_word(std::uint64_t hash) const noexcept {
    return (hash >> 40U) & (kSeenWords - 1);
  }
  void place(WordId id);
  void grow();

  // A bit map in front of the slots: most words of a text are in no lexicon, and this says so
  // without leaving the first-level cache.
  static constexpr std::size_t kSeenWords = 2048;
  std::vector<std::uint64_t> seen_;
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  struct Word {
    std::uint32_t languages = 0;
    std::uint16_t sharing = 0;  // index into sharings_
  };
  std::vector<Word> words_;              // by id
  std::vector<std::uint32_t> sharings_;  // bits, each different; the first has none
  std::vector<std::uint64_t> hashes_;    // by id, for growing
  std::bitset<65536> emoticon_pairs_;
  std::size_t longest_emoticon_ = 0;
  struct Prefix {
    std::string text;
    WordId id = kUnknownWord;
  };
  std::vector<Prefix> prefixes_;
  std::bitset<kLongestWord + 1> prefix_lengths_;
  std::vector<std::string> texts_;  // by id, while packs are compiled
};

}  // namespace voxmap::text
