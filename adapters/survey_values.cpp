// Reading survey cells: ratings, null words, languages.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "survey_plan.hpp"

namespace voxmap::survey {
namespace {

std::string_view strip(std::string_view s) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = s.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(kBlank) - begin + 1);
}

struct Scale {
  std::string_view name, definition;
  std::int64_t least, most;
};
constexpr std::array<Scale, 5> kKnownScales = {{{"nps", "nps_0_10", 0, 10},
                                                {"csat", "csat_1_5", 1, 5},
                                                {"ces", "ces_1_7", 1, 7},
                                                {"stars", "stars_1_5", 1, 5},
                                                {"agreement", "agreement_1_5", 1, 5}}};

// "csat_1_5_top2" -> 1, 5.
std::optional<std::pair<std::int64_t, std::int64_t>> range_in(std::string_view definition) {
  for (std::size_t i = 0; i < definition.size(); ++i) {
    if (definition[i] != '_') continue;
    const char* const end = definition.data() + definition.size();
    std::int64_t least = 0;
    std::int64_t most = 0;
    const auto first = std::from_chars(definition.data() + i + 1, end, least);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '_') continue;
    const auto second = std::from_chars(first.ptr + 1, end, most);
    if (second.ec == std::errc{} && least < most && most < 1000000) return {{least, most}};
  }
  return std::nullopt;
}

}  // namespace

bool set_scale(RatingRole& role, std::string_view scale, std::string_view definition) {
  const auto* known = std::find_if(kKnownScales.begin(), kKnownScales.end(),
                                   [&](const Scale& s) { return s.name == scale; });
  if (known == kKnownScales.end()) return false;
  role.scale = scale;
  role.definition = definition.empty() ? known->definition : definition;
  const auto range = range_in(role.definition);
  role.least_milli = 1000 * (range ? range->first : known->least);
  role.most_milli = 1000 * (range ? range->second : known->most);
  return true;
}

Tick read_tick(std::string_view cell, std::string_view label) {
  const std::string_view s = strip(cell);
  if (s == strip(label)) return Tick::yes;
  constexpr std::size_t kLongest = 12;
  if (s.size() > kLongest) return Tick::other;
  std::array<char, kLongest> folded{};
  std::transform(s.begin(), s.end(), folded.begin(), to_lower);
  const std::string_view word(folded.data(), s.size());
  constexpr std::array<std::string_view, 8> kYes = {"1",    "y",        "yes", "x",
                                                    "true", "selected", "oui", "checked"};
  constexpr std::array<std::string_view, 8> kNo = {
      "0", "n", "no", "false", "off", "not selected", "non", "unchecked"};
  if (std::find(kYes.begin(), kYes.end(), word) != kYes.end()) return Tick::yes;
  if (std::find(kNo.begin(), kNo.end(), word) != kNo.end()) return Tick::no;
  return is_null_word(s) ? Tick::no : Tick::other;
}

std::optional<std::int64_t> rating_value(std::string_view cell) {
  std::string_view s = strip(cell);
  // The ends of a scale, label first: "Extremely likely - 10".
  if (!s.empty() && is_letter(s.front()) && is_digit(s.back())) {
    std::size_t begin = s.size();
    while (begin > 0 && is_digit(s[begin - 1])) --begin;
    const std::string_view before = s.substr(0, begin);
    if (!before.ends_with(" - ") || before.find_first_of("0123456789") != before.npos) {
      return std::nullopt;
    }
    s.remove_prefix(begin);
  }
  const bool negative = s.starts_with('-');
  if (negative) s.remove_prefix(1);
  std::int64_t whole = 0;
  std::size_t i = 0;
  for (; i < s.size() && is_digit(s[i]) && i < 9; ++i) whole = whole * 10 + (s[i] - '0');
  if (i == 0) return std::nullopt;
  std::int64_t milli = whole * 1000;
  if (i + 1 < s.size() && (s[i] == '.' || s[i] == ',') && is_digit(s[i + 1])) {
    std::int64_t unit = 100;
    for (++i; i < s.size() && is_digit(s[i]); ++i, unit /= 10) milli += unit * (s[i] - '0');
  }
  // "1.0 out of 5 stars" of Amazon. "4/5" may be a date.
  constexpr std::string_view kOutOf = " out of ";
  if (s.substr(i).starts_with(kOutOf)) {
    i += kOutOf.size();
    while (i < s.size() && is_digit(s[i])) ++i;
  }
  // A label may follow: "9 - very likely", "5 (best)", "4: good", "4 stars".
  if (i < s.size() && s[i] != ' ' && s[i] != ':' && s[i] != '-' && s[i] != '(' && s[i] != '=') {
    return std::nullopt;
  }
  for (; i < s.size(); ++i) {
    if (is_digit(s[i])) return std::nullopt;  // "1 1/2", "5 10": no single number
  }
  return negative ? -milli : milli;
}

bool is_null_word(std::string_view cell) {
  const std::string_view s = strip(cell);
  if (s.empty()) return true;
  constexpr std::size_t kLongest = 19;
  if (s.size() > kLongest) return false;
  constexpr std::array<std::string_view, 22> kWords = {"-",
                                                       "--",
                                                       "---",
                                                       ".",
                                                       "..",
                                                       "...",
                                                       "/",
                                                       "?",
                                                       "0000-00-00 00:00:00",
                                                       "[deleted]",
                                                       "[not completed]",
                                                       "[removed]",
                                                       "n.a.",
                                                       "n/a",
                                                       "na",
                                                       "nil",
                                                       "no answer",
                                                       "no comment",
                                                       "none",
                                                       "not applicable",
                                                       "not selected",
                                                       "null"};
  std::array<char, kLongest> folded{};
  std::transform(s.begin(), s.end(), folded.begin(), to_lower);
  std::string_view word(folded.data(), s.size());
  const auto known = [&](std::string_view w) {
    return std::find(kWords.begin(), kWords.end(), w) != kWords.end();
  };
  if (known(word)) return true;
  if (word.back() != '.' && word.back() != '!') return false;
  word.remove_suffix(1);
  return word.size() > 1 && known(word);
}

bool is_anonymous(std::string_view cell) {
  constexpr std::size_t kLongest = 16;
  constexpr std::array<std::string_view, 7> kWords = {
      "anonymous", "anonym", "anonyme", "an\u00f3nimo", "anonimo", "an\u00f4nimo", "anoniem"};
  const std::string_view s = strip(cell);
  return s.size() <= kLongest && std::ranges::find(kWords, fold(s)) != kWords.end();
}

std::string language_tag(std::string_view cell) {
  const std::string_view s = strip(cell);
  std::size_t n = 0;
  while (n < s.size() && is_letter(s[n])) ++n;
  if (n < 2 || n > 3 || (n < s.size() && s[n] != '-' && s[n] != '_')) return {};
  std::string tag;
  std::transform(s.begin(), s.begin() + static_cast<std::ptrdiff_t>(n), std::back_inserter(tag),
                 to_lower);
  if (n == s.size()) return tag;
  const std::string_view region = s.substr(n + 1);
  if (tag == "zh" && (region == "S" || region == "T")) return region == "S" ? "zh-Hans" : "zh-Hant";
  const bool country = region.size() == 2 && is_letter(region[0]) && is_letter(region[1]);
  const bool area = region.size() == 3 && std::all_of(region.begin(), region.end(), is_digit);
  if (country || area) {
    tag += '-';
    for (const char c : region) tag += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return tag;
}

}  // namespace voxmap::survey
