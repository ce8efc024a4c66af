// Shares what a clause holds out among the touchpoints named in it.
#include <algorithm>
#include <span>

#include "text/engine.hpp"
#include "text/targets.hpp"

namespace voxmap::text {
namespace {

// For each hit in the order of the text the group of its nearest touchpoint.
template <typename Met>
void share(const Clause& clause, std::span<const Met> hits, const Working& work,
           std::vector<std::uint32_t>& nearest) {
  const auto distance = [&](const Met& hit, const Touch& touch) {
    return tokens_between(work, hit.token_begin, hit.token_end, touch.token_begin, touch.token_end);
  };
  std::uint32_t near = clause.touch_begin;
  for (const Met& hit : hits) {
    while (near + 1 < clause.touch_end &&
           distance(hit, work.touches[near + 1]) < distance(hit, work.touches[near])) {
      ++near;
    }
    const std::int32_t touchpoint = work.touches[near].touchpoint;
    const auto group = std::find_if(work.groups.begin(), work.groups.end(),
                                    [&](const Touch& g) { return g.touchpoint == touchpoint; });
    nearest.push_back(static_cast<std::uint32_t>(group - work.groups.begin()));
  }
}

}  // namespace

void group_by_touchpoint(const Clause& clause, Working& work) {
  work.groups.clear();
  for (std::uint32_t t = clause.touch_begin; t < clause.touch_end; ++t) {
    const Touch& touch = work.touches[t];
    const bool known = std::any_of(work.groups.begin(), work.groups.end(), [&](const Touch& g) {
      return g.touchpoint == touch.touchpoint;
    });
    if (!known) work.groups.push_back(touch);
  }
  work.nearest.clear();
  work.learned_nearest.clear();
  work.nearest_weighed.clear();
  if (work.groups.size() < 2) return;
  share<Hit>(clause,
             std::span(work.hits).subspan(clause.hit_begin, clause.hit_end - clause.hit_begin),
             work, work.nearest);
  share<Learned>(clause,
                 std::span(work.learned)
                     .subspan(clause.learned_begin, clause.learned_end - clause.learned_begin),
                 work, work.learned_nearest);
  share<WeighedHit>(clause,
                    std::span(work.weighed)
                        .subspan(clause.weighed_begin, clause.weighed_end - clause.weighed_begin),
                    work, work.nearest_weighed);
}

}  // namespace voxmap::text
