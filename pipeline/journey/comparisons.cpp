// Differences between groups, net sentiment over people, peak-end, false discovery.
#include "journey/comparisons.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "journey/distributions.hpp"

namespace voxmap {
namespace {

__extension__ using Wide = __int128;  // n * a sum of squares does not fit 64 bits

double mean_of_sample(const Sample& s) {
  return static_cast<double>(s.sum) / static_cast<double>(s.n);
}

// s^2 / n, from an exact numerator; n >= 2.
double variance_of_mean(const Sample& s) {
  const auto n = static_cast<double>(s.n);
  const Wide numerator = Wide{s.n} * s.square - Wide{s.sum} * s.sum;
  return static_cast<double>(std::max(numerator, Wide{0})) / (n * n * (n - 1));
}

Difference difference(double value, double variance, double df) {
  const double error = std::sqrt(variance);
  const double half = student_975(df) * error;
  const double t = value / error;
  return {.value = value,
          .interval = {value - half, value + half},
          .t = t,
          .df = df,
          .p = student_two_sided(t, df)};
}

// The answers on the scale.
struct Answers {
  Sample all;
  std::int64_t low = 0, high = 0;
};

Answers answers_of(const KpiDefinition& definition,
                   const std::map<std::int64_t, std::int64_t>& histogram) {
  const bool nps = definition.formula == KpiDefinition::Formula::nps;
  const std::int64_t low_until = nps ? 6 : 3;
  const std::int64_t high_from = nps ? 9 : definition.from;
  Answers out;
  for (const auto& [milli, count] : histogram) {
    const bool on_scale = milli >= std::int64_t{1000} * definition.low &&
                          milli <= std::int64_t{1000} * definition.high;
    if (!on_scale || count <= 0) continue;
    out.all.n += count;
    out.all.sum += milli * count;
    out.all.square += milli * milli * count;
    if (milli <= low_until * 1000) out.low += count;
    if (milli >= high_from * 1000) out.high += count;
  }
  return out;
}

}  // namespace

double student_975(double df) {
  double low = 0;
  double high = 13;  // t(1) = 12.706
  while (student_two_sided(high, df) > 0.05) high *= 2;
  for (int i = 0; i < 80; ++i) {
    const double middle = (low + high) / 2;
    (student_two_sided(middle, df) > 0.05 ? low : high) = middle;
  }
  return (low + high) / 2;
}

std::optional<Difference> welch(const Sample& a, const Sample& b) {
  if (a.n < 2 || b.n < 2) return std::nullopt;
  const double va = variance_of_mean(a);
  const double vb = variance_of_mean(b);
  const double both = va + vb;
  if (!(both > 0)) return std::nullopt;
  const double df =
      both * both /
      (va * va / static_cast<double>(a.n - 1) + vb * vb / static_cast<double>(b.n - 1));
  return difference(mean_of_sample(a) - mean_of_sample(b), both, df);
}

std::optional<Difference> paired(const Sample& differences) {
  if (differences.n < 2) return std::nullopt;
  const double variance = variance_of_mean(differences);
  if (!(variance > 0)) return std::nullopt;
  return difference(mean_of_sample(differences), variance, static_cast<double>(differences.n - 1));
}

Interval newcombe(std::int64_t k_a, std::int64_t n_a, std::int64_t k_b, std::int64_t n_b) {
  const double a = static_cast<double>(k_a) / static_cast<double>(n_a);
  const double b = static_cast<double>(k_b) / static_cast<double>(n_b);
  const Interval around_a = wilson(k_a, n_a);
  const Interval around_b = wilson(k_b, n_b);
  return {a - b - std::hypot(a - around_a.low, around_b.high - b),
          a - b + std::hypot(around_a.high - a, b - around_b.low)};
}

std::optional<KpiDifference> kpi_difference(const KpiDefinition& definition,
                                            const std::map<std::int64_t, std::int64_t>& a,
                                            const std::map<std::int64_t, std::int64_t>& b) {
  const Answers of_a = answers_of(definition, a);
  const Answers of_b = answers_of(definition, b);
  if (of_a.all.n == 0 || of_b.all.n == 0) return std::nullopt;
  const auto share = [](std::int64_t k, const Answers& of) {
    return static_cast<double>(k) / static_cast<double>(of.all.n);
  };
  switch (definition.formula) {
    case KpiDefinition::Formula::nps:
    case KpiDefinition::Formula::net: {
      const auto net = [&](const Answers& of) { return share(of.high, of) - share(of.low, of); };
      const auto variance = [&](const Answers& of) {
        const double d = net(of);
        return std::max(0.0, share(of.high + of.low, of) - d * d) / static_cast<double>(of.all.n);
      };
      const double value = 100 * (net(of_a) - net(of_b));
      const double half = 100 * kNormal975 * std::sqrt(variance(of_a) + variance(of_b));
      return KpiDifference{value, {value - half, value + half}};
    }
    case KpiDefinition::Formula::share_at_least: {
      const Interval i = newcombe(of_a.high, of_a.all.n, of_b.high, of_b.all.n);
      return KpiDifference{100 * (share(of_a.high, of_a) - share(of_b.high, of_b)),
                           {100 * i.low, 100 * i.high}};
    }
    case KpiDefinition::Formula::mean: {
      const auto d = welch(of_a.all, of_b.all);
      if (!d) return std::nullopt;
      return KpiDifference{d->value / 1000, {d->interval.low / 1000, d->interval.high / 1000}};
    }
  }
  return std::nullopt;
}

void NetSentiment::add(std::int64_t positive, std::int64_t neutral,
                       std::int64_t negative) noexcept {
  const std::int64_t net = positive - negative;
  const std::int64_t size = positive + neutral + negative;
  if (size <= 0) return;
  ++n_;
  net_ += net;
  size_ += size;
  net_net_ += net * net;
  net_size_ += net * size;
  size_size_ += size * size;
}

std::optional<double> NetSentiment::value() const {
  if (size_ == 0) return std::nullopt;
  return 100 * static_cast<double>(net_) / static_cast<double>(size_);
}

std::optional<double> NetSentiment::standard_error() const {
  if (n_ < 2) return std::nullopt;
  const double ratio = static_cast<double>(net_) / static_cast<double>(size_);
  const double squares = static_cast<double>(net_net_) -
                         2 * ratio * static_cast<double>(net_size_) +
                         ratio * ratio * static_cast<double>(size_size_);
  const auto n = static_cast<double>(n_);
  const auto size = static_cast<double>(size_);
  // v = sum (x - R m)^2 / (n - 1) / (n mean_m^2)
  return 100 * std::sqrt(std::max(0.0, squares) * n / (n - 1)) / size;
}

std::optional<Interval> NetSentiment::interval() const {
  const auto error = standard_error();
  if (!error) return std::nullopt;
  const double half = t_975(n_ - 1) * *error;
  return Interval{std::max(-100.0, *value() - half), std::min(100.0, *value() + half)};
}

std::int64_t twice_peak_end(std::span<const std::int64_t> moments) {
  std::int64_t peak = moments.front();
  for (const std::int64_t v : moments) {
    if (std::abs(v) > std::abs(peak)) peak = v;
  }
  return peak + moments.back();
}

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double most = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    const double raised = p[order[i]] * static_cast<double>(p.size()) / static_cast<double>(i + 1);
    most = std::min(most, raised);
    adjusted[order[i]] = most;
  }
  return adjusted;
}

}  // namespace voxmap
