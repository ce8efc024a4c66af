// What a cell looks like: number, time, word, address, text. Shapes only, nothing is converted.
#include <algorithm>

#include "base/ascii.hpp"
#include "base/csv_detect.hpp"

namespace voxmap {
namespace {

constexpr bool word_letter(char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

std::string_view strip(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

// 12  -1.5  1,234.50  +4%  $3  3 EUR is not.  1E-7
bool number(std::string_view s) {
  for (const std::string_view sign : {"$", "\xE2\x82\xAC", "\xC2\xA3"}) {
    if (s.starts_with(sign)) s.remove_prefix(sign.size());
  }
  if (!s.empty() && (s.front() == '+' || s.front() == '-')) s.remove_prefix(1);
  if (!s.empty() && s.back() == '%') s.remove_suffix(1);
  if (const std::size_t e = s.find_first_of("eE"); e != std::string_view::npos && e > 0) {
    std::string_view exponent = s.substr(e + 1);
    if (!exponent.empty() && (exponent[0] == '-' || exponent[0] == '+')) exponent.remove_prefix(1);
    if (exponent.empty() || !std::all_of(exponent.begin(), exponent.end(), is_digit)) return false;
    s = s.substr(0, e);
  }
  if (s.empty() || (!is_digit(s.front()) && s.front() != '.')) return false;
  std::size_t digits = 0;
  char before = '0';
  for (const char c : s) {
    if (is_digit(c)) {
      ++digits;
    } else if ((c != '.' && c != ',') || !is_digit(before)) {
      if (c != '.' || digits > 0) return false;
    }
    before = c;
  }
  return digits > 0 && before != ',';
}

// Digits in at least three groups, or two with ':', and nothing but what times are written with.
bool time(std::string_view s) {
  if (s.size() < 5 || s.size() > 40) return false;
  std::size_t digits = 0;
  std::size_t letters = 0;
  std::size_t groups = 0;
  bool colon = false;
  bool in_digits = false;
  for (const char c : s) {
    if (is_digit(c)) {
      ++digits;
      if (!in_digits) ++groups;
    } else if (word_letter(c)) {
      if (static_cast<unsigned char>(c) >= 0x80) return false;
      ++letters;
    } else if (std::string_view("-/.:, +()").find(c) == std::string_view::npos) {
      return false;
    }
    colon = colon || c == ':';
    in_digits = is_digit(c);
  }
  if (letters > 9 || digits < 3) return false;
  if (!is_digit(s.front()) && groups < 3) return false;
  const bool separated = s.find_first_of("-/.:") != std::string_view::npos;
  return separated && ((groups >= 3 && digits >= 4) || (groups == 2 && colon && letters <= 2));
}

bool ip(std::string_view s) {
  std::size_t dots = 0;
  std::size_t run = 0;
  for (const char c : s) {
    if (c == '.') {
      if (run == 0) return false;
      ++dots;
      run = 0;
    } else if (!is_digit(c) || ++run > 3) {
      return false;
    }
  }
  return dots == 3 && run > 0;
}

bool email(std::string_view s) {
  const std::size_t at = s.find('@');
  return at != std::string_view::npos && at > 0 && s.find('@', at + 1) == std::string_view::npos &&
         s.find('.', at) != std::string_view::npos && s.back() != '.' &&
         s.find_first_of(" \t\n\"<>,;") == std::string_view::npos;
}

}  // namespace

CellKind cell_kind(std::string_view cell) noexcept {
  const std::string_view s = strip(cell);
  if (s.empty()) return CellKind::empty;
  if (ip(s)) return CellKind::ip;
  if (number(s)) return CellKind::number;
  if (time(s)) return CellKind::time;
  if (email(s)) return CellKind::email;
  const bool spaced = s.find_first_of(" \t\r\n") != std::string_view::npos;
  if (!spaced && (s.starts_with("http://") || s.starts_with("https://") || s.starts_with("www."))) {
    return CellKind::url;
  }
  constexpr std::string_view kEdges = ",;|\t^~\"";
  if (kEdges.find(s.front()) != std::string_view::npos ||
      kEdges.find(s.back()) != std::string_view::npos) {
    return CellKind::dirty;
  }
  for (std::size_t i = 0; i + 1 < s.size(); ++i) {
    if (static_cast<unsigned char>(s[i]) < 0x20 && s[i] != '\n' && s[i] != '\r' && s[i] != '\t') {
      return CellKind::dirty;
    }
    const bool joins = s[i] == ',' || s[i] == ';' || s[i] == '|' || s[i] == '\t' || s[i] == '^';
    if (joins && s[i + 1] != ' ' && s[i + 1] != '\n') return CellKind::dirty;
  }
  return spaced ? CellKind::text : CellKind::word;
}

}  // namespace voxmap
