// The same journey of other people: a curve beside the map's, a panel of its own, or one of two
// that are compared. Only what a curve needs, and nothing of groups that are too small.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "journey/comparisons.hpp"
#include "journey/map.hpp"

namespace voxmap {

struct SeriesOptions {
  Filter filter;                 // as in MapOptions
  std::string persona, segment;  // ids
  std::string title;             // for readers
  std::int64_t min_n = 5;
};

struct SeriesKpi {
  MapKpi kpi;
  std::map<std::int64_t, std::int64_t> histogram;  // milli value -> count; empty unless shown
};

struct SeriesStage {
  Cell cell = Cell::empty;
  Feeling feeling;              // of a shown one
  Sample sample;                // of a shown one, centi-scores of people
  std::vector<SeriesKpi> kpis;  // in the order of kpis_of
};

struct Series {
  std::string title;
  std::vector<SeriesStage> stages;  // in journey order
  std::vector<SeriesKpi> kpis;      // of the whole journey
  std::int64_t persons = 0, documents = 0;
  bool rounded = false;  // both to tens: exactly one stage is hidden
  std::string from, to;  // days, as MapData::from, to
};

// One scan of the store when something is filtered. Throws as build_map does.
[[nodiscard]] Series build_series(Reader& reader, const Journey& journey,
                                  const SeriesOptions& options);

// Hides the stage of a series, with its numbers.
void hide(SeriesStage& stage);
// Hides of `part` what would tell something of few people when it stands beside `whole`, of which
// it is a part: stages where fewer than min_n people are left over.
void hide_against(Series& part, const std::vector<std::int64_t>& whole, std::int64_t min_n);
// Do the conditions of the two leave nobody in both? One attribute cannot have a value of either.
[[nodiscard]] bool apart(const Group& a, const Group& b);

// Of parts side by side with their whole, stage by stage: where exactly one is hidden, or any that
// are `apart` leave fewer than min_n people over, the smallest of these as well, until neither
// holds.
using Apart = std::function<bool(std::size_t a, std::size_t b)>;  // numbers of parts
void hide_among(std::vector<Series>& parts, const std::vector<std::int64_t>& whole,
                std::int64_t min_n, const Apart& apart);

}  // namespace voxmap
