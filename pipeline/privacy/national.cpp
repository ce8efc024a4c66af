// Check digits of national identifiers.
#include <array>

#include "base/ascii.hpp"
#include "privacy/checksums.hpp"

namespace voxmap::privacy {
namespace {

constexpr std::uint32_t value(char c) { return static_cast<std::uint32_t>(c - '0'); }

// Sum of each digit times its weight.
template <std::size_t N>
std::uint32_t weighted(Digits digits, const std::array<std::uint8_t, N>& weights) noexcept {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < N; ++i) sum += static_cast<std::uint32_t>(digits[i]) * weights[i];
  return sum;
}

// In a codice fiscale a letter of this list may stand for the digit of its position, so that two
// people with the same number can be told apart.
constexpr std::string_view kOmocodia = "LMNPQRSTUV";
constexpr std::array<std::size_t, 7> kOmocodiaPlaces = {6, 7, 9, 10, 12, 13, 14};
// Values of 0..9 and A..Z on odd places (Ministerial Decree of 23 December 1976).
constexpr std::array<std::uint8_t, 26> kOddLetters = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
constexpr std::array<std::uint8_t, 10> kOddDigits = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

}  // namespace

bool nhs_valid(Digits ten) noexcept {
  const std::uint32_t rest = weighted<9>(ten, {10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  const std::uint32_t check = rest == 0 ? 0 : 11 - rest;
  return check == ten[9];
}

bool nino_valid(std::string_view nine) noexcept {
  const std::string_view prefix = nine.substr(0, 2);
  if (std::string_view("DFIQUV").find(prefix[0]) != std::string_view::npos) return false;
  if (std::string_view("DFIOQUV").find(prefix[1]) != std::string_view::npos) return false;
  for (const std::string_view never : {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}) {
    if (prefix == never) return false;
  }
  for (std::size_t i = 2; i < 8; ++i) {
    if (!is_digit(nine[i])) return false;
  }
  return nine[8] >= 'A' && nine[8] <= 'D';
}

bool dni_valid(std::string_view nine) noexcept {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const char c = nine[i];
    if (i == 0 && c >= 'X' && c <= 'Z') {
      number = static_cast<std::uint32_t>(c - 'X');
    } else if (is_digit(c)) {
      number = number * 10 + value(c);
    } else {
      return false;
    }
  }
  return nine[8] == std::string_view("TRWAGMYFPDXBNJZSQVHLCKE")[number % 23];
}

bool codice_fiscale_valid(std::string_view sixteen) noexcept {
  for (std::size_t i = 0; i < 16; ++i) {
    const bool letter = i < 6 || i == 8 || i == 11 || i == 15;
    if (letter && is_digit(sixteen[i])) return false;
  }
  for (const std::size_t i : kOmocodiaPlaces) {
    if (!is_digit(sixteen[i]) && kOmocodia.find(sixteen[i]) == std::string_view::npos) return false;
  }
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const char c = sixteen[i];
    const auto letter = static_cast<std::size_t>(c - 'A');
    if (i % 2 == 1) {
      sum += is_digit(c) ? value(c) : static_cast<std::uint32_t>(letter);
    } else {
      sum += is_digit(c) ? kOddDigits[value(c)] : kOddLetters[letter];
    }
  }
  return sixteen[15] == static_cast<char>('A' + sum % 26);
}

bool steuer_id_valid(Digits eleven) noexcept {
  if (eleven[0] == 0) return false;
  std::array<std::uint8_t, 10> times{};
  for (std::size_t i = 0; i < 10; ++i) ++times[eleven[i]];
  int repeated = 0;
  for (const std::uint8_t n : times) {
    if (n > 3) return false;
    repeated += n > 1 ? 1 : 0;
  }
  if (repeated != 1) return false;
  std::uint32_t product = 10;
  for (std::size_t i = 0; i < 10; ++i) {
    std::uint32_t sum = (eleven[i] + product) % 10;
    if (sum == 0) sum = 10;
    product = sum * 2 % 11;
  }
  const std::uint32_t check = 11 - product;
  return (check == 10 ? 0 : check) == eleven[10];
}

bool nir_valid(std::string_view fifteen) noexcept {
  if (std::string_view("123478").find(fifteen[0]) == std::string_view::npos) return false;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 13; ++i) {
    char c = fifteen[i];
    if (i == 5 && c == '2' && (fifteen[6] == 'A' || fifteen[6] == 'B')) {
      number = number * 100 + (fifteen[6] == 'A' ? 19 : 18);
      ++i;
      continue;
    }
    if (!is_digit(c)) return false;
    number = number * 10 + value(c);
  }
  if (!is_digit(fifteen[13]) || !is_digit(fifteen[14])) return false;
  return 97 - number % 97 == value(fifteen[13]) * 10 + value(fifteen[14]);
}

bool bsn_valid(Digits nine) noexcept {
  const std::uint32_t sum = weighted<8>(nine, {9, 8, 7, 6, 5, 4, 3, 2});
  return sum != 0 && sum % 11 == nine[8];
}

bool nif_valid(Digits nine) noexcept {
  if (nine[0] == 0 || nine[0] == 4 || nine[0] == 7) return false;
  const std::uint32_t rest = weighted<8>(nine, {9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  return (rest < 2 ? 0 : 11 - rest) == nine[8];
}

bool ahv_valid(Digits thirteen) noexcept {
  if (thirteen[0] != 7 || thirteen[1] != 5 || thirteen[2] != 6) return false;
  const std::uint32_t sum = weighted<12>(thirteen, {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3});
  return (10 - sum % 10) % 10 == thirteen[12];
}

}  // namespace voxmap::privacy
