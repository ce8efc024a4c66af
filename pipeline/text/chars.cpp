// Builds the character tables from ICU's properties.
#include "text/chars.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace voxmap::text {
namespace {

bool written_without_spaces(UChar32 c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return false;  // full-width ASCII is Latin all the same
  const auto line_break = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
  return line_break == U_LB_IDEOGRAPHIC || line_break == U_LB_COMPLEX_CONTEXT;
}

CharClass classify(UChar32 c) {
  switch (c) {
    case '\'':
    case 0x2019:
    case 0x2018:
    case 0x02BC:
    case 0xFF07:
      return CharClass::apostrophe;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0xFF0D:
      return CharClass::hyphen;
    case ';':
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0xFF1B:
    case 0x061B:
      return CharClass::strong;
    case ',':
    case ':':
    case '(':
    case ')':
    case 0x060C:
    case 0x3001:
    case 0xFF0C:
    case 0xFF1A:
      return CharClass::comma;
    case '@':
      return CharClass::at;
    case '#':
      return CharClass::hash;
    case '\n':
    case '\r':
    case 0x85:
    case 0x2028:
    case 0x2029:
      return CharClass::newline;
    case 0:
    case 0xFFFD:
      return CharClass::other;
    default:
      break;
  }
  if (c >= 0x80 && (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ||
                    regional_indicator(static_cast<char32_t>(c)))) {
    return CharClass::emoji;
  }
  switch (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK)) {
    case U_SB_ATERM:
    case U_SB_STERM:
      return CharClass::terminal;
    default:
      break;
  }
  if (u_isUWhiteSpace(c) || c == 0xFEFF) return CharClass::space;
  if (u_isdigit(c)) return CharClass::digit;
  const auto kind = u_charType(c);
  if (kind == U_NON_SPACING_MARK || kind == U_COMBINING_SPACING_MARK || kind == U_ENCLOSING_MARK ||
      (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && c >= 0x80)) {
    return CharClass::mark;
  }
  if (u_isalpha(c)) return written_without_spaces(c) ? CharClass::solo : CharClass::letter;
  return u_isalnum(c) ? CharClass::letter : CharClass::other;
}

// The tables are filled range by range for the big uniform blocks, which keeps loading quick.
constexpr UChar32 kHan = 0x3400, kHanEnd = 0xA000;
constexpr UChar32 kHangul = 0xAC00, kHangulEnd = 0xD7A4;
constexpr UChar32 kSurrogates = 0xD800, kPrivateEnd = 0xF900;

}  // namespace

CharTables::CharTables() : bmp_(0x10000, 0), fold_(0x10000, u'\0') {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  icu::UnicodeString one;
  icu::UnicodeString folded;
  for (UChar32 c = 0; c < 0x10000; ++c) {
    const auto at = static_cast<std::size_t>(c);
    if (c >= kSurrogates && c < kPrivateEnd) continue;
    const bool han = c >= kHan && c < kHanEnd && !(c >= 0x4DC0 && c < 0x4E00);
    const bool hangul = c >= kHangul && c < kHangulEnd;
    if (han || hangul) {
      bmp_[at] = static_cast<std::uint8_t>(han ? CharClass::solo : CharClass::letter);
      fold_[at] = static_cast<char16_t>(c);
      continue;
    }
    const CharClass kind = classify(c);
    bmp_[at] = static_cast<std::uint8_t>(static_cast<unsigned>(kind) | (u_isupper(c) ? 0x20U : 0U));
    if (kind == CharClass::apostrophe) {
      fold_[at] = u'\'';
    } else if (kind == CharClass::hyphen) {
      fold_[at] = u'-';
    } else if ((kind == CharClass::letter || kind == CharClass::digit || kind == CharClass::solo) &&
               U_SUCCESS(status) && folding->hasBoundaryBefore(c)) {
      one.setTo(c);
      folding->normalize(one, folded, status);
      if (folded.length() == 1 && !U16_IS_SURROGATE(folded[0])) fold_[at] = folded[0];
    }
  }
  for (std::size_t b = 0; b < 128; ++b) ascii_[b] = static_cast<CharClass>(bmp_[b] & 0x1FU);
}

CharClass CharTables::astral(char32_t c) noexcept { return classify(static_cast<UChar32>(c)); }

const CharTables& char_tables() {
  static const CharTables tables;
  return tables;
}

}  // namespace voxmap::text
