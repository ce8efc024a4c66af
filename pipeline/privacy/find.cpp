// The search for the bytes that personal data cannot do without, and what is found put in order.
#include "privacy/find.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "privacy/bytes.hpp"
#include "privacy/names.hpp"

namespace voxmap::privacy {
namespace {

// '0'..'9' and ':' follow each other in ASCII.
constexpr bool is_trigger(char c) { return static_cast<unsigned char>(c - '0') <= 10 || c == '@'; }

// The first trigger at or behind `at`, eight bytes at a time: most texts have few.
std::size_t next_trigger(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  constexpr std::uint64_t kHigh = 0x80 * kOnes;
  for (std::uint64_t w = 0; at + sizeof w <= text.size(); at += sizeof w) {
    std::memcpy(&w, text.data() + at, sizeof w);
    const std::uint64_t seven = w & ~kHigh;
    const std::uint64_t digits =
        (seven + (0x80 - '0') * kOnes) & ~(seven + (0x7F - ':') * kOnes) & ~w & kHigh;
    const std::uint64_t other = w ^ ('@' * kOnes);  // 0 where it is one
    const std::uint64_t ats = ~(((other & ~kHigh) + ~kHigh) | other) & kHigh;
    if ((digits | ats) != 0) break;
  }
  while (at < text.size() && !is_trigger(text[at])) ++at;
  return at;
}

void find_www(std::string_view text, Hits& hits) {
  constexpr std::size_t kWs = 3;
  std::size_t from = 0;
  for (std::size_t dot = text.find('.', kWs);
       dot != std::string_view::npos && dot + 1 < text.size();
       dot = text.find('.', std::max(dot + 1, from + kWs))) {
    const std::size_t at = dot - kWs;
    const bool found = to_lower(text[at]) == 'w' && to_lower(text[at + 1]) == 'w' &&
                       to_lower(text[at + 2]) == 'w' && begins(text, at) && is_alnum(text[dot + 1]);
    if (!found) continue;
    from = link_end(text, at);
    hits.push_back(
        {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(from), PersonalData::url});
  }
}

// In order, and those that overlap made one: nothing of either may stay.
void settle(Hits& hits) {
  const auto before = [](const Hit& a, const Hit& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  };
  if (!std::is_sorted(hits.begin(), hits.end(), before)) {
    std::sort(hits.begin(), hits.end(), before);
  }
  std::size_t kept = 0;
  for (const Hit& hit : hits) {
    if (kept > 0 && hits[kept - 1].end > hit.begin) {
      hits[kept - 1].end = std::max(hits[kept - 1].end, hit.end);
      hits[kept - 1].kind = std::min(hits[kept - 1].kind, hit.kind);
    } else {
      hits[kept++] = hit;
    }
  }
  hits.resize(kept);
}

// Telephone numbers in what the hits leave: they have no check digit and give way to all that do.
void find_phones_between(std::string_view text, std::size_t from, Hits& hits) {
  settle(hits);
  const std::size_t found = hits.size();
  for (std::size_t i = 0; i <= found; ++i) {
    const std::size_t to = i < found ? hits[i].begin : text.size();
    if (from < to) find_phones(text, from, to, hits);
    if (i < found) from = std::max<std::size_t>(from, hits[i].end);
  }
}

}  // namespace

void find_personal(std::string_view text, const Wanted& wanted, const Names* listed,
                   const Names* own, Hits& hits) {
  hits.clear();
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  constexpr std::size_t kPhoneDigits = 7;
  constexpr std::size_t kLead = 2;  // "(+"
  std::size_t phones_from = text.size();
  std::size_t digits = 0;  // since the last byte that parts numbers
  std::size_t digits_at = 0;
  std::size_t digits_end = 0;
  LastLink link;
  for (std::size_t i = next_trigger(text, 0); i < text.size(); i = next_trigger(text, i)) {
    if (text[i] == '@') {
      i = i <= link.user_end ? i + 1 : at_sign(text, i, wanted, hits);
    } else if (text[i] == ':') {
      i = colon(text, i, wanted, hits, link);
    } else {
      const std::size_t end = skip_digits(text, i);
      // Groups further apart than a separator or three belong to different numbers.
      if (i > digits_end + 9) digits = 0;
      if (digits == 0) digits_at = i;
      digits += end - i;
      digits_end = end;
      if (digits >= kPhoneDigits)
        phones_from = std::min(phones_from, digits_at - std::min(digits_at, kLead));
      // One or two digits alone are no number of any kind.
      const bool alone = end >= text.size() ||
                         (text[end] != '.' && text[end] != ' ' && text[end] != '-' &&
                          !is_alnum(text[end]) && static_cast<unsigned char>(text[end]) < 0x80);
      i = alone && end - i <= 2 && !wanted.national.any() ? end : number_at(text, i, wanted, hits);
    }
  }
  if (wanted.has(PersonalData::url)) find_www(text, hits);
  if (wanted.has(PersonalData::name) && listed != nullptr && !listed->empty()) {
    listed->find(text, hits);
  }
  if (own != nullptr && !own->empty()) own->find(text, hits);
  if (wanted.has(PersonalData::phone) && phones_from < text.size()) {
    find_phones_between(text, phones_from, hits);
  }
  settle(hits);
}

}  // namespace voxmap::privacy
