// Deciding on an encoding: byte order mark, zero bytes, valid UTF-8, uchardet, windows-1252.
#include "base/encoding.hpp"

#include <fmt/core.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

struct Bom {
  std::string_view bytes;
  std::string_view name;
};
using namespace std::string_view_literals;
// UTF-32LE before UTF-16LE, whose mark it begins with.
constexpr std::array<Bom, 5> kBoms = {{{"\xEF\xBB\xBF"sv, "UTF-8"},
                                       {"\xFF\xFE\x00\x00"sv, "UTF-32LE"},
                                       {"\x00\x00\xFE\xFF"sv, "UTF-32BE"},
                                       {"\xFF\xFE"sv, "UTF-16LE"},
                                       {"\xFE\xFF"sv, "UTF-16BE"}}};

bool is_utf8_name(std::string_view name) {
  return ucnv_compareNames(std::string(name).c_str(), "UTF-8") == 0;
}

// The name ICU uses; empty when it knows none.
std::string canonical(std::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(std::string(name).c_str(), &error);
  if (U_FAILURE(error) != 0) return {};
  error = U_ZERO_ERROR;
  const char* iana = ucnv_getName(converter, &error);
  std::string result = iana == nullptr ? std::string(name) : std::string(iana);
  ucnv_close(converter);
  return result;
}

// Encodings of two or four bytes without a mark show as zero bytes in a regular pattern.
std::string_view wide_by_zeros(std::string_view head) {
  if (head.size() < 8) return {};
  std::array<std::size_t, 4> zeros{};
  const std::size_t n = head.size() / 4 * 4;
  for (std::size_t i = 0; i < n; ++i) zeros[i % 4] += head[i] == '\0' ? 1U : 0U;
  const std::size_t quads = n / 4;
  const auto many = [&](std::size_t i) { return zeros[i] * 10 > quads * 6; };
  const auto few = [&](std::size_t i) { return zeros[i] * 10 < quads; };
  if (few(0) && many(1) && many(2) && many(3)) return "UTF-32LE";
  if (many(0) && many(1) && many(2) && few(3)) return "UTF-32BE";
  if (few(0) && many(1) && few(2) && many(3)) return "UTF-16LE";
  if (many(0) && few(1) && many(2) && few(3)) return "UTF-16BE";
  return {};
}

