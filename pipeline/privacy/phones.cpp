// Telephone numbers. No check digit proves them, so their shape and the words around them do:
// recall comes first, but a date, an amount or an order number is none.
#include <algorithm>

#include "privacy/bytes.hpp"
#include "privacy/context.hpp"
#include "privacy/find.hpp"

namespace voxmap::privacy {
namespace {

constexpr std::size_t kFewestDigits = 7;  // digits of a local number
constexpr std::size_t kMostDigits = 15;   // ITU-T E.164
constexpr std::size_t kPrefix = 17;       // with a "00" before them

// What stands before the first digit and belongs to the number.
struct Lead {
  std::size_t begin = 0;
  bool plus = false;
  bool paren = false;
};

Lead lead_of(std::string_view text, std::size_t at) {
  Lead lead{at, false, false};
  std::size_t i = at;
  if (i > 0 && text[i - 1] == '(') {
    lead = {--i, false, true};
  }
  if (i > 0 && text[i - 1] == '+') lead = {--i, true, lead.paren};
  if (lead.plus && i > 0 && text[i - 1] == '(') lead.begin = i - 1;
  return lead;
}

// A calendar date in the first groups: how many of them it takes, or 0.
std::size_t date_groups(const Number& number) {
  if (number.group_count < 3) return 0;
  const auto size = [&](std::size_t g) { return number.groups[g].size(); };
  const auto value = [&](std::size_t g) { return number.value(g); };
  const std::uint8_t mark = number.groups[1].before;
  if (mark != number.groups[2].before || (mark & kSeveral) != 0) return 0;
  const auto year = [&](std::size_t g) { return value(g) >= 1900 && value(g) <= 2099; };
  const auto day_month = [&](std::size_t a, std::size_t b) {
    return value(a) >= 1 && value(b) >= 1 &&
           ((value(a) <= 31 && value(b) <= 12) || (value(a) <= 12 && value(b) <= 31));
  };
  if (size(0) == 4 && year(0) && size(1) <= 2 && size(2) <= 2 && day_month(2, 1)) return 3;
  if (size(0) <= 2 && size(1) <= 2 && size(2) == 4 && year(2) && day_month(0, 1)) return 3;
  const bool short_year = number.group_count == 3 && size(0) <= 2 && size(1) <= 2 && size(2) == 2;
  return short_year && mark != kBlank && day_month(0, 1) ? 3 : 0;
}

bool sizes(const Number& number, std::size_t from, std::initializer_list<std::uint32_t> wanted) {
  if (from + wanted.size() > number.group_count) return false;
  std::size_t g = from;
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](std::uint32_t size) { return number.groups[g++].size() == size; });
}

// Groups that one number can have: separators alike enough, at most `most` digits.
std::size_t chain(const Number& number, std::size_t most) {
  std::size_t n = 1;
  while (n < number.group_count && number.digits_before(n + 1) <= most) {
    const std::uint8_t before = number.groups[n].before;
    // " - " and ". " part two numbers, ") " and "-(" do not.
    if ((before & kSeveral) != 0 && (before & kParen) == 0) break;
    // "555-123-4567 555-987-6543"
    const bool new_number = n >= 3 && before == kBlank &&
                            (number.groups[n - 1].before & (kDash | kDot)) != 0 &&
                            (number.groups[1].before & kParen) == 0;
    if (new_number) break;
    ++n;
  }
  return n;
}

// North American: [1-]ddd-ddd-dddd. The groups it takes, or 0.
std::size_t american_groups(const Number& number) {
  const std::size_t from =
      number.group_count > 0 && number.groups[0].size() == 1 && number.digits[0] == 1 ? 1 : 0;
  if (!sizes(number, from, {3, 3, 4})) return 0;
  const auto single = [&](std::size_t g) {
    const std::uint8_t before = number.groups[g].before;
    return (before & kSeveral) == 0 || (before & kParen) != 0;
  };
  return single(from + 1) && single(from + 2) ? from + 3 : 0;
}

// "x123", " ext. 123" behind the number.
std::size_t extension_end(std::string_view text, std::size_t end) {
  std::size_t i = end;
  if (i < text.size() && text[i] == ' ') ++i;
  const std::string_view rest = text.substr(i, 9);
  std::size_t mark = 0;
  for (const std::string_view known : {"extension", "ext.", "ext", "x"}) {
    if (mark == 0 &&
        std::equal(known.begin(), known.end(), rest.begin(),
                   rest.begin() + static_cast<std::ptrdiff_t>(std::min(known.size(), rest.size())),
                   [](char a, char b) { return a == to_lower(b); })) {
      mark = known.size();
    }
  }
  if (mark == 0) return end;
  i += mark;
  if (i < text.size() && text[i] == ' ') ++i;
  const std::size_t digits = i;
  constexpr std::size_t kLongest = 6;
  while (i < text.size() && is_digit(text[i]) && i - digits <= kLongest) ++i;
  return i > digits && i - digits <= kLongest && ends(text, i) ? i : end;
}

