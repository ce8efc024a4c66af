// Reading the heads of WhatsApp messages.
#include "whatsapp_head.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace voxmap::whatsapp {
namespace {

using std::chrono::sys_time;

// Space, no-break space, narrow no-break space.
std::size_t space_size(std::string_view text) {
  if (text.starts_with(' ')) return 1;
  if (text.starts_with("\u00A0")) return 2;
  if (text.starts_with("\u202F") || text.starts_with("\u2009")) return 3;
  return 0;
}

struct Half {
  std::string_view word;  // lower case, without spaces
  bool afternoon;
};
constexpr std::array kHalves = {Half{"a.m.", false}, Half{"p.m.", true},  Half{"am", false},
                                Half{"pm", true},    Half{"a.m", false},  Half{"p.m", true},
                                Half{"오전", false}, Half{"오후", true},  Half{"上午", false},
                                Half{"下午", true},  Half{"午前", false}, Half{"午後", true},
                                Half{"ص", false},    Half{"م", true}};

class Cursor {
 public:
  explicit Cursor(std::string_view line) : line_(line) {}

  std::size_t pos() const { return pos_; }
  std::string_view rest() const { return line_.substr(pos_); }
  void skip_marks() {
    while (const std::size_t size = mark_size(rest())) pos_ += size;
  }
  void skip_spaces() {
    while (const std::size_t size = std::max(mark_size(rest()), space_size(rest()))) pos_ += size;
  }
  bool take(std::string_view text) {
    if (!rest().starts_with(text)) return false;
    pos_ += text.size();
    return true;
  }
  std::optional<int> number(std::size_t most, std::size_t* digits = nullptr) {
    std::size_t count = 0;
    int value = 0;
    while (pos_ + count < line_.size() && is_digit(line_[pos_ + count]) && count < most) {
      value = value * 10 + (line_[pos_ + count++] - '0');
    }
    if (count == 0 || (pos_ + count < line_.size() && is_digit(line_[pos_ + count]))) {
      return std::nullopt;
    }
    pos_ += count;
    if (digits != nullptr) *digits = count;
    return value;
  }

  // "AM", "p. m." with any spaces inside; nothing is taken when it is none.
  std::optional<bool> half() {
    const std::size_t before = pos_;
    std::string word;
    std::size_t stop = before;
    std::optional<bool> found;
    for (int steps = 0; steps < 8 && pos_ < line_.size(); ++steps) {
      skip_spaces();
      if (rest().empty()) break;
      const auto lead = static_cast<unsigned char>(rest().front());
      const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      word += fold(rest().substr(0, size));
      pos_ += std::min(size, rest().size());
      for (const Half& half : kHalves) {
        if (word == half.word) {
          found = half.afternoon;
          stop = pos_;
        }
      }
    }
    pos_ = found ? stop : before;
    return found;
  }

  // "à", "kl.", "at": a short word between date and time.
  void skip_word() {
    const std::size_t before = pos_;
    std::size_t letters = 0;
    while (!rest().empty() && letters < 5 && !is_digit(rest().front()) && space_size(rest()) == 0) {
      const char c = rest().front();
      const bool letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
      if (!letter && !(c == '.' && letters > 0)) break;
      ++pos_;
      ++letters;
    }
    if (letters == 0 || letters == 5 || space_size(rest()) == 0) {
      pos_ = before;
      return;
    }
    skip_spaces();
  }

 private:
  std::string_view line_;
  std::size_t pos_ = 0;
};

bool read_date(Cursor& in, Head& head) {
  std::array<std::size_t, 3> digits{};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto number = in.number(4, &digits[i]);
    if (!number) return false;
    head.date[i] = *number;
    if (i == 2) break;
    const char separator = in.rest().empty() ? '\0' : in.rest().front();
    if (separator != '/' && separator != '.' && separator != '-') return false;
    if (i == 1 && separator != head.separator) return false;
    head.separator = separator;
    in.take(std::string_view(&separator, 1));
    if (separator == '.') in.skip_spaces();
  }
  if (digits[1] > 2 || digits[0] == 3 || digits[2] == 3) return false;
  head.year_first = digits[0] == 4;
  head.year_short = digits[0] != 4 && digits[2] != 4;
  return digits[0] != 4 || digits[2] != 4;
}

bool read_time(Cursor& in, Head& head) {
  std::optional<bool> afternoon = in.half();
  in.skip_spaces();
  const auto hour = in.number(2);
  if (!hour || !(in.take(":") || in.take("."))) return false;
  std::size_t digits = 0;
  const auto minute = in.number(2, &digits);
  if (!minute || digits != 2) return false;
  int second = 0;
  Cursor before = in;
  if (in.take(":") || in.take(".")) {
    if (const auto number = in.number(2)) {
      second = *number;
    } else {
      in = before;
    }
  }
  if (!afternoon) afternoon = in.half();
  if (*hour > 23 || *minute > 59 || second > 60 || (afternoon && *hour > 12)) return false;
  head.twelve_hours = afternoon.has_value();
  const int hours = afternoon ? *hour % 12 + (*afternoon ? 12 : 0) : *hour;
  head.time =
      std::chrono::hours(hours) + std::chrono::minutes(*minute) + std::chrono::seconds(second);
  return true;
}

