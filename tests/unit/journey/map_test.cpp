// The numbers of the map, what is hidden, and who is quoted.
#include "journey/map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "unit/journey/sample_map.hpp"

namespace voxmap {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Map, MeanOverPeopleNotOverMentions) {
  FakeReader r(sample_journey());
  // One talkative person at -1.0 ten times, nine people at +0.5 once: mean of means is +0.35.
  for (int i = 0; i < 10; ++i) r.say("browse.search", "loud", "survey", -1000, "x");
  for (int i = 0; i < 9; ++i) r.say("browse.search", "p" + std::to_string(i), "survey", 500, "x");
  const MapData map = build_map(r, sample_journey(), {});
  const Feeling& f = map.stages[0].feeling;
  EXPECT_EQ(f.persons, 10);
  EXPECT_DOUBLE_EQ(f.mean, 0.35);
  // s^2 = (9 * 0.15^2 + 1.35^2) / 9 = 0.225; t(9) = 2.2622.
  EXPECT_NEAR(f.half_width, 2.2622 * std::sqrt(0.225 / 10), 1e-4);
  EXPECT_EQ(f.tone, Tone::positive);
  EXPECT_TRUE(f.directional);
  EXPECT_EQ(map.stages[0].mentions, 19);
}

TEST(Map, ToneIsUnclearWhenTheIntervalSpansZero) {
  const MapData map = sample_map();
  EXPECT_EQ(map.stages[0].feeling.tone, Tone::positive);
  EXPECT_EQ(map.stages[1].feeling.tone, Tone::negative);
  EXPECT_EQ(map.stages[2].feeling.tone, Tone::unclear);
  EXPECT_DOUBLE_EQ(map.stages[2].feeling.mean, 0);
}

TEST(Map, SharesLeaveOutMentionsWithoutEvidence) {
  FakeReader r(sample_journey());
  for (int i = 0; i < 6; ++i) {
    r.say("browse.search", "p" + std::to_string(i), "survey", i < 2 ? -100 : 100, "x");
    r.say("browse.search", "p" + std::to_string(i), "survey", 0, "x");
  }
  const MapStage s = build_map(r, sample_journey(), {}).stages[0];
  EXPECT_EQ(s.mentions, 12);
  EXPECT_EQ(s.scored, 6);
  EXPECT_DOUBLE_EQ(s.negative.share, 2.0 / 6);
  EXPECT_DOUBLE_EQ(s.positive.share, 4.0 / 6);
  EXPECT_EQ(s.no_emotion, 12);
}

TEST(Map, ActsAreMentionsAndRiskAShareOfThem) {
  const MapStage s = sample_map().stages[1];
  EXPECT_EQ(s.acts[static_cast<std::size_t>(Act::complaint)], 12);
  EXPECT_EQ(s.acts[static_cast<std::size_t>(Act::leaving)], 3);
  EXPECT_EQ(s.acts[static_cast<std::size_t>(Act::thanks)], 0);
  EXPECT_EQ(s.at_risk.count, 3);
  EXPECT_DOUBLE_EQ(s.at_risk.share, 3.0 / 37);
  EXPECT_FALSE(sample_map().stages[0].any_act());
}

TEST(Map, HiddenStagesCarryNoNumbersAtAll) {
  const MapStage s = sample_map().stages[3];
  EXPECT_EQ(s.cell, Cell::hidden);
  EXPECT_EQ(s.feeling.persons, 0);
  EXPECT_EQ(s.mentions, 0);
  EXPECT_EQ(s.marks(), 0);
  EXPECT_FALSE(s.any_act());
  EXPECT_FALSE(s.best);
  EXPECT_TRUE(s.volume.empty());
  for (const MapTouchpoint& t : s.touchpoints) EXPECT_EQ(t.cell, Cell::hidden);
}

TEST(Map, StagesWithoutMentionsAreEmptyNotHidden) {
  EXPECT_EQ(sample_map().stages[4].cell, Cell::empty);
}

TEST(Map, MinNIsTheLimit) {
  FakeReader r = sample_reader();
  MapOptions options;
  options.min_n = 3;
  EXPECT_EQ(build_map(r, sample_journey(), options).stages[3].cell, Cell::shown);
  options.min_n = 13;
  EXPECT_EQ(build_map(r, sample_journey(), options).stages[2].cell, Cell::hidden);
}

