// Student t, Wilson and KPI intervals from integer sums; doubles appear only in the last step.
#include "journey/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace voxmap {
namespace {

__extension__ using Wide = __int128;  // n * sum of squares does not fit 64 bits

// P(|T| <= t), exact finite series for whole df: Abramowitz & Stegun 26.7.3 (odd), 26.7.4 (even).
double t_inside(double t, std::int64_t df) {
  const double theta = std::atan(t / std::sqrt(static_cast<double>(df)));
  const double cosine = std::cos(theta);
  const bool odd = df % 2 == 1;
  double term = odd ? cosine : 1.0;
  double sum = df > 1 ? term : 0.0;
  for (std::int64_t k = odd ? 3 : 2; k <= df - 2; k += 2) {
    term *= static_cast<double>(k - 1) / static_cast<double>(k) * cosine * cosine;
    sum += term;
  }
  const double rest = std::sin(theta) * sum;
  return odd ? 2.0 / std::numbers::pi * (theta + rest) : rest;
}

// Asymptotic expansion around the normal quantile: Abramowitz & Stegun 26.7.5.
double t_expansion(double df) {
  const double x = kNormal975;
  const double x2 = x * x;
  const double g1 = x * (x2 + 1) / 4;
  const double g2 = x * ((5 * x2 + 16) * x2 + 3) / 96;
  const double g3 = x * (((3 * x2 + 19) * x2 + 17) * x2 - 15) / 384;
  const double g4 = x * ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945) / 92160;
  return x + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df;
}

struct Moments {
  std::int64_t n = 0, sum = 0, square = 0;
};

}  // namespace

double t_975(std::int64_t df) {
  if (df > 100) return t_expansion(static_cast<double>(df));
  double low = 0;
  double high = 13;  // t(1) = 12.706 is the largest
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (t_inside(middle, df) < 0.95 ? low : high) = middle;
  }
  return (low + high) / 2;
}

std::optional<MeanEstimate> estimate_mean(std::int64_t n, std::int64_t sum,
                                          std::int64_t sum_square) {
  if (n < 1) return std::nullopt;
  const auto count = static_cast<double>(n);
  MeanEstimate estimate{.mean = static_cast<double>(sum) / count, .half_width = {}};
  if (n < 2) return estimate;
  // s^2 / n = (n * sum_square - sum^2) / (n^2 (n - 1)); the numerator is exact.
  const Wide numerator = Wide{n} * sum_square - Wide{sum} * sum;
  const double variance =
      static_cast<double>(std::max(numerator, Wide{0})) / (count * count * (count - 1));
  estimate.half_width = t_975(n - 1) * std::sqrt(variance);
  return estimate;
}

Interval wilson(std::int64_t k, std::int64_t n) {
  const auto count = static_cast<double>(n);
  const double p = static_cast<double>(k) / count;
  const double z2 = kNormal975 * kNormal975;
  const double scale = 1 + z2 / count;
  const double centre = (p + z2 / (2 * count)) / scale;
  const double half =
      kNormal975 / scale * std::sqrt(p * (1 - p) / count + z2 / (4 * count * count));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

KpiEstimate estimate_kpi(const KpiDefinition& definition,
                         const std::map<std::int64_t, std::int64_t>& histogram) {
  // Detractors and promoters (nps, net) or the counted answers (share) by the scale's own bounds.
  const bool nps = definition.formula == KpiDefinition::Formula::nps;
  const std::int64_t low_until = nps ? 6 : 3;
  const std::int64_t high_from = nps ? 9 : definition.from;
  Moments m;
  std::int64_t low = 0;
  std::int64_t high = 0;
  for (const auto& [milli, count] : histogram) {
    if (milli < std::int64_t{1000} * definition.low ||
        milli > std::int64_t{1000} * definition.high) {
      continue;
    }
    if (count <= 0) continue;
    m.n += count;
    m.sum += milli * count;
    m.square += milli * milli * count;
    if (milli <= low_until * 1000) low += count;
    if (milli >= high_from * 1000) high += count;
  }
  KpiEstimate out{.n = m.n, .value = 0, .interval = {}};
  if (m.n == 0) return out;
  const auto n = static_cast<double>(m.n);
  switch (definition.formula) {
    case KpiDefinition::Formula::nps:
    case KpiDefinition::Formula::net: {
      const double p = static_cast<double>(high) / n;
      const double d = static_cast<double>(low) / n;
      const double half =
          100 * kNormal975 * std::sqrt(std::max(0.0, p + d - (p - d) * (p - d)) / n);
      out.value = 100 * static_cast<double>(high - low) / n;
      out.interval =
          Interval{std::max(-100.0, out.value - half), std::min(100.0, out.value + half)};
      break;
    }
    case KpiDefinition::Formula::share_at_least: {
      const Interval share = wilson(high, m.n);
      out.value = 100 * static_cast<double>(high) / n;
      out.interval = Interval{100 * share.low, 100 * share.high};
      break;
    }
    case KpiDefinition::Formula::mean: {
      const auto mean = estimate_mean(m.n, m.sum, m.square);
      out.value = mean->mean / 1000;
      if (mean->half_width) {
        const double half = *mean->half_width / 1000;
        out.interval = Interval{std::max<double>(definition.low, out.value - half),
                                std::min<double>(definition.high, out.value + half)};
      }
      break;
    }
  }
  return out;
}

std::span<const KpiDefinition> kpi_definitions() {
  using F = KpiDefinition::Formula;
  static constexpr std::array<KpiDefinition, 14> kDefinitions = {
      {{"nps", "nps_0_10", F::nps, 0, 10, 9, "NPS"},
       {"csat", "csat_1_5", F::share_at_least, 1, 5, 4, "CSAT"},
       {"csat", "csat_1_5_top2", F::share_at_least, 1, 5, 4, "CSAT"},
       {"csat", "csat_1_5_mean", F::mean, 1, 5, 0, "CSAT mean"},
       {"csat", "csat_1_7", F::share_at_least, 1, 7, 6, "CSAT"},
       {"ces", "ces_1_7", F::mean, 1, 7, 0, "CES"},
       {"ces", "ces_1_7_mean", F::mean, 1, 7, 0, "CES"},
       {"ces", "ces_1_7_top3", F::share_at_least, 1, 7, 5, "CES easy"},
       {"ces", "ces_1_7_net", F::net, 1, 7, 6, "CES net"},
       {"ces", "ces_1_5", F::mean, 1, 5, 0, "CES"},
       {"agreement", "agreement_1_5", F::share_at_least, 1, 5, 4, "Agreement"},
       {"agreement", "agreement_1_7", F::share_at_least, 1, 7, 5, "Agreement"},
       {"stars", "stars_1_5", F::mean, 1, 5, 0, "Stars"},
       {"stars", "stars_1_5_top2", F::share_at_least, 1, 5, 4, "Stars 4–5"}}};
  return kDefinitions;
}

const KpiDefinition* find_kpi(std::string_view scale, std::string_view definition) {
  const KpiDefinition* first = nullptr;
  for (const KpiDefinition& d : kpi_definitions()) {
    if (d.scale != scale) continue;
    if (d.definition == definition) return &d;
    if (first == nullptr) first = &d;
  }
  return first;
}

}  // namespace voxmap
