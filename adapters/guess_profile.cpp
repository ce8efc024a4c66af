// What the head says about a column: kinds of values, and words of its header.
#include <algorithm>
#include <unordered_set>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "guess.hpp"

namespace voxmap::survey {
namespace {

// "(405) 321-1111", "+31 6 1234 5678": at least nine digits and written as a number to call.
bool phone(std::string_view s) {
  if (s.size() < 9 || s.size() > 24) return false;
  std::size_t digits = 0;
  for (const char c : s) {
    if (is_digit(c)) {
      ++digits;
    } else if (std::string_view(" ()-+./").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits >= 9 && digits <= 15 && (s[0] == '+' || s[0] == '(');
}

// "13.42 -25.43": latitude and longitude.
bool point(std::string_view s) {
  std::size_t dots = 0;
  std::size_t gaps = 0;
  for (const char c : s) {
    if (c == '.') {
      ++dots;
    } else if (c == ' ' || c == ',') {
      ++gaps;
    } else if (!is_digit(c) && c != '-') {
      return false;
    }
  }
  return dots >= 2 && gaps >= 1 && gaps <= 4;
}

bool is_unticked(std::string_view s) {
  const std::string word = fold(s);
  return word == "not selected" || word == "unchecked" || word == "not checked";
}

bool locale(std::string_view s) {
  const std::size_t cut = std::min(s.find_first_of("-_"), s.size());
  return cut == 2 && s.size() <= 12 && !language_tag(s).empty();
}

// A letter of a script without blanks between words, in three bytes of UTF-8: kana, Han, Thai, Lao.
bool unspaced(std::string_view s) {
  if (s.size() < 3) return false;
  const auto lead = static_cast<unsigned char>(s[0]);
  const auto next = static_cast<unsigned char>(s[1]);
  const bool kana = lead == 0xE3 && next >= 0x81 && next <= 0x83;
  const bool han = (lead == 0xE3 && next >= 0x90) || (lead >= 0xE4 && lead <= 0xE9);
  const bool thai = lead == 0xE0 && next >= 0xB8 && next <= 0xBB;
  return kana || han || thai;
}

// Where a script puts no blanks between words, two letters count as one.
std::size_t count_words(std::string_view s) {
  std::size_t words = 0;
  std::size_t letters = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (unspaced(s.substr(i, 3))) {
      ++letters;
      i += 2;
      in_word = true;
      continue;
    }
    if (!blank && !in_word) ++words;
    in_word = !blank;
  }
  return words + (letters + 1) / 2;
}

}  // namespace

std::vector<std::string_view> cells_of(const Table& table, std::size_t column) {
  std::vector<std::string_view> cells;
  for (const CsvRow& row : table.rows) cells.emplace_back(row.cells[column]);
  return cells;
}

Profile profile(const Table& table, std::size_t column) {
  Profile p;
  std::unordered_set<std::string_view> seen;
  std::size_t words = 0;
  bool counting = true;
  std::int64_t counter = 0;
  for (const CsvRow& row : table.rows) {
    ++p.rows;
    const std::string_view cell = trim(row.cells[column]);
    if (cell.empty()) continue;
    ++p.filled;
    if (is_null_word(cell)) {
      ++p.nulls;
      p.unticked += is_unticked(cell) ? 1U : 0U;
      continue;
    }
    if (seen.insert(cell).second) ++p.distinct;
    const std::size_t in_cell = count_words(cell);
    words += in_cell;
    const CellKind kind = cell_kind(cell);
    const bool unspaced_text = kind == CellKind::word && in_cell >= 4;
    p.numbers += kind == CellKind::number ? 1U : 0U;
    p.times += kind == CellKind::time ? 1U : 0U;
    p.emails += kind == CellKind::email ? 1U : 0U;
    p.ips += kind == CellKind::ip ? 1U : 0U;
    p.urls += kind == CellKind::url ? 1U : 0U;
    p.texts += (kind == CellKind::text || kind == CellKind::dirty || unspaced_text) ? 1U : 0U;
    p.phones += phone(cell) ? 1U : 0U;
    p.points += point(cell) ? 1U : 0U;
    p.locales += locale(cell) ? 1U : 0U;
    p.whole_numbers += std::all_of(cell.begin(), cell.end(), is_digit) ? 1U : 0U;
    const auto rating = rating_value(cell);
    if (rating) {
      p.least_milli = p.rated == 0 ? *rating : std::min(p.least_milli, *rating);
      p.most_milli = p.rated == 0 ? *rating : std::max(p.most_milli, *rating);
      ++p.rated;
    }
    ++counter;
    counting = counting && rating && (*rating == counter * 1000 || *rating == (counter - 1) * 1000);
  }
  p.words = p.answers() == 0 ? 0 : static_cast<double>(words) / static_cast<double>(p.answers());
  p.counts_rows = counting && counter > 1 && p.filled == p.rows && p.distinct == p.answers();
  return p;
}

std::string header_words(std::string_view header) {
  std::string split;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const char c = header[i];
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    const bool sign = ascii && !is_digit(c) && !is_upper(c) && !is_lower(c);
    // fooBar, and the last capital of IPAddress.
    if (i > 0 && is_upper(c) &&
        (is_lower(header[i - 1]) ||
         (is_upper(header[i - 1]) && i + 1 < header.size() && is_lower(header[i + 1])))) {
      split += ' ';
    }
    split += sign && c != '#' ? ' ' : c;
  }
  const std::string folded = fold(split);
  std::string words;
  for (const char c : folded) {
    if (c != ' ' || (!words.empty() && words.back() != ' ')) words += c;
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

}  // namespace voxmap::survey
