// Monotone cubic interpolation with harmonic-mean tangents.
#include "journey/curve.hpp"

#include <algorithm>

namespace voxmap {

std::vector<double> monotone_slopes(std::span<const Point> points) {
  const std::size_t n = points.size();
  std::vector<double> slopes(n, 0.0);
  if (n < 2) return slopes;
  const auto step = [&](std::size_t i) { return points[i + 1].x - points[i].x; };
  const auto secant = [&](std::size_t i) { return (points[i + 1].y - points[i].y) / step(i); };
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double before = secant(i - 1);
    const double after = secant(i);
    if (before * after <= 0) continue;  // an extreme or a flat piece: horizontal
    const double w1 = 2 * step(i) + step(i - 1);
    const double w2 = step(i) + 2 * step(i - 1);
    slopes[i] = (w1 + w2) / (w1 / before + w2 / after);
  }
  // A free end: the line leaves it as its only neighbour suggests, never steeper than 3 secants.
  slopes[0] = n == 2 ? secant(0)
                     : std::clamp(1.5 * secant(0) - 0.5 * slopes[1], std::min(0.0, 3 * secant(0)),
                                  std::max(0.0, 3 * secant(0)));
  slopes[n - 1] =
      n == 2 ? secant(0)
             : std::clamp(1.5 * secant(n - 2) - 0.5 * slopes[n - 2],
                          std::min(0.0, 3 * secant(n - 2)), std::max(0.0, 3 * secant(n - 2)));
  return slopes;
}

}  // namespace voxmap
