// Parsing times of many shapes by hand-written scanners: exports mix them within one file, and the
// hot path parses one a record.
#include "base/time.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <array>
#include <string>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace voxmap {
namespace {

using std::chrono::milliseconds;

// A cursor over the text: every take_ moves only when it succeeds.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }

  bool take(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_word(std::string_view word) {
    if (rest_.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (to_lower(rest_[i]) != word[i]) return false;
    }
    rest_.remove_prefix(word.size());
    return true;
  }
  void skip_spaces() {
    for (;;) {
      if (take(' ')) continue;
      if (rest_.starts_with("\u202F") || rest_.starts_with("\u2009")) {
        rest_.remove_prefix(3);
      } else if (rest_.starts_with("\u00A0")) {
        rest_.remove_prefix(2);
      } else {
        return;
      }
    }
  }
  // Between `least` and `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most, std::size_t* digits = nullptr) {
    std::size_t n = 0;
    int value = 0;
    while (n < rest_.size() && n < most && is_digit(rest_[n]))
      value = value * 10 + (rest_[n++] - '0');
    if (n < least || (n < rest_.size() && is_digit(rest_[n]))) return std::nullopt;
    rest_.remove_prefix(n);
    if (digits != nullptr) *digits = n;
    return value;
  }
  // Digits after a decimal sign, as milliseconds; further digits are read past.
  int fraction() {
    int value = 0, n = 0;
    while (is_digit(peek())) {
      if (n < 3) value = value * 10 + (peek() - '0');
      ++n;
      rest_.remove_prefix(1);
    }
    for (; n < 3; ++n) value *= 10;
    return value;
  }

 private:
  std::string_view rest_;
};

struct Civil {
  int year = 0, month = 0, day = 0;
  milliseconds time{0};
  std::optional<std::chrono::minutes> offset;
  bool of_mail = false;  // written as RFC 5322 has it
};

std::optional<TimePoint> point(const Civil& civil) {
  const date::year_month_day day{date::year{civil.year},
                                 date::month(static_cast<unsigned>(civil.month)),
                                 date::day(static_cast<unsigned>(civil.day))};
  if (!day.ok() || civil.year < 1 || civil.year > 9999) return std::nullopt;
  auto at = date::sys_days{day}.time_since_epoch() + civil.time;
  if (civil.offset) at -= *civil.offset;
  return TimePoint(std::chrono::duration_cast<milliseconds>(at));
}

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> kMonthTails = {
    "uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"};
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<int> month_name(Scanner& in) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (!in.take_word(kMonths[i])) continue;
    in.take_word(kMonthTails[i]);
    in.take('.');
    return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// "Z", "UTC", "GMT", "+02:00", "+0200", "-05", "CEST".
bool zone(Scanner& in, Civil& civil) {
  in.skip_spaces();
  if (in.done()) return true;
  if (in.take_word("utc") || in.take_word("gmt") || in.take('Z') || in.take('z')) {
    civil.offset = std::chrono::minutes(0);
    if (in.done()) return true;
  }
  const int sign = in.take('+') ? 1 : in.take('-') ? -1 : 0;
  if (sign == 0) {
    if (civil.offset) return false;
    civil.offset = zone_offset(in.rest(), civil.of_mail);
    return civil.offset.has_value();
  }
  std::size_t digits = 0;
  auto value = in.number(1, 4, &digits);
  if (!value) return false;
  int hours = *value, minutes = 0;
  if (digits > 2) {
    hours = *value / 100;
    minutes = *value % 100;
  } else if (in.take(':')) {
    const auto m = in.number(2, 2);
    if (!m) return false;
    minutes = *m;
  }
  if (hours > 18 || minutes > 59) return false;
  civil.offset = std::chrono::minutes(sign * (hours * 60 + minutes));
  // "(CEST)" after an offset is a comment.
  in.skip_spaces();
  return in.done() || in.peek() == '(';
}

