// What stands beside the means: lanes by choice, importance, months, second lines, comparisons,
// small multiples, the story. Nothing hidden leaks and nothing hostile gets through.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journey/compare.hpp"
#include "journey/format.hpp"
#include "journey/map_extras.hpp"
#include "journey/overlays.hpp"
#include "journey/panels.hpp"
#include "journey/render.hpp"
#include "journey/story.hpp"
#include "unit/journey/sample_map.hpp"
#include "unit/journey/xml_check.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(Lanes, AreDrawnInTheOrderAskedForOrLeftOut) {
  EXPECT_THAT(parse_lanes("curve, goals"), ElementsAre(MapLane::curve, MapLane::goals));
  EXPECT_TRUE(parse_lanes("").empty());
  const auto rest = parse_lanes("-quotes,-trend");
  EXPECT_EQ(rest.size(), kLaneNames.size() - 2);
  EXPECT_THAT(rest, Not(testing::Contains(MapLane::quotes)));
  EXPECT_THROW((void)parse_lanes("goals,-curve"), Error);
  try {
    (void)parse_lanes("quots");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::usage);
    EXPECT_THAT(error.what(), HasSubstr("quotes"));
  }
}

TEST(Lanes, AHiddenLaneIsNotDrawn) {
  MapData map = sample_map();
  EXPECT_THAT(render_svg(map), HasSubstr("In their words"));
  map.look.lanes = parse_lanes("-quotes");
  EXPECT_THAT(render_svg(map), Not(HasSubstr("In their words")));
}

TEST(Impact, IsTheMeanWithMinusTheMeanWithout) {
  FakeReader reader(sample_journey());
  for (int i = 0; i < 10; ++i) reader.say("browse.search", "a" + std::to_string(i), "s", 500, "x");
  for (int i = 0; i < 30; ++i) reader.say("browse.prices", "b" + std::to_string(i), "s", -100, "x");
  for (int i = 0; i < 4; ++i) reader.say("returns.refund", "c" + std::to_string(i), "s", 999, "x");
  const MapData map = build_map(reader, sample_journey(), {});
  // All: (10 * 0.5 - 30 * 0.1) / 40 = 0.05; the four of the hidden touchpoint are in no number.
  const auto& touchpoints = map.stages[0].touchpoints;
  EXPECT_NEAR(touchpoints[0].impact.value(), 0.05 + 0.1, 1e-12);
  EXPECT_NEAR(touchpoints[1].impact.value(), 0.05 - 0.5, 1e-12);
  EXPECT_FALSE(map.stages[3].touchpoints[0].impact.has_value());
}

FakeReader reader_with_months() {
  FakeReader reader = sample_reader();  // newest: April 2026
  const std::int64_t april = 2026 * 12 + 3;
  reader.month_stats = {{"browse", april - 2, 20, 600000, 0},
                        {"browse", april - 1, 2, 123457, 0},
                        {"browse", april, 9, 90000, 0},
                        {"returns", april, 3, 270000, 0}};
  return reader;
}

TEST(Trend, FewPeopleAreHiddenAndAnotherMonthWithThem) {
  FakeReader reader = reader_with_months();
  MapData map = build_map(reader, sample_journey(), {});
  ASSERT_FALSE(map.months.empty());
  EXPECT_EQ(map.months.back(), "2026-04");
  // Two people alone would follow from the stage's mean: the smallest shown month goes as well.
  // Data of the sample begin in March, so that February is not drawn at all.
  ASSERT_EQ(map.stages[0].trend.size(), 2U);
  EXPECT_EQ(map.stages[0].trend[0].cell, Cell::hidden);
  EXPECT_EQ(map.stages[0].trend[1].cell, Cell::hidden);
  EXPECT_TRUE(map.stages[3].trend.empty());  // the stage itself is hidden
  EXPECT_TRUE(map.stages[3].newest.empty());
  for (const auto& text : {render_html(map), render_json(map), render_csv(map), render_svg(map),
                           render_story_html(map), render_story_markdown(map)}) {
    EXPECT_THAT(text, Not(HasSubstr("0.6173")));
    EXPECT_THAT(text, Not(HasSubstr("+0.62")));
    EXPECT_THAT(text, Not(HasSubstr("A secret")));
  }
}

TEST(Ages, AreCountedToADayAndNotByTheClock) {
  FakeReader reader = reader_with_months();
  reader.stored.sources.push_back({.name = "survey",
                                   .adapter = {},
                                   .documents = 1,
                                   .mentions = 1,
                                   .newest = parse_time("2026-04-01")->at,
                                   .last_run_status = {}});
  const MapData now = build_map(reader, sample_journey(), {});
  EXPECT_EQ(now.freshness.on, now.newest);
  MapOptions later;
  later.on = "2026-12-31";
  const MapData then = build_map(reader, sample_journey(), later);
  EXPECT_EQ(then.freshness.fresh, 0U);
  const auto survey = std::ranges::find(then.ages, "survey", &SourceAge::source);
  ASSERT_NE(survey, then.ages.end());
  EXPECT_EQ(survey->days, 274);
}

