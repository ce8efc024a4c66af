// The map's formulas against published tables and examples. The figures were computed again by
// other programs: t quantiles, the worked mean and Wilson's intervals by SciPy 1.10 (stats.t.ppf,
// binomtest.proportion_ci).
#include "journey/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace voxmap {
namespace {

// Two-sided 95 % points: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2 (column 0.975).
TEST(StudentT, MatchesThePublishedTable) {
  const std::pair<std::int64_t, double> table[] = {
      {1, 12.706}, {2, 4.303},  {3, 3.182},  {4, 2.776},  {5, 2.571},  {6, 2.447},  {7, 2.365},
      {8, 2.306},  {9, 2.262},  {10, 2.228}, {11, 2.201}, {15, 2.131}, {20, 2.086}, {24, 2.064},
      {29, 2.045}, {30, 2.042}, {40, 2.021}, {50, 2.009}, {60, 2.000}, {80, 1.990}, {100, 1.984}};
  for (const auto& [df, value] : table) EXPECT_NEAR(t_975(df), value, 0.0005) << "df " << df;
}

TEST(StudentT, IsSmoothWhereTheFormulaChangesAndReachesTheNormal) {
  for (std::int64_t df = 1; df < 300; ++df) EXPECT_GT(t_975(df), t_975(df + 1)) << "df " << df;
  EXPECT_NEAR(t_975(100) - t_975(101), t_975(101) - t_975(102), 1e-5);
  EXPECT_NEAR(t_975(1'000'000'000), kNormal975, 1e-8);
  EXPECT_GT(t_975(1'000'000), kNormal975);
}

TEST(Mean, IsExactForLargeSums) {
  // 10 million people, alternating -100000 and 100000: mean 0, s = 100000 * sqrt(n / (n - 1)).
  const std::int64_t n = 10'000'000;
  const auto e = estimate_mean(n, 0, n * 10'000'000'000LL);
  ASSERT_TRUE(e && e->half_width);
  EXPECT_EQ(e->mean, 0);
  EXPECT_NEAR(*e->half_width, kNormal975 * 100000 / std::sqrt(1e7), 1e-4);
}

TEST(Mean, WorkedExample) {
  // 2 4 4 4 5 5 7 9: mean 5, s^2 = 32/7; t(7) = 2.3646; half width = 2.3646 * sqrt(32/7/8)
  // = 1.7875.
  const auto e = estimate_mean(8, 40, 232);
  ASSERT_TRUE(e && e->half_width);
  EXPECT_DOUBLE_EQ(e->mean, 5);
  EXPECT_NEAR(*e->half_width, 1.7875, 0.0001);
}

TEST(Mean, NeedsPeople) {
  EXPECT_FALSE(estimate_mean(0, 0, 0));
  const auto one = estimate_mean(1, 7, 49);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->mean, 7);
  EXPECT_FALSE(one->half_width);
}

// R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
TEST(Wilson, MatchesNewcombesExamples) {
  const Interval a = wilson(81, 263);
  EXPECT_NEAR(a.low, 0.2553, 0.00005);
  EXPECT_NEAR(a.high, 0.3662, 0.00005);
  const Interval b = wilson(15, 148);
  EXPECT_NEAR(b.low, 0.0624, 0.00005);
  EXPECT_NEAR(b.high, 0.1605, 0.00005);
  const Interval c = wilson(0, 20);
  EXPECT_EQ(c.low, 0);
  EXPECT_NEAR(c.high, 0.1611, 0.00005);
  const Interval d = wilson(1, 29);
  EXPECT_NEAR(d.low, 0.0061, 0.00005);
  EXPECT_NEAR(d.high, 0.1718, 0.00005);
}

KpiEstimate kpi(std::string_view scale, std::string_view definition,
                const std::map<std::int64_t, std::int64_t>& histogram) {
  return estimate_kpi(*find_kpi(scale, definition), histogram);
}

TEST(Nps, PromotersMinusDetractorsWithItsInterval) {
  // 50 promoters, 30 passives, 20 detractors: NPS 30, Var = 100^2 (0.7 - 0.09) / 100 = 61, which is
  // the variance of 100, 0 and -100 over the answers, divided by their number.
  const auto e =
      kpi("nps", "", {{10000, 30}, {9000, 20}, {8000, 10}, {7000, 20}, {6000, 12}, {0, 8}});
  EXPECT_EQ(e.n, 100);
  EXPECT_DOUBLE_EQ(e.value, 30);
  EXPECT_NEAR(e.interval->low, 30 - 1.96 * std::sqrt(61), 0.01);
  EXPECT_NEAR(e.interval->high, 30 + 1.96 * std::sqrt(61), 0.01);
}

TEST(Nps, EverybodyAPromoterStaysOnTheScale) {
  const auto e = kpi("nps", "nps_0_10", {{10000, 7}});
  EXPECT_EQ(e.value, 100);
  EXPECT_EQ(e.interval->high, 100);
}

TEST(Kpi, OffScaleAnswersAreNotCounted) {
  EXPECT_EQ(kpi("nps", "", {{11000, 5}, {-1000, 5}, {10000, 1}}).n, 1);
  EXPECT_EQ(kpi("csat", "", {{0, 5}}).n, 0);
}

TEST(Kpi, DefinitionsOfOneScaleDiffer) {
  const std::map<std::int64_t, std::int64_t> csat = {{5000, 40}, {4000, 42}, {3000, 8}, {1000, 10}};
  EXPECT_DOUBLE_EQ(kpi("csat", "csat_1_5_top2", csat).value, 82);
  EXPECT_DOUBLE_EQ(kpi("csat", "", csat).value, 82);
  EXPECT_DOUBLE_EQ(kpi("csat", "csat_1_5_mean", csat).value, 4.02);
  const std::map<std::int64_t, std::int64_t> ces = {{7000, 2}, {6000, 2}, {5000, 3}, {2000, 3}};
  EXPECT_DOUBLE_EQ(kpi("ces", "ces_1_7", ces).value, 4.7);
  EXPECT_DOUBLE_EQ(kpi("ces", "ces_1_7_top3", ces).value, 70);
  EXPECT_DOUBLE_EQ(kpi("ces", "ces_1_7_net", ces).value, 10);
}

TEST(Kpi, UnknownDefinitionFallsBackUnknownScaleDoesNot) {
  EXPECT_EQ(find_kpi("csat", "house_rule")->definition, "csat_1_5");
  EXPECT_EQ(find_kpi("happiness", ""), nullptr);
}

}  // namespace
}  // namespace voxmap
