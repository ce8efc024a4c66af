// Which language a text is in: asked of the packs' own words first, of CLD2 only in doubt.
#include <cstdio>  // the next header names FILE without including this

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <bit>

#include "base/utf8.hpp"
#include "text/languages.hpp"

namespace voxmap::text {
namespace {

constexpr std::uint32_t kFewWords = 4;    // shorter: what is expected, unless words object
constexpr std::uint32_t kSureShare = 40;  // per cent of words known: no doubt left
constexpr std::uint32_t kCommonShare =
    20;  // per cent of frequent words: surely no language without a pack
constexpr std::uint32_t kOverruleWords = 6;   // at least, to overrule what is declared
constexpr std::uint32_t kMixedVotes = 8;      // of a second language, before sentences are asked
constexpr std::uint32_t kMixedWords = 2;      // of it alone, at least
constexpr std::uint32_t kSentenceWords = 5;   // at least, for a sentence in another language
constexpr std::uint32_t kCommonVote = 2;      // what a frequent word counts; others of a pack: 1
constexpr std::uint32_t kSoleVote = 2;        // times that, for a word of one language alone
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
  [[nodiscard]] bool knows_much() const noexcept { return known * 100 >= words * kSureShare; }
  [[nodiscard]] bool sure() const noexcept {
    return knows_much() ? votes >= 2 * second : sure_by_frequent_words();
  }
  [[nodiscard]] bool sure_by_frequent_words() const noexcept {
    return has_frequent_words() && votes >= 3 * second;
  }
};

// Hashtags are names: #TheNoite is watched in Portuguese.
bool speaks(const Token& token) noexcept {
  return token.kind == TokenKind::word && (token.flags & kHashtag) == 0;
}

// Counts what the words of a text speak for: `common` and `known` bits of each.
class Count {
 public:
  Count(std::size_t languages, std::vector<std::uint32_t>& counts)
      : n_(languages), counts_(counts) {
    counts_.assign(3 * n_, 0);
  }
  // `times`: so many words of the kind.
  void words(std::uint32_t known, std::uint32_t common, std::uint32_t times) {
    result_.words += times;
    known |= common;
    const std::uint32_t sole = std::has_single_bit(known) ? kSoleVote : 1;
    for (std::size_t i = 0; known >> i != 0 && i < n_; ++i) {
      const std::uint32_t knows = known >> i & 1U;
      const std::uint32_t frequent = common >> i & 1U;
      counts_[i] += times * sole * (knows + frequent * (kCommonVote - 1));
      counts_[n_ + i] += times * knows;
      counts_[2 * n_ + i] += times * frequent;
    }
  }
  // The languages that have all letters of a word which has some that not all have.
  void spelling(std::uint32_t fitting) {
    const std::uint32_t sole = std::has_single_bit(fitting) ? kSoleVote : 1;
    for (std::size_t i = 0; fitting >> i != 0 && i < n_; ++i) {
      if ((fitting >> i & 1U) != 0) counts_[i] += sole;
    }
  }
  Vote result() {
    for (std::size_t i = 0; i < n_; ++i) {
      if (i == 0 || counts_[i] > result_.votes) {
        result_.second = result_.votes;
        result_.votes = counts_[i];
        result_.best = i;
      } else {
        result_.second = std::max(result_.second, counts_[i]);
      }
    }
    result_.known = counts_[n_ + result_.best];
    result_.common = counts_[2 * n_ + result_.best];
    return result_;
  }

