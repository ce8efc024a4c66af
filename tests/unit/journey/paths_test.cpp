// Paths, hand-overs and forecasts over people whose order is known.
#include "journey/paths.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "fake_reader.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

Journey journey() {
  return parse_journey(R"(
[journey]
id = "shop"
[[stage]]
id = "buy"
[[stage.touchpoint]]
id = "buy.pay"
channel = "web"
department = "Finance"
[[stage.touchpoint]]
id = "buy.basket"
channel = "web"
device = "any"
department = "Finance"
[[stage]]
id = "get"
[[stage.touchpoint]]
id = "get.courier"
channel = "door"
department = "Logistics"
[[stage.touchpoint]]
id = "get.box"
channel = "door"
)",
                       "journey.toml");
}

Time day(int n) { return Time(std::chrono::hours(24 * n)); }

class Paths : public testing::Test {
 protected:
  void say(const std::string& who, std::string_view where, int valence, int at) {
    reader.say(where, who, "survey", valence, "a text").said_at = day(at);
  }
  PathAnalysis find(PathOptions options = {}) { return find_paths(reader, shop, options); }
  const PathStep* step(const PathAnalysis& a, std::string_view from, std::string_view to) {
    for (const PathStep& s : a.matrix) {
      if (a.stops[s.from].place.touchpoint == from && a.stops[s.to].place.touchpoint == to) {
        return &s;
      }
    }
    return nullptr;
  }
  Journey shop = journey();
  FakeReader reader{shop};
};

// Peak -0.9 and end +0.3: -0.3 is remembered, where the mean is -0.1; once with the peak at the
// end.
TEST_F(Paths, PeakAndEndAreWhatIsRemembered) {
  for (int i = 0; i < 6; ++i) {
    const std::string who = "p" + std::to_string(i);
    say(who, "buy.pay", 300 + 10 * i, 1);
    say(who, "get.courier", -900, 2);
    say(who, "get.box", 300, 3);
  }
  say("once", "get.box", 1000, 1);  // one visit: nothing to tell apart
  const PathAnalysis a = find();
  EXPECT_EQ(a.peak_end.persons, 6);
  EXPECT_NEAR(a.peak_end.remembered, -0.3, 1e-9);
  // (0.3 + 0.01 i - 0.9 + 0.3) / 3, i = 0..5
  EXPECT_NEAR(a.peak_end.mean, (-0.3 + 0.025) / 3, 1e-5);
  ASSERT_TRUE(a.peak_end.difference_interval);
  // -0.3 less the mean: mean -0.208333, s = 0.01 sqrt(3.5) / 3, t(5) = 2.570582
  const double half = 2.570582 * 0.01 * std::sqrt(3.5) / 3 / std::sqrt(6);
  EXPECT_NEAR(a.peak_end.difference_interval->low, -0.208333 - half, 1e-4);
  EXPECT_NEAR(a.peak_end.difference_interval->high, -0.208333 + half, 1e-4);
  PathOptions few;
  few.min_n = 7;
  EXPECT_EQ(find(few).peak_end.persons, 0);
}

TEST_F(Paths, CountsPeopleByTimeNotByOrderOfLoading) {
  for (int i = 0; i < 6; ++i) {
    const std::string who = "p" + std::to_string(i);
    say(who, "get.courier", -300, 2);  // loaded first, said last
    say(who, "buy.pay", 500, 1);
  }
  const PathAnalysis a = find();
  EXPECT_EQ(a.persons, 6);
  EXPECT_EQ(a.movers, 6);
  EXPECT_EQ(a.steps, 6);
  EXPECT_EQ(step(a, "get.courier", "buy.pay"), nullptr);
  ASSERT_NE(step(a, "buy.pay", "get.courier"), nullptr);
  EXPECT_EQ(step(a, "buy.pay", "get.courier")->share.count, 6);
  ASSERT_EQ(a.stops.size(), 2U);
  EXPECT_EQ(a.stops[0].last->count, 0);
  EXPECT_EQ(a.stops[1].last->count, 6);
}

TEST_F(Paths, APersonWhoRepeatsAStepCountsOnce) {
  for (int i = 0; i < 5; ++i) {
    const std::string who = "p" + std::to_string(i);
    for (int t = 0; t < 4; ++t) say(who, t % 2 == 0 ? "buy.pay" : "get.courier", 100, t);
  }
  const PathAnalysis a = find();
  EXPECT_EQ(a.steps, 15);
  EXPECT_EQ(step(a, "buy.pay", "get.courier")->share.count, 5);
  EXPECT_EQ(step(a, "get.courier", "buy.pay")->share.count, 5);
  ASSERT_FALSE(a.common.empty());
  EXPECT_EQ(a.common.front().persons, 5);
  EXPECT_EQ(a.common.front().stops.size(), 4U);  // its stretches of three say nothing of their own
  EXPECT_EQ(a.common.size(), 1U);
}

TEST_F(Paths, NothingOfFewPeopleIsTold) {
  for (int i = 0; i < 9; ++i) {
    const std::string who = "p" + std::to_string(i);
    say(who, "buy.pay", 100, 1);
    // Five go to the courier, four to the box: were the five told, so would be the four.
    say(who, i < 5 ? "get.courier" : "get.box", 100, 2);
  }
  const PathAnalysis a = find();
  EXPECT_EQ(a.stops.size(), 2U);
  EXPECT_EQ(a.hidden_stops, 1);
  EXPECT_TRUE(a.matrix.empty());
  EXPECT_EQ(a.hidden_handovers, 1);
  ASSERT_EQ(a.handovers.size(), 1U);
  EXPECT_EQ(a.handovers.front().to, "get.courier");
  PathOptions all;
  all.min_n = 1;
  EXPECT_EQ(find(all).matrix.size(), 2U);
}

