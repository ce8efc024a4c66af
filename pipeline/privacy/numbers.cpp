// Numbers that prove themselves: by a check digit, or as an IPv4 address.
#include <algorithm>

#include "privacy/bytes.hpp"
#include "privacy/checksums.hpp"
#include "privacy/context.hpp"
#include "privacy/find.hpp"

namespace voxmap::privacy {
namespace {

// Groups [0, n) stand alone: what follows does not carry the number on.
bool stands_alone(std::string_view text, const Number& number, std::size_t n) {
  if (n == number.group_count) return ends(text, number.groups[n - 1].end);
  const std::uint8_t next = number.groups[n].before;
  return next == kBlank || (next & kSeveral) != 0;
}

bool only(const Number& number, std::size_t n, std::uint8_t separators) {
  for (std::size_t g = 1; g < n; ++g) {
    if ((number.groups[g].before & ~separators) != 0) return false;
  }
  return true;
}

bool same_separator(const Number& number, std::size_t n, std::uint8_t allowed) {
  for (std::size_t g = 1; g < n; ++g) {
    if ((number.groups[g].before & ~allowed) != 0 ||
        number.groups[g].before != number.groups[1].before) {
      return false;
    }
  }
  return true;
}

// Groups as on cards: 4-4-4-4, 4-6-5, 4-3-3-3, 6-13, ..., and no run of short numbers.
bool grouped_as_card(const Number& number, std::size_t n) {
  if (!only(number, n, kBlank | kDash) || number.groups[0].size() < 4) return false;
  for (std::size_t g = 1; g + 1 < n; ++g) {
    if (number.groups[g].size() < 3) return false;
  }
  return true;
}

// 13 to 19 digits of a known issuer, in groups split by blanks or hyphens; 12, and issuers that are
// not known, where a word nearby says card. The longest that passes.
std::size_t card_end(std::string_view text, const Number& number) {
  constexpr std::size_t kLeast = 12;
  constexpr std::size_t kSure = 13;
  constexpr std::size_t kMost = 19;
  for (std::size_t n = number.group_count; n > 0; --n) {
    const auto digits = number.first(n);
    if (digits.size() < kLeast) break;
    if (digits.size() > kMost || !grouped_as_card(number, n)) continue;
    // "4111 1111 1111 1111 12/27": what follows after a blank may be the date of expiry.
    if (!stands_alone(text, number, n) || !luhn(digits)) continue;
    const bool zeros = std::all_of(digits.begin(), digits.end(), [](auto d) { return d == 0; });
    if (zeros) continue;
    const bool sure = digits.size() >= kSure && card_issuer(digits);
    if (sure || says_card(text, number.groups[0].begin)) return number.groups[n - 1].end;
  }
  return 0;
}

std::size_t ssn_end(std::string_view text, std::size_t at, const Number& number) {
  const bool grouped = number.group_count >= 3 && number.groups[0].size() == 3 &&
                       number.groups[1].size() == 2 && number.groups[2].size() == 4;
  if (grouped && same_separator(number, 3, kBlank | kDash | kDot) &&
      stands_alone(text, number, 3) && ssn_valid(number.first(3))) {
    return number.groups[2].end;
  }
  const bool bare = number.group_count > 0 && number.groups[0].size() == 9;
  if (bare && stands_alone(text, number, 1) && ssn_valid(number.first(1)) && says_ssn(text, at)) {
    return number.groups[0].end;
  }
  return 0;
}

std::size_t ipv4_end(std::string_view text, const Number& number) {
  if (number.group_count < 4) return 0;
  for (std::size_t g = 0; g < 4; ++g) {
    const auto& group = number.groups[g];
    if ((g > 0 && group.before != kDot) || group.size() > 3 || number.value(g) > 255) return 0;
    if (group.size() > 1 && text[group.begin] == '0') return 0;
  }
  if (number.group_count > 4 && (number.groups[4].before & kDot) != 0) return 0;
  return ends(text, number.groups[3].end) ? number.groups[3].end : 0;
}

// National numbers of digits only: `count` of them, in any groups.
std::size_t national_end(std::string_view text, const Number& number, const Wanted& wanted) {
  struct Kind {
    NationalId id;
    std::size_t digits;
    bool (*valid)(Digits);
  };
  constexpr Kind kKinds[] = {{NationalId::ch_ahv, 13, ahv_valid},
                             {NationalId::de_steuer_id, 11, steuer_id_valid},
                             {NationalId::uk_nhs, 10, nhs_valid},
                             {NationalId::nl_bsn, 9, bsn_valid},
                             {NationalId::pt_nif, 9, nif_valid}};
  for (std::size_t n = number.group_count; n > 0; --n) {
    const auto digits = number.first(n);
    if (!only(number, n, kBlank | kDash | kDot | kSlash) || !stands_alone(text, number, n)) {
      continue;
    }
    for (const Kind& kind : kKinds) {
      if (digits.size() == kind.digits && wanted.has(kind.id) && kind.valid(digits)) {
        return number.groups[n - 1].end;
      }
    }
  }
  return 0;
}

// Codes of letters and digits that begin at `at`.
std::size_t national_code_end(std::string_view text, std::size_t at, const Wanted& wanted) {
  std::array<char, 16> code{};
  const auto take = [&](std::size_t count) { return take_code(text, at, count, code.data()); };
  const auto taken = [&](std::size_t count) { return std::string_view(code.data(), count); };
  const bool letter = is_letter(text[at]);
  if (wanted.has(NationalId::uk_nino) && letter) {
    if (const auto end = take(9); end != 0 && nino_valid(taken(9))) return end;
  }
  if (wanted.has(letter ? NationalId::es_nie : NationalId::es_dni)) {
    if (const auto end = take(9); end != 0 && dni_valid(taken(9))) return end;
  }
  if (wanted.has(NationalId::it_cf) && letter) {
    if (const auto end = take(16); end != 0 && codice_fiscale_valid(taken(16))) return end;
  }
  if (wanted.has(NationalId::fr_nir) && !letter) {
    if (const auto end = take(15); end != 0 && nir_valid(taken(15))) return end;
  }
  return 0;
}

std::size_t iban_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 34;
  const std::size_t length = iban_length(upper(text[at]), upper(text[at + 1]));
  if (length == 0) return 0;
  std::array<char, kLongest> code{};
  const std::size_t end = take_code(text, at, length, code.data());
  return end != 0 && iban_valid({code.data(), length}) ? end : 0;
}

// Where the letters begin that stand right before `at`, or before one blank: at most six of them.
std::size_t letters_before(std::string_view text, std::size_t at) {
  constexpr std::size_t kMost = 7;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kMost && is_letter(text[begin - 1])) --begin;
  return begin;
}

}  // namespace

