// Whether work grows with the size of its input and not with its square, on a loaded machine too.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <limits>

namespace voxmap::testing {

// Seconds of the processor that this thread has used: what other programs do is not in them.
inline double cpu_seconds() {
  std::timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// Runs `work` on `make(size)` and on `make(8 * size)`. Linear work takes 8 times as long, quadratic
// work 64 times; up to 24 times is taken for linear. The least of several runs counts, since a
// full cache or a busy neighbour can only add; the first runs that show it suffice.
template <typename Make, typename Work>
::testing::AssertionResult linear_time(std::size_t size, const Make& make, const Work& work) {
  constexpr std::size_t kTimes = 8;
  constexpr double kMost = 24;
  constexpr double kNothing = 0.005;  // seconds that say nothing
  constexpr int kRuns = 5;
  const auto small = make(size);
  const auto big = make(kTimes * size);
  double least_small = std::numeric_limits<double>::infinity();
  double least_big = least_small;
  const auto seconds = [&](const auto& input) {
    const double start = cpu_seconds();
    work(input);
    return cpu_seconds() - start;
  };
  for (int run = 0; run < kRuns; ++run) {
    least_small = std::min(least_small, seconds(small));
    least_big = std::min(least_big, seconds(big));
    if (least_big <= kMost * least_small + kNothing) return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure()
         << kTimes << " times the input took " << least_big / least_small << " times as long ("
         << least_small << " s, " << least_big << " s)";
}

}  // namespace voxmap::testing
