// The packs of one language, compiled: what a phrase, symbol or pattern weighs.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/pack.hpp"
#include "text/patterns.hpp"
#include "text/trie.hpp"
#include "voxmap/mention.hpp"

namespace voxmap::text {

// Rule names, numbered in the order in which packs and journey bring them.
class Rules {
 public:
  explicit Rules(RuleId first = 0) : first_(first) {}
  RuleId add(std::string_view name) {
    names_ += name;
    return close();
  }
  // The rule "pack/kind:name".
  RuleId add(std::string_view pack, std::string_view kind, std::string_view name) {
    names_.append(pack).append(1, '/').append(kind).append(1, ':').append(name);
    return close();
  }
  [[nodiscard]] std::string_view name(RuleId rule) const noexcept {
    const std::size_t at = rule - first_;
    const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
    return std::string_view(names_).substr(begin, ends_[at] - begin);
  }
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  // Of those added so far the rule at a place, 0 to size() - 1.
  [[nodiscard]] RuleId at(std::size_t place) const noexcept {
    return first_ + static_cast<RuleId>(place);
  }

 private:
  RuleId close() {
    ends_.push_back(names_.size());
    return at(ends_.size() - 1);
  }
  RuleId first_ = 0;
  // One string for all: hundreds of thousands of small ones take a third of the time to load.
  std::string names_;
  std::vector<std::size_t> ends_;
};
inline constexpr RuleId kLimitRule = 0;     // "engine/limit"
inline constexpr RuleId kEmphasisRule = 1;  // "engine/emphasis"
inline constexpr RuleId kQuestionRule = 2;  // "engine/question"
inline constexpr RuleId kValenceRule = 3;   // "engine/valence": of a churn risk
inline constexpr RuleId kAngerRule = 4;     // "engine/anger": of a churn risk
inline constexpr RuleId kNoRule = static_cast<RuleId>(-1);
inline constexpr std::int16_t kPositiveFrom = 100;  // where no pack says otherwise
inline constexpr std::int16_t kNegativeFrom = -100;
inline constexpr std::int16_t kVaderLabelFrom = 50;  // and -50: what VADER's authors advise

// What an entry adds before anything modifies it.
struct Charge {
  std::int16_t weight = 0;
  bool weighs = false;       // has a valence, be it 0
  bool has_negated = false;  // says itself what it weighs when negated
  std::int16_t negated = 0;
  std::uint8_t emotion_mask = 0;  // bit e: emotions[e] is set
  RuleId rule = 0;
  Intensities emotions{};
};

// What a phrase of emotion_weights.tsv adds: lexicon.addends[begin, begin + count).
struct Weighed {
  RuleId rule = 0;
  std::uint32_t begin = 0;
  std::uint32_t count = 0;
};
struct Addend {
  Emotion emotion = Emotion::anger;
  std::int16_t weight = 0;
};

struct Modifier {
  ModifierKind kind = ModifierKind::intensifier;
  std::int16_t amount = 0;
  RuleId rule = 0;
  std::uint32_t alone = 0;  // charge of a negation in a clause without a polar word; 0: none
};

// What is done with words: a trie of its own, since an act hides no valence and is hidden by none.
struct ActPhrase {
  std::optional<Act> act;
  RuleId rule = 0;
};
struct Acts {
  Trie phrases;
  std::vector<ActPhrase> meanings{1};  // payloads
  std::array<std::int32_t, kActWeights> weights{};
  [[nodiscard]] bool empty() const noexcept { return meanings.size() == 1; }
  [[nodiscard]] std::int32_t weight(ActWeight of) const {
    return weights[static_cast<std::size_t>(of)];
  }
};

class Vader;

struct Lexicon {
  std::string language;
  Trie phrases;
  std::vector<Charge> charges{1};      // payloads of the valence and emotion layers
  std::vector<Modifier> modifiers{1};  // payloads of the modifier layer
  std::vector<bool> asides;            // by word id: whether the word sets a target aside
  std::vector<Weighed> weighed{1};     // payloads of the weight layer
  std::vector<Addend> addends;
  struct Bias {
    RuleId rule = 0;
    std::int16_t weight = 0;
  };
  std::array<Bias, kEmotionCount> bias{};
  // Thresholds, and the rule of the pack that sets each: "en/threshold:joy 300".
  std::int16_t positive_from = kPositiveFrom;
  std::int16_t negative_from = kNegativeFrom;
  Intensities emotion_from{};  // weaker is not shown; 0: any is
  bool emotions_cut = false;   // any of these is set
  RuleId positive_rule = kNoRule, negative_rule = kNoRule;
  std::array<RuleId, kEmotionCount> emotion_rules{};
  // Its learned layers, in Engine::layers.
  std::uint32_t layer_begin = 0, layer_end = 0;
  std::uint32_t negation_before = 0;   // words; see Pack
  std::shared_ptr<const Vader> vader;  // set: its arithmetic scores the valence, nothing else does
  Acts acts;
};

// What a matching pattern means: for one lexicon, or for a touchpoint.
struct PatternUse {
  std::int32_t lexicon = -1;
  std::uint32_t charge = 0;
  std::int32_t touchpoint = kUnassigned;
  RuleId rule = 0;
};

// What several packs and the journey fill together.
struct Compiling {
  Vocabulary& vocabulary;
  Patterns& patterns;
  std::vector<PatternUse>& pattern_uses;  // by PatternId
  Rules& rules;
  std::vector<Problem>& problems;
};

// Why a phrase cannot be an entry; empty when it can. `parts` receives it.
// `tokens` is working memory.
[[nodiscard]] std::string parse_phrase(std::string_view phrase, Vocabulary& vocabulary,
                                       std::uint32_t known_by, std::vector<Token>& tokens,
                                       std::vector<PhrasePart>& parts);

// The same for entries that leave the words of the lexicon as they are: the phrase is cut as a text
// is ("i'm" is two words where no other table holds it), and words that no table holds vote for no
// language and cut no hashtag. To be asked once all other tables are compiled.
[[nodiscard]] std::string parse_beside(std::string_view phrase, Vocabulary& vocabulary,
                                       std::vector<Token>& tokens, std::vector<PhrasePart>& parts);

// The same for an emoji or emoticon of emoji.tsv, whose word id goes to `id`.
[[nodiscard]] std::string parse_symbol(std::string_view symbol, Vocabulary& vocabulary, WordId& id);

// Tells whoever writes packs what the engine can look up. Used by one thread at a time.
class EntryCheck {
 public:
  struct Found {
    std::string fault;  // why the engine cannot; empty: it can
    std::string key;    // equal for entries that match the same words
  };
  // `symbol`: as an emoji or emoticon, else as a phrase.
  [[nodiscard]] Found check(std::string_view entry, bool symbol);

 private:
  Vocabulary vocabulary_;
  std::vector<Token> tokens_;
  std::vector<PhrasePart> parts_;
};

// Adds packs to one language's lexicon, later ones winning over earlier ones phrase by phrase. Of
// learned packs only the thresholds are taken: compile_weights does the rest.
void compile_packs(std::span<const Pack* const> packs, std::uint32_t language_index,
                   Lexicon& lexicon, Compiling& to);

}  // namespace voxmap::text
