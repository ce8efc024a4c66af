// Numbers, dates and names of cells as spreadsheets show them.
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/time.hpp"
#include "xlsx_book.hpp"

namespace voxmap::xlsx {
namespace {

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::optional<double> read_number(std::string_view text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | code >> 6U);
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    out += static_cast<char>(0xE0U | code >> 12U);
    out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

}  // namespace

// ECMA-376 part 1, 18.8.30, with the ids that East Asian versions use for dates.
NumberKind builtin_kind(std::uint64_t id) {
  if (id >= 18 && id <= 21) return NumberKind::time;
  if (id >= 45 && id <= 47) return NumberKind::time;
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
    return NumberKind::date;
  }
  return NumberKind::number;
}

NumberKind format_kind(std::string_view code) {
  bool day = false;
  bool clock = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;  // the next character is shown as it is, or is a width
    } else if (c == '[') {
      const std::size_t close = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, close - i - 1);
      // [h], [mm], [ss]: hours that do not stop at 24. Others are colours, conditions, languages.
      clock = clock || (!inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos);
      i = close;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      day = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      clock = true;
    } else if (c == ';') {
      break;  // the format of negative numbers
    } else if (c == 'G' || c == 'g' || c == '0' || c == '#' || c == '?' || c == '@') {
      if (!day && !clock) return NumberKind::number;  // General, digits, text
    }
  }
  return day ? NumberKind::date : clock ? NumberKind::time : NumberKind::number;
}

std::optional<std::string> serial_text(std::string_view number, NumberKind kind, bool since_1904) {
  const auto value = read_number(number);
  constexpr double kLast = 2958466;  // the day after 9999-12-31
  if (!value || *value < 0 || *value >= kLast) return std::nullopt;
  // To the millisecond, which is as exact as such numbers are.
  constexpr std::int64_t kDay = 86400000;
  const auto milliseconds = static_cast<std::int64_t>(std::llround(*value * 86400000.0));
  std::int64_t day = milliseconds / kDay;
  const std::int64_t rest = milliseconds % kDay;
  std::string clock =
      fmt::format("{:02}:{:02}:{:02}", rest / 3600000, rest / 60000 % 60, rest / 1000 % 60);
  if (rest % 1000 != 0) clock += fmt::format(".{:03}", rest % 1000);
  if (kind == NumberKind::time && day == 0) return clock;
  if (kind == NumberKind::time) return number_text(number);  // a duration of days
  // Day 60 is a 29 February 1900 that never was.
  const std::int64_t before = since_1904 ? 24107 : day < 60 ? 25568 : 25569;
  if (!since_1904 && (day == 60 || day == 0)) return std::nullopt;
  day -= before;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (rest != 0) text += " " + clock;
  return text;
}

std::string number_text(std::string_view number) {
  // Whole numbers stay as they stand, however long.
  if (number.find_first_not_of("0123456789-") == std::string_view::npos) return std::string(number);
  const auto value = read_number(number);
  if (!value) return std::string(number);
  constexpr double kExact = 9007199254740992;  // 2^53
  if (*value == std::trunc(*value) && std::fabs(*value) < kExact) {
    return std::to_string(static_cast<std::int64_t>(*value));
  }
  return fmt::format("{}", *value);
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i, 7);
    const bool escape = rest.size() == 7 && rest[0] == '_' && rest[1] == 'x' && rest[6] == '_' &&
                        is_hex(rest[2]) && is_hex(rest[3]) && is_hex(rest[4]) && is_hex(rest[5]);
    if (!escape) {
      out += text[i];
      continue;
    }
    unsigned code = 0;
    std::from_chars(rest.data() + 2, rest.data() + 6, code, 16);
    const bool character = code != 0 && (code < 0xD800 || code >= 0xE000);
    constexpr unsigned kReplacement = 0xFFFD;
    append_utf8(out, character ? code : kReplacement);
    i += 6;
  }
  return out;
}

std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  constexpr std::size_t kMost = 16384;
  for (const char c : reference) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    if (!upper && !lower) break;
    column = column * 26 + static_cast<std::size_t>(c - (upper ? 'A' : 'a')) + 1;
    ++letters;
    if (column > kMost) return std::nullopt;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

std::string cell_name(std::uint64_t row, std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters + std::to_string(row);
}

}  // namespace voxmap::xlsx
