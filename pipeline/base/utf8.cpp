// UTF-8 checks, folding and display, through simdjson and ICU.
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <iterator>

namespace voxmap {
namespace {

std::int32_t length_of(std::string_view text) { return static_cast<std::int32_t>(text.size()); }

// ICU's macros convert between signed and unsigned bytes inside.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"

// Decodes the character at `at` and moves past it; negative for bad bytes (one byte passed).
UChar32 next_char(std::string_view text, std::int32_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c = 0;
  U8_NEXT(bytes, at, length_of(text), c);
  return c;
}

// Decodes the character that ends at `at` and moves before it.
UChar32 previous_char(std::string_view text, std::int32_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c = 0;
  U8_PREV(bytes, 0, at, c);
  return c;
}
#pragma GCC diagnostic pop

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

bool valid_utf8(std::string_view text) noexcept {
  return simdjson::validate_utf8(text.data(), text.size());
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept {
  if (valid_utf8(text)) return std::nullopt;
  for (std::size_t i = 0; i < text.size();) {
    const auto chunk = text.substr(i, 1u << 20);
    std::int32_t at = 0;
    std::int32_t start = 0;
    while (at < length_of(chunk)) {
      start = at;
      if (next_char(chunk, at) < 0) {
        // A character cut by the chunk's end is looked at again in the next chunk.
        if (i + chunk.size() < text.size() && length_of(chunk) - start < 4 && start > 0) break;
        return i + static_cast<std::size_t>(start);
      }
      start = at;
    }
    i += static_cast<std::size_t>(start);
  }
  return std::nullopt;
}

std::string printable(std::string_view bytes, std::size_t limit) {
  std::string out;
  out.reserve(std::min(bytes.size(), limit));
  std::int32_t at = 0;
  const auto head = bytes.substr(0, std::min<std::size_t>(bytes.size(), 1u << 30));
  while (at < length_of(head)) {
    const std::int32_t start = at;
    const UChar32 c = next_char(head, at);
    const std::size_t before = out.size();
    if (c > 0) {
      out.append(
          head.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
    } else {
      at = start + 1;
      fmt::format_to(std::back_inserter(out), "\\x{:02X}",
                     static_cast<unsigned char>(head[static_cast<std::size_t>(start)]));
    }
    if (out.size() > limit) {
      out.resize(before);
      break;
    }
  }
  return out;
}

std::string_view cut_utf8(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) {  // the same, sooner
    std::string lowered(text);
    for (char& c : lowered) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return lowered;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto folded =
      folder->normalize(icu::UnicodeString::fromUTF8({text.data(), length_of(text)}), status);
  std::string out;
  folded.toUTF8String(out);
  for (const std::string_view curly : {"\u2019", "\u2018", "\u02BC"}) {
    for (auto at = out.find(curly); at != std::string::npos; at = out.find(curly, at)) {
      out.replace(at, curly.size(), "'");
    }
  }
  return out;
}

std::string_view trim(std::string_view text) noexcept {
  const auto is_mark = [](char c) { return c > ' ' && c < '\x7F'; };  // of ASCII, and no space
  if (!text.empty() && is_mark(text.front()) && is_mark(text.back())) return text;
  const auto is_space = [](UChar32 c) { return c == 0xFEFF || c == 0x200B || u_isUWhiteSpace(c); };
  std::int32_t begin = 0;
  for (std::int32_t at = 0; at < length_of(text);) {
    const UChar32 c = next_char(text, at);
    if (c < 0 || !is_space(c)) break;
    begin = at;
  }
  std::int32_t end = length_of(text);
  while (end > begin) {
    std::int32_t at = end;
    const UChar32 c = previous_char(text, at);
    if (c < 0 || !is_space(c)) break;
    end = at;
  }
  return text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  bool joined = false;
  for (std::int32_t at = 0; at < length_of(text);) {
    const UChar32 c = next_char(text, at);
    if (c == 0x200D) {
      joined = true;
      continue;
    }
    const auto type = u_charType(c);
    const bool mark = type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
                      type == U_FORMAT_CHAR || type == U_CONTROL_CHAR ||
                      (c >= 0x1F3FB && c <= 0x1F3FF);
    if (!mark && !joined) {
      const auto wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
      width += wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
    }
    joined = false;
  }
  return width;
}

std::string terminal_safe(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::int32_t at = 0; at < length_of(text);) {
    const std::int32_t start = at;
    const UChar32 c = next_char(text, at);
    const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || bidi) {
      out += "\uFFFD";
    } else {
      out.append(
          text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
    }
  }
  return out;
}

}  // namespace voxmap
