// Which language a text is in: asked of the packs' own words first, of CLD2 only in doubt.
#include <cstdio>  // the next header names FILE without including this

#include <cld2/public/compact_lang_det.h>

#include <algorithm>

#include "text/engine.hpp"

namespace voxmap::text {
namespace {

constexpr std::uint32_t kFewWords = 4;        // shorter texts are taken to be in the first language
constexpr std::uint32_t kSureShare = 40;      // per cent of words known: no doubt left
constexpr std::size_t kCldBytes = 4096;       // enough for CLD2, and bounded
constexpr std::string_view kUnknown = "und";  // BCP 47

// "en" of "en-GB" and "EN_us".
void primary_subtag(std::string_view tag, std::string& out) {
  const std::size_t end = tag.find_first_of("-_");
  out.assign(tag.substr(0, end));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
}

std::int32_t lexicon_of(const Engine& engine, std::string_view language) {
  for (std::size_t i = 0; i < engine.lexicons.size(); ++i) {
    if (engine.lexicons[i].language == language) return static_cast<std::int32_t>(i);
  }
  return -1;
}

}  // namespace

std::int32_t find_language(const Engine& engine, std::string_view text, std::string_view declared,
                           Working& work, std::string& found) {
  if (!declared.empty()) {
    primary_subtag(declared, found);
    if (found != kUnknown) return lexicon_of(engine, found);
  }
  if (engine.lexicons.empty()) {
    found = kUnknown;
    return -1;
  }
  std::vector<std::uint32_t>& known = work.language_counts;
  known.assign(engine.lexicons.size(), 0);
  std::uint32_t words = 0;
  for (const Token& token : work.tokens) {
    if (token.kind != TokenKind::word) continue;
    ++words;
    if (token.id == kUnknownWord) continue;
    const std::uint32_t by = engine.vocabulary.languages(token.id);
    for (std::size_t i = 0; i < known.size(); ++i) known[i] += by >> i & 1U;
  }
  const auto best =
      static_cast<std::size_t>(std::max_element(known.begin(), known.end()) - known.begin());
  std::uint32_t second = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (i != best) second = std::max(second, known[i]);
  }
  const bool sure =
      words < kFewWords || (known[best] * 100 >= words * kSureShare && known[best] >= 2 * second);
  if (!sure) {
    bool reliable = false;
    const std::size_t size = std::min(text.size(), kCldBytes);
    const CLD2::Language guess =
        CLD2::DetectLanguage(text.data(), static_cast<int>(size), true, &reliable);
    if (reliable && guess != CLD2::UNKNOWN_LANGUAGE) {
      primary_subtag(CLD2::LanguageCode(guess), found);
      return lexicon_of(engine, found);
    }
  }
  found = engine.lexicons[best].language;
  return static_cast<std::int32_t>(best);
}

}  // namespace voxmap::text