std::size_t number_at(std::string_view text, std::size_t at, const Wanted& wanted, Hits& hits) {
  const std::size_t next = skip_digits(text, at);
  const bool national = wanted.national.any();
  // "QQ 12 34 56 C", "X-1234567-L": something may stand between the letters and the digits.
  const bool apart = national && at > 0 && (text[at - 1] == ' ' || text[at - 1] == '-');
  const std::size_t tail = apart ? at - 1 : at;
  const std::size_t word = letters_before(text, tail);
  if (word < tail && begins(text, word)) {
    if (wanted.has(PersonalData::iban) && tail == at && at - word == 2) {
      if (const auto end = iban_end(text, word); end != 0) {
        hits.push_back(hit(word, end, PersonalData::iban));
        return end;
      }
    }
    if (national) {
      if (const auto end = national_code_end(text, word, wanted); end != 0) {
        hits.push_back(hit(word, end, PersonalData::national_id));
        return end;
      }
    }
  }
  if (!begins(text, at)) return next;
  if (national) {
    if (const auto end = national_code_end(text, at, wanted); end != 0) {
      hits.push_back(hit(at, end, PersonalData::national_id));
      return end;
    }
  }
  constexpr std::size_t kFewest = 9;  // digits of all but an IPv4 address
  if (next - at < kFewest && !goes_on(text, next)) return next;
  Number number;
  read_number(text, at, text.size(), number);
  const bool carries_on =
      at > 1 && (text[at - 1] == '-' || text[at - 1] == '.') && is_digit(text[at - 2]);
  std::size_t end = 0;
  const auto found = [&](PersonalData kind) {
    hits.push_back(hit(at, end, kind));
    return end;
  };
  if (number.group_count >= 4 && wanted.has(PersonalData::ip) && !carries_on) {
    if ((end = ipv4_end(text, number)) != 0) return found(PersonalData::ip);
  }
  if (number.digit_count < kFewest) return next;
  if (wanted.has(PersonalData::card)) {
    if ((end = card_end(text, number)) != 0) return found(PersonalData::card);
  }
  if (wanted.has(PersonalData::ssn) && !carries_on) {
    if ((end = ssn_end(text, at, number)) != 0) return found(PersonalData::ssn);
  }
  if (national && !carries_on) {
    if ((end = national_end(text, number, wanted)) != 0) return found(PersonalData::national_id);
  }
  return next;
}

}  // namespace voxmap::privacy
