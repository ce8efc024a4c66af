// Moments of truth: the rule, and decisions that people keep beside the journey.
#include "journey/moments.hpp"

#include <gtest/gtest.h>

#include "fake_reader.hpp"
#include "journey/map.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

Journey shop() {
  return parse_journey(R"(
[journey]
id = "shop"
[[stage]]
id = "buy"
[[stage.touchpoint]]
id = "buy.pay"
[[stage.touchpoint]]
id = "buy.basket"
[[stage.touchpoint]]
id = "buy.search"
)",
                       "journey.toml");
}

class Moments : public testing::Test {
 protected:
  void say(std::string_view where, int valence, int people) {
    for (int i = 0; i < people; ++i) {
      // Around the valence, so that there is a spread.
      reader.say(where, std::string(where) + std::to_string(i), "survey",
                 valence + (i % 3 - 1) * 10, "a text");
    }
  }
  MomentAnalysis find(const std::vector<MomentDecision>& decisions = {},
                      const std::map<std::string, double>& impacts = {}) {
    return find_moments(reader.stats({}, false), journey, impacts, decisions, 5);
  }
  Journey journey = shop();
  FakeReader reader{journey};
};

TEST_F(Moments, StandsOutAndHasAReason) {
  say("buy.pay", -600, 10);
  say("buy.basket", 100, 60);
  say("buy.search", 100, 4);  // too few people
  const MomentAnalysis a = find();
  EXPECT_NEAR(a.journey_mean, (10 * -0.6 + 60 * 0.1) / 70, 1e-3);
  ASSERT_EQ(a.moments.size(), 2U);
  EXPECT_EQ(a.moments[0].touchpoint, "buy.basket");  // 0.03 + 0.2 before 0.18 + 0.2 / 6
  EXPECT_EQ(join(a.moments[0].reasons), "highest, volume");
  EXPECT_EQ(join(a.moments[1].reasons), "lowest, intensity, volume");
  EXPECT_EQ(a.moments[1].state, MomentState::candidate);
}

TEST_F(Moments, NobodyStandsOutOfEquals) {
  say("buy.pay", 300, 10);
  say("buy.basket", 300, 10);
  EXPECT_TRUE(find().moments.empty());
}

TEST_F(Moments, ImpactNeedsAQuarterToBeIn) {
  say("buy.pay", -100, 10);
  say("buy.basket", 300, 90);
  const auto three = find({}, {{"buy.pay", -9}, {"buy.basket", 1}, {"buy.search", 0}});
  EXPECT_EQ(join(three.moments[0].reasons), "lowest, volume");
  EXPECT_EQ(*three.moments[0].impact, -9);
  const auto four = find({}, {{"buy.pay", -9}, {"buy.basket", 1}, {"buy.search", 0}, {"old", 0}});
  EXPECT_EQ(join(four.moments[0].reasons), "impact, lowest, volume");
}

TEST_F(Moments, TheLastDecisionCountsAndMayOutliveTheNumbers) {
  say("buy.pay", -600, 10);
  say("buy.basket", 100, 60);
  say("buy.search", 100, 3);
  const std::vector<MomentDecision> decisions = {
      {"buy.pay", true, "A", "", "2026-03-01", 1, ""},
      {"buy.pay", false, "B", "", "2026-03-02", 1, ""},
      {"buy.search", true, "A", "", "2026-03-02", 1, ""}};
  const MomentAnalysis a = find(decisions);
  ASSERT_EQ(a.moments.size(), 3U);
  EXPECT_EQ(a.moments[0].state, MomentState::candidate);
  EXPECT_EQ(a.moments[1].state, MomentState::rejected);
  EXPECT_EQ(a.moments[1].decision->by, "B");
  EXPECT_EQ(a.moments[2].touchpoint, "buy.search");
  EXPECT_EQ(a.moments[2].state, MomentState::confirmed);
  EXPECT_EQ(a.moments[2].persons, 0);  // three people are not told
  EXPECT_EQ(a.moments[2].mean, 0);

  MapOptions options;
  options.decisions = decisions;
  const MapData map = build_map(reader, journey, options);
  EXPECT_EQ(map.stages[0].touchpoints[0].moment, MomentState::rejected);
  EXPECT_EQ(map.stages[0].touchpoints[1].moment, MomentState::none);  // candidates: with insight
  EXPECT_EQ(map.stages[0].touchpoints[2].moment, MomentState::confirmed);
  options.insight = true;
  EXPECT_EQ(build_map(reader, journey, options).stages[0].touchpoints[1].moment,
            MomentState::candidate);
}

TEST(Decisions, AreReadAsTheyWereWritten) {
  MomentDecision d{"buy.pay",        false,        "Ann \"A\" \\ B\x01\n[[moment]]",
                   "tab\t, ünï\x7f", "2026-03-01", 1,
                   "lowest, volume"};
  std::vector<Problem> warnings;
  const auto read = parse_decisions(
      "# mine\n" + to_toml(d) + to_toml({"buy.basket", true, "C", "", "2026-03-02", 1, ""}),
      "d.toml", shop(), warnings);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].by, d.by);
  EXPECT_EQ(read[0].note, d.note);
  EXPECT_FALSE(read[0].confirmed);
  EXPECT_EQ(read[0].reasons, d.reasons);
  EXPECT_TRUE(read[1].confirmed);
  EXPECT_TRUE(warnings.empty());
  EXPECT_EQ(find_decision(read, "buy.search"), nullptr);
}

TEST(Decisions, AllMistakesAtOnce) {
  std::vector<Problem> warnings;
  try {
    (void)parse_decisions(
        "[[moment]]\ntouchpoint = \"buy.pay\"\ndecision = \"maybe\"\nat = \"soon\"\nwho = 1\n",
        "d.toml", shop(), warnings);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::config);
    EXPECT_EQ(error.problems().size(), 4U);  // decision, by, at, who
  }
  EXPECT_EQ(parse_decisions("", "d.toml", shop(), warnings).size(), 0U);
  (void)parse_decisions(to_toml({"gone", true, "A", "", "2026-03-01", 1, ""}), "d.toml", shop(),
                        warnings);
  EXPECT_EQ(warnings.size(), 1U);
}

TEST(Decisions, StandBesideTheJourney) {
  EXPECT_EQ(decisions_path("a/journey.toml"), "a/journey.decisions.toml");
  EXPECT_EQ(decisions_path("a.journey"), "a.journey.decisions.toml");
}

}  // namespace
}  // namespace voxmap