// "18:06", "18:06:19", "0:06:16.5", "6:06 PM"; then an optional zone up to the end.
bool clock_and_zone(Scanner& in, Civil& civil) {
  const auto h = in.number(1, 2);
  if (!h || !in.take(':')) return false;
  const auto m = in.number(2, 2);
  if (!m) return false;
  int seconds = 0, fraction = 0;
  if (in.take(':')) {
    const auto s = in.number(2, 2);
    if (!s) return false;
    seconds = *s;
    if (in.take('.') || in.take(',')) fraction = in.fraction();
  }
  in.skip_spaces();
  int hours = *h;
  const bool pm = in.take_word("pm") || in.take_word("p.m.");
  const bool am = !pm && (in.take_word("am") || in.take_word("a.m."));
  if (am || pm) {
    if (hours < 1 || hours > 12) return false;
    hours = hours % 12 + (pm ? 12 : 0);
  }
  if (hours > 23 || *m > 59 || seconds > 60) return false;
  civil.time = std::chrono::hours(hours) + std::chrono::minutes(*m) +
               std::chrono::seconds(seconds) + milliseconds(fraction);
  return zone(in, civil);
}

std::optional<ParsedTime> finish(const Civil& civil, bool ambiguous = false) {
  const auto at = point(civil);
  if (!at) return std::nullopt;
  return ParsedTime{*at, civil.offset.has_value(), ambiguous};
}

std::optional<ParsedTime> rest_of_day(Scanner& in, Civil& civil, bool ambiguous = false) {
  if (in.take(',') || in.peek() == 'T' || in.peek() == 't' || in.peek() == ' ') {
    if (!in.take('T')) in.take('t');
    in.skip_spaces();
    if (in.take_word("at ")) in.skip_spaces();  // "March 2, 2026 at 9:14 AM"
  } else {
    in.skip_spaces();
  }
  if (in.done()) return finish(civil, ambiguous);
  if (!clock_and_zone(in, civil)) return std::nullopt;
  return finish(civil, ambiguous);
}

int full_year(int year, std::size_t digits) {
  return digits == 2 ? year + (year < 70 ? 2000 : 1900) : year;
}

// 2021-01-11..., 2022/06/22..., 2022.06.22
std::optional<ParsedTime> year_first(Scanner in) {
  Civil civil;
  const auto y = in.number(4, 4);
  if (!y) return std::nullopt;
  const char separator = in.peek();
  if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
  in.take(separator);
  const auto m = in.number(1, 2);
  if (!m || !in.take(separator)) return std::nullopt;
  const auto d = in.number(1, 2);
  if (!d) return std::nullopt;
  civil.year = *y;
  civil.month = *m;
  civil.day = *d;
  return rest_of_day(in, civil);
}

// 1/11/2021 18:06, 15.04.2016, 5/10/18 4:01
std::optional<ParsedTime> year_last(Scanner in, DateOrder order) {
  const auto a = in.number(1, 2);
  const char separator = in.peek();
  if (!a || (separator != '/' && separator != '.' && separator != '-')) return std::nullopt;
  in.take(separator);
  const auto b = in.number(1, 2);
  if (!b || !in.take(separator)) return std::nullopt;
  std::size_t digits = 0;
  const auto y = in.number(2, 4, &digits);
  if (!y || digits == 3) return std::nullopt;
  Civil civil;
  civil.year = full_year(*y, digits);
  bool day_first = order == DateOrder::day_first;
  bool ambiguous = false;
  const bool only_day_first = *a > 12;
  const bool only_month_first = *b > 12;
  if ((only_day_first && order == DateOrder::month_first) ||
      (only_month_first && order == DateOrder::day_first)) {
    return std::nullopt;
  }
  if (only_day_first || only_month_first) {
    day_first = only_day_first;
  } else if (order == DateOrder::unknown) {
    day_first = separator == '.';  // dotted dates are day first wherever they are used
    ambiguous = separator != '.' && *a != *b;
  }
  civil.day = day_first ? *a : *b;
  civil.month = day_first ? *b : *a;
  return rest_of_day(in, civil, ambiguous);
}

