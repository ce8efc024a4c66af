// What stands beside a hidden part must not tell how many people it is of.
#include "journey/guard.hpp"

#include <gtest/gtest.h>

#include "unit/journey/fake_reader.hpp"

namespace voxmap {
namespace {

constexpr std::int64_t kMinN = 5;

Journey two_and_two() {
  return parse_journey(R"(
[journey]
id = "shop"
[[stage]]
id = "buy"
kpis = [{ scale = "nps" }]
[[stage.touchpoint]]
id = "buy.pay"
[[stage.touchpoint]]
id = "buy.gift"
[[stage]]
id = "get"
kpis = [{ scale = "nps" }]
[[stage.touchpoint]]
id = "get.courier"
[[stage]]
id = "keep"
[[stage.touchpoint]]
id = "keep.it"
)",
                       "journey.toml");
}

void say(FakeReader& r, const std::string& touchpoint, std::int64_t people,
         const std::string& source = "survey") {
  for (std::int64_t i = 0; i < people; ++i) {
    r.say(touchpoint, touchpoint + std::to_string(i), source, i % 2 == 0 ? 100 : -100, "x");
  }
}

// However the rounding falls, any number of people below the limit gives the same totals.
TEST(Guard, TotalsAreTheSameForAnyFewHidden) {
  const Journey journey = two_and_two();
  for (std::int64_t shown = kMinN; shown < 40; ++shown) {
    for (const std::int64_t nowhere : {0, 3, 8}) {
      std::optional<MapTotals> first;
      for (std::int64_t few = 1; few < kMinN; ++few) {
        FakeReader r(journey);
        say(r, "buy.pay", shown);
        say(r, "", nowhere);
        say(r, "get.courier", few);
        const MapTotals t = build_map(r, journey, {}).totals;
        if (!first) first = t;
        ASSERT_TRUE(t.rounded);
        EXPECT_EQ(t.mentions, first->mentions) << shown << " " << nowhere << " " << few;
        EXPECT_DOUBLE_EQ(t.coverage, first->coverage) << shown << " " << nowhere << " " << few;
        // "about 40" is 35 at least; nobody may see from it that more than one is hidden.
        const std::int64_t told = shown + (nowhere >= kMinN ? nowhere : 0);
        EXPECT_LE(t.persons - 5, told + 1) << shown << " " << nowhere << " " << few;
        EXPECT_LE(t.documents - 5, shown + nowhere + 1) << shown << " " << nowhere << " " << few;
      }
    }
  }
}

TEST(Guard, TwoHiddenStagesOfFewTogetherRoundTotalsToo) {
  const Journey journey = two_and_two();
  FakeReader r(journey);
  say(r, "buy.pay", 20);
  say(r, "get.courier", 1);
  say(r, "keep.it", 1);
  EXPECT_TRUE(build_map(r, journey, {}).totals.rounded);
  say(r, "keep.it", 3);  // the same and two more: five mentions, and four people at both
  EXPECT_TRUE(build_map(r, journey, {}).totals.rounded);
}

TEST(Guard, NothingIsRoundedForWhoAsksForEverybody) {
  const Journey journey = two_and_two();
  FakeReader r(journey);
  say(r, "buy.pay", 12);
  r.say("get.courier", "silent", "survey", 0, "nothing that could be scored");
  MapOptions everybody;
  everybody.min_n = 1;
  const MapData map = build_map(r, journey, everybody);
  EXPECT_EQ(map.stages[1].cell, Cell::hidden);
  EXPECT_FALSE(map.totals.rounded);
  EXPECT_EQ(map.totals.mentions, 13);
}

// People of a stage minus those at its touchpoints: never more than one for certain.
TEST(Guard, SiblingsOfAHiddenTouchpointDoNotTellItsPeople) {
  const Journey journey = two_and_two();
  for (std::int64_t shown = kMinN; shown < 60; ++shown) {
    for (std::int64_t few = 1; few < kMinN; ++few) {
      FakeReader r(journey);
      say(r, "buy.pay", shown);
      say(r, "buy.gift", few);
      const MapStage stage = build_map(r, journey, {}).stages[0];
      const MapTouchpoint& pay = stage.touchpoints[0];
      ASSERT_TRUE(pay.rounded);
      EXPECT_EQ(pay.mentions, 0);
      EXPECT_EQ(pay.feeling.persons % 10, 0);
      EXPECT_GE(pay.feeling.persons + 4, stage.feeling.persons - 1) << shown << " " << few;
    }
  }
}

TEST(Guard, SourcesOfFewMentionsAreHiddenAndAnotherWithThem) {
  Stats stage;
  stage.by_source = {{"a", 40}, {"b", 9}, {"c", 2}};
  const auto told = volume_of(stage, {"a", "b", "c", "d"}, kMinN);
  ASSERT_EQ(told.size(), 4U);
  EXPECT_EQ(told[0].mentions, 40);
  EXPECT_EQ(told[1].cell, Cell::hidden);  // or 51 - 40 - 9 would be known
  EXPECT_EQ(told[1].mentions, 0);
  EXPECT_EQ(told[2].cell, Cell::hidden);
  EXPECT_EQ(told[3].cell, Cell::shown);  // nobody is nobody
  stage.by_source = {{"a", 40}, {"b", 3}, {"c", 2}};
  EXPECT_EQ(volume_of(stage, {"a", "b", "c"}, kMinN)[0].mentions, 40);  // b and c together are five
}

TEST(Guard, AnswersOfTheWholeMinusThoseShownAreNotOfFew) {
  const Journey journey = two_and_two();
  FakeReader r(journey);
  say(r, "buy.pay", 20);
  say(r, "keep.it", 20);
  r.rate("", "nps", {{10000, 43}});
  r.rate("buy", "nps", {{10000, 20}});
  r.rate("get", "nps", {{10000, 3}});
  r.rate("keep", "nps", {{10000, 18}});
  MapData map = build_map(r, journey, {});
  EXPECT_EQ(map.kpis[0].estimate.n, 43);
  EXPECT_EQ(map.stages[0].kpis[0].estimate.n, 20);
  EXPECT_EQ(map.stages[1].kpis[0].cell, Cell::hidden);
  EXPECT_EQ(map.stages[2].kpis[0].estimate.n, 18);  // 43 - 38: five, with the two on no stage
  r.rate("keep", "nps", {{10000, 1}});
  map = build_map(r, journey, {});
  EXPECT_EQ(map.stages[0].kpis[0].estimate.n, 20);
  EXPECT_EQ(map.stages[2].kpis[0].cell, Cell::hidden);
  EXPECT_EQ(map.stages[2].kpis[0].estimate.n, 0);
}

}  // namespace
}  // namespace voxmap
