// One number over time, as tools that draw metrics beside a journey take it: date,value.
#pragma once

#include <cstdint>
#include <string>

#include "voxmap/store.hpp"

namespace voxmap {

struct MetricOptions {
  enum class Every : std::uint8_t { day, week, month };
  // "valence" (mean over people, -1..1), or a rating: its scale or scale:definition
  // ("nps", "csat:csat_1_5"), by the formulas of docs/journey.md.
  std::string metric = "valence";
  Every every = Every::month;
  std::int64_t min_n = 5;  // periods with fewer people (ratings: answers) are left out
};

struct Metric {
  std::string csv;                // "date,value\n...": the first day of each period, in order
  std::int64_t rows = 0;          // periods written
  std::int64_t hidden = 0;        // periods with too few
  std::int64_t without_time = 0;  // mentions that are in no period; ratings: not counted
};

// Periods are calendar days, ISO weeks (from Monday) and months, UTC; those without data have no
// row. Throws Error(Exit::usage) for a metric that is not known.
[[nodiscard]] Metric export_metric(Reader& reader, const Filter& filter,
                                   const MetricOptions& options);

}  // namespace voxmap