class Phone {
 public:
  // `inside`: other digits come right before it.
  Phone(std::string_view text, const Number& number, Lead lead, bool inside)
      : text_(text), number_(number), lead_(lead), inside_(inside) {}

  // The groups that are a telephone number, or 0.
  [[nodiscard]] std::size_t groups() const {
    if (lead_.plus) {
      const std::size_t n = chain(number_, kMostDigits);
      return digits_fit(n, 8, kMostDigits) ? n : 0;
    }
    if (is_amount(text_, lead_.begin, number_.groups[0].end)) return 0;
    bool adjacent = false;
    const Context before = context_before(text_, lead_.begin, adjacent);
    if (before == Context::reference && adjacent) return 0;
    if (const std::size_t n = by_shape(before); n != 0) return n;
    const std::size_t n = chain(number_, kMostDigits);
    if (!digits_fit(n, kFewestDigits, kMostDigits) || is_amount(text_, lead_.begin, end_of(n)))
      return 0;
    if (n < number_.group_count && number_.groups[n].before != kBlank &&
        (number_.groups[n].before & kSeveral) == 0) {
      return 0;  // a longer number, of which this would be a part
    }
    return before == Context::phone || says_phone_after(text_, end_of(n)) ? n : 0;
  }

 private:
  [[nodiscard]] bool digits_fit(std::size_t n, std::size_t least, std::size_t most) const {
    return number_.digits_before(n) >= least && number_.digits_before(n) <= most;
  }
  [[nodiscard]] std::size_t end_of(std::size_t n) const { return number_.groups[n - 1].end; }

  [[nodiscard]] std::size_t by_shape(Context before) const {
    if (const std::size_t n = american_groups(number_); n != 0) return n;
    const std::size_t n = chain(number_, kPrefix);
    const std::size_t digits = number_.digits_before(n);
    // An area code in parentheses.
    const bool area = lead_.paren && number_.groups[0].size() <= 5 && n > 1 &&
                      (number_.groups[1].before & kParen) != 0;
    if (area && digits >= 9 && digits <= kMostDigits) return n;
    // Such a group may be the middle of any longer number.
    if (number_.digits[0] != 0 || number_.digit_count < 3 || inside_) return 0;
    if (number_.digits[1] == 0) {  // 00 and a country
      return number_.digits[2] != 0 && digits_fit(n, 10, kPrefix) ? n : 0;
    }
    // A trunk 0, as most national formats begin.
    if (digits < 9 || digits > 12) return 0;
    if (n == 1) return digits >= 10 && before != Context::other ? n : 0;
    return n < number_.group_count && number_.groups[n].before != kBlank ? 0 : n;
  }

  std::string_view text_;
  const Number& number_;
  Lead lead_;
  bool inside_;
};

}  // namespace

void find_phones(std::string_view text, std::size_t from, std::size_t to, Hits& hits) {
  Number number;
  std::size_t free_from = from;  // what stands before belongs to something else
  for (std::size_t i = from; i < to;) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    const std::size_t next = std::min(skip_digits(text, i), to);
    if (next - i < kFewestDigits && !goes_on(text, next)) {
      i = next;
      continue;
    }
    const Lead lead = lead_of(text, i);
    if (!begins(text, lead.begin)) {
      i = next;
      continue;
    }
    read_number(text, i, to, number);
    if (number.digit_count < kFewestDigits) {
      // No group of it begins a longer one.
      i = number.group_count > 0 ? number.groups[number.group_count - 1].end : next;
      continue;
    }
    if (const std::size_t date = date_groups(number); date != 0) {
      i = free_from = number.groups[date - 1].end;
      continue;
    }
    const bool inside = i >= free_from + 2 && is_digit(text[i - 2]) && !is_alnum(text[i - 1]);
    const std::size_t groups = Phone(text, number, lead, inside).groups();
    if (groups == 0) {
      i = next;
      continue;
    }
    std::size_t end = number.groups[groups - 1].end;
    if (!ends(text, end) && extension_end(text, end) == end) {
      i = next;
      continue;
    }
    end = std::min(extension_end(text, end), to);
    hits.push_back({static_cast<std::uint32_t>(std::max(lead.begin, from)),
                    static_cast<std::uint32_t>(end), PersonalData::phone});
    i = free_from = end;
  }
}

}  // namespace voxmap::privacy