// Wed Oct 19 20:07:25 +0000 2022 | Tue, 06 Dec 2016 17:17:00 +0000 | 6 December 2016 | 02-Mar-26 |
// Jan 5, 2024 3:04:05 PM
std::optional<ParsedTime> with_month_name(Scanner in) {
  for (const auto day : kDays) {
    if (in.take_word(day)) {
      while (to_lower(in.peek()) >= 'a' && to_lower(in.peek()) <= 'z') in.take(in.peek());
      break;
    }
  }
  in.take(',');
  in.skip_spaces();
  Civil civil;
  if (const auto month = month_name(in)) {
    civil.month = *month;
    in.skip_spaces();
    const auto d = in.number(1, 2);
    if (!d) return std::nullopt;
    civil.day = *d;
    if (in.take(',')) {
      in.skip_spaces();
      const auto y = in.number(4, 4);
      if (!y) return std::nullopt;
      civil.year = *y;
      return rest_of_day(in, civil);
    }
    in.skip_spaces();
    Scanner next = in;  // "Mar 02 2026 09:14"
    if (const auto y = next.number(4, 4); y && (next.done() || next.peek() == ' ')) {
      civil.year = *y;
      return rest_of_day(next, civil);
    }
    // The year stands last, behind clock and offset.
    const auto space = in.rest().rfind(' ');
    Scanner year(space == std::string_view::npos ? in.rest() : in.rest().substr(space + 1));
    const auto y = year.number(4, 4);
    if (!y || !year.done()) return std::nullopt;
    civil.year = *y;
    if (space != std::string_view::npos) {
      Scanner clock(in.rest().substr(0, space));
      if (!clock_and_zone(clock, civil)) return std::nullopt;
    }
    return finish(civil);
  }
  const auto d = in.number(1, 2);
  if (!d) return std::nullopt;
  civil.of_mail = true;
  in.take('.');
  const bool dashes = in.take('-');
  if (!dashes) in.skip_spaces();
  const auto month = month_name(in);
  if (!month) return std::nullopt;
  if (!in.take('-')) in.skip_spaces();
  in.take(',');
  in.skip_spaces();
  std::size_t digits = 0;
  const auto y = in.number(dashes ? 2 : 4, 4, &digits);  // "02-Mar-26" of Excel and Oracle
  if (!y || digits == 3) return std::nullopt;
  civil.day = *d;
  civil.month = *month;
  civil.year = full_year(*y, digits);
  return rest_of_day(in, civil);
}

// "Reviewed in the United States on March 2, 2026", as shops write it: what stands behind "on".
std::string_view without_lead(std::string_view text) {
  constexpr std::string_view kReviewed = "Reviewed in ";
  const std::size_t on = text.rfind(" on ");
  return text.starts_with(kReviewed) && on != text.npos ? text.substr(on + 4) : text;
}

std::optional<ParsedTime> epoch(std::string_view text) {
  constexpr std::size_t kMostDigits = 16;  // of microseconds
  std::size_t whole = 0;
  while (whole < text.size() && is_digit(text[whole])) ++whole;
  if (whole > kMostDigits) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < whole; ++i) value = value * 10 + (text[i] - '0');
  if (whole == 10 && text.size() > 11 && text[10] == '.') {
    Scanner in(text.substr(11));
    const int fraction = in.fraction();
    if (!in.done()) return std::nullopt;
    return ParsedTime{TimePoint(milliseconds(value * 1000 + fraction)), true, false};
  }
  if (whole != text.size()) return std::nullopt;
  if (whole == 10) return ParsedTime{TimePoint(milliseconds(value * 1000)), true, false};
  if (whole == 13) return ParsedTime{TimePoint(milliseconds(value)), true, false};
  if (whole == 16) return ParsedTime{TimePoint(milliseconds(value / 1000)), true, false};
  return std::nullopt;
}

}  // namespace

std::optional<ParsedTime> parse_time(std::string_view text, DateOrder order) {
  text = trim(text);
  if (text.size() < 6 || text.size() > 64) return std::nullopt;
  const Scanner in(text);
  if (is_digit(text.front())) {
    if (text.size() > 4 && is_digit(text[1]) && is_digit(text[2]) && is_digit(text[3]) &&
        !is_digit(text[4])) {
      return year_first(in);
    }
    if (auto time = epoch(text)) return time;
    if (auto time = year_last(in, order)) return time;
  }
  return with_month_name(Scanner(without_lead(text)));
}

std::string format_time(TimePoint at) {
  const auto day = date::floor<date::days>(at);
  const auto rest = at - day;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(rest).count();
  const auto millis = (rest % std::chrono::seconds(1)).count();
  auto out = fmt::format("{}T{:02}:{:02}:{:02}", format_date(at), seconds / 3600, seconds / 60 % 60,
                         seconds % 60);
  if (millis != 0) out += fmt::format(".{:03}", millis);
  return out + "Z";
}

std::string format_date(TimePoint at) {
  const date::year_month_day day{date::floor<date::days>(at)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string format_offset(milliseconds at) {
  const auto ms = at.count();
  return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60,
                     ms % 1000);
}

}  // namespace voxmap
