// Words as Python's str.split, strip, lower and isupper tell them, for they decide VADER's scores.
#include "text/vader_words.hpp"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "text/chars.hpp"

namespace voxmap::text {
namespace {

constexpr std::string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

// White space of Python's str.split().
bool python_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

void append_lower(std::string_view word, std::string& out) {
  const std::size_t from = out.size();
  out += word;
  bool ascii = true;
  for (std::size_t i = from; i < out.size(); ++i) {
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] + 32);
    ascii = ascii && static_cast<unsigned char>(out[i]) < 0x80;
  }
  if (ascii) return;
  out.resize(from);
  icu::UnicodeString::fromUTF8(
      icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())))
      .toLower(icu::Locale::getRoot())
      .toUTF8String(out);
}

bool is_upper(std::string_view word) {
  bool cased = false;
  for (std::size_t i = 0; i < word.size();) {
    const Decoded d = decode(word, i);
    i += d.bytes;
    const auto c = static_cast<UChar32>(d.c);
    if (u_isULowercase(c) || u_istitle(c)) return false;
    cased = cased || u_isUUppercase(c);
  }
  return cased;
}

// The text with emoji in words. VADER puts a space before the words of an emoji unless one stands
// there, and none behind them.
void put_words_for_emoji(std::string_view text,
                         const std::unordered_map<char32_t, std::string>& emoji,
                         VaderScratch& scratch) {
  std::string& read = scratch.read;
  bool space_before = true;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode(text, i);
    const Span here{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + d.bytes)};
    const auto words = emoji.find(d.c);
    if (words == emoji.end()) {
      read.append(text, i, d.bytes);
      space_before = d.c == U' ';
    } else {
      if (!space_before) read += ' ';
      read += words->second;
      space_before = false;
    }
    scratch.origin.resize(read.size(), here);
    i += d.bytes;
  }
}

}  // namespace

void read_vader_text(std::string_view text, const std::unordered_map<char32_t, std::string>& emoji,
                     VaderScratch& scratch) {
  scratch.read.clear();
  scratch.origin.clear();
  scratch.lower.clear();
  scratch.words.clear();
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii || emoji.empty()) {
    scratch.read.assign(text);
  } else {
    put_words_for_emoji(text, emoji, scratch);
  }
  const std::string_view read = scratch.read;
  for (std::size_t i = 0; i < read.size();) {
    Decoded d = decode(read, i);
    if (python_space(d.c)) {
      i += d.bytes;
      continue;
    }
    const std::size_t begin = i;
    while (i < read.size() && !python_space(d.c)) {
      i += d.bytes;
      if (i < read.size()) d = decode(read, i);
    }
    std::size_t from = begin, to = i;
    while (from < to && kPunctuation.find(read[from]) != std::string_view::npos) ++from;
    while (to > from && kPunctuation.find(read[to - 1]) != std::string_view::npos) --to;
    // Two characters or less are likely what is left of an emoticon.
    if (characters(read.substr(from, to - from)) <= 2) {
      from = begin;
      to = i;
    }
    VaderScratch::Word word;
    word.begin = static_cast<std::uint32_t>(scratch.lower.size());
    const std::string_view written = read.substr(from, to - from);
    append_lower(written, scratch.lower);
    word.end = static_cast<std::uint32_t>(scratch.lower.size());
    word.capitals = is_upper(written);
    word.span = scratch.origin.empty()
                    ? Span{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)}
                    : Span{scratch.origin[from].begin, scratch.origin[to - 1].end};
    scratch.words.push_back(word);
  }
}

bool some_but_not_all_capitals(const std::vector<VaderScratch::Word>& words) {
  const auto capitals = std::count_if(words.begin(), words.end(),
                                      [](const VaderScratch::Word& w) { return w.capitals; });
  return capitals > 0 && capitals < static_cast<std::ptrdiff_t>(words.size());
}

}  // namespace voxmap::text
