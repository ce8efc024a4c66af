// Regression against certified and published values. Longley's were computed again in exact
// fractions, p by SciPy 1.10.
#include "journey/regression.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "journey/distributions.hpp"

namespace voxmap {
namespace {

// Rows of integers: predictors, then y.
template <std::size_t N>
RegressionSums sums_of(const std::vector<std::array<std::int64_t, N>>& rows) {
  RegressionSums sums(N - 1);
  for (const auto& row : rows) {
    std::vector<RegressionSums::Entry> entries;
    for (std::size_t i = 0; i + 1 < N; ++i) entries.push_back({i, row[i]});
    sums.add(entries, row[N - 1]);
  }
  return sums;
}

void expect_near(double value, double certified, double relative = 1e-8) {
  EXPECT_NEAR(value, certified, std::abs(certified) * relative);
}

// NIST Statistical Reference Datasets, linear regression, "Longley" (higher difficulty). The first
// predictor has one decimal and is given in tenths.
const std::vector<std::array<std::int64_t, 7>> kLongley = {
    {830, 234289, 2356, 1590, 107608, 1947, 60323},
    {885, 259426, 2325, 1456, 108632, 1948, 61122},
    {882, 258054, 3682, 1616, 109773, 1949, 60171},
    {895, 284599, 3351, 1650, 110929, 1950, 61187},
    {962, 328975, 2099, 3099, 112075, 1951, 63221},
    {981, 346999, 1932, 3594, 113270, 1952, 63639},
    {990, 365385, 1870, 3547, 115094, 1953, 64989},
    {1000, 363112, 3578, 3350, 116219, 1954, 63761},
    {1012, 397469, 2904, 3048, 117388, 1955, 66019},
    {1046, 419180, 2822, 2857, 118734, 1956, 67857},
    {1084, 442769, 2936, 2798, 120445, 1957, 68169},
    {1108, 444546, 4681, 2637, 121950, 1958, 66513},
    {1126, 482704, 3813, 2552, 123366, 1959, 68655},
    {1142, 502601, 3931, 2514, 125368, 1960, 69564},
    {1157, 518173, 4806, 2572, 127852, 1961, 69331},
    {1169, 554894, 4007, 2827, 130081, 1962, 70551}};

TEST(Regression, Longley) {
  const Regression r = regress(sums_of(kLongley), {0, 1, 2, 3, 4, 5});
  ASSERT_EQ(r.coefficients.size(), 6U);
  EXPECT_EQ(r.df, 9);
  expect_near(r.intercept, -3482258.63459582);
  expect_near(r.coefficients[0].value * 10, 15.0618722713733);
  expect_near(r.coefficients[1].value, -0.358191792925910E-01);
  expect_near(r.coefficients[2].value, -2.02022980381683);
  expect_near(r.coefficients[3].value, -1.03322686717359);
  expect_near(r.coefficients[4].value, -0.511041056535807E-01);
  expect_near(r.coefficients[5].value, 1829.15146461355);
  expect_near(r.coefficients[0].standard_error * 10, 84.9149257747669);
  expect_near(r.coefficients[2].standard_error, 0.488399681651699);
  expect_near(r.coefficients[5].standard_error, 455.478499142212);
  expect_near(r.r2, 0.995479004577296, 1e-12);
  expect_near(r.f, 330.285339234588);
  // R's summary(lm(Employed ~ ., longley)): p of GNP 0.31268, of Year 0.00304, of F 4.984e-10.
  EXPECT_NEAR(r.coefficients[1].p, 0.31268, 5e-6);
  EXPECT_NEAR(r.coefficients[5].p, 0.003037, 5e-7);
  EXPECT_NEAR(r.f_p, 4.984e-10, 5e-14);
  double weights = 0;
  for (const Coefficient& c : r.coefficients) {
    EXPECT_GE(c.weight, 0);
    weights += c.weight;
  }
  EXPECT_NEAR(weights, r.r2, 1e-9);
}

// J. W. Johnson, Multivariate Behavioral Research 35 (2000) 1-19: loadings are the symmetric square
// root of the predictors' correlations. Computed independently by NumPy 1.24 (linalg.eigh).
TEST(Regression, RelativeWeightsOfLongley) {
  const double all[] = {0.21930327, 0.22667672, 0.06355210, 0.04786010, 0.21707658, 0.22101024};
  const Regression r = regress(sums_of(kLongley), {0, 1, 2, 3, 4, 5});
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(r.coefficients[i].weight, all[i], 5e-8) << i;
  const double three[] = {0.43453103, 0.46211690, 0.07261686};
  const Regression part = regress(sums_of(kLongley), {0, 1, 3});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(part.coefficients[i].weight, three[i], 5e-8) << i;
}

// With two predictors relative weights have a closed form: for correlation r between them, the
// orthogonal variables' loadings are (sqrt(1 + r) +- sqrt(1 - r)) / 2.
TEST(Regression, RelativeWeightsOfTwoPredictors) {
  const std::vector<std::array<std::int64_t, 3>> rows = {
      {1, 2, 3}, {2, 1, 4}, {3, 4, 9}, {4, 3, 8}, {5, 6, 11}, {6, 7, 15}, {7, 5, 12}, {9, 8, 14}};
  const RegressionSums sums = sums_of(rows);
  const auto correlation = [&](std::size_t a, std::size_t b) {
    return sums.deviations(a, b) / std::sqrt(sums.deviations(a, a) * sums.deviations(b, b));
  };
  const double r = correlation(0, 1);
  const double a = (std::sqrt(1 + r) + std::sqrt(1 - r)) / 2;
  const double b = (std::sqrt(1 + r) - std::sqrt(1 - r)) / 2;
  const double det = a * a - b * b;
  const double z1 = (a * correlation(0, 2) - b * correlation(1, 2)) / det;
  const double z2 = (a * correlation(1, 2) - b * correlation(0, 2)) / det;
  const Regression fit = regress(sums, {0, 1});
  EXPECT_NEAR(fit.coefficients[0].weight, a * a * z1 * z1 + b * b * z2 * z2, 1e-12);
  EXPECT_NEAR(fit.coefficients[1].weight, b * b * z1 * z1 + a * a * z2 * z2, 1e-12);
}

TEST(Regression, WhatSaysNothingOfItsOwnIsLeftOut) {
  std::vector<std::array<std::int64_t, 5>> rows;
  for (std::int64_t i = 0; i < 30; ++i) {
    rows.push_back({i, i * i % 7, i + 2 * (i * i % 7), 4, 3 * i - i * i % 7 + i % 2});
  }
  const Regression r = regress(sums_of(rows), {0, 1, 2, 3});
  EXPECT_EQ(r.left_out, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(r.coefficients.size(), 2U);
  EXPECT_EQ(r.df, 27);
}

TEST(Regression, OrderOfRowsDoesNotShow) {
  auto rows = kLongley;
  const Regression forward = regress(sums_of(rows), {5, 2});
  std::reverse(rows.begin(), rows.end());
  const Regression backward = regress(sums_of(rows), {5, 2});
  EXPECT_EQ(forward.r2, backward.r2);
  EXPECT_EQ(forward.coefficients[1].p, backward.coefficients[1].p);
}

TEST(Regression, TooFewRows) {
  const Regression r = regress(sums_of<3>({{1, 2, 3}, {2, 1, 4}, {0, 5, 7}}), {0, 1});
  EXPECT_TRUE(r.coefficients.empty());
  EXPECT_EQ(r.df, 0);
  EXPECT_TRUE(regress(RegressionSums(1), {0}).coefficients.empty());
}

// Tables of the t and F distributions (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7).
TEST(Distributions, Tables) {
  EXPECT_NEAR(student_two_sided(12.7062, 1), 0.05, 1e-6);
  EXPECT_NEAR(student_two_sided(2.22814, 10), 0.05, 1e-6);
  EXPECT_NEAR(student_two_sided(-3.16927, 10), 0.01, 1e-6);
  EXPECT_NEAR(student_two_sided(1.95996398, 1e9), 0.05, 1e-7);
  EXPECT_NEAR(f_upper(4.9646, 1, 10), 0.05, 1e-5);
  EXPECT_NEAR(f_upper(3.3258, 5, 10), 0.05, 1e-5);
  EXPECT_DOUBLE_EQ(f_upper(0, 3, 4), 1);
  EXPECT_GT(student_two_sided(40, 5), 0);
}

// Worked by hand from Holm's paper: sorted p times 3, 2, 1, never falling.
TEST(Distributions, Holm) {
  EXPECT_EQ(holm({0.01, 0.04, 0.03}), (std::vector<double>{0.03, 0.06, 0.06}));
  EXPECT_EQ(holm({0.6, 0.7}), (std::vector<double>{1, 1}));
  EXPECT_TRUE(holm({}).empty());
}

}  // namespace
}  // namespace voxmap
