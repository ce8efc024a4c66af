// Two groups of people on the same journey, stage by stage: the difference of their means with
// Welch's interval, and p adjusted for as many stages as are compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journey/series.hpp"

namespace voxmap {

struct StageDifference {
  std::string id, title;
  Cell cell_a = Cell::empty, cell_b = Cell::empty;
  Feeling a, b;                      // of shown ones
  std::optional<Difference> change;  // b minus a in valence, -2..2; both shown and they vary
  double adjusted = 1;               // p by Holm over all stages with a change
  bool significant = false;          // adjusted < 0.05: only then there is an arrow
};

struct RatingDifference {
  std::string stage, title;             // of the stage; empty: the whole journey
  MapKpi a, b;                          // both shown
  std::optional<KpiDifference> change;  // b minus a
};

struct Comparison {
  std::string title;  // of the journey
  std::string a, b;   // what is compared, for readers
  std::int64_t persons_a = 0, persons_b = 0;
  bool rounded_a = false, rounded_b = false;
  std::int64_t min_n = 5;
  std::size_t tests = 0;     // stages with a change: what p is adjusted for
  bool same_people = false;  // the same people may be on both sides (periods, runs): the interval
                             // is then too wide rather than too narrow
  std::vector<StageDifference> stages;
  std::vector<RatingDifference> ratings;  // of the whole journey, then by stage
};

struct CompareOptions {
  std::string title;  // instead of the journey's
  std::int64_t min_n = 5;
  bool same_people = false;  // as Comparison::same_people
  bool nested = false;       // one group holds the other: stages that differ by few are hidden
};
[[nodiscard]] Comparison compare(const Journey& journey, Series a, Series b,
                                 const CompareOptions& options);

[[nodiscard]] std::string compare_terminal(const Comparison& c, bool unicode, bool colour);
[[nodiscard]] std::string compare_html(const Comparison& c);
[[nodiscard]] std::string compare_json(const Comparison& c);  // shape: docs/map.md
[[nodiscard]] std::string compare_csv(const Comparison& c);
// One or two sentences on what the p and the intervals mean.
[[nodiscard]] std::string compare_note(const Comparison& c);

}  // namespace voxmap
