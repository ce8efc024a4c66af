// Key drivers: how much what people feel at a place goes with the score they give, and what to do
// about it.
//
// The row is a person who answered and said something. The outcome is the mean of its answers; the
// predictors are its mean valence at each place, 0 where it said nothing of it. The method is least
// squares with all places at once (regression.hpp); causes are not shown by it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journey/regression.hpp"
#include "journey/statistics.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

struct DriverOptions {
  Filter filter;      // nothing of mentions, as for Reader::people()
  std::string scale;  // "nps"...; empty: the one with most answers
  Reader::Level level = Reader::Level::touchpoint;
  std::int64_t min_n = 5;  // places of fewer people are not looked at
};

// Importance-performance analysis (J. A. Martilla & J. C. James, Journal of Marketing 41, 1977):
// importance above an equal share of all weights or not, feeling above the mean of all places' or
// not. Only where an effect is shown and better feelings go with better scores.
enum class Quadrant : std::uint8_t {
  none,
  concentrate_here,
  keep_up,
  low_priority,
  possible_overkill
};
[[nodiscard]] std::string_view to_string(Quadrant quadrant) noexcept;

struct Driver {
  std::string stage, touchpoint;  // ids
  std::string title;
  std::int64_t persons = 0;  // who said something of it
  double feeling = 0;        // their mean valence, -1..1
  std::optional<Interval> feeling_interval;
  double effect = 0;         // points of the scale for one unit of valence
  Interval effect_interval;  // 95 %
  double beta = 0;           // standardised
  double p = 1;              // adjusted by Holm over all places
  bool shown = false;        // p < 0.05
  double weight = 0;         // relative weight, part of R2
  double share = 0;          // of all weights, 0..1
  // Leave-one-out: the KPI minus the KPI of all others, in its unit; nullopt when the others are
  // fewer than min_n.
  std::optional<double> impact;
  Quadrant quadrant = Quadrant::none;
};

// A place that is not among the drivers. Of too few people not even their number is told.
struct NoDriver {
  std::string title;
  enum class Reason : std::uint8_t { too_few_people, too_many_places, constant } reason;
};

struct DriverAnalysis {
  const KpiDefinition* kpi = nullptr;
  KpiEstimate estimate;  // of these people's answers
  std::int64_t persons = 0;
  Regression regression;           // without coefficients when there are too few people
  std::vector<Driver> drivers;     // by share, highest first; ties in journey order
  std::vector<NoDriver> left_out;  // in journey order
};

// People needed, at least: for any analysis, and for each place in it (F. E. Harrell, Regression
// Modeling Strategies, 2nd ed., 4.4).
inline constexpr std::int64_t kLeastPeople = 30;
inline constexpr std::int64_t kPeopleAPlace = 10;

// Throws Error(Exit::usage) for a scale that is not known. `kpi` is nullptr when nobody has
// answered anything.
[[nodiscard]] DriverAnalysis find_drivers(Reader& reader, const Journey& journey,
                                          const DriverOptions& options);

}  // namespace voxmap
