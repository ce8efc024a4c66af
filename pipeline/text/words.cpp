// Runs of letters, stretched words, hashtags and emoji sequences.
#include "text/words.hpp"

#include <algorithm>
#include <array>

#include "text/chars.hpp"

namespace voxmap::text {
namespace {

bool word_class(CharClass kind) { return kind == CharClass::letter || kind == CharClass::digit; }

bool word_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return false;
  const char c = text[i];
  if (static_cast<unsigned char>(c) < 0x80) return ascii_word_byte(c);
  return word_class(char_tables().of(decode(text, i).c));
}

template <bool Compounds>
WordRun run_from(std::string_view text, std::size_t begin) {
  WordRun run;
  run.begin = begin;
  std::uint32_t uppers = 0;
  std::size_t i = begin;
  while (i < text.size() && ascii_letter(text[i])) {  // most words end here
    uppers += (static_cast<unsigned char>(text[i]) & 0x20U) == 0 ? 1U : 0U;
    ++i;
  }
  run.letters = static_cast<std::uint32_t>(i - begin);
  while (i < text.size()) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) < 0x80) {
      if (ascii_letter(c)) {
        ++run.letters;
        uppers += (static_cast<unsigned char>(c) & 0x20U) == 0 ? 1U : 0U;
      } else if (!ascii_digit(c)) {
        const bool joins = (c == '\'' || c == '-') && Compounds;
        const bool numeric = (c == '.' || c == ',' || c == ':') && run.letters == 0 &&
                             i + 1 < text.size() && ascii_digit(text[i + 1]);
        if (!numeric && !(joins && i > begin && word_at(text, i + 1))) break;
        run.compound |= joins;
      }
      ++i;
      continue;
    }
    const CharTables& tables = char_tables();
    const Decoded d = decode(text, i);
    const CharClass kind = tables.of(d.c);
    if (kind == CharClass::letter) {
      ++run.letters;
      uppers += tables.upper(d.c) ? 1U : 0U;
    } else if ((kind == CharClass::apostrophe || kind == CharClass::hyphen) && Compounds &&
               i > begin && word_at(text, i + d.bytes)) {
      run.compound = true;
    } else if (kind != CharClass::digit && kind != CharClass::mark) {
      break;
    }
    run.ascii = false;
    i += d.bytes;
  }
  run.end = i;
  run.digits_only = run.letters == 0;
  run.caps = run.letters >= 2 && uppers == run.letters;
  return run;
}

// Behind the character at `at` and the combining marks on it.
std::size_t behind(std::string_view text, std::size_t at) {
  do {
    at += decode(text, at).bytes;
  } while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80 &&
           char_tables().of(decode(text, at).c) == CharClass::mark);
  return at;
}

}  // namespace

WordRun word_run(std::string_view text, std::size_t begin) { return run_from<true>(text, begin); }
WordRun plain_run(std::string_view text, std::size_t begin) { return run_from<false>(text, begin); }

std::size_t hashtag_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && (text[end] == '_' || word_at(text, end))) end = behind(text, end);
  return end;
}

WordRun hashtag_part(std::string_view tag, std::size_t begin) {
  enum class Shape : std::uint8_t { none, lower, upper, digit };
  const auto shape_at = [&](std::size_t i) {
    if (i >= tag.size() || !word_at(tag, i)) return Shape::none;
    const Decoded d = decode(tag, i);
    if (char_tables().of(d.c) == CharClass::digit) return Shape::digit;
    return char_tables().upper(d.c) ? Shape::upper : Shape::lower;
  };
  std::size_t end = begin;
  while (shape_at(end) != Shape::none) {
    const Shape here = shape_at(end);
    const std::size_t next = behind(tag, end);
    const Shape after = shape_at(next);
    end = next;
    if (after == Shape::none || (here == Shape::digit) != (after == Shape::digit) ||
        (here == Shape::lower && after == Shape::upper)) {
      break;
    }
    if (here == Shape::upper && after == Shape::upper &&
        shape_at(behind(tag, next)) == Shape::lower) {
      break;  // "ABc": the last capital begins the next word
    }
  }
  WordRun part = plain_run(tag.substr(0, end), begin);
  part.end = end;
  part.caps = false;  // capitals are how a tag is written, not emphasis
  return part;
}

