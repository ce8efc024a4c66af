// Named feelings: what the eight emotions and the valence of a mention amount to in a person's
// words. Derived from a mention's scores and evidence alone. Format and arithmetic:
// lexicons/README.md.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "text/lexicon.hpp"

namespace voxmap::text {

// One row of feelings.tsv, compiled.
struct FeelingRule {
  std::uint16_t feeling = 0;  // index into Engine::feelings
  RuleId rule = 0;
  std::vector<RuleId> words;  // one of these has to be evidence, unless empty; sorted
  std::array<std::int16_t, kEmotionCount> shares{};  // per mille
  Valence low = -kMaxScore;
  Valence high = kMaxScore;
};

// The rows of one language's packs; a later pack's rows of a feeling replace all of earlier packs.
// `first_rule`: the first rule that these packs brought. New names are appended to `names`.
[[nodiscard]] std::vector<FeelingRule> compile_feelings(std::span<const Pack* const> packs,
                                                        std::size_t first_rule,
                                                        std::vector<std::string>& names,
                                                        Compiling& to);

// Appends the mention's feelings and their steps: of each feeling the row that gives most, the
// first of equals.
void find_feelings(std::span<const FeelingRule> rules, std::uint32_t mention, Tagged& tagged);

}  // namespace voxmap::text
