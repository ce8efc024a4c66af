// Comparing groups of people: differences with their 95 % intervals, and p adjusted for many of
// them. Pure functions from exact integer sums; doubles appear in the last step only.
//
// The unit is the person. A difference is shown (an arrow, a word) when its p, adjusted over all
// that are looked at together, is below 0.05; one alone, when its interval excludes 0.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "journey/statistics.hpp"

namespace voxmap {

// n integers by their sum and their sum of squares: one value a person. |values| up to 1e6 fit.
struct Sample {
  std::int64_t n = 0, sum = 0, square = 0;
  void add(std::int64_t value) noexcept {
    ++n;
    sum += value;
    square += value * value;
  }
  void join(const Sample& other) noexcept {
    n += other.n;
    sum += other.sum;
    square += other.square;
  }
};

struct Difference {
  double value = 0;  // in the unit of the values
  Interval interval;
  double t = 0, df = 0;
  double p = 1;  // two-sided, that there is none; not adjusted
};

// 97.5 % quantile of Student's t for any df > 0, also between whole numbers.
[[nodiscard]] double student_975(double df);

// Mean of a minus mean of b, two groups of different people with spreads of their own: B. L. Welch,
// Biometrika 34 (1947) 28-35, degrees of freedom by F. E. Satterthwaite, Biometrics Bulletin 2
// (1946) 110-114. nullopt: fewer than 2 in a group, or no spread in either.
[[nodiscard]] std::optional<Difference> welch(const Sample& a, const Sample& b);

// The mean of differences within the same people, with Student's t and n - 1 degrees of freedom.
// nullopt: fewer than 2, or no spread.
[[nodiscard]] std::optional<Difference> paired(const Sample& differences);

// Share k_a of n_a minus share k_b of n_b, of different people, 95 %: R. G. Newcombe, Statistics in
// Medicine 17 (1998) 873-890, method 10, from Wilson's intervals. Both n >= 1.
[[nodiscard]] Interval newcombe(std::int64_t k_a, std::int64_t n_a, std::int64_t k_b,
                                std::int64_t n_b);

// A KPI of a minus that of b, different people, in the KPI's unit and by its definition: means by
// Welch, shares by Newcombe, NPS and CES net by the sum of their variances. nullopt: nobody in a
// group, or a mean that Welch cannot compare.
struct KpiDifference {
  double value = 0;
  Interval interval;
};
[[nodiscard]] std::optional<KpiDifference> kpi_difference(
    const KpiDefinition& definition, const std::map<std::int64_t, std::int64_t>& a,
    const std::map<std::int64_t, std::int64_t>& b);

// Net sentiment: 100 (positive - negative) / (positive + neutral + negative) mentions. Mentions of
// one person hang together, so that people are the sample and mentions only its size: W. G.
// Cochran, Sampling Techniques, 3rd ed. (1977), 3.12, the ratio over clusters, with Student's t.
class NetSentiment {
 public:
  // One person's scored mentions.
  void add(std::int64_t positive, std::int64_t neutral, std::int64_t negative) noexcept;
  [[nodiscard]] std::int64_t persons() const noexcept { return n_; }
  [[nodiscard]] std::int64_t mentions() const noexcept { return size_; }
  // -100..100; nullopt without a mention.
  [[nodiscard]] std::optional<double> value() const;
  // The standard error of value(), in its unit; nullopt for fewer than 2 people.
  [[nodiscard]] std::optional<double> standard_error() const;
  [[nodiscard]] std::optional<Interval> interval() const;  // cut to the scale

 private:
  std::int64_t n_ = 0, net_ = 0, size_ = 0;
  std::int64_t net_net_ = 0, net_size_ = 0, size_size_ = 0;
};

// What one person is likely to remember of scored moments in the order they happened, in
// half-scores (twice the value, so that it stays whole): the most intense one, of either sign (the
// first of equals), and the last, averaged. D. Kahneman, B. L. Fredrickson, C. A. Schreiber,
// D. A. Redelmeier, Psychological Science 4 (1993) 401-405. `moments` is not empty.
[[nodiscard]] std::int64_t twice_peak_end(std::span<const std::int64_t> moments);

// Benjamini's and Hochberg's step-up adjustment (Journal of the Royal Statistical Society B 57,
// 1995): of those below q, a share of q at most is false in the long run. Weaker than holm()
// (distributions.hpp), for looking around, not for claims. Same order.
[[nodiscard]] std::vector<double> benjamini_hochberg(const std::vector<double>& p);

}  // namespace voxmap