TEST(Map, OneHiddenStageRoundsTheTotals) {
  // 102 mentions: minus 91 on stages and 8 on none, the 3 hidden ones would be known.
  FakeReader r(sample_journey());
  for (int i = 0; i < 91; ++i) r.say("browse.search", "p" + std::to_string(i), "survey", 10, "x");
  for (int i = 0; i < 3; ++i) r.say("returns.refund", "r" + std::to_string(i), "survey", 10, "x");
  for (int i = 0; i < 8; ++i) r.say("", "u" + std::to_string(i), "survey", 10, "x");
  const MapTotals t = build_map(r, sample_journey(), {}).totals;
  EXPECT_TRUE(t.rounded);
  EXPECT_EQ(t.mentions, 100);  // 102
  EXPECT_EQ(t.unassigned, 10);
  EXPECT_DOUBLE_EQ(t.coverage, 0.92);
}

TEST(Map, NoneOrTwoHiddenStagesOfEnoughLeaveTheTotalsExact) {
  FakeReader r(sample_journey());
  for (int i = 0; i < 7; ++i) r.say("browse.search", "p" + std::to_string(i), "survey", 10, "x");
  EXPECT_EQ(build_map(r, sample_journey(), {}).totals.mentions, 7);
  for (const char* who : {"a", "b", "c"}) {
    r.say("returns.refund", who, "survey", 10, "x");
    r.say("loyalty.points", who + std::string("2"), "survey", 10, "x");
  }
  const MapTotals t = build_map(r, sample_journey(), {}).totals;
  EXPECT_FALSE(t.rounded);
  EXPECT_EQ(t.mentions, 13);
}

TEST(Map, OneHiddenTouchpointRoundsItsSiblings) {
  const MapStage s = sample_map().stages[1];  // 2 people at checkout.account
  ASSERT_EQ(s.touchpoints.size(), 2U);
  EXPECT_EQ(s.touchpoints[1].cell, Cell::hidden);
  EXPECT_TRUE(s.touchpoints[0].rounded);
  EXPECT_EQ(s.touchpoints[0].mentions, 0);
  EXPECT_DOUBLE_EQ(s.touchpoints[0].share, 0.95);  // 35 of 37
}

TEST(Map, LowestAndHighestTouchpoints) {
  const MapData map = sample_map();
  ASSERT_TRUE(map.lowest && map.highest);
  EXPECT_EQ(map.stages[map.lowest->stage].touchpoints[map.lowest->touchpoint].id,
            "checkout.payment");
  EXPECT_EQ(map.stages[map.highest->stage].id, "browse");
  ASSERT_TRUE(map.lowest->quote);
}

TEST(Map, KpisByDefinitionWithTargets) {
  const MapData map = sample_map();
  ASSERT_EQ(map.stages[0].kpis.size(), 1U);
  const MapKpi& nps = map.stages[0].kpis[0];
  EXPECT_EQ(nps.cell, Cell::shown);
  EXPECT_DOUBLE_EQ(nps.estimate.value, 30);
  EXPECT_EQ(nps.target, 40);
  ASSERT_EQ(map.stages[1].kpis.size(), 1U);             // in the data, not in the journey file
  EXPECT_EQ(map.stages[1].kpis[0].cell, Cell::hidden);  // three answers
  EXPECT_EQ(map.stages[1].kpis[0].estimate.n, 0);
  ASSERT_EQ(map.kpis.size(), 1U);
  EXPECT_DOUBLE_EQ(map.kpis[0].estimate.value, 40);
}

TEST(Map, PersonaAndSegmentBecomeTheFilter) {
  FakeReader r = sample_reader();
  MapOptions options;
  options.persona = "pro";
  options.segment = "dach";
  const MapData map = build_map(r, sample_journey(), options);
  EXPECT_EQ(map.persona, "Pro");
  EXPECT_EQ(map.segment, "Germany, Austria");
  for (const Filter& f : r.asked) {
    EXPECT_TRUE(f.persona.empty());
    ASSERT_EQ(f.when.size(), 3U);
    EXPECT_EQ(f.when[2].attribute, "country");
    EXPECT_THAT(f.when[2].values, ElementsAre("DE", "AT"));
  }
  r.asked.clear();
  options = {};
  options.persona = "named";  // without a condition: as the documents name it
  (void)build_map(r, sample_journey(), options);
  EXPECT_EQ(r.asked.front().persona, "named");
}

TEST(Map, UnknownPersonaIsAUsageErrorWithAHint) {
  FakeReader r = sample_reader();
  MapOptions options;
  options.segment = "dahc";
  try {
    (void)build_map(r, sample_journey(), options);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), Exit::usage);
    EXPECT_THAT(e.what(), HasSubstr("no segment \"dahc\""));
    EXPECT_EQ(e.hint(), "did you mean \"dach\"?");
  }
  options = {};
  options.persona = "somebody else";
  try {
    (void)build_map(r, sample_journey(), options);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.hint(), "known: pro, named");
  }
}