std::size_t segment_tag(std::string_view word, const Vocabulary& vocabulary, std::uint32_t known_by,
                        std::span<std::uint8_t> cuts) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 40;
  if (word.size() < 2 * kShortest || word.size() > kLongest) return 0;
  if (!std::all_of(word.begin(), word.end(), ascii_letter)) return 0;
  const auto known = [&](std::size_t from, std::size_t to) {
    // Frequent words that are in no pack's tables do not cut: they are too many and too short.
    const WordId id =
        vocabulary.find(hash_ascii(word.data() + from, to - from, word.size() - from), known_by);
    return vocabulary.in_tables(id, known_by);
  };
  if (known(0, word.size())) return 0;
  std::array<std::uint8_t, kLongest + 1> fewest{};
  std::array<std::uint8_t, kLongest + 1> from{};
  fewest.fill(255);
  fewest[0] = 0;
  for (std::size_t to = kShortest; to <= word.size(); ++to) {
    for (std::size_t at = 0; at + kShortest <= to; ++at) {
      if (fewest[at] < 250 && fewest[at] + 1 < fewest[to] && known(at, to)) {
        fewest[to] = static_cast<std::uint8_t>(fewest[at] + 1);
        from[to] = static_cast<std::uint8_t>(at);
      }
    }
  }
  const std::size_t count = fewest[word.size()];
  if (count == 255 || count > cuts.size()) return 0;
  for (std::size_t at = word.size(), k = count; k > 0; at = from[at]) {
    cuts[--k] = static_cast<std::uint8_t>(at);
  }
  return count;
}

WordId find_shortened(std::string_view word, const Vocabulary& vocabulary, std::uint32_t known_by,
                      std::string* form) {
  bool stretched = false;
  for (std::size_t i = 2; i < word.size() && !stretched; ++i) {
    stretched =
        (word[i] | 0x20) == (word[i - 1] | 0x20) && (word[i] | 0x20) == (word[i - 2] | 0x20);
  }
  if (!stretched || word.size() > kLongestWord) return kUnknownWord;
  const FoldedWord folded(word);
  const std::string_view full = folded.view();
  constexpr unsigned kRuns = 3;  // of these, every combination is tried
  for (unsigned choice = 0; choice < (1U << kRuns); ++choice) {
    std::array<char, 4 * kLongestWord> tried{};
    std::size_t size = 0;
    unsigned runs = 0;
    for (std::size_t i = 0; i < full.size();) {
      std::size_t end = i;
      while (end < full.size() && full[end] == full[i]) ++end;
      std::size_t keep = end - i;
      if (keep >= 3) {
        keep = (choice >> std::min(runs, kRuns - 1) & 1U) == 0 ? 2 : 1;
        ++runs;
      }
      for (std::size_t k = 0; k < keep; ++k) tried[size++] = full[i];
      i = end;
    }
    const WordId id = vocabulary.find(hash_folded({tried.data(), size}), known_by);
    if (vocabulary.in_tables(id, known_by)) {
      if (form != nullptr) form->assign(tried.data(), size);
      return id;
    }
    if (choice + 1 >= (1U << std::min(runs, kRuns))) break;
  }
  return kUnknownWord;
}

std::size_t emoji_end(std::string_view text, std::size_t begin) {
  const Decoded first = decode(text, begin);
  std::size_t end = begin + first.bytes;
  if (regional_indicator(first.c)) {
    if (end < text.size()) {
      const Decoded second = decode(text, end);
      if (regional_indicator(second.c)) end += second.bytes;
    }
    return end;
  }
  while (end < text.size()) {
    const Decoded d = decode(text, end);
    if (d.c == kEmojiVariation || skin_tone(d.c) || (d.c >= 0xE0020 && d.c <= 0xE007F)) {
      end += d.bytes;
      continue;
    }
    if (d.c != kZeroWidthJoiner || end + d.bytes >= text.size()) break;
    const Decoded joined = decode(text, end + d.bytes);
    if (char_tables().of(joined.c) != CharClass::emoji) break;
    end += d.bytes + joined.bytes;
  }
  return end;
}

namespace {

struct PlainEmoji {
  std::array<char, kLongestWord> bytes{};
  std::size_t size = 0;
};

PlainEmoji plain_bytes(std::string_view emoji, EmojiForm form) {
  PlainEmoji plain;
  for (std::size_t i = 0; i < emoji.size();) {
    const Decoded d = decode(emoji, i);
    const bool tone = skin_tone(d.c) && i > 0 && form != EmojiForm::no_variation;
    if (d.c != kEmojiVariation && !tone && plain.size + d.bytes <= plain.bytes.size()) {
      std::copy_n(emoji.data() + i, d.bytes, plain.bytes.data() + plain.size);
      plain.size += d.bytes;
      if (form == EmojiForm::base) break;
    }
    i += d.bytes;
  }
  return plain;
}

}  // namespace

std::string plain_emoji(std::string_view emoji, EmojiForm form) {
  const PlainEmoji plain = plain_bytes(emoji, form);
  return {plain.bytes.data(), plain.size};
}

std::uint64_t hash_emoji(std::string_view emoji, EmojiForm form) {
  const PlainEmoji plain = plain_bytes(emoji, form);
  return hash_symbol({plain.bytes.data(), plain.size});
}

}  // namespace voxmap::text
