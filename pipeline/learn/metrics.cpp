// The arithmetic of the measures.
#include "learn/metrics.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace voxmap::learn {
namespace {

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0.0; }

std::vector<std::size_t> order_of(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a] != values[b] ? values[a] < values[b] : a < b;
  });
  return order;
}

}  // namespace

double Hits::precision() const noexcept {
  return ratio(static_cast<double>(right), static_cast<double>(said));
}
double Hits::recall() const noexcept {
  return ratio(static_cast<double>(right), static_cast<double>(gold));
}
double Hits::f1() const noexcept {
  return ratio(2.0 * static_cast<double>(right), static_cast<double>(said + gold));
}

std::uint64_t Confusion::rows() const noexcept {
  return std::accumulate(cells_.begin(), cells_.end(), std::uint64_t{0});
}

Hits Confusion::of(std::size_t cls) const {
  Hits hits;
  hits.right = at(cls, cls);
  for (std::size_t k = 0; k < classes_; ++k) {
    hits.gold += at(cls, k);
    hits.said += at(k, cls);
  }
  return hits;
}

double Confusion::accuracy() const {
  std::uint64_t right = 0;
  for (std::size_t k = 0; k < classes_; ++k) right += at(k, k);
  return ratio(static_cast<double>(right), static_cast<double>(rows()));
}

double Confusion::macro_f1(std::span<const std::size_t> among) const {
  double sum = 0;
  for (const std::size_t cls : among) sum += of(cls).f1();
  return ratio(sum, static_cast<double>(among.size()));
}

double Confusion::macro_recall(std::span<const std::size_t> among) const {
  double sum = 0;
  for (const std::size_t cls : among) sum += of(cls).recall();
  return ratio(sum, static_cast<double>(among.size()));
}

std::optional<double> pearson(std::span<const double> x, std::span<const double> y,
                              const Counts& counts) {
  double n = 0;
  double sum_x = 0;
  double sum_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double c = counts[i];
    n += c;
    sum_x += c * x[i];
    sum_y += c * y[i];
  }
  if (n < 2) return std::nullopt;
  const double mean_x = sum_x / n;
  const double mean_y = sum_y / n;
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double c = counts[i];
    xy += c * (x[i] - mean_x) * (y[i] - mean_y);
    xx += c * (x[i] - mean_x) * (x[i] - mean_x);
    yy += c * (y[i] - mean_y) * (y[i] - mean_y);
  }
  if (xx <= 0 || yy <= 0) return std::nullopt;
  return xy / std::sqrt(xx * yy);
}

std::vector<double> mean_ranks(std::span<const double> values, const Counts& counts) {
  const std::vector<std::size_t> order = order_of(values);
  std::vector<double> ranks(values.size());
  double before = 0;
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    double tied = 0;
    for (; end < order.size() && values[order[end]] == values[order[i]]; ++end) {
      tied += counts[order[end]];
    }
    for (std::size_t k = i; k < end; ++k) ranks[order[k]] = before + (tied + 1) / 2;
    before += tied;
    i = end;
  }
  return ranks;
}

std::optional<double> spearman(std::span<const double> x, std::span<const double> y,
                               const Counts& counts) {
  return pearson(mean_ranks(x, counts), mean_ranks(y, counts), counts);
}

std::optional<double> auc(std::span<const double> scores, const std::vector<bool>& truth,
                          const Counts& counts) {
  const std::vector<double> ranks = mean_ranks(scores, counts);
  double positive = 0;
  double all = 0;
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double c = counts[i];
    all += c;
    if (!truth[i]) continue;
    positive += c;
    sum += c * ranks[i];
  }
  const double negative = all - positive;
  if (positive <= 0 || negative <= 0) return std::nullopt;
  return (sum - positive * (positive + 1) / 2) / (positive * negative);
}

LabelSets label_sets(std::span<const std::uint32_t> gold, std::span<const std::uint32_t> said,
                     std::size_t labels, const Counts& counts) {
  LabelSets result;
  result.labels.resize(labels);
  double overlap = 0;
  double rows = 0;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    const std::uint64_t times = counts[i];
    for (std::size_t k = 0; k < labels; ++k) {
      const bool in_gold = (gold[i] >> k & 1U) != 0;
      const bool in_said = (said[i] >> k & 1U) != 0;
      Hits& hits = result.labels[k];
      hits.gold += in_gold ? times : 0;
      hits.said += in_said ? times : 0;
      hits.right += in_gold && in_said ? times : 0;
    }
    const int either = std::popcount(gold[i] | said[i]);
    const double share = either == 0 ? 1.0 : ratio(std::popcount(gold[i] & said[i]), either);
    overlap += static_cast<double>(times) * share;
    rows += static_cast<double>(times);
  }
  Hits all;
  for (const Hits& hits : result.labels) {
    result.macro_f1 += hits.f1() / static_cast<double>(labels);
    all.right += hits.right;
    all.said += hits.said;
    all.gold += hits.gold;
  }
  result.micro_f1 = all.f1();
  result.jaccard = ratio(overlap, rows);
  return result;
}

}  // namespace voxmap::learn
