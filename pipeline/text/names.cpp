// Links, e-mail addresses and handles, by their ASCII shape. Every scan is bounded.
#include "text/names.hpp"

#include <algorithm>
#include <array>

#include "text/chars.hpp"
#include "text/words.hpp"

namespace voxmap::text {
namespace {

// Ends of host names that people write without "http://" or "www.". Closed on purpose: "great.So"
// is two sentences, not a host.
constexpr std::array<std::string_view, 26> kTopLevels = {
    "app", "at",   "au", "biz", "br", "ca",  "ch", "com", "de",  "edu", "es",   "eu", "fr",
    "gov", "info", "io", "jp",  "mx", "net", "nl", "nz",  "org", "pt",  "shop", "tv", "uk"};
constexpr std::size_t kLongestHost = 253;
constexpr std::size_t kLongestLocalPart = 64;

bool host_byte(char c) { return ascii_word_byte(c) || c == '.' || c == '-'; }

// To the next white space, without the punctuation that ends the sentence around it.
std::size_t to_space(std::string_view text, std::size_t i) {
  const std::size_t begin = i;
  while (i < text.size()) {
    const Decoded d = decode(text, i);
    const CharClass kind = char_tables().of(d.c);
    if (kind == CharClass::space || kind == CharClass::newline || d.c == '<' || d.c == '>' ||
        d.c == '"') {
      break;
    }
    i += d.bytes;
  }
  while (i > begin && std::string_view(".,!?;:)('*]").find(text[i - 1]) != std::string_view::npos) {
    --i;
  }
  return i;
}

bool equal_folded(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
  });
}

bool top_level(std::string_view label) {
  return std::any_of(kTopLevels.begin(), kTopLevels.end(),
                     [&](std::string_view known) { return equal_folded(label, known); });
}

}  // namespace

std::size_t link_end(std::string_view text, std::size_t begin, std::size_t word_end) {
  if (word_end + 1 >= text.size()) return 0;
  if (text[word_end] == ':') {
    const bool scheme = text.substr(word_end, 3) == "://";
    return scheme && ascii_letter(text[begin]) ? to_space(text, word_end + 3) : 0;
  }
  if (text[word_end] != '.' || !ascii_word_byte(text[word_end + 1])) return 0;
  std::size_t end = word_end;
  const std::size_t limit = std::min(text.size(), begin + kLongestHost);
  while (end < limit && host_byte(text[end])) ++end;
  while (end > word_end && !ascii_word_byte(text[end - 1])) --end;
  if (end <= word_end) return 0;
  const std::string_view host = text.substr(begin, end - begin);
  const bool www = equal_folded(host.substr(0, word_end - begin), "www");
  const std::size_t last_dot = host.rfind('.');
  if (!www && (last_dot == std::string_view::npos || !top_level(host.substr(last_dot + 1))))
    return 0;
  const bool path = end < text.size() && (text[end] == '/' || text[end] == '?' || text[end] == '#');
  return path ? std::max(end, to_space(text, end)) : end;
}

Span name_around(std::string_view text, std::size_t at) {
  const auto span = [](std::size_t b, std::size_t e) {
    return Span{static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(e)};
  };
  std::size_t begin = at;
  const auto local_byte = [](char c) {
    return ascii_word_byte(c) || c == '.' || c == '_' || c == '+' || c == '-' || c == '%';
  };
  while (begin > 0 && at - begin < kLongestLocalPart && local_byte(text[begin - 1])) --begin;
  while (begin < at && !ascii_word_byte(text[begin])) ++begin;
  std::size_t end = at + 1;
  if (begin < at) {  // something@host
    const std::size_t limit = std::min(text.size(), end + kLongestHost);
    while (end < limit && host_byte(text[end])) ++end;
    while (end > at + 1 && !ascii_word_byte(text[end - 1])) --end;
    return end > at + 1 ? span(begin, end) : Span{};
  }
  while (end < text.size()) {
    const Decoded d = decode(text, end);
    const CharClass kind = char_tables().of(d.c);
    if (kind != CharClass::letter && kind != CharClass::digit && d.c != '_') break;
    end += d.bytes;
  }
  return end > at + 1 ? span(at, end) : Span{};
}

}  // namespace voxmap::text
