// The line through the stages' means: monotone between neighbours, so it shows no feeling that
// nobody had.
#pragma once

#include <span>
#include <vector>

namespace voxmap {

struct Point {
  double x = 0;
  double y = 0;
};

// Slopes at the points (x strictly ascending) for a cubic Hermite curve that stays monotone between
// neighbours and has its extremes at points: harmonic means of the neighbouring slopes, weighted by
// the intervals (Fritsch & Butland 1984), inside the region of Fritsch & Carlson (1980).
[[nodiscard]] std::vector<double> monotone_slopes(std::span<const Point> points);

}  // namespace voxmap