TEST(Overlays, NeedAPeriodAndAreThreeLinesAtMost) {
  FakeReader reader = sample_reader();
  MapData map = sample_map();
  EXPECT_THROW(overlay_previous(map, reader, sample_journey(), {}), Error);
  EXPECT_THROW(overlay_assumed(map), Error);
  EXPECT_THROW(add_overlays(map, reader, sample_journey(), {}, {"dach", "assumed", "previous"}),
               Error);
  map.stages[0].assumed = 0.9;
  overlay_assumed(map);
  EXPECT_THAT(render_svg(map), HasSubstr("assumed by the team"));
  EXPECT_EQ(XmlCheck(render_svg(map)).fault(), std::nullopt);
}

TEST(Handovers, ArePairedByTheSamePeopleOfNeighbouringStages) {
  MapData map = sample_map();
  std::vector<Handover> pairs(3);
  const auto fill = [&](std::size_t i, const char* from, const char* to, const char* channel,
                        std::int64_t persons, double change) {
    pairs[i].from = from;
    pairs[i].to = to;
    pairs[i].channel = channel;
    pairs[i].persons = persons;
    pairs[i].change = change;
  };
  fill(0, "browse.search", "checkout.payment", "web > phone", 9, -0.4);
  pairs[0].interval = Interval{-0.6, -0.2};
  pairs[0].shown = true;
  fill(1, "browse.prices", "checkout.payment", "shop > phone", 6, 0.1);
  fill(2, "browse.search", "delivery.courier", "web > door", 90, 0.2);  // not neighbours
  pair_handovers(map, sample_journey(), pairs);
  ASSERT_EQ(map.handovers.size(), 1U);
  EXPECT_EQ(map.handovers[0].pairs, 9);
  EXPECT_THAT(map.handovers[0].changes, ElementsAre("web › phone"));
  EXPECT_THAT(render_svg(map), HasSubstr("9 pairs"));
  EXPECT_THAT(render_svg(map), HasSubstr("arc down"));
}

Series series_of(const std::string& title, std::vector<Sample> samples) {
  Series out;
  out.title = title;
  for (const Sample& s : samples) {
    SeriesStage stage;
    stage.cell = s.n >= 5 ? Cell::shown : Cell::hidden;
    if (stage.cell == Cell::shown) {
      stage.sample = s;
      stage.feeling.persons = s.n;
      stage.feeling.mean = static_cast<double>(s.sum) / static_cast<double>(s.n) / 100000;
    }
    out.stages.push_back(std::move(stage));
  }
  return out;
}

Sample people(std::int64_t n, std::int64_t high, std::int64_t low) {
  Sample s;
  for (std::int64_t i = 0; i < n; ++i) s.add(i % 2 == 0 ? high : low);
  return s;
}

TEST(Series, PartsBesideTheirWholeGiveNobodyAway) {
  Series part = series_of("part", {people(40, 1000, 0), people(38, 1000, 0), people(30, 1000, 0)});
  hide_against(part, {40, 40, 40}, 5);
  EXPECT_EQ(part.stages[0].cell, Cell::shown);  // everybody: nothing is left over
  EXPECT_EQ(part.stages[1].cell, Cell::hidden);
  EXPECT_EQ(part.stages[2].cell, Cell::shown);
  std::vector<Series> parts = {series_of("a", {people(40, 1, 0)}),
                               series_of("b", {people(3, 1, 0)}),
                               series_of("c", {people(9, 1, 0)})};
  hide_among(parts, {60}, 5, [](std::size_t, std::size_t) { return true; });
  EXPECT_EQ(parts[0].stages[0].cell, Cell::shown);
  EXPECT_EQ(parts[2].stages[0].cell, Cell::hidden);
  EXPECT_EQ(parts[2].stages[0].feeling.persons, 0);
  // Of three, two that are apart leave three people over; the third has some of either.
  parts = {series_of("a", {people(40, 1, 0)}), series_of("b", {people(17, 1, 0)}),
           series_of("c", {people(30, 1, 0)})};
  hide_among(parts, {60}, 5, [](std::size_t a, std::size_t b) { return a != 2 && b != 2; });
  EXPECT_EQ(parts[0].stages[0].cell, Cell::shown);
  EXPECT_EQ(parts[1].stages[0].cell, Cell::hidden);
}

