// Cards, accounts and the United States' number; the other nations' are in national.cpp.
#include "privacy/checksums.hpp"

#include <algorithm>
#include <array>

namespace voxmap::privacy {
namespace {

struct Country {
  char first, second;
  std::uint8_t length;
};
// The IBAN registry (SWIFT, release 99).
constexpr std::array kCountries = std::to_array<Country>(
    {{'A', 'D', 24}, {'A', 'E', 23}, {'A', 'L', 28}, {'A', 'T', 20}, {'A', 'Z', 28}, {'B', 'A', 20},
     {'B', 'E', 16}, {'B', 'G', 22}, {'B', 'H', 22}, {'B', 'I', 27}, {'B', 'R', 29}, {'B', 'Y', 28},
     {'C', 'H', 21}, {'C', 'R', 22}, {'C', 'Y', 28}, {'C', 'Z', 24}, {'D', 'E', 22}, {'D', 'J', 27},
     {'D', 'K', 18}, {'D', 'O', 28}, {'E', 'E', 20}, {'E', 'G', 29}, {'E', 'S', 24}, {'F', 'I', 18},
     {'F', 'K', 18}, {'F', 'O', 18}, {'F', 'R', 27}, {'G', 'B', 22}, {'G', 'E', 22}, {'G', 'I', 23},
     {'G', 'L', 18}, {'G', 'R', 27}, {'G', 'T', 28}, {'H', 'N', 28}, {'H', 'R', 21}, {'H', 'U', 28},
     {'I', 'E', 22}, {'I', 'L', 23}, {'I', 'Q', 23}, {'I', 'S', 26}, {'I', 'T', 27}, {'J', 'O', 30},
     {'K', 'W', 30}, {'K', 'Z', 20}, {'L', 'B', 28}, {'L', 'C', 32}, {'L', 'I', 21}, {'L', 'T', 20},
     {'L', 'U', 20}, {'L', 'V', 21}, {'L', 'Y', 25}, {'M', 'C', 27}, {'M', 'D', 24}, {'M', 'E', 22},
     {'M', 'K', 19}, {'M', 'N', 20}, {'M', 'R', 27}, {'M', 'T', 31}, {'M', 'U', 30}, {'N', 'I', 28},
     {'N', 'L', 18}, {'N', 'O', 15}, {'O', 'M', 23}, {'P', 'K', 24}, {'P', 'L', 28}, {'P', 'S', 29},
     {'P', 'T', 25}, {'Q', 'A', 29}, {'R', 'O', 24}, {'R', 'S', 22}, {'R', 'U', 33}, {'S', 'A', 24},
     {'S', 'C', 31}, {'S', 'D', 18}, {'S', 'E', 24}, {'S', 'I', 19}, {'S', 'K', 24}, {'S', 'M', 27},
     {'S', 'O', 23}, {'S', 'T', 25}, {'S', 'V', 28}, {'T', 'L', 23}, {'T', 'N', 24}, {'T', 'R', 26},
     {'U', 'A', 29}, {'V', 'A', 22}, {'V', 'G', 24}, {'X', 'K', 20}, {'Y', 'E', 30}});

// First four digits and lengths that issuers use (ISO/IEC 7812 ranges as published by the schemes).
struct Issuer {
  std::uint16_t first, last;
  std::uint8_t shortest, longest;
};
constexpr std::array kIssuers = std::to_array<Issuer>({{1800, 1800, 15, 15},  // JCB, early
                                                       {2131, 2131, 15, 15},
                                                       {2200, 2204, 16, 19},  // Mir
                                                       {2221, 2720, 16, 16},  // Mastercard
                                                       {3000, 3059, 14, 19},  // Diners Club
                                                       {3095, 3095, 14, 19},
                                                       {3400, 3499, 15, 15},  // American Express
                                                       {3528, 3589, 16, 19},  // JCB
                                                       {3600, 3699, 14, 19},
                                                       {3700, 3799, 15, 15},
                                                       {3800, 3999, 14, 19},
                                                       {4000, 4999, 13, 13},  // Visa
                                                       {4000, 4999, 16, 16},
                                                       {4000, 4999, 18, 19},
                                                       {5000, 5099, 12, 19},    // Maestro
                                                       {5100, 5599, 16, 16},    // Mastercard
                                                       {5600, 5899, 12, 19},    // Maestro
                                                       {6000, 6999, 12, 19}});  // Discover, ...

std::uint32_t number(Digits digits) noexcept {
  std::uint32_t value = 0;
  for (const std::uint8_t digit : digits) value = value * 10 + digit;
  return value;
}

}  // namespace

bool luhn(Digits digits) noexcept {
  std::uint32_t sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const std::uint32_t value = twice ? digits[i] * 2U : digits[i];
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool card_issuer(Digits digits) noexcept {
  if (digits.size() < 4) return false;
  const std::uint32_t first = number(digits.first(4));
  return std::any_of(kIssuers.begin(), kIssuers.end(), [&](const Issuer& issuer) {
    return first >= issuer.first && first <= issuer.last && digits.size() >= issuer.shortest &&
           digits.size() <= issuer.longest;
  });
}

std::size_t iban_length(char first, char second) noexcept {
  for (const Country& country : kCountries) {
    if (country.first == first && country.second == second) return country.length;
  }
  return 0;
}

bool iban_valid(std::string_view iban) noexcept {
  if (iban.size() < 5) return false;
  std::uint32_t rest = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    if (c >= '0' && c <= '9') {
      rest = (rest * 10 + static_cast<std::uint32_t>(c - '0')) % 97;
    } else {
      rest = (rest * 100 + static_cast<std::uint32_t>(c - 'A' + 10)) % 97;
    }
  }
  return rest == 1;
}

bool ssn_valid(Digits nine) noexcept {
  const std::uint32_t area = number(nine.first(3));
  const bool one_digit =
      std::all_of(nine.begin(), nine.end(), [&](std::uint8_t d) { return d == nine[0]; });
  return area != 0 && area != 666 && area < 900 && number(nine.subspan(3, 2)) != 0 &&
         number(nine.subspan(5, 4)) != 0 && !one_digit;
}

}  // namespace voxmap::privacy
