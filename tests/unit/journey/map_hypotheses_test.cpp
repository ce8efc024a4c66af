// Hypotheses, moments and hand-overs on the map: every format says them, and nothing of a hidden
// place.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "fake_reader.hpp"
#include "journey/hypotheses_map.hpp"
#include "journey/render.hpp"
#include "unit/journey/xml_check.hpp"

namespace voxmap {
namespace {

using testing::HasSubstr;
using testing::Not;

Journey shop() {
  return parse_journey(R"(
[journey]
id = "shop"
[[stage]]
id = "buy"
[[stage.touchpoint]]
id = "buy.pay"
title = "Paying"
channel = "web"
[[stage.touchpoint]]
id = "buy.wrap"
[[stage]]
id = "get"
[[stage.touchpoint]]
id = "get.courier"
title = "Courier"
channel = "doorstep"
[[hypothesis]]
id = "pay-hurts"
text = "Paying <b>hurts</b>"
touchpoint = "buy.pay"
direction = "lower"
against = 0.1
[[hypothesis]]
id = "nobody"
text = "Wrapping is loved"
touchpoint = "buy.wrap"
measure = "joy"
direction = "higher"
against = 0
)",
                       "journey.toml");
}

FakeReader reader_of(const Journey& journey) {
  FakeReader reader(journey);
  for (int i = 0; i < 20; ++i) {
    const std::string name = "p" + std::to_string(i);
    reader.say("buy.pay", name, "survey", -300 - 10 * i,
               "Paying was a pain, <i>again</i> and again");
    reader.say("get.courier", name, "survey", 200 + i, "The courier was nice to us all, really");
  }
  // Six were there, two of them with a score: the place is hidden, though the measure has enough.
  for (int i = 0; i < 6; ++i) {
    reader.say("buy.wrap", "w" + std::to_string(i), "survey", i < 2 ? 900 : 0,
               "A secret wrapping that nobody reads", {{Emotion::joy, 700}});
  }
  return reader;
}

MapData drawn(const Journey& journey, bool insight = true) {
  FakeReader reader = reader_of(journey);
  MapOptions options;
  options.insight = insight;
  options.store = "shop.voxmap";
  MapData map = build_map(reader, journey, options);
  map.stages[0].touchpoints[0].moment = MomentState::confirmed;
  map.handovers[0].change = 0.5;
  map.handovers[0].interval = Interval{0.25, 0.75};
  map.handovers[0].pairs = 20;
  return map;
}

std::map<std::string, std::string> formats(const MapData& map) {
  return {{"html", render_html(map)},
          {"json", render_json(map)},
          {"csv", render_csv(map)},
          {"markdown", render_markdown(map)},
          {"terminal", render_terminal(map, {})}};
}

TEST(MapHypotheses, AreSaidInEveryFormat) {
  const Journey journey = shop();
  const MapData map = drawn(journey);
  ASSERT_EQ(map.hypotheses.size(), 2U);
  for (const auto& [name, text] : formats(map)) {
    SCOPED_TRACE(name);
    EXPECT_THAT(text, HasSubstr("supported"));
    if (name == "html" || name == "markdown") {
      EXPECT_THAT(text, Not(HasSubstr("<b>hurts")));
    }
    EXPECT_THAT(text, Not(HasSubstr("A secret")));
    EXPECT_THAT(text, testing::AnyOf(HasSubstr("★ Paying"), HasSubstr("confirmed")));
    EXPECT_THAT(text, testing::AnyOf(HasSubstr("+0.50"), HasSubstr("0.5000"), HasSubstr("0.5,")));
  }
  const std::string page = render_html(map);
  XmlCheck check(page);
  EXPECT_EQ(check.fault(), std::nullopt);
  EXPECT_THAT(render_csv(map), HasSubstr("buy,buy.pay,moment,,,,,,confirmed"));
  EXPECT_THAT(render_csv(map), HasSubstr("buy,buy.wrap,hypothesis,nobody,,,,,hidden"));
  EXPECT_THAT(render_csv(map), HasSubstr("handover,Paying > Courier,0.5000,0.2500,0.7500,20,"));
  EXPECT_THAT(render_csv_matrix(map), HasSubstr("★ Paying"));
}

TEST(MapHypotheses, APlaceTheMapHidesIsOfTooFew) {
  const Journey journey = shop();
  const MapData map = drawn(journey);
  EXPECT_EQ(map.hypotheses[0].found.verdict, Verdict::supported);
  EXPECT_EQ(map.hypotheses[0].place, "Buy › Paying");
  EXPECT_EQ(map.hypotheses[1].found.verdict, Verdict::too_few);
  EXPECT_EQ(map.hypotheses[1].found.persons, 0);
  EXPECT_FALSE(map.hypotheses[1].found.supporting);
  const auto json = nlohmann::json::parse(render_json(map));
  EXPECT_EQ(json["hypotheses"][1]["verdict"], "too few people");
  EXPECT_FALSE(json["hypotheses"][1].contains("persons"));
  EXPECT_EQ(json["hypotheses"][0]["persons"], 20);
}

TEST(MapHypotheses, AreTestedOnlyWhereAskedFor) {
  const Journey journey = shop();
  EXPECT_TRUE(drawn(journey, false).hypotheses.empty());
}

TEST(MapHypotheses, AnAsciiTerminalShowsNoOtherSignsOfItsOwn) {
  const Journey journey = shop();
  const std::string text =
      render_terminal(drawn(journey), {.unicode = false, .colour = false, .width = 80});
  EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 128; }))
      << text;
}

}  // namespace
}  // namespace voxmap
