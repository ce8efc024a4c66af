// Comparisons of groups against published worked examples. All figures were computed again by other
// programs: SciPy 1.10 (ttest_ind, ttest_rel, binomtest) and, for Cochran's variance and the
// step-up procedure, their formulas in NumPy.
#include "journey/comparisons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "journey/distributions.hpp"

namespace voxmap {
namespace {

Sample sample(const std::vector<std::int64_t>& values) {
  Sample s;
  for (const std::int64_t v : values) s.add(v);
  return s;
}

// Hours of sleep gained with two drugs, in tenths: Student, Biometrika 6 (1908) 1-25; R's data set
// "sleep", and what R's t.test says of it (example(t.test)).
const std::vector<std::int64_t> kFirst = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
const std::vector<std::int64_t> kSecond = {19, 8, 11, 1, -1, 44, 55, 16, 46, 34};

TEST(Welch, MatchesStudentsSleep) {
  const auto d = welch(sample(kFirst), sample(kSecond));
  ASSERT_TRUE(d);
  EXPECT_NEAR(d->value / 10, -1.58, 1e-12);
  EXPECT_NEAR(d->t, -1.8608, 0.00005);
  EXPECT_NEAR(d->df, 17.776, 0.0005);
  EXPECT_NEAR(d->p, 0.07939, 0.000005);
  EXPECT_NEAR(d->interval.low / 10, -3.3654832, 5e-8);
  EXPECT_NEAR(d->interval.high / 10, 0.2054832, 5e-8);
}

TEST(Paired, MatchesStudentsSleep) {
  Sample differences;
  for (std::size_t i = 0; i < kFirst.size(); ++i) differences.add(kFirst[i] - kSecond[i]);
  const auto d = paired(differences);
  ASSERT_TRUE(d);
  EXPECT_NEAR(d->t, -4.0621, 0.00005);
  EXPECT_EQ(d->df, 9);
  EXPECT_NEAR(d->p, 0.002833, 0.0000005);
  EXPECT_NEAR(d->interval.low / 10, -2.4598858, 5e-8);
  EXPECT_NEAR(d->interval.high / 10, -0.7001142, 5e-8);
}

TEST(Welch, HasNoAnswerWithoutPeopleOrSpread) {
  EXPECT_FALSE(welch(sample({5}), sample({1, 2, 3})));
  EXPECT_FALSE(welch(sample({}), sample({1, 2, 3})));
  EXPECT_FALSE(welch(sample({4, 4}), sample({7, 7, 7})));
  EXPECT_TRUE(welch(sample({4, 4}), sample({7, 7, 8})));
  EXPECT_FALSE(paired(sample({3})));
  EXPECT_FALSE(paired(sample({3, 3, 3})));
}

// One group without spread leaves the other's degrees of freedom.
TEST(Welch, DegreesOfFreedomAreThoseOfTheGroupThatVaries) {
  EXPECT_NEAR(welch(sample({4, 4, 4, 4, 4, 4}), sample({7, 7, 8}))->df, 2, 1e-12);
}

TEST(Student, AgreesWithTheTableForWholeDegreesOfFreedom) {
  for (const std::int64_t df : {1, 2, 3, 9, 30, 100}) {
    EXPECT_NEAR(student_975(static_cast<double>(df)), t_975(df), 1e-7) << df;
  }
  EXPECT_GT(student_975(17.2), student_975(17.8));
  EXPECT_GT(student_975(0.5), 13);
}

// R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
TEST(Newcombe, MatchesItsTable) {
  struct Row {
    std::int64_t k_a, n_a, k_b, n_b;
    double low, high;
  };
  const Row table[] = {{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
                       {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
                       {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
                       {10, 10, 0, 20, 0.6791, 1.0000},  {10, 10, 0, 10, 0.6075, 1.0000}};
  for (const Row& r : table) {
    const Interval i = newcombe(r.k_a, r.n_a, r.k_b, r.n_b);
    EXPECT_NEAR(i.low, r.low, 0.00005) << r.k_a << "/" << r.n_a;
    EXPECT_NEAR(i.high, r.high, 0.00005) << r.k_a << "/" << r.n_a;
  }
}

// W. G. Cochran, Sampling Techniques, 3rd ed., 3.12: 30 households of 104 people, 30 of whom had
// seen a dentist; v(p) = 0.00520, where the binomial formula says 0.00197. Only sums
// matter, so these are other households with the published ones: 30, 104, 86, 113 and 404.
TEST(NetSentiment, IsTheRatioOverClusters) {
  NetSentiment net;
  struct Household {
    std::int64_t seen, size, times;
  };
  const Household households[] = {{0, 2, 2}, {0, 3, 5}, {0, 4, 5}, {0, 5, 2}, {0, 6, 1},
                                  {1, 2, 3}, {1, 3, 3}, {1, 6, 1}, {2, 2, 1}, {2, 3, 4},
                                  {3, 3, 1}, {5, 5, 1}, {5, 6, 1}};
  std::int64_t aa = 0;
  std::int64_t am = 0;
  std::int64_t mm = 0;
  for (const Household& h : households) {
    for (std::int64_t i = 0; i < h.times; ++i) {
      net.add(h.seen, h.size - h.seen, 0);
      aa += h.seen * h.seen;
      am += h.seen * h.size;
      mm += h.size * h.size;
    }
  }
  ASSERT_EQ(aa, 86);
  ASSERT_EQ(am, 113);
  ASSERT_EQ(mm, 404);
  ASSERT_EQ(net.persons(), 30);
  ASSERT_EQ(net.mentions(), 104);
  EXPECT_NEAR(*net.value(), 100 * 30.0 / 104, 1e-12);
  EXPECT_NEAR(std::pow(*net.standard_error() / 100, 2), 0.00520, 0.000006);
}

TEST(NetSentiment, NeedsPeopleAndStaysOnItsScale) {
  NetSentiment net;
  EXPECT_FALSE(net.value());
  net.add(0, 0, 0);
  EXPECT_EQ(net.persons(), 0);
  net.add(3, 0, 0);
  EXPECT_EQ(*net.value(), 100);
  EXPECT_FALSE(net.interval());
  net.add(3, 0, 1);
  EXPECT_EQ(net.interval()->high, 100);
}

TEST(PeakEnd, IsTheMostIntenseMomentAndTheLast) {
  const std::vector<std::int64_t> bad = {100, -900, 300, 500};
  EXPECT_EQ(twice_peak_end(bad), -400);
  const std::vector<std::int64_t> tie = {-600, 600, 100};
  EXPECT_EQ(twice_peak_end(tie), -500);
  const std::vector<std::int64_t> one = {-200};
  EXPECT_EQ(twice_peak_end(one), -400);
}

// Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995), 3.2: 15 tests of
// a trial; their procedure at 0.05 rejects four, Bonferroni's and Holm's three.
TEST(FalseDiscovery, RejectsAsInThePaper) {
  const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto adjusted = benjamini_hochberg(p);
  EXPECT_EQ(std::ranges::count_if(adjusted, [](double a) { return a <= 0.05; }), 4);
  EXPECT_NEAR(adjusted[0], 0.0015, 1e-12);
  EXPECT_NEAR(adjusted[3], 0.035625, 1e-12);
  EXPECT_NEAR(adjusted[5], 0.0638571, 1e-6);
  EXPECT_EQ(adjusted[14], 1);
  const auto strict = holm(p);
  EXPECT_EQ(std::ranges::count_if(strict, [](double a) { return a <= 0.05; }), 3);
  EXPECT_TRUE(benjamini_hochberg({}).empty());
  const auto shuffled = benjamini_hochberg({0.0095, 0.0001});
  EXPECT_NEAR(shuffled[0], 0.0095, 1e-12);
  EXPECT_NEAR(shuffled[1], 0.0002, 1e-12);
}

TEST(KpiDifference, GoesByTheDefinition) {
  // NPS 30 of 100 (variance 61) against -10 of 50: p 0.3, d 0.4, variance 10000 (0.7 - 0.01) / 50 =
  // 138. The difference 40 +/- 1.96 sqrt(199).
  const std::map<std::int64_t, std::int64_t> a = {{10000, 50}, {8000, 30}, {3000, 20}};
  const std::map<std::int64_t, std::int64_t> b = {{9000, 15}, {7000, 15}, {0, 20}};
  const auto nps = kpi_difference(*find_kpi("nps", ""), a, b);
  ASSERT_TRUE(nps);
  EXPECT_NEAR(nps->value, 40, 1e-9);
  EXPECT_NEAR(nps->interval.high - 40, 1.959964 * std::sqrt(199.0), 1e-5);

  // Newcombe's first example as CSAT, with an answer off the scale that does not count.
  const auto csat = kpi_difference(*find_kpi("csat", "csat_1_5"),
                                   {{5000, 56}, {1000, 14}, {9000, 3}}, {{4000, 48}, {2000, 32}});
  ASSERT_TRUE(csat);
  EXPECT_NEAR(csat->value, 20, 1e-9);
  EXPECT_NEAR(csat->interval.low, 5.24, 0.005);
  EXPECT_NEAR(csat->interval.high, 33.39, 0.005);

  const auto ces = kpi_difference(*find_kpi("ces", "ces_1_7"), {{7000, 2}, {5000, 2}}, {{3000, 5}});
  ASSERT_TRUE(ces);
  EXPECT_NEAR(ces->value, 3, 1e-9);
  EXPECT_FALSE(kpi_difference(*find_kpi("ces", "ces_1_7"), {{7000, 2}}, {{3000, 5}}));
  EXPECT_FALSE(kpi_difference(*find_kpi("nps", ""), {}, b));
}

}  // namespace
}  // namespace voxmap
