// Student's t and F through the regularised incomplete beta function.
#include "journey/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace voxmap {
namespace {

// std::lgamma may write a global.
double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

// The continued fraction DLMF 8.17.22, by Lentz's method. Converges fast for x below the mean.
double beta_fraction(double x, double a, double b) {
  constexpr double kTiny = 1e-300;
  constexpr double kExact = 1e-15;
  constexpr int kMost = 10000;
  const auto away = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1;
  double d = 1 / away(1 - (a + b) * x / (a + 1));
  double product = d;
  for (int k = 1; k <= kMost; ++k) {
    const double m = k;
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    product *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const double step = d * c;
    product *= step;
    if (std::abs(step - 1) < kExact) break;
  }
  return product;
}

// I_x(a, b), DLMF 8.17.2. `rest` is 1 - x, exactly where the caller knows it.
double incomplete_beta(double x, double rest, double a, double b) {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) +
                                b * std::log(rest));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(x, a, b) / a;
  return 1 - front * beta_fraction(rest, b, a) / b;
}

}  // namespace

// DLMF 8.17 and Abramowitz & Stegun 26.7.1.
double student_two_sided(double t, double df) {
  const double square = t * t;
  return incomplete_beta(df / (df + square), square / (df + square), df / 2, 0.5);
}

// Abramowitz & Stegun 26.6.2.
double f_upper(double f, double df1, double df2) {
  const double scale = df2 + df1 * f;
  return incomplete_beta(df2 / scale, df1 * f / scale, df2 / 2, df1 / 2);
}

std::vector<double> holm(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double least = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    least = std::max(least, std::min(1.0, static_cast<double>(p.size() - i) * p[order[i]]));
    adjusted[order[i]] = least;
  }
  return adjusted;
}

}  // namespace voxmap
