// "What is felt about this?": scores for given spans of a text that has just been read.
#pragma once

#include <span>
#include <vector>

#include "text/engine.hpp"

namespace voxmap::text {

// How far a hit is from the tokens [begin, end): words between, a comma counting as four. Stops
// counting at kFar.
inline constexpr std::uint32_t kFar = 40;
[[nodiscard]] std::uint32_t tokens_between(const Working& work, std::uint32_t hit_begin,
                                           std::uint32_t hit_end, std::uint32_t begin,
                                           std::uint32_t end);
[[nodiscard]] inline std::uint32_t tokens_between(const Working& work, const Hit& hit,
                                                  std::uint32_t begin, std::uint32_t end) {
  return tokens_between(work, hit.token_begin, hit.token_end, begin, end);
}

// One score a target, in their order. A target that is alone in its clause gets the clause's
// score. Several share a clause's hits, each hit going to the nearest target (to the earlier one at
// a tie) unless that is far away. A target behind an aside word ("at the bar", "ordered a coffee")
// leaves the hits to the others unless they stand inside ("at the nice bar") or just after it ("a
// coffee that was cold"); beside other targets only what is near it is about it. A denial ("they
// don't have it") is about the nearest target only if that is near. A target that none came to gets
// what its neighbour in a list got ("the bread, the soup and the fish"), else the nearest hit with
// no comma between. What is still without a hit gets the nearest clause of its sentence that holds
// no target. Neither is for asides beside other targets. Learned phrases are shared like hits, and
// go with what a target gets from its list or another clause; the layers then weigh the target as
// they weigh a mention. `lexicon` nullptr: nothing was scored.
void score_targets(std::span<const Span> targets, const Engine& engine, const Lexicon* lexicon,
                   Working& work, std::vector<TargetScore>& out);

}  // namespace voxmap::text