// Without marks, spaces made plain, "~ " (a person not in the phone's contacts) taken off.
std::string clean_name(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    if (const std::size_t size = mark_size(name)) {
      name.remove_prefix(size);
    } else if (const std::size_t space = space_size(name)) {
      out += ' ';
      name.remove_prefix(space);
    } else {
      out += name.front();
      name.remove_prefix(1);
    }
  }
  std::string_view trimmed = trim(out);
  if (trimmed.starts_with('~')) trimmed = trim(trimmed.substr(1));
  return std::string(trimmed);
}

// The colon after a name; npos when WhatsApp itself speaks. A quote mark stands in no name but in
// "Ann changed the subject to “Sale: now”".
std::size_t name_end(std::string_view rest) {
  constexpr std::size_t kLongestName = 160;
  const std::size_t end = rest.substr(0, kLongestName).find(':');
  if (end == std::string_view::npos || end == 0) return std::string_view::npos;
  const std::string_view after = rest.substr(end + 1);
  if (!after.empty() && space_size(after) == 0 && mark_size(after) == 0) {
    return std::string_view::npos;
  }
  for (const std::string_view quote : {"\"", "“", "„", "«", "”"}) {
    if (rest.substr(0, end).find(quote) != std::string_view::npos) return std::string_view::npos;
  }
  return end;
}

int full_year(int year, bool shortened) { return shortened && year < 100 ? 2000 + year : year; }

}  // namespace

std::size_t mark_size(std::string_view text) noexcept {
  // NOLINTBEGIN(misc-misleading-bidirectional): these marks are what is looked for
  for (const std::string_view mark :
       {"\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067",
        "\u2068", "\u2069", "\u200B", "\uFEFF", "\u061C"}) {
    // NOLINTEND(misc-misleading-bidirectional)
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::optional<Head> head_at(std::string_view line) {
  Head head;
  Cursor in(line);
  in.skip_marks();
  const bool bracket = in.take("[");
  in.skip_marks();
  const std::size_t begin = in.pos();
  if (!read_date(in, head)) return std::nullopt;
  in.take(".");
  in.take(",") || in.take("،") || in.take("、");
  in.skip_spaces();
  in.skip_word();
  if (!read_time(in, head)) return std::nullopt;
  head.written = line.substr(begin, in.pos() - begin);
  in.skip_spaces();
  if (bracket ? !in.take("]") : !(in.take("- ") || in.take("– ") || in.take("-\u00A0"))) {
    return std::nullopt;
  }
  in.skip_spaces();
  const std::size_t end = name_end(in.rest());
  head.text = in.pos();
  if (end != std::string_view::npos) {
    head.author = clean_name(in.rest().substr(0, end));
    head.text += end + 1;
    if (const std::size_t space = space_size(line.substr(head.text))) head.text += space;
  }
  return head;
}

std::optional<sys_time<std::chrono::milliseconds>> time_of(const Head& head, Order order) {
  using std::chrono::day;
  using std::chrono::milliseconds;
  using std::chrono::month;
  using std::chrono::sys_days;
  using std::chrono::year;
  using std::chrono::year_month_day;
  const auto [first, second, third] = head.date;
  int day_of = first;
  int month_of = second;
  int year_of = third;
  if (head.year_first || order == Order::year_month) {
    year_of = first;
    day_of = third;
  } else if (order == Order::month_day) {
    month_of = first;
    day_of = second;
  }
  const year_month_day date{year{full_year(year_of, head.year_short)},
                            month{static_cast<unsigned>(month_of)},
                            day{static_cast<unsigned>(day_of)}};
  constexpr year kFirst{2009};  // there was no WhatsApp before
  if (!date.ok() || date.year() < kFirst) return std::nullopt;
  return sys_time<milliseconds>(sys_days{date}) + head.time;
}

Decision decide_order(const std::vector<Head>& heads) {
  const auto known = [](const Head& head) { return head.year_first; };
  if (std::ranges::all_of(heads, known)) return {Order::year_month, true};
  struct Candidate {
    Order order;
    std::size_t missing = 0;  // dates that do not exist in this order
    std::size_t backwards = 0;
  };
  // The usual order of the separators stands first: it wins among equals.
  const Head& first = heads.front();
  std::vector<Candidate> candidates{{Order::day_month}, {Order::month_day}};
  if (first.separator == '/' && first.twelve_hours) std::swap(candidates[0], candidates[1]);
  const bool short_years = std::ranges::all_of(
      heads, [](const Head& head) { return head.year_short && head.date[0] > 8; });
  if (short_years) candidates.push_back({Order::year_month});
  for (Candidate& candidate : candidates) {
    auto last = sys_time<std::chrono::milliseconds>::min();
    for (const Head& head : heads) {
      const auto at = time_of(head, candidate.order);
      if (!at) {
        ++candidate.missing;
        continue;
      }
      if (*at < last) ++candidate.backwards;
      last = *at;
    }
  }
  const auto cost = [](const Candidate& c) { return std::pair(c.missing, c.backwards); };
  const auto best = std::ranges::min_element(candidates, {}, cost);
  const auto equals =
      std::ranges::count_if(candidates, [&](const Candidate& c) { return cost(c) == cost(*best); });
  // Dots stand between day, month and year, in this order, wherever they are used.
  const bool dotted = first.separator == '.' && best->order == Order::day_month;
  return {best->order, equals == 1 || dotted};
}

}  // namespace voxmap::whatsapp
