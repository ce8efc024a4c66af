// Resampling.
#include "learn/bootstrap.hpp"

#include <algorithm>
#include <cmath>

namespace voxmap::learn {

std::uint64_t Random::next() noexcept {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::uint32_t Random::below(std::uint32_t below) noexcept {
  return static_cast<std::uint32_t>(((next() >> 32U) * below) >> 32U);
}

void resample(std::size_t rows, std::size_t resamples, std::uint64_t seed,
              const std::function<void(const Counts&)>& visit) {
  if (rows == 0) return;
  Random random(seed);
  Counts counts(rows);
  for (std::size_t r = 0; r < resamples; ++r) {
    std::fill(counts.begin(), counts.end(), 0U);
    for (std::size_t i = 0; i < rows; ++i) ++counts[random.below(static_cast<std::uint32_t>(rows))];
    visit(counts);
  }
}

std::optional<Interval> percentiles(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const auto rank = [&](double share) {
    const double at = std::ceil(share * static_cast<double>(values.size()));
    return values[static_cast<std::size_t>(std::max(1.0, at)) - 1];
  };
  return Interval{rank(0.025), rank(0.975)};
}

}  // namespace voxmap::learn
