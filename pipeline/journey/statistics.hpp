// The few formulas behind the map. Pure functions; their sources are in docs/map.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "journey/journey_file.hpp"

namespace voxmap {

struct Interval {
  double low = 0;
  double high = 0;
};

inline constexpr double kCenti = 100000;                 // centi-scores in a valence of 1
inline constexpr double kSignificant = 0.05;             // a smaller p is shown as a finding
inline constexpr double kNormal975 = 1.959963984540054;  // quantile of the standard normal

// 97.5 % quantile of Student's t with `df` >= 1 degrees of freedom, right to 1e-8.
[[nodiscard]] double t_975(std::int64_t df);

// Mean of n integers, given exactly by their sum and their sum of squares, with its 95 % t
// interval. No interval for n < 2, no estimate for n < 1.
struct MeanEstimate {
  double mean = 0;
  std::optional<double> half_width;
};
[[nodiscard]] std::optional<MeanEstimate> estimate_mean(std::int64_t n, std::int64_t sum,
                                                        std::int64_t sum_square);

// Wilson's score interval for k of n, 95 %. n >= 1.
[[nodiscard]] Interval wilson(std::int64_t k, std::int64_t n);

// A KPI from the answers given (milli value -> count); answers off the scale are not counted.
struct KpiEstimate {
  std::int64_t n = 0;
  double value = 0;  // nps, net: -100..100; share: percent; mean: scale units
  std::optional<Interval> interval;
};
[[nodiscard]] KpiEstimate estimate_kpi(const KpiDefinition& definition,
                                       const std::map<std::int64_t, std::int64_t>& histogram);

}  // namespace voxmap
