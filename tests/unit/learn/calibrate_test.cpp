// Thresholds found in texts of our own making, and those that are refused.
#include "learn/calibrate.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace voxmap::learn {
namespace {

using testing::HasSubstr;

constexpr auto kAnger = static_cast<std::size_t>(Emotion::anger);
constexpr auto kJoy = static_cast<std::size_t>(Emotion::joy);

// Valence and intensities at random; what people say turns at +300, -50 and an anger of 400, but
// for one row in ten. Joy is felt wherever it is seen.
std::vector<Coded> coded(std::size_t rows, std::uint64_t seed = 1) {
  Random random(seed);
  std::vector<Coded> texts(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    Coded& text = texts[i];
    text.id = fmt::format("{}", i);
    text.valence = static_cast<Valence>(static_cast<int>(random.below(1601)) - 800);
    text.said = text.valence >= 100    ? Label::positive
                : text.valence <= -100 ? Label::negative
                                       : Label::neutral;
    text.emotions[kAnger] = static_cast<std::int16_t>(random.below(1001));
    text.emotions[kJoy] = static_cast<std::int16_t>(random.below(2) * (1 + random.below(1000)));
    const bool odd = random.below(10) == 0;
    text.label = odd                   ? Label::neutral
                 : text.valence >= 300 ? Label::positive
                 : text.valence <= -50 ? Label::negative
                                       : Label::neutral;
    text.felt[kAnger] = (text.emotions[kAnger] >= 400) != odd ? 1 : 0;
    text.felt[kJoy] = text.emotions[kJoy] > 0 ? 1 : 0;
  }
  return texts;
}

CalibrateOptions quick() {
  CalibrateOptions options;
  options.resamples = 200;
  return options;
}

TEST(Calibrate, FindsWherePeopleTurn) {
  const auto texts = coded(400);
  const Calibration found = calibrate(texts, true, {Emotion::anger, Emotion::joy}, {}, quick());
  EXPECT_TRUE(found.any());
  EXPECT_NEAR(found.found.labels.positive_from, 300, 30);
  EXPECT_NEAR(found.found.labels.negative_from, -50, 30);
  EXPECT_NEAR(found.found.emotions[kAnger], 400, 50);
  EXPECT_EQ(found.found.emotions[kJoy], 0) << "everything above 0 was right";
  ASSERT_EQ(found.gains.size(), 4U);
  EXPECT_EQ(found.gains[0].name, "labels");
  EXPECT_GT(found.gains[0].difference->low, 0);
  EXPECT_LT(found.gains[0].calibrated, 1.0) << "one row in ten is odd";
  EXPECT_TRUE(found.gains[1].kept);
  EXPECT_THAT(found.gains[2].refused, HasSubstr("no better"));
  EXPECT_EQ(found.gains[3].name, "all emotions");
}

TEST(Calibrate, TheSameTextsGiveTheSameThresholds) {
  const auto texts = coded(120);
  const Calibration a = calibrate(texts, true, {Emotion::anger}, {}, quick());
  const Calibration b = calibrate(texts, true, {Emotion::anger}, {}, quick());
  EXPECT_EQ(a.found.labels, b.found.labels);
  EXPECT_EQ(a.found.emotions, b.found.emotions);
  EXPECT_EQ(a.gains[0].difference->low, b.gains[0].difference->low);
}

TEST(Calibrate, WhatIsRightAlreadyStays) {
  const auto texts = coded(400);
  Thresholds right;
  right.labels = {-50, 300};
  right.emotions[kAnger] = 400;
  const Calibration found = calibrate(texts, true, {Emotion::anger}, right, quick());
  EXPECT_FALSE(found.any());
  EXPECT_EQ(found.found.labels, right.labels);
  EXPECT_EQ(found.found.emotions, right.emotions);
}

// Labels at random: whatever threshold is best here is chance, and texts held out say so.
TEST(Calibrate, ChanceIsRefused) {
  std::size_t kept = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    auto texts = coded(100, seed);
    Random random(seed + 100);
    for (Coded& text : texts) {
      text.label = std::array{Label::negative, Label::neutral, Label::positive}[random.below(3)];
      text.felt[kAnger] = random.below(2) == 0 ? 1 : 0;
    }
    Thresholds before;
    before.emotions[kAnger] = 1;
    kept += calibrate(texts, true, {Emotion::anger}, before, quick()).any() ? 1U : 0U;
  }
  EXPECT_LE(kept, 2U);
}

TEST(Calibrate, FewRowsAreRefusedWithTheirNumbers) {
  auto texts = coded(49);
  EXPECT_THAT(calibrate(texts, true, {}, {}, quick()).gains[0].refused,
              HasSubstr("too few rows: 49 with a label"));
  texts = coded(200);
  for (Coded& text : texts) {
    if (text.label == Label::neutral) text.label.reset();
    text.felt[kAnger] = 0;
  }
  const Calibration none = calibrate(texts, true, {Emotion::anger}, {}, quick());
  EXPECT_THAT(none.gains[0].refused, HasSubstr(" 0 neutral"));
  EXPECT_THAT(none.gains[1].refused, HasSubstr("too few rows: 0 of 200 with it"));
  EXPECT_FALSE(none.any());
  EXPECT_FALSE(calibrate({}, true, {Emotion::joy}, {}, quick()).any());
}

TEST(Calibrate, WithoutEvidenceATextStaysNeutral) {
  auto texts = coded(400);
  for (Coded& text : texts) {
    text.said = Label::none;
    text.valence = 0;
  }
  const Calibration found = calibrate(texts, true, {}, {}, quick());
  EXPECT_FALSE(found.any());
  EXPECT_EQ(found.found.labels, LabelThresholds{});
}

}  // namespace
}  // namespace voxmap::learn