TEST(Map, PeriodIsTheOneAskedForWithItsLastDay) {
  FakeReader r = sample_reader();
  MapOptions options;
  options.filter.from = parse_time("2026-03-01")->at;
  options.filter.to = parse_time("2026-06-01")->at;
  const MapData map = build_map(r, sample_journey(), options);
  EXPECT_EQ(map.from, "2026-03-01");
  EXPECT_EQ(map.to, "2026-05-31");
  EXPECT_EQ(map.newest, "2026-04-09");
}

TEST(Map, AnEmptyStoreGivesAnEmptyMap) {
  FakeReader r(sample_journey());
  const MapData map = build_map(r, sample_journey(), {});
  EXPECT_EQ(map.totals.mentions, 0);
  EXPECT_EQ(map.totals.coverage, 0);
  EXPECT_FALSE(map.lowest);
  for (const MapStage& s : map.stages) EXPECT_EQ(s.cell, Cell::empty);
}

class Quotes : public testing::Test {
 protected:
  // Enough people to show the stage, none of them quotable.
  Quotes() {
    for (int i = 0; i < 6; ++i) reader.say("browse.search", "f" + std::to_string(i), "a", 10, "no");
  }
  MapStage stage() { return build_map(reader, sample_journey(), {}).stages[0]; }
  FakeReader reader{sample_journey()};
};

TEST_F(Quotes, OnlyUtterancesOf25To160Characters) {
  reader.say("browse.search", "x", "a", 900, std::string(24, 'x'));
  reader.say("browse.search", "y", "a", 800, std::string(161, 'x'));
  EXPECT_FALSE(stage().best);
  std::string umlauts;
  for (int i = 0; i < 160; ++i) umlauts += "ü";
  reader.say("browse.search", "z", "a", 700, umlauts);
  ASSERT_TRUE(stage().best);
  EXPECT_EQ(stage().best->text, umlauts);
}

TEST_F(Quotes, StrongestThenMostEvidenceThenSourceAndKey) {
  reader.say("browse.search", "w", "b", 500, "weaker, though long enough to be quoted");
  reader.say("browse.search", "x", "b", 600, "strong, but with little evidence to show");
  reader.say("browse.search", "y", "a", 600, "strong, the same, from an earlier source");
  EXPECT_EQ(stage().best->text, "strong, the same, from an earlier source");
  auto& m = reader.say("browse.search", "z", "c", 600, "strong, and two pieces of evidence for it");
  m.evidence.push_back({{8, 11}, "en/valence:and", 1, "valence"});
  EXPECT_EQ(stage().best->text, "strong, and two pieces of evidence for it");
}

TEST_F(Quotes, WordsAgainstTheLabelComeLast) {
  auto& m = reader.say("browse.search", "x", "a", 900, "what a thrill to pay for a broken vase");
  m.evidence.push_back({{26, 32}, "en/valence:broken", -500, "valence"});
  EXPECT_EQ(stage().best->text, "what a thrill to pay for a broken vase");
  reader.say("browse.search", "y", "a", 400, "the search finds just what I asked for");
  EXPECT_EQ(stage().best->text, "the search finds just what I asked for");
}

TEST_F(Quotes, ManyShortOnesDoNotHideALongOne) {
  for (int i = 0; i < 400; ++i) {
    reader.say("browse.search", "t" + std::to_string(i), "a", 600, "too short, all of these");
  }
  auto& m = reader.say("browse.search", "z", "z", 600, "the only one that is long enough here");
  m.key = "zzz";
  ASSERT_TRUE(stage().best);
  EXPECT_EQ(stage().best->key, "zzz");
}

TEST_F(Quotes, NobodyIsQuotedTwice) {
  reader.say("browse.search", "x", "a", 900, "the loudest customer says something nice");
  reader.say("browse.search", "x", "a", -900, "the loudest customer says something bad");
  reader.say("browse.search", "y", "a", -100, "somebody else has something bad to say");
  const MapStage s = stage();
  EXPECT_EQ(s.best->text, "the loudest customer says something nice");
  EXPECT_EQ(s.worst->text, "somebody else has something bad to say");
}

TEST_F(Quotes, EvidenceIsMergedAndRelativeToTheUtterance) {
  auto& m =
      reader.say("browse.search", "x", "a", -900, "Well. The page was really slow for me, sorry");
  m.span = {6, 38};
  m.evidence = {{{19, 25}, "m", -100, "valence"},
                {{26, 30}, "v", -500, "valence"},
                {{28, 30}, "v2", -300, "valence"},
                {{0, 4}, "outside", -1, "valence"},
                {{10, 14}, "e", 300, "anger"}};
  const Quote q = *stage().worst;
  EXPECT_EQ(q.text, "The page was really slow for me,");
  EXPECT_THAT(q.evidence, ElementsAre(Span{13, 19}, Span{20, 24}));
  EXPECT_EQ(q.evidence[1].of(q.text), "slow");
}

}  // namespace
}  // namespace voxmap
