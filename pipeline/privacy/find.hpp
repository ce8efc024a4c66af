// Finds personal data in one text. Hand-written scanners behind a search for the few bytes that
// any of it holds (digits, '@', ':'), because most comments hold none and must cost nearly nothing.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "voxmap/redaction.hpp"

namespace voxmap::privacy {

class Names;

struct Hit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  PersonalData kind = PersonalData::email;
};
using Hits = std::vector<Hit>;
[[nodiscard]] constexpr Hit hit(std::size_t begin, std::size_t end, PersonalData kind) noexcept {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind};
}

// By position in national_id_names().
enum class NationalId : std::uint8_t {
  uk_nino,
  uk_nhs,
  es_dni,
  es_nie,
  it_cf,
  de_steuer_id,
  fr_nir,
  nl_bsn,
  pt_nif,
  ch_ahv
};
inline constexpr std::size_t kNationalIdCount = 10;

struct Wanted {
  std::bitset<kPersonalDataCount> kinds;
  std::bitset<kNationalIdCount> national;
  [[nodiscard]] bool has(PersonalData kind) const { return kinds[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] bool has(NationalId id) const { return national[static_cast<std::size_t>(id)]; }
};

// What is wanted of `text` in order, without overlaps; `hits` is cleared first. Time is linear in
// the text. `own`: the record's own names, or nullptr. Texts beyond 4 GiB are cut there.
void find_personal(std::string_view text, const Wanted& wanted, const Names* listed,
                   const Names* own, Hits& hits);

// The pieces. Each appends at most one hit around `at` and returns where to go on: behind it, or
// behind what cannot be part of any.

// At a digit before which no digit stands: cards, accounts, national numbers, IPv4 addresses.
std::size_t number_at(std::string_view text, std::size_t at, const Wanted& wanted, Hits& hits);
// Telephone numbers between `from` and `to`, an end of the text or a hit.
void find_phones(std::string_view text, std::size_t from, std::size_t to, Hits& hits);
// At '@': an e-mail address or a handle.
std::size_t at_sign(std::string_view text, std::size_t at, const Wanted& wanted, Hits& hits);
// At ':': a link's credentials or the whole link, or an IPv6 address. `last`: the link before,
// which this one replaces; there is no link inside a link, and no address in its credentials.
struct LastLink {
  std::size_t end = 0;
  std::size_t user_end = 0;
};
std::size_t colon(std::string_view text, std::size_t at, const Wanted& wanted, Hits& hits,
                  LastLink& last);
// "www." at `at`: the link's end.
[[nodiscard]] std::size_t link_end(std::string_view text, std::size_t at);

}  // namespace voxmap::privacy
