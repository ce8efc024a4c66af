// Learned weights: what every word and short phrase of a text adds to a score, overlapping or not.
// A layer stands on top of everything before it. For the valence and each emotion it has rows for:
//   score = score before * base / 1000 + the weights of the phrases + bias
// where base is another for a valence above 0 (base+) than for one below (base-),
// and for "neutral", which tells how little a text takes sides (the linear form of choosing between
// three classes by one score each: with scores n, o, p the valence is p - n, the band 2o - n - p):
//   band = |valence before| * base / 1000 + the weights of the phrases + bias
//   valence = valence - clamp(valence, -band, band) where the band is above 0
// At the end scores are kept within their scale. The file's format: lexicons/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.hpp"
#include "text/tokens.hpp"
#include "text/trie.hpp"

namespace voxmap::text {

// The emotions, the valence, and the neutral band.
inline constexpr std::size_t kDimensions = kEmotionCount + 2;
inline constexpr std::size_t kValenceAt = kEmotionCount;
inline constexpr std::size_t kNeutralAt = kEmotionCount + 1;
using DimensionSums = std::array<std::int32_t, kDimensions>;

inline constexpr std::size_t kLongestLearned = 6;  // tokens of a learned phrase

// One learned pack.
struct WeightLayer {
  struct Amount {
    std::uint8_t at = 0;  // 0..kDimensions-1
    std::int16_t weight = 0;
  };
  struct Entry {
    RuleId rule = 0;
    std::vector<Amount> amounts;
  };
  std::uint32_t first_entry = 0;  // of this layer, among the entries of all layers
  Trie phrases;
  std::vector<Entry> entries{1};  // payloads of the trie
  std::array<bool, kDimensions> weighs{};
  DimensionSums bias{};
  DimensionSums base_up{};    // per mille of what is above 0 (for neutral: of its magnitude)
  DimensionSums base_down{};  // and below
  // What is kept of a score of the packs below; for neutral what its magnitude adds to the band.
  [[nodiscard]] std::int32_t kept(std::int32_t score, std::size_t at) const noexcept;
  RuleId bias_rule = 0, base_rule = 0, neutral_rule = 0;
};

// The names under which learned phrases know what is no word.
inline constexpr std::string_view kNumberName = "<num>";
inline constexpr std::string_view kHandleName = "<handle>";
inline constexpr std::string_view kLinkName = "<link>";          // a URL or an e-mail address
inline constexpr std::string_view kRedactedName = "<redacted>";  // a redaction's placeholder
// A word id for each of them, and for "!" and "?".
struct LearnedIds {
  WordId number = kUnknownWord;
  WordId handle = kUnknownWord;
  WordId link = kUnknownWord;
  WordId redacted = kUnknownWord;
  WordId bang = kUnknownWord;
  WordId question = kUnknownWord;
};

// Compiles a learned pack's rows. Needs the vocabulary of the packs below it.
void compile_weights(const Pack& pack, LearnedIds& ids, WeightLayer& layer, Compiling& to);

// What learned phrases see of a token: a word's id, one of `ids`, or kUnknownWord, which no phrase
// crosses: a mark, or a word of a configured name. Marks stand alone: `alone` says so.
[[nodiscard]] WordId learned_id(const Token& token, std::string_view text, const LearnedIds& ids,
                                bool& alone) noexcept;

// The same as text, for learning: "refund", "<num>", "!"; empty where no phrase may pass.
void learned_words(std::string_view text, const std::vector<Token>& tokens,
                   const Vocabulary& vocabulary, std::vector<std::string>& words);

}  // namespace voxmap::text
