// Intervals by resampling: B. Efron, "Bootstrap methods: another look at the jackknife", Annals of
// Statistics 7 (1979); the percentile interval. The random numbers are our own and start from one
// seed, so that the same rows give the same interval on every machine.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "learn/metrics.hpp"

namespace voxmap::learn {

// SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() noexcept;
  // 0 .. below-1, `below` up to 2^32.
  std::uint32_t below(std::uint32_t below) noexcept;

 private:
  std::uint64_t state_;
};

struct Interval {
  double low = 0;
  double high = 0;
};

inline constexpr std::size_t kResamples = 1000;

// Draws `resamples` samples of `rows` rows with replacement, and hands each as counts to `visit`.
void resample(std::size_t rows, std::size_t resamples, std::uint64_t seed,
              const std::function<void(const Counts&)>& visit);

// The 2.5th to the 97.5th percentile of the values (nearest rank); nullopt when there is none.
[[nodiscard]] std::optional<Interval> percentiles(std::vector<double> values);

}  // namespace voxmap::learn