Comparison sample_comparison() {
  const Sample same = people(40, 20000, -10000);
  Series a = series_of("<before>", {same, same, same, people(3, 77700, 77700), same});
  Series b = series_of("after", {people(40, 60000, 40000), same, people(40, 21000, -9000),
                                 people(30, 0, 5000), same});
  return compare(sample_journey(), std::move(a), std::move(b), {});
}

TEST(Compare, AnArrowOnlyWhereTheAdjustedTestSaysSo) {
  const Comparison c = sample_comparison();
  EXPECT_EQ(c.tests, 4U);  // the hidden stage is not one
  EXPECT_TRUE(c.stages[0].significant);
  EXPECT_NEAR(c.stages[0].change->value, 0.45, 1e-9);
  EXPECT_FALSE(c.stages[1].significant);
  EXPECT_FALSE(c.stages[2].significant);
  EXPECT_FALSE(c.stages[3].change.has_value());
  const std::string text = compare_terminal(c, true, false);
  EXPECT_THAT(text, HasSubstr("▲"));
  EXPECT_EQ(text.find("▲"), text.rfind("▲"));
  EXPECT_THAT(text, HasSubstr("Holm"));
  for (const std::string& out : {text, compare_html(c), compare_json(c), compare_csv(c)}) {
    EXPECT_THAT(out, Not(testing::AnyOf(HasSubstr("0.7770"), HasSubstr("+0.78"))));
  }
  const std::string page = compare_html(c);
  XmlCheck check(page);
  EXPECT_EQ(check.fault(), std::nullopt);
  EXPECT_THAT(compare_html(c), Not(HasSubstr("<before>")));
}

TEST(Compare, NestedGroupsThatDifferByFewAreHidden) {
  const Comparison c = compare(
      sample_journey(),
      series_of("a", {people(40, 1, 0), people(40, 1, 0), people(40, 1, 0), people(40, 1, 0), {}}),
      series_of("b", {people(42, 1, 0), people(40, 1, 0), people(60, 1, 0), people(9, 1, 0), {}}),
      {.title = {}, .min_n = 5, .same_people = true, .nested = true});
  EXPECT_EQ(c.stages[0].cell_b, Cell::hidden);
  EXPECT_EQ(c.stages[1].cell_b, Cell::shown);
  EXPECT_EQ(c.stages[2].cell_b, Cell::shown);
}

TEST(Panels, AreWellFormedWithoutScript) {
  FakeReader reader = sample_reader();
  const Panels panels = build_panels(reader, sample_journey(), {}, PanelsBy::segment);
  const std::string page = panels_html(panels);
  XmlCheck check(page);
  EXPECT_EQ(check.fault(), std::nullopt);
  EXPECT_FALSE(check.elements().contains("script"));
  EXPECT_THROW((void)build_panels(reader, sample_journey(), {}, PanelsBy::source), Error);
  for (const auto& text :
       {panels_json(panels), panels_csv(panels), panels_terminal(panels, true)}) {
    EXPECT_THAT(text, Not(HasSubstr("0.9000")));
  }
}

TEST(Story, SaysNoMoreThanTheIntervals) {
  const MapData map = sample_map();
  const std::string story = render_story_markdown(map);
  EXPECT_THAT(story, HasSubstr("Browse is felt as good"));
  EXPECT_THAT(story, HasSubstr("Delivery may be felt either way"));
  EXPECT_THAT(story, HasSubstr("Fewer than 5 people spoke of it"));
  EXPECT_THAT(story, HasSubstr("Nobody spoke of it."));
  EXPECT_THAT(story, Not(HasSubstr("Returns is felt")));
  EXPECT_EQ(story, render_story_markdown(sample_map()));
}

TEST(Story, IsAPageWithoutActiveContent) {
  const std::string page = render_story_html(sample_map());
  XmlCheck check(page);
  EXPECT_EQ(check.fault(), std::nullopt);
  for (const std::string bad : {"script", "img", "a", "link"}) {
    EXPECT_FALSE(check.elements().contains(bad)) << bad;
  }
  EXPECT_THAT(page, HasSubstr("default-src 'none'; style-src 'sha256-"));
}

TEST(Story, TellsAChangeOnlyWhenItIsSignificant) {
  MapData map = sample_map();
  Overlay before{.kind = Overlay::Kind::previous, .title = "before", .points = {}};
  before.points.resize(map.stages.size());
  before.points[0] = {.cell = Cell::shown,
                      .persons = 40,
                      .mean = 0,
                      .interval = {},
                      .change = 0.3,
                      .change_interval = Interval{0.1, 0.5},
                      .significant = false};
  map.overlays = {before};
  EXPECT_THAT(render_story_markdown(map), Not(HasSubstr("against the period before")));
  map.overlays[0].points[0].significant = true;
  EXPECT_THAT(render_story_markdown(map), HasSubstr("better by 0.30 against the period before"));
}

}  // namespace
}  // namespace voxmap