// What the bytes above 0x7F are, as UTF-8.
struct HighBytes {
  std::size_t sequences = 0;   // well-formed characters
  std::size_t bad = 0;         // bytes that are part of none
  std::size_t impossible = 0;  // of those: bytes no western text has (undefined in cp1252, FE, FF)
};
HighBytes count_high(std::string_view head, bool whole) {
  HighBytes count;
  for (std::size_t i = 0; i < head.size();) {
    const auto lead = static_cast<unsigned char>(head[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (!whole && i + length > head.size()) break;  // cut by the end of the head
    if (valid_utf8(head.substr(i, length)) && i + length <= head.size()) {
      ++count.sequences;
      i += length;
      continue;
    }
    ++count.bad;
    constexpr std::string_view kNever = "\x81\x8D\x8F\x90\x9D\xFE\xFF";
    if (kNever.find(head[i]) != std::string_view::npos) ++count.impossible;
    ++i;
  }
  return count;
}

std::string ask_uchardet(std::string_view head) {
  const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  if (uchardet_handle_data(detector.get(), head.data(), head.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

// uchardet's word is taken for families that western text is never mistaken for once there is
// enough of it; on its many single-byte western answers windows-1252 is the better guess.
bool trusted(std::string_view name, std::size_t high) {
  constexpr std::array<std::string_view, 9> kMultibyte = {
      "SHIFT_JIS", "EUC-JP", "GB18030", "BIG5", "EUC-KR", "UHC", "EUC-TW", "ISO-2022-JP", "HZ"};
  constexpr std::array<std::string_view, 14> kSingle = {
      "WINDOWS-1251", "KOI8-R",       "ISO-8859-5",   "IBM855",       "IBM866",
      "MAC-CYRILLIC", "WINDOWS-1253", "ISO-8859-7",   "WINDOWS-1255", "ISO-8859-8",
      "WINDOWS-1256", "TIS-620",      "WINDOWS-1250", "ISO-8859-2"};
  const auto among = [&](const auto& names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view known) {
      return known.size() == name.size() &&
             ucnv_compareNames(std::string(known).c_str(), std::string(name).c_str()) == 0;
    });
  };
  return (high >= 8 && among(kMultibyte)) || (high >= 32 && among(kSingle));
}

bool decodes_cleanly(std::string_view head, bool whole, const std::string& name) {
  std::istringstream none;
  Decoder decoder(none, std::string(head), Encoding{name, 0, false, false, {}});
  std::string buffer(65536, '\0');
  std::string lengths(buffer.size(), '\0');
  while (decoder.read(buffer.data(), reinterpret_cast<std::uint8_t*>(lengths.data()),
                      buffer.size()) > 0) {
  }
  return decoder.replaced() <= (whole ? 0U : 1U);  // the head may end inside a character
}

}  // namespace

Encoding decide_encoding(std::string_view head, bool whole, std::string_view declared) {
  std::string wanted;
  if (!declared.empty()) {
    wanted = canonical(declared);
    if (wanted.empty()) {
      throw Error(Exit::config, fmt::format("encoding \"{}\" is not known", declared),
                  "use an IANA name such as utf-8, windows-1252, utf-16le or shift_jis");
    }
  }
  for (const Bom& bom : kBoms) {
    if (!head.starts_with(bom.bytes)) continue;
    Encoding found{std::string(bom.name), bom.bytes.size(), bom.name == "UTF-8", false, {}};
    found.note = fmt::format("encoding {}: byte order mark", found.name);
    if (!wanted.empty() && ucnv_compareNames(wanted.c_str(), found.name.c_str()) != 0 &&
        wanted != "UTF-16" && wanted != "UTF-32") {
      found.note += fmt::format(" (\"{}\" was asked for)", declared);
    }
    return found;
  }
  const bool is_ascii = std::all_of(head.begin(), head.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const HighBytes high = count_high(head, whole);
  if (!wanted.empty()) {
    Encoding given{wanted, 0, is_utf8_name(wanted), false,
                   fmt::format("encoding {}: as told", declared)};
    if (!given.utf8 && high.sequences > 1 && high.bad == 0) {
      given.note += "; the text would also be valid UTF-8";
    }
    return given;
  }
  if (const std::string_view wide = wide_by_zeros(head); !wide.empty()) {
    return {std::string(wide), 0, false, false,
            fmt::format("encoding {}: its zero bytes, there is no byte order mark", wide)};
  }
  if (is_ascii) return {"UTF-8", 0, true, !whole, {}};
  if (high.bad == 0) return {"UTF-8", 0, true, false, {}};
  if (high.sequences >= high.bad * 4 || high.impossible == high.bad) {
    return {"UTF-8", 0, true, false,
            fmt::format("encoding UTF-8: {} characters are, {} bytes are damaged", high.sequences,
                        high.bad)};
  }
  const std::string guess = ask_uchardet(head);
  if (!guess.empty() && trusted(guess, high.bad + 2 * high.sequences) &&
      !canonical(guess).empty() && decodes_cleanly(head, whole, guess)) {
    return {guess, 0, false, false,
            fmt::format("encoding {} assumed: not valid UTF-8, its byte frequencies fit", guess)};
  }
  return {"windows-1252", 0, false, false,
          "encoding windows-1252 assumed: not valid UTF-8 and nothing else fits better"};
}

std::string decode_head(std::string_view head, const Encoding& encoding) {
  std::istringstream none;
  Decoder decoder(none, std::string(head), encoding);
  std::string text;
  std::string buffer(65536, '\0');
  std::string lengths(buffer.size(), '\0');
  for (;;) {
    const std::size_t n =
        decoder.read(buffer.data(), reinterpret_cast<std::uint8_t*>(lengths.data()), buffer.size());
    if (n == 0) return text;
    text.append(buffer, 0, n);
  }
}

}  // namespace voxmap
