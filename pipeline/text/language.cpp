// Which language a text is in: asked of the packs' own words first, of CLD2 only in doubt.
#include <cstdio>  // the next header names FILE without including this

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "text/engine.hpp"

namespace voxmap::text {
namespace {

constexpr std::uint32_t kFewWords = 4;    // shorter: what is expected, unless words object
constexpr std::uint32_t kSureShare = 40;  // per cent of words known: no doubt left
constexpr std::uint32_t kCommonShare =
    20;  // per cent of frequent words: surely no language without a pack
constexpr std::uint32_t kOverruleWords = 6;   // at least, to overrule what is declared
constexpr std::uint32_t kMixedVotes = 6;      // of a second language, before sentences are asked
constexpr std::uint32_t kSentenceWords = 5;   // at least, for a sentence in another language
constexpr std::uint32_t kCommonVote = 2;      // what a frequent word counts; others of a pack: 1
constexpr std::size_t kCldBytes = 4096;       // enough for CLD2, and bounded
constexpr std::string_view kUnknown = "und";  // BCP 47

// What speaks for the languages of the packs.
struct Vote {
  std::size_t best = 0;
  std::uint32_t votes = 0;   // for the best
  std::uint32_t second = 0;  // for the next
  std::uint32_t words = 0;
  std::uint32_t known = 0;   // words the best knows
  std::uint32_t common = 0;  // those of them that are frequent in it
  [[nodiscard]] bool has_frequent_words() const noexcept {
    return common >= 2 && common * 100 >= words * kCommonShare;
  }
  [[nodiscard]] bool sure() const noexcept {
    return known * 100 >= words * kSureShare ? votes >= 2 * second
                                             : has_frequent_words() && votes >= 3 * second;
  }
};

Vote vote(const Engine& engine, std::span<const Token> tokens, std::vector<std::uint32_t>& counts) {
  const std::size_t languages = engine.lexicons.size();
  counts.assign(3 * languages, 0);
  Vote result;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::word) continue;
    ++result.words;
    if (token.id == kUnknownWord) continue;
    const std::uint32_t common = engine.vocabulary.common(token.id);
    const std::uint32_t known = engine.vocabulary.languages(token.id) | common;
    for (std::size_t i = 0; i < languages; ++i) {
      const std::uint32_t knows = known >> i & 1U;
      counts[i] += knows + (common >> i & 1U) * (kCommonVote - 1);
      counts[languages + i] += knows;
      counts[2 * languages + i] += common >> i & 1U;
    }
  }
  for (std::size_t i = 0; i < languages; ++i) {
    if (i == 0 || counts[i] > result.votes) {
      result.second = result.votes;
      result.votes = counts[i];
      result.best = i;
    } else {
      result.second = std::max(result.second, counts[i]);
    }
  }
  result.known = counts[languages + result.best];
  result.common = counts[2 * languages + result.best];
  return result;
}

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

// CLD2's verdict into `out`, whose content is the hint; false: it is not sure.
bool detect(std::string_view text, std::string& out) {
  const CLD2::CLDHints hints = {out.empty() ? nullptr : out.c_str(), nullptr,
                                CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int bytes = 0;
  bool reliable = false;
  text = cut_utf8(text, kCldBytes);
  const CLD2::Language guess = CLD2::ExtDetectLanguageSummary(
      text.data(), static_cast<int>(text.size()), true, &hints, 0, languages.data(),
      percents.data(), scores.data(), nullptr, &bytes, &reliable);
  if (!reliable || guess == CLD2::UNKNOWN_LANGUAGE) return false;
  primary_subtag(CLD2::LanguageCode(guess), out);
  return true;
}

// The words speak for another language than is assumed: CLD2 has to agree with them.
bool confirmed(const Engine& engine, std::string_view text, const Vote& votes,
               std::string_view assumed) {
  std::string guess(assumed);
  return detect(text, guess) && lexicon_of(engine, guess) == static_cast<std::int32_t>(votes.best);
}

}  // namespace

std::int32_t find_language(const Engine& engine, std::string_view text, std::string_view declared,
                           Working& work, std::string& found) {
  primary_subtag(declared, found);
  if (found == kUnknown) found.clear();
  if (engine.lexicons.empty()) {
    if (found.empty()) found = kUnknown;
    return -1;
  }
  if (engine.lexicons.size() == 1 && engine.lexicons.front().vader != nullptr && found.empty()) {
    found = engine.lexicons.front().language;  // VADER scores whatever it is given
    return 0;
  }
  const Vote votes = vote(engine, work.tokens, work.language_counts);
  const auto best = static_cast<std::int32_t>(votes.best);
  work.second_language_votes = votes.second;
  const auto take = [&](std::int32_t lexicon) {
    found = engine.lexicons[static_cast<std::size_t>(lexicon)].language;
    if (votes.words >= kFewWords) work.usual_language = lexicon;
    return lexicon;
  };
  if (!found.empty()) {
    const std::int32_t lexicon = lexicon_of(engine, found);
    const bool objects = lexicon != best && votes.words >= kOverruleWords && votes.sure();
    return objects && confirmed(engine, text, votes, found) ? take(best) : lexicon;
  }
  if (votes.words < kFewWords) {
    const std::uint32_t usual = work.language_counts[static_cast<std::size_t>(work.usual_language)];
    return take(votes.votes > usual ? best : work.usual_language);
  }
  if (votes.sure()) return take(best);
  if (detect(text, found)) {
    const std::int32_t lexicon = lexicon_of(engine, found);
    if (lexicon >= 0) return take(lexicon);
    if (!votes.has_frequent_words()) return -1;
  }
  return take(votes.votes > 0 ? best : work.usual_language);
}

void find_language_runs(const Engine& engine, std::string_view text, std::int32_t language,
                        Working& work) {
  work.runs.clear();
  if (work.second_language_votes < kMixedVotes) return;
  work.sentences.find(text, work.ends);
  if (work.ends.size() < 2) return;
  std::uint32_t begin = 0;
  std::size_t token = 0;
  for (const std::uint32_t end : work.ends) {
    const std::size_t first = token;
    while (token < work.tokens.size() && work.tokens[token].begin < end) ++token;
    const Vote votes =
        vote(engine, std::span(work.tokens).subspan(first, token - first), work.language_counts);
    std::int32_t here = language;
    if (static_cast<std::int32_t>(votes.best) != language && votes.words >= kSentenceWords &&
        votes.sure() && confirmed(engine, text.substr(begin, end - begin), votes, {})) {
      here = static_cast<std::int32_t>(votes.best);
    }
    if (!work.runs.empty() && work.runs.back().lexicon == here) {
      work.runs.back().end = end;
    } else {
      work.runs.push_back({begin, end, here});
    }
    begin = end;
  }
  if (work.runs.size() == 1) work.runs.clear();
}

bool foreign_words(const Engine& engine, std::int32_t language, const Working& work) {
  const std::uint32_t own = (1U << static_cast<std::uint32_t>(language)) | kJourneyWords;
  return std::any_of(work.tokens.begin(), work.tokens.end(), [&](const Token& token) {
    return token.id != kUnknownWord && (engine.vocabulary.all(token.id) & own) == 0;
  });
}

}  // namespace voxmap::text
