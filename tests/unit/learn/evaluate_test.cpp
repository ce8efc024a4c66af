// The report over a small gold file of our own, every figure worked out by hand.
#include "learn/evaluate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace voxmap::learn {
namespace {

using testing::ElementsAre;

// Ten rows: negative 4 (3 right, 1 none), neutral 2 (1 right, 1 positive), positive 3 (2 right, 1
// negative), and one without a label.
struct Fixture {
  Fixture() {
    std::istringstream in(
        "id\ttext\tlabel\tscore\tjoy\tanger\tsource\n"
        "1\ta\tnegative\t1\t0\t1\tpost\n"
        "2\tb\tnegative\t1\t0\t1\tpost\n"
        "3\tc\tnegative\t2\t0\t0\tpost\n"
        "4\td\tnegative\t2\t1\t0\tpost\n"
        "5\te\tneutral\t3\t0\t0\tsurvey\n"
        "6\tf\tneutral\t3\t0\t0\tsurvey\n"
        "7\tg\tpositive\t4\t1\t0\tsurvey\n"
        "8\th\tpositive\t5\t1\t0\tsurvey\n"
        "9\ti\tpositive\t5\t1\t0\tsurvey\n"
        "10\tj\t\t\t0\t0\t\n");
    table = read_gold(in, "gold.tsv", {});
    const std::vector<int> valence = {-800, -500, -300, 0, 0, 400, 600, 900, -200, 50};
    for (const int v : valence) {
      Answer answer;
      answer.valence = static_cast<Valence>(v);
      answer.label = v >= 100    ? Label::positive
                     : v <= -100 ? Label::negative
                     : v == 0    ? Label::none
                                 : Label::neutral;
      answer.language = "en";
      answers.push_back(answer);
    }
    answers[4].label = Label::neutral;
    answers[0].emotions[0] = 300;  // anger, right
    answers[2].emotions[0] = 200;  // anger, wrong
    answers[6].emotions[4] = 700;  // joy, right
    answers[7].emotions[4] = 100;  // joy, right
  }
  GoldTable table;
  std::vector<Answer> answers;
};

TEST(Evaluate, LabelsByHand) {
  const Fixture f;
  const Report report = evaluate(f.table, f.answers, {.resamples = 200, .worst = 3});
  ASSERT_TRUE(report.labels);
  const LabelReport& labels = *report.labels;
  EXPECT_EQ(report.rows, 10U);
  EXPECT_EQ(labels.rows, 9U);
  EXPECT_EQ(labels.no_evidence, 1U);
  EXPECT_NEAR(labels.accuracy.value, 6.0 / 9, 1e-12);
  // negative: 3 right of 4 said (row 9 too) and 4 coded; neutral: 1 of 2 and 2; positive: 2 of 3
  // and 3.
  EXPECT_NEAR(labels.macro_f1.value, (0.75 + 0.5 + 2.0 / 3) / 3, 1e-12);
  EXPECT_THAT(labels.confusion[0], ElementsAre(3, 1, 0));
  EXPECT_THAT(labels.confusion[1], ElementsAre(0, 1, 1));
  EXPECT_THAT(labels.confusion[2], ElementsAre(1, 0, 2));
  EXPECT_FALSE(labels.auc) << "three classes";
  ASSERT_TRUE(labels.accuracy.interval);
  EXPECT_LT(labels.accuracy.interval->low, 6.0 / 9);
  EXPECT_GT(labels.accuracy.interval->high, 6.0 / 9);
  // 1 for the right sign, by distance from where the label would be: rows 9, 6, 4.
  EXPECT_THAT(report.worst, ElementsAre(8U, 3U, 5U));
}

TEST(Evaluate, CalibrationCountsEveryLabelledRowOnce) {
  const Fixture f;
  const Report report = evaluate(f.table, f.answers, {.resamples = 1, .worst = 0});
  ASSERT_EQ(report.bins.size(), 11U);
  EXPECT_FALSE(report.bins[0].evidence);
  EXPECT_EQ(report.bins[0].rows, 1U);
  EXPECT_EQ(report.bins[2].from, -800);  // [-800, -600)
  EXPECT_THAT(report.bins[2].gold, ElementsAre(1U, 0U, 0U));
  EXPECT_THAT(report.bins[9].gold, ElementsAre(0U, 0U, 1U));  // 600
  std::size_t rows = 0;
  for (const Bin& bin : report.bins) rows += bin.rows;
  EXPECT_EQ(rows, 9U);
}

TEST(Evaluate, ScoresAndEmotionsByHand) {
  const Fixture f;
  const Report report = evaluate(f.table, f.answers, {.resamples = 50, .worst = 0});
  ASSERT_TRUE(report.scores);
  EXPECT_EQ(report.scores->rows, 9U);
  // ranks of the valence 1 2 3 5.5 5.5 7 8 9 4, of the score 1.5 1.5 3.5 3.5 5.5 5.5 7 8.5 8.5:
  // covariance 44.5, variances 59.5 and 58.
  EXPECT_NEAR(report.scores->spearman->value, 44.5 / std::sqrt(59.5 * 58.0), 1e-12);
  ASSERT_TRUE(report.emotions);
  const EmotionReport& emotions = *report.emotions;
  ASSERT_EQ(emotions.emotions.size(), 2U);
  EXPECT_EQ(emotions.emotions[0].first, Emotion::anger);
  EXPECT_NEAR(emotions.emotions[0].second.f1(), 0.5, 1e-12);      // 1 right, 2 said, 2 coded
  EXPECT_NEAR(emotions.emotions[1].second.f1(), 2.0 / 3, 1e-12);  // 2 right, 2 said, 4 coded
  EXPECT_NEAR(emotions.macro_f1.value, (0.5 + 2.0 / 3) / 2, 1e-12);
  EXPECT_NEAR(emotions.micro_f1.value, 2 * 3.0 / 10, 1e-12);
  EXPECT_NEAR(emotions.jaccard.value, 6.0 / 10, 1e-12);  // rows 1 5 6 7 8 10 agree wholly
}

TEST(Evaluate, GroupsAreRowsOfTheirOwn) {
  const Fixture f;
  const Report report = evaluate(f.table, f.answers, {.resamples = 1, .worst = 0});
  ASSERT_EQ(report.groups.size(), 2U) << "one language only is no group";
  EXPECT_EQ(report.groups[0].name, "post");
  EXPECT_NEAR(*report.groups[0].accuracy, 0.75, 1e-12);
  EXPECT_EQ(report.groups[1].rows, 5U);
  EXPECT_NEAR(*report.groups[1].accuracy, 0.6, 1e-12);
}

TEST(Evaluate, TwoClassesGiveAnAreaUnderTheCurve) {
  std::istringstream in("text\tlabel\na\tnegative\nb\tpositive\nc\tnegative\nd\tpositive\n");
  const GoldTable table = read_gold(in, "gold.tsv", {});
  std::vector<Answer> answers(4);
  const std::vector<int> valence = {100, 400, 350, 800};
  for (std::size_t i = 0; i < 4; ++i) answers[i].valence = static_cast<Valence>(valence[i]);
  const Report report = evaluate(table, answers, {.resamples = 20, .worst = 0});
  EXPECT_NEAR(report.labels->auc->value, 1.0, 1e-12);
  EXPECT_EQ(report.labels->classes.size(), 2U);
}

TEST(Evaluate, TouchpointsAreSets) {
  std::istringstream in("text\ttouchpoint\na\tpay.card\nb\tpay.card,help\nc\t\n");
  const GoldTable table = read_gold(in, "gold.tsv", {});
  std::vector<Answer> answers(3);
  answers[0].touchpoints = {"pay.card"};
  answers[1].touchpoints = {"help", "unbox"};
  const Report report = evaluate(table, answers, {.resamples = 1, .worst = 0});
  ASSERT_TRUE(report.touchpoints);
  EXPECT_EQ(report.touchpoints->exact, 2U);
  EXPECT_NEAR(report.touchpoints->all.f1(), 2 * 2.0 / (3 + 3), 1e-12);
  EXPECT_EQ(report.touchpoints->touchpoints.size(), 2U) << "of the gold only";
}

}  // namespace
}  // namespace voxmap::learn
