// E-mail addresses, handles, links and IPv6 addresses.
#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "privacy/bytes.hpp"
#include "privacy/find.hpp"

namespace voxmap::privacy {
namespace {

constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321
constexpr std::size_t kLongestHost = 253;

// atext of RFC 5322 and the dot, but for / = ? that stand before an address in links.
bool local_byte(char c) {
  return is_alnum(c) || std::string_view(".!#$%&'*+^_`{|}~-").find(c) != std::string_view::npos;
}
// A character of two bytes: Latin with accents, Greek, Cyrillic, ... Scripts without blanks, whose
// words would run into the address, take three.
bool lead_of_two(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0xC3 && byte <= 0xDF;
}
bool tail_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Bytes of the character before `i` / at `i` that may stand in a label.
std::size_t letter_before(std::string_view text, std::size_t i, std::size_t least) {
  if (i >= least + 2 && tail_byte(text[i - 1]) && lead_of_two(text[i - 2])) return 2;
  return 0;
}
std::size_t letter_at(std::string_view text, std::size_t i) {
  return i + 1 < text.size() && lead_of_two(text[i]) && tail_byte(text[i + 1]) ? 2 : 0;
}

// The end of the host name at `i` with at least one dot and letters behind the last; 0: none.
std::size_t host_end(std::string_view text, std::size_t i) {
  const std::size_t begin = i;
  const std::size_t most = std::min(text.size(), begin + kLongestHost);
  std::size_t end = 0;  // behind the last label that can be the last
  std::size_t label = i;
  std::size_t letters = 0;
  bool dotted = false;
  while (i <= most) {
    const std::size_t wide = i < most ? letter_at(text, i) : 0;
    if (i < most && (is_alnum(text[i]) || wide > 0)) {
      if (is_letter(text[i]) || wide > 0) ++letters;
      i += std::max<std::size_t>(1, wide);
      continue;
    }
    if (i < most && text[i] == '-' && i > label) {
      ++i;
      continue;
    }
    if (i == label) break;  // an empty label: the dot before it ended a sentence
    std::size_t last = i;
    while (last > label && text[last - 1] == '-') --last;
    if (dotted && letters >= 2) end = last;
    if (i >= most || text[i] != '.' || last != i) break;
    dotted = true;
    label = ++i;
    letters = 0;
  }
  return end;
}

// To the next white space or quote, without the punctuation of the sentence around it.
std::size_t link_text_end(std::string_view text, std::size_t i) {
  const std::size_t begin = i;
  while (i < text.size() && static_cast<unsigned char>(text[i]) > ' ' && text[i] != '<' &&
         text[i] != '>' && text[i] != '"' && text[i] != '|' &&
         !text.substr(i).starts_with("\u00A0")) {
    ++i;
  }
  while (i > begin && std::string_view(".,!?;:)('*]").find(text[i - 1]) != std::string_view::npos) {
    --i;
  }
  return i;
}

// The values of parameters that let somebody in: "?token=...". `link` ends where the link does.
void secret_parameters(std::string_view link, std::size_t path, Hits& hits) {
  constexpr std::array<std::string_view, 16> kSecret = {
      "token",   "access_token",  "auth_token", "id_token", "refresh_token", "apikey",
      "api_key", "key",           "password",   "passwd",   "pwd",           "pass",
      "secret",  "client_secret", "sig",        "signature"};
  constexpr std::string_view kMarks = "?#&;";
  std::size_t i = link.find_first_of(kMarks, path);
  while (i != std::string_view::npos) {
    const std::size_t name = i + 1;
    const std::size_t next = link.find_first_of(kMarks, name);
    const std::string_view parameter = link.substr(name, next - name);
    const std::size_t equals = parameter.find('=');
    if (equals != std::string_view::npos && equals + 1 < parameter.size()) {
      const std::string_view word = parameter.substr(0, equals);
      const bool secret = std::any_of(kSecret.begin(), kSecret.end(), [&](std::string_view known) {
        return std::equal(word.begin(), word.end(), known.begin(), known.end(),
                          [](char a, char b) { return to_lower(a) == b; });
      });
      if (secret) {
        hits.push_back(hit(name + equals + 1, name + parameter.size(), PersonalData::credentials));
      }
    }
    i = next;
  }
}

// The whole link is looked at once; addresses and numbers in its path are found as anywhere.
std::size_t link(std::string_view text, std::size_t at, const Wanted& wanted, Hits& hits,
                 LastLink& last) {
  constexpr std::size_t kLongestScheme = 16;
  std::size_t scheme = at;
  while (scheme > 0 && at - scheme < kLongestScheme && is_letter(text[scheme - 1])) --scheme;
  const std::size_t authority = at + 3;
  if (scheme == at || at < last.end) return authority;
  const std::size_t end = link_text_end(text, authority);
  last = {end, 0};
  if (end == authority) return authority;
  if (wanted.has(PersonalData::url)) {
    hits.push_back(hit(scheme, end, PersonalData::url));
    return end;
  }
  if (!wanted.has(PersonalData::credentials)) return authority;
  const std::string_view whole = text.substr(0, end);
  const std::size_t path = std::min(whole.find_first_of("/?#", authority), end);
  const std::size_t user_end = whole.substr(0, path).rfind('@');
  if (user_end != std::string_view::npos && user_end > authority) {
    hits.push_back(hit(authority, user_end, PersonalData::credentials));
    last.user_end = user_end;
  }
  secret_parameters(whole, path, hits);
  return authority;
}

bool hex_byte(char c) { return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f'); }

std::size_t ipv6(std::string_view text, std::size_t at, Hits& hits) {
  constexpr std::size_t kLongest = INET6_ADDRSTRLEN - 1;
  std::size_t begin = at;
  while (begin > 0 && at - begin < 4 && hex_byte(text[begin - 1])) --begin;
  std::size_t end = at;
  const std::size_t most = std::min(text.size(), begin + kLongest + 1);
  std::size_t colons = 0;
  bool digit = false;
  while (end < most && (hex_byte(text[end]) || text[end] == ':' || text[end] == '.')) {
    if (text[end] == ':') ++colons;
    ++end;
  }
  // The punctuation of the sentence.
  while (end > at &&
         (text[end - 1] == '.' || (text[end - 1] == ':' && (end < 2 || text[end - 2] != ':')))) {
    --end;
  }
  for (std::size_t i = begin; i < end; ++i) digit |= is_digit(text[i]);
  const bool apart =
      begins(text, begin) && (begin == 0 || text[begin - 1] != ':') && ends(text, end);
  if (colons < 2 || !digit || !apart || end - begin > kLongest) return at + 1;
  std::array<char, kLongest + 1> copy{};
  std::copy(text.begin() + static_cast<std::ptrdiff_t>(begin),
            text.begin() + static_cast<std::ptrdiff_t>(end), copy.begin());
  in6_addr address{};
  if (inet_pton(AF_INET6, copy.data(), &address) != 1) return at + 1;
  hits.push_back(hit(begin, end, PersonalData::ip));
  return end;
}

}  // namespace

std::size_t at_sign(std::string_view text, std::size_t at, const Wanted& wanted, Hits& hits) {
  const std::size_t least = at > kLongestLocalPart ? at - kLongestLocalPart : 0;
  std::size_t begin = at;
  while (begin > least) {
    if (local_byte(text[begin - 1])) {
      --begin;
    } else if (const std::size_t wide = letter_before(text, begin, least); wide > 0) {
      begin -= wide;
    } else {
      break;
    }
  }
  // Punctuation before it belongs to the sentence.
  while (begin < at && !is_alnum(text[begin]) && text[begin] != '_' && !lead_of_two(text[begin])) {
    ++begin;
  }
  if (begin < at && text[at - 1] != '.') {
    if (!wanted.has(PersonalData::email)) return at + 1;
    const std::size_t end = host_end(text, at + 1);
    if (end == 0) return at + 1;
    hits.push_back(hit(begin, end, PersonalData::email));
    return end;
  }
  if (!wanted.has(PersonalData::handle)) return at + 1;
  std::size_t end = at + 1;
  constexpr std::size_t kLongestHandle = 64;
  while (end < text.size() && end - at < kLongestHandle) {
    const std::size_t wide = letter_at(text, end);
    const bool inner = (text[end] == '.' || text[end] == '-') && end + 1 < text.size() &&
                       (is_alnum(text[end + 1]) || text[end + 1] == '_');
    if (wide == 0 && !is_alnum(text[end]) && text[end] != '_' && !inner) break;
    end += std::max<std::size_t>(1, wide);
  }
  if (end == at + 1) return end;
  hits.push_back(hit(at, end, PersonalData::handle));
  return end;
}

std::size_t colon(std::string_view text, std::size_t at, const Wanted& wanted, Hits& hits,
                  LastLink& last) {
  if (text.substr(at).starts_with("://")) return link(text, at, wanted, hits, last);
  if (!wanted.has(PersonalData::ip)) return at + 1;
  // An address has another colon within five characters.
  if (text.substr(at + 1, 5).find(':') == std::string_view::npos) return at + 1;
  return ipv6(text, at, hits);
}

std::size_t link_end(std::string_view text, std::size_t at) { return link_text_end(text, at); }

}  // namespace voxmap::privacy
