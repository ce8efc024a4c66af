// The measures against published examples and figures worked out by hand.
#include "learn/metrics.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "learn/bootstrap.hpp"

namespace voxmap::learn {
namespace {

Counts once(std::size_t rows) { return Counts(rows, 1); }

// scikit-learn, the example of f1_score, precision_score and recall_score.
TEST(Metrics, ScikitLearnsExampleOfMacroMeasures) {
  const std::vector<std::size_t> gold = {0, 1, 2, 0, 1, 2};
  const std::vector<std::size_t> said = {0, 2, 1, 0, 0, 1};
  Confusion confusion(3);
  for (std::size_t i = 0; i < gold.size(); ++i) confusion.add(gold[i], said[i]);
  const std::vector<std::size_t> all = {0, 1, 2};
  EXPECT_NEAR(confusion.macro_f1(all), 4.0 / 15, 1e-12);  // 0.26...
  EXPECT_NEAR(confusion.macro_recall(all), 1.0 / 3, 1e-12);
  EXPECT_NEAR(confusion.accuracy(), 1.0 / 3, 1e-12);
  EXPECT_NEAR(confusion.of(0).precision(), 2.0 / 3, 1e-12);
  EXPECT_NEAR(confusion.of(0).f1(), 0.8, 1e-12);
  EXPECT_EQ(confusion.of(1).f1(), 0.0);
}

TEST(Metrics, AnswersBeyondTheGoldAreWrongAndNoClassOfTheMean) {
  Confusion confusion(3);
  confusion.add(0, 0, 3);
  confusion.add(0, 1, 1);  // neutral, where the gold knows negative and positive only
  confusion.add(2, 2, 4);
  const std::vector<std::size_t> two = {0, 2};
  EXPECT_NEAR(confusion.accuracy(), 7.0 / 8, 1e-12);
  EXPECT_NEAR(confusion.macro_f1(two), (6.0 / 7 + 1.0) / 2, 1e-12);
}

// SciPy, the examples of pearsonr and spearmanr; the second has a tie.
TEST(Metrics, SciPysExamplesOfCorrelation) {
  const std::vector<double> x = {1, 2, 3, 4, 5};
  EXPECT_NEAR(*pearson(x, std::vector<double>{10, 9, 2.5, 6, 4}, once(5)), -0.7426106572325057,
              1e-12);
  EXPECT_NEAR(*spearman(x, std::vector<double>{5, 6, 7, 8, 7}, once(5)), 0.8207826816681233, 1e-12);
}

TEST(Metrics, WithoutVarianceThereIsNoCorrelation) {
  EXPECT_FALSE(pearson(std::vector<double>{1, 1, 1}, std::vector<double>{1, 2, 3}, once(3)));
  EXPECT_FALSE(spearman(std::vector<double>{}, std::vector<double>{}, {}));
  EXPECT_FALSE(auc(std::vector<double>{1, 2}, {true, true}, once(2)));
}

TEST(Metrics, TiedRanksAreMeanRanks) {
  EXPECT_EQ(mean_ranks(std::vector<double>{7, 3, 7, 1}, once(4)),
            (std::vector<double>{3.5, 2, 3.5, 1}));
}

// scikit-learn, the example of roc_auc_score; and ties by hand: of the four pairs two are right,
// one is tied.
TEST(Metrics, AreaUnderTheCurve) {
  EXPECT_NEAR(*auc(std::vector<double>{0.1, 0.4, 0.35, 0.8}, {false, false, true, true}, once(4)),
              0.75, 1e-12);
  EXPECT_NEAR(*auc(std::vector<double>{1, 3, 2, 1}, {false, false, true, true}, once(4)),
              (1.0 + 0 + 0.5 + 0) / 4, 1e-12);
}

// scikit-learn, the example of jaccard_score(average="samples"); the F1 by hand.
TEST(Metrics, LabelSets) {
  const std::vector<std::uint32_t> gold = {0b110, 0b011, 0};
  const std::vector<std::uint32_t> said = {0b111, 0b001, 0};
  const LabelSets two = label_sets(std::span(gold).first(2), std::span(said).first(2), 3, once(2));
  EXPECT_NEAR(two.jaccard, 0.5833333333333334, 1e-12);
  EXPECT_NEAR(two.macro_f1, (2.0 / 3 + 2.0 / 3 + 1.0) / 3, 1e-12);
  EXPECT_NEAR(two.micro_f1, 0.75, 1e-12);
  const LabelSets three = label_sets(gold, said, 3, once(3));
  EXPECT_NEAR(three.jaccard, (2.0 / 3 + 0.5 + 1.0) / 3, 1e-12) << "two empty sets agree";
}

TEST(Metrics, ARowCountedTwiceIsARowThatStandsTwice) {
  const std::vector<double> x = {1, 4, 2, 4};
  const std::vector<double> y = {3, 1, 5, 2};
  const std::vector<double> xx = {1, 4, 2, 2, 4, 4, 4};
  const std::vector<double> yy = {3, 1, 5, 5, 2, 2, 2};
  const Counts counts = {1, 1, 2, 3};
  EXPECT_NEAR(*pearson(x, y, counts), *pearson(xx, yy, once(7)), 1e-12);
  EXPECT_NEAR(*spearman(x, y, counts), *spearman(xx, yy, once(7)), 1e-12);
  EXPECT_NEAR(*auc(x, {true, false, true, false}, counts),
              *auc(xx, {true, false, true, true, false, false, false}, once(7)), 1e-12);
}

TEST(Bootstrap, TheSameSeedDrawsTheSameRowsAndAllOfThem) {
  std::vector<Counts> first;
  resample(10, 3, 7, [&](const Counts& counts) { first.push_back(counts); });
  std::size_t at = 0;
  resample(10, 3, 7, [&](const Counts& counts) { EXPECT_EQ(counts, first[at++]); });
  ASSERT_EQ(at, 3U);
  for (const Counts& counts : first) {
    std::uint32_t rows = 0;
    for (const std::uint32_t c : counts) rows += c;
    EXPECT_EQ(rows, 10U);
  }
  EXPECT_NE(first[0], first[1]);
}

// The first outputs for seed 1234567 of the reference implementation
// (prng.di.unimi.it/splitmix64.c).
TEST(Bootstrap, RandomNumbersAreSplitMix64) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317ULL);
  EXPECT_EQ(random.next(), 3203168211198807973ULL);
  EXPECT_EQ(random.next(), 9817491932198370423ULL);
}

// The mean of 400 throws of a fair coin has a standard error of 0.025: an interval of about 0.451
// to 0.549.
TEST(Bootstrap, AnIntervalHasTheWidthThatTheorySays) {
  std::vector<double> means;
  resample(400, 2000, 1, [&](const Counts& counts) {
    double sum = 0;
    for (std::size_t i = 0; i < 400; i += 2) sum += counts[i];
    means.push_back(sum / 400);
  });
  const auto interval = percentiles(means);
  ASSERT_TRUE(interval);
  EXPECT_NEAR(interval->low, 0.451, 0.006);
  EXPECT_NEAR(interval->high, 0.549, 0.006);
  EXPECT_FALSE(percentiles({}));
}

TEST(Bootstrap, PercentilesAreNearestRanks) {
  std::vector<double> values;
  for (int i = 1; i <= 1000; ++i) values.push_back(i);
  const auto interval = percentiles(values);
  EXPECT_EQ(interval->low, 25);
  EXPECT_EQ(interval->high, 975);
}

}  // namespace
}  // namespace voxmap::learn
