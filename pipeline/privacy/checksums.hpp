// Check digits of cards, accounts and national identifiers: what tells them from other numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace voxmap::privacy {

using Digits = std::span<const std::uint8_t>;  // values 0..9

// ISO/IEC 7812-1 annex B.
[[nodiscard]] bool luhn(Digits digits) noexcept;
// Does an issuer hand out card numbers of this length and beginning?
[[nodiscard]] bool card_issuer(Digits digits) noexcept;

// Characters of an IBAN of this country (upper-case letters); 0: the country has none.
[[nodiscard]] std::size_t iban_length(char first, char second) noexcept;
// ISO 13616 with ISO/IEC 7064 MOD 97-10. `iban`: upper-case letters and digits only.
[[nodiscard]] bool iban_valid(std::string_view iban) noexcept;

// United States: no area 000, 666 or 9xx, no group 00, no serial 0000, not one digit nine times.
[[nodiscard]] bool ssn_valid(Digits nine) noexcept;

// National identifiers; letters in upper case.
[[nodiscard]] bool nhs_valid(Digits ten) noexcept;              // modulus 11
[[nodiscard]] bool nino_valid(std::string_view nine) noexcept;  // its prefixes
[[nodiscard]] bool dni_valid(std::string_view nine) noexcept;   // also NIE: modulus 23
[[nodiscard]] bool codice_fiscale_valid(std::string_view sixteen) noexcept;
[[nodiscard]] bool steuer_id_valid(Digits eleven) noexcept;  // ISO/IEC 7064 MOD 11,10
[[nodiscard]] bool nir_valid(
    std::string_view fifteen) noexcept;                  // 97 complement, Corsica as 19, 18
[[nodiscard]] bool bsn_valid(Digits nine) noexcept;      // eleven test
[[nodiscard]] bool nif_valid(Digits nine) noexcept;      // modulus 11
[[nodiscard]] bool ahv_valid(Digits thirteen) noexcept;  // EAN-13, begins with 756

}  // namespace voxmap::privacy
