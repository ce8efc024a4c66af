// The profile "vader": the arithmetic of VADER (C. J. Hutto and E. Gilbert, "VADER: A Parsimonious
// Rule-based Model for Sentiment Analysis of Social Media Text", ICWSM 2014) over a pack's words,
// so that figures made with vaderSentiment 3.3 can be continued. It is not how voxmap would score:
// words are cut at white space only, a text is one unit, and there are no emotions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/lexicon.hpp"
#include "text/pack.hpp"

namespace voxmap::text {

// One thread's memory.
struct VaderScratch {
  struct Word {
    Span span;                // in the text as given
    std::uint32_t begin = 0;  // of its lower-case form, in `lower`
    std::uint32_t end = 0;
    const struct VaderEntry* entry = nullptr;
    const struct VaderModifier* modifier = nullptr;
    bool capitals = false;
    bool negates = false;
  };
  std::string read;          // the text with emoji in words
  std::vector<Span> origin;  // of each of its bytes, when it differs from the text
  std::string lower, joined;
  std::vector<Word> words;
  std::vector<double> sentiments;  // by word
};

struct VaderEntry {
  double mean = 0;  // -4..4
  RuleId rule = 0;
};
struct VaderModifier {
  ModifierKind kind = ModifierKind::intensifier;
  double amount = 0;
  RuleId rule = 0;
};

struct VaderScore {
  std::int32_t compound = 0;  // in ten-thousandths: VADER's four decimals
  bool evidence = false;
  [[nodiscard]] Valence valence() const noexcept {
    return static_cast<Valence>((compound + (compound < 0 ? -5 : 5)) / 10);
  }
};

class Vader {
 public:
  // Words, modifiers, idioms (phrases of two and three words) and emoji from the packs, later ones
  // winning. Weights are taken as 250 times VADER's.
  Vader(std::span<const Pack* const> packs, Rules& rules);

  // Scores a stretch of a text as one unit. Evidence is appended with spans shifted by `shift`; its
  // weights, in the packs' units and the last one being the normalisation, sum to valence().
  VaderScore score(std::string_view text, std::uint32_t shift, VaderScratch& scratch,
                   std::vector<Evidence>& out) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const noexcept { return hash_folded(s); }
  };
  template <class Value>
  using Table = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  class Unit;

  Table<VaderEntry> words_;
  Table<VaderEntry> idioms_;
  Table<VaderModifier> modifiers_;  // one word
  Table<VaderModifier> phrases_;    // "kind of"
  std::unordered_map<char32_t, std::string> emoji_;
  // Rules of the profile itself.
  RuleId no_, capitals_, contraction_, never_, least_, punctuation_, normal_, but_;
};

}  // namespace voxmap::text