 private:
  std::size_t n_;
  std::vector<std::uint32_t>& counts_;
  Vote result_;
};

// By frequent words alone, which the first engine's tokens show; with one language by all that its
// packs know.
Vote vote(const Languages& languages, Working& work) {
  const Vocabulary& vocabulary = languages.engine(0).vocabulary;
  Count count(languages.count(), work.language_counts);
  if (languages.count() == 1) {
    for (const Token& token : work.tokens) {
      if (!speaks(token)) continue;
      count.words(vocabulary.languages(token.id) & 1U, vocabulary.common(token.id), 1);
    }
    return count.result();
  }
  const std::vector<std::uint32_t>& bits = vocabulary.sharings();
  work.by_sharing.assign(bits.size(), 0);
  for (const Token& token : work.tokens) {
    work.by_sharing[vocabulary.sharing(token.id)] += speaks(token) ? 1U : 0U;
  }
  for (std::size_t k = 0; k < bits.size(); ++k) {
    if (work.by_sharing[k] > 0) count.words(0, bits[k], work.by_sharing[k]);
  }
  return count.result();
}

// Whether frequent words which `language` does not have speak for another one, by the last vote().
// What both have tells nothing: "in" and "was" alone would have every second English text looked at
// for German.
bool another_speaks(const Languages& languages, std::size_t language, Working& work) {
  const std::vector<std::uint32_t>& bits = languages.engine(0).vocabulary.sharings();
  Count count(languages.count(), work.votes_beside);
  for (std::size_t k = 1; k < bits.size(); ++k) {
    const bool beside = (bits[k] >> language & 1U) == 0 && work.by_sharing[k] > 0;
    if (beside) count.words(0, bits[k], work.by_sharing[k]);
  }
  return count.result().common >= kMixedWords;
}

// By every word that the packs of any language know, and the letters of the others. Where nobody
// says anything but hashtags, by those.
Vote vote_by_all(const Languages& languages, std::string_view text, std::span<const Token> tokens,
                 Working& work) {
  const Vocabulary& words = languages.words();
  const Letters& letters = languages.letters();
  const bool any = std::any_of(tokens.begin(), tokens.end(), speaks);
  Count count(languages.count(), work.language_counts);
  for (const Token& token : tokens) {
    if (any ? !speaks(token) : token.kind != TokenKind::word) continue;
    const bool word = token.end - token.begin <= kLongestWord;
    const WordId id = word ? words.find(hash_word(token.span().of(text))) : kUnknownWord;
    count.words(words.languages(id), words.common(id), 1);
    if (word) count.spelling(letters.languages(token.span().of(text)));
  }
  return count.result();
}

// "en" of "en-GB" and "EN_us".
void primary_subtag(std::string_view tag, std::string& out) {
  const std::size_t end = tag.find_first_of("-_");
  out.assign(tag.substr(0, end));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
}

// The words that speak, without handles, links and hashtags.
std::string_view plain(std::string_view text, std::span<const Token> tokens, std::string& buffer) {
  buffer.clear();
  for (const Token& token : tokens) {
    if (!speaks(token)) continue;
    buffer += token.span().of(text);
    buffer += ' ';
    if (buffer.size() >= kCldBytes) break;
  }
  return buffer;
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
bool confirmed(const Languages& languages, std::string_view text, const Vote& votes,
               std::string_view assumed) {
  std::string guess(assumed);
  return detect(text, guess) && languages.of_code(guess) == static_cast<std::int32_t>(votes.best);
}

// Whether the words speak clearly for `best` where CLD2 says `guess`.
bool prefers(const std::vector<std::uint32_t>& votes, std::int32_t best, std::int32_t guess) {
  return votes[static_cast<std::size_t>(best)] > 2 * votes[static_cast<std::size_t>(guess)];
}

}  // namespace

std::int32_t find_language(const Languages& languages, std::string_view text,
                           std::string_view declared, Working& work, std::string& found) {
  primary_subtag(declared, found);
  if (found == kUnknown) found.clear();
  if (languages.count() == 0) {
    if (found.empty()) found = kUnknown;
    return -1;
  }
  if (languages.count() == 1 && languages.lexicon(0)->vader != nullptr && found.empty()) {
    found = languages.code(0);  // VADER scores whatever it is given
    return 0;
  }
  Vote votes = vote(languages, work);
  const bool in_doubt = languages.count() > 1 && !votes.sure_by_frequent_words();
  if (in_doubt) votes = vote_by_all(languages, text, work.tokens, work);
  const auto best = static_cast<std::int32_t>(votes.best);
  work.second_language_votes = votes.second;
  if (!in_doubt && votes.second >= kMixedVotes && !another_speaks(languages, votes.best, work)) {
    work.second_language_votes = 0;
  }
  const auto take = [&](std::int32_t language) {
    found = languages.code(language);
    if (votes.words >= kFewWords) work.usual_language = language;
    return language;
  };
  if (!found.empty()) {
    const std::int32_t language = languages.of_code(found);
    const bool objects = language != best && votes.words >= kOverruleWords && votes.sure();
    return objects && confirmed(languages, text, votes, found) ? take(best) : language;
  }
  if (votes.words < kFewWords) {
    const std::uint32_t usual = work.language_counts[static_cast<std::size_t>(work.usual_language)];
    return take(votes.votes > usual ? best : work.usual_language);
  }
  if (votes.sure()) return take(best);
  if (detect(plain(text, work.tokens, work.plain), found)) {
    const std::int32_t language = languages.of_code(found);
    if (language >= 0) return take(prefers(work.language_counts, best, language) ? best : language);
    if (!votes.has_frequent_words() && !votes.knows_much()) return -1;
  }
  return take(votes.votes > 0 ? best : work.usual_language);
}

void find_language_runs(const Languages& languages, std::string_view text, std::int32_t language,
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
        vote_by_all(languages, text, std::span(work.tokens).subspan(first, token - first), work);
    std::int32_t here = language;
    if (static_cast<std::int32_t>(votes.best) != language && votes.words >= kSentenceWords &&
        votes.sure() && confirmed(languages, text.substr(begin, end - begin), votes, {})) {
      here = static_cast<std::int32_t>(votes.best);
    }
    if (!work.runs.empty() && work.runs.back().language == here) {
      work.runs.back().end = end;
    } else {
      work.runs.push_back({begin, end, here});
    }
    begin = end;
  }
  if (work.runs.size() == 1) work.runs.clear();
}

bool foreign_words(const Engine& first, const Working& work) {
  constexpr std::uint32_t kOwn = 1U | kJourneyWords;
  return std::any_of(work.tokens.begin(), work.tokens.end(), [&](const Token& token) {
    return token.id != kUnknownWord && (first.vocabulary.all(token.id) & kOwn) == 0;
  });
}

}  // namespace voxmap::text
