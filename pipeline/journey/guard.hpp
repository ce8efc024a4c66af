// What may be said beside a part of too few people: totals, siblings and sources from which nobody
// can work its people out by subtraction.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "journey/map.hpp"

namespace voxmap {

// The parts of a whole, as far as they are hidden. Nothing is told of a single hidden part, nor of
// several that are together fewer than min_n; of everybody when min_n is 1.
struct HiddenParts {
  std::int64_t parts = 0;
  std::int64_t mentions = 0;  // of them together

  void add(std::int64_t of) {
    ++parts;
    mentions += of;
  }
  [[nodiscard]] bool few(std::int64_t min_n) const {
    return min_n > 1 && (parts == 1 || (parts > 1 && mentions < min_n));
  }
};

[[nodiscard]] std::int64_t round_total(std::int64_t value);  // to tens, from 10,000 on to hundreds

// A total that people read as round_total() of the true one, which is never so much above `known`,
// the sum of what stands beside it, that more than one must be hidden.
[[nodiscard]] std::int64_t round_total(std::int64_t value, std::int64_t known);

// The mentions that the hidden parts count in totals: any number below min_n gives the same.
[[nodiscard]] std::int64_t counted_as(const HiddenParts& hidden, std::int64_t min_n);

// The shown touchpoints whose exact numbers would give away hidden ones of their stage, with their
// people to tens. `stats` is a Reader's, of every stage.
[[nodiscard]] std::map<std::string, std::int64_t, std::less<>> rounded_touchpoints(
    const std::vector<Stats>& stats, std::int64_t min_n);

// A stage's mentions by source, in the order of `sources`. Sources of fewer than min_n mentions are
// hidden, and with them the smallest shown one where they are fewer than min_n together.
[[nodiscard]] std::vector<SourceVolume> volume_of(const Stats& stage,
                                                  const std::vector<std::string>& sources,
                                                  std::int64_t min_n);
[[nodiscard]] std::vector<SourceVolume> volume_of(const Stats& stage, std::int64_t min_n);

// Where a stage hides its answers on a scale, the whole journey's minus those shown must leave none
// or min_n: until then the stage of the fewest answers that still shows them hides them too.
void hide_few_answers(const std::vector<MapKpi>& whole, const std::vector<MapKpi*>& stages,
                      std::int64_t min_n);

}  // namespace voxmap