TEST_F(Paths, WithoutTimesThereIsNoOrderOverDocuments) {
  for (int i = 0; i < 6; ++i) {
    const std::string who = "p" + std::to_string(i);
    reader.say("buy.pay", who, "survey", 100, "a text");
    reader.say("get.courier", who, "survey", 100, "a text");
  }
  const PathAnalysis a = find();
  EXPECT_EQ(a.persons, 0);
  EXPECT_EQ(a.untimed, 6);
  EXPECT_EQ(a.steps, 0);
  EXPECT_TRUE(a.stops.empty());
}

// The change is of the same people, and its interval is the paired one: Student's sleep data
// (comparisons_test.cpp), a tenth of an hour as 10 scores.
TEST_F(Paths, HandoverIsThePairedChangeOfTheSamePeople) {
  const int before[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
  const int after[] = {19, 8, 11, 1, -1, 44, 55, 16, 46, 34};
  for (int i = 0; i < 10; ++i) {
    const std::string who = "p" + std::to_string(i);
    // A valence of 0 is a mention without a score in this store: one more for everybody.
    say(who, "buy.pay", 10 * before[i] + 300, 1);
    say(who, "get.courier", 10 * after[i] + 300, 2);
  }
  for (int i = 10; i < 30; ++i) say("p" + std::to_string(i), "get.courier", -900, 2);  // not paired
  const PathAnalysis a = find();
  ASSERT_EQ(a.handovers.size(), 1U);
  const Handover& h = a.handovers.front();
  EXPECT_EQ(h.from, "buy.pay");
  EXPECT_EQ(h.to, "get.courier");
  EXPECT_EQ(h.channel, "web > door");
  EXPECT_EQ(h.device, "");
  EXPECT_EQ(h.department, "Finance > Logistics");
  EXPECT_EQ(h.persons, 10);
  EXPECT_NEAR(h.change, 0.158, 1e-9);
  EXPECT_NEAR(h.interval->low, 0.07001142, 1e-8);
  EXPECT_NEAR(h.interval->high, 0.24598858, 1e-8);
  EXPECT_NEAR(h.p, 0.002833, 5e-7);
  EXPECT_TRUE(h.shown);
}

TEST_F(Paths, StepsWithinAChannelAndDepartmentAreNoHandOver) {
  for (int i = 0; i < 6; ++i) {
    say("p" + std::to_string(i), "buy.pay", 100 + i, 1);
    say("p" + std::to_string(i), "buy.basket", 200, 2);
  }
  EXPECT_TRUE(find().handovers.empty());
  EXPECT_EQ(find().hidden_handovers, 0);
}

TEST_F(Paths, AfterAnUnknownPlaceIsAnError) {
  PathOptions options;
  options.after = {"buy.pai"};
  try {
    (void)find(options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::usage);
    EXPECT_NE(error.hint().find("buy.pay"), std::string::npos);
  }
}

TEST_F(Paths, ForecastsWhatIsRegularAndSaysWhatFollows) {
  for (int i = 0; i < 60; ++i) {
    const std::string who = "p" + std::to_string(i);
    say(who, i % 2 == 0 ? "buy.pay" : "buy.basket", 100, 1);
    say(who, i % 2 == 0 ? "get.courier" : "get.box", 100, 2);
  }
  PathOptions options;
  options.after = {"buy.pay"};
  const PathAnalysis a = find(options);
  EXPECT_EQ(a.next_place.best, 1U);
  EXPECT_GT(a.next_place.orders[0].interval->low, 0.5);
  EXPECT_EQ(a.next_place.orders[0].right, 1);
  ASSERT_FALSE(a.next.empty());
  EXPECT_EQ(a.stops[a.next[0].stop].place.touchpoint, "get.courier");
  // 30 of 30 after it, half of 60 over all, 2 known: (30 + 4 (30 + 2 / 2) / 62) / 34.
  EXPECT_NEAR(a.next[0].p, (30 + 4 * 31.0 / 62) / 34, 1e-12);
  EXPECT_EQ(a.next_persons, 30);
}

TEST(Forecast, RefusesWhatIsNoBetterThanTheRate) {
  Forecaster forecaster;
  std::uint32_t seed = 12345;
  const auto coin = [&] { return (seed = seed * 1664525U + 1013904223U) >> 31U; };
  for (int i = 0; i < 400; ++i) {
    const std::uint32_t states[] = {coin(), coin()};
    const std::uint32_t next[] = {coin(), coin()};
    forecaster.add("survey", std::to_string(i), states, next);
  }
  EXPECT_EQ(forecaster.judge().best, 0U);
  EXPECT_EQ(forecaster.judge().steps, 800);
}

TEST(Forecast, NobodyToLearnFrom) {
  const Forecaster forecaster;
  EXPECT_EQ(forecaster.judge().best, 0U);
  EXPECT_FALSE(forecaster.after({}, 2));
}

}  // namespace
}  // namespace voxmap
