// Named feelings: what the eight emotions and the valence of a mention amount to in a person's
// words. Derived from a mention's scores and evidence alone. Format and arithmetic:
// lexicons/README.md.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.hpp"
#include "voxmap/feeling.hpp"

namespace voxmap::text {

// One row of feelings.tsv, compiled.
struct FeelingRule {
  std::uint16_t feeling = 0;  // index into Engine::feelings
  RuleId rule = 0;
  std::vector<RuleId> words;  // one of these has to be evidence, unless empty; sorted
  FeelingBlend blend;
};

// The rows of one language's packs; a later pack's rows of a feeling replace all of earlier packs.
// `first_rule`: the first rule that these packs brought. New names are appended to `names`.
[[nodiscard]] std::vector<FeelingRule> compile_feelings(std::span<const Pack* const> packs,
                                                        std::size_t first_rule,
                                                        std::vector<std::string>& names,
                                                        Compiling& to);

// Appends the mention's feelings and their steps.
void add_feelings(std::span<const FeelingRule> rules, std::uint32_t mention, Tagged& tagged);

// The rows as they can be kept; `feelings`: the names by index.
void append_definitions(std::span<const FeelingRule> rules, std::string_view language,
                        std::span<const std::string> feelings, const Rules& names,
                        std::vector<FeelingDefinition>& to);

}  // namespace voxmap::text
