// Journey files: what a good one gives, and that a bad one is explained at once and in place.
#include "journey/journey_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kGood = R"(
[journey]
id = "retail"
version = 3

[[stage]]
id = "checkout"
title = "Order and pay"
goal = "Pay once"
kpis = [{ scale = "csat", definition = "csat_1_5_top2", target = 82.5 }, { scale = "nps" }]

[[stage.touchpoint]]
id = "checkout.bank_check"
channel = "web"
words = ["verification", "TAN"]
patterns = ['\bcharged twice\b']
questions = ["How was paying"]

[[stage]]
id = "delivery"
[[stage.touchpoint]]
id = "delivery.courier"
title = "Courier"
words = "driver"

[[persona]]
id = "pro"
when = { plan = "pro", country = ["DE", "AT"], orders = ">= 3", age = "< 30.5", tier = "!= test" }

[[segment]]
id = "repeat"
title = "Repeat buyers"
when = { orders = 2, newsletter = true }
)";

TEST(JourneyFile, ReadsEverythingAndDefaultsTitlesFromIds) {
  const Journey j = parse_journey(kGood, "journey.toml");
  EXPECT_EQ(j.id, "retail");
  EXPECT_EQ(j.title, "Retail");
  EXPECT_EQ(j.version, "3");
  EXPECT_EQ(j.digest.size(), 64U);
  ASSERT_EQ(j.stages.size(), 2U);
  EXPECT_EQ(j.stages[1].title, "Delivery");
  ASSERT_EQ(j.stages[0].kpis.size(), 2U);
  EXPECT_EQ(j.stages[0].kpis[0].target_milli, 82500);
  EXPECT_FALSE(j.stages[0].kpis[1].target_milli);
  ASSERT_EQ(j.touchpoints.size(), 2U);
  const Touchpoint& t = j.touchpoints[0];
  EXPECT_EQ(t.title, "Bank check");
  EXPECT_THAT(t.words, ElementsAre("verification", "TAN"));
  ASSERT_EQ(t.patterns.size(), 1U);
  EXPECT_EQ(t.patterns[0].regex, R"(\bcharged twice\b)");
  EXPECT_EQ(t.patterns[0].where.line, 16U);
  EXPECT_EQ(t.patterns[0].where.column, 13U);
  EXPECT_EQ(j.touchpoints[1].stage, 1U);
  EXPECT_THAT(j.touchpoints[1].words, ElementsAre("driver"));
  EXPECT_EQ(j.find_touchpoint("delivery.courier"), 1U);
  EXPECT_EQ(j.find_stage("nowhere"), std::nullopt);
}

TEST(JourneyFile, GroupsMatchAttributes) {
  const Journey j = parse_journey(kGood, "journey.toml");
  const Group& pro = j.personas[0];
  std::vector<Attribute> who = {
      {"plan", "PRO"}, {"country", "at"}, {"orders", "3"}, {"age", "30.4"}, {"tier", "gold"}};
  EXPECT_TRUE(matches(pro, who));
  who[1].value = "CH";
  EXPECT_FALSE(matches(pro, who));
  who[1].value = "DE";
  who[2].value = "2.9";
  EXPECT_FALSE(matches(pro, who));
  who[2].value = "many";  // not a number: no comparison holds
  EXPECT_FALSE(matches(pro, who));
  who[2].value = "11";
  EXPECT_TRUE(matches(pro, who));
  who[4].value = "Test";
  EXPECT_FALSE(matches(pro, who));
  who.pop_back();  // nothing known of the tier: it is not "test"
  EXPECT_TRUE(matches(pro, who));
  who.erase(who.begin());  // nothing known of the plan: it is not "pro"
  EXPECT_FALSE(matches(pro, who));

  const std::vector<Attribute> repeat = {{"orders", "2"}, {"newsletter", "true"}};
  EXPECT_TRUE(matches(j.segments[0], repeat));
}

std::vector<Problem> problems_of(std::string_view toml) {
  try {
    (void)parse_journey(toml, "journey.toml");
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), Exit::config);
    return e.problems();
  }
  ADD_FAILURE() << "no error";
  return {};
}

const Problem* find(const std::vector<Problem>& list, std::string_view text) {
  const auto found = std::ranges::find_if(list, [&](const Problem& p) {
    return (p.message + " " + p.hint).find(text) != std::string::npos;
  });
  EXPECT_NE(found, list.end()) << "no problem says: " << text;
  return found == list.end() ? nullptr : &*found;
}

TEST(JourneyFile, ReportsAllProblemsAtOnceWithTheirPlaces) {
  const auto list = problems_of(R"([journey]
id = "retail"
titel = "Shop"
[[stage]]
id = "checkout"
kpis = [{ scale = "npss" }, { scale = "ces", definition = "ces_1_7_nett" }]
[[stage.touchpoint]]
id = "checkout.payment"
words = []
[[stage.touchpoint]]
id = "checkout.payment"
patterns = ["pay", 3]
[[stage]]
id = "check out"
[[segment]]
id = "x"
when = { orders = ">= three", country = [] }
)");
  const Problem* unknown = find(list, "did you mean \"title\"?");
  ASSERT_NE(unknown, nullptr);
  EXPECT_EQ(unknown->where.line, 3U);
  EXPECT_EQ(unknown->where.column, 1U);
  EXPECT_EQ(unknown->excerpt, "titel = \"Shop\"");
  EXPECT_EQ(unknown->length, 5U);
  ASSERT_NE(find(list, "unknown scale \"npss\""), nullptr);
  EXPECT_THAT(find(list, "unknown scale")->hint, HasSubstr("nps"));
  EXPECT_NE(find(list, "did you mean \"ces_1_7_net\"?"), nullptr);
  EXPECT_NE(find(list, "words is an empty list"), nullptr);
  const Problem* twice = find(list, "\"checkout.payment\" is defined twice");
  ASSERT_NE(twice, nullptr);
  EXPECT_EQ(twice->where.line, 11U);
  EXPECT_NE(find(list, "\"check out\" is not an id"), nullptr);
  EXPECT_NE(find(list, "\"three\" is not a number"), nullptr);
  EXPECT_NE(find(list, "country is an empty list"), nullptr);
  EXPECT_NE(find(list, "whole number"), nullptr);  // the 3 among the patterns
}

TEST(JourneyFile, SaysWhatIsMissing) {
  const auto list = problems_of("");
  EXPECT_NE(find(list, "no [journey] table"), nullptr);
  EXPECT_NE(find(list, "has no stages"), nullptr);
  EXPECT_NE(find(problems_of("[journey]\nid = 'x'\nstage = []\n"), "unknown key \"stage\""),
            nullptr);
  EXPECT_NE(find(problems_of("stage = []\n[journey]\nid = 'x'\n"), "stage is an empty list"),
            nullptr);
  EXPECT_NE(find(problems_of("[journey]\nid = 'x'\n[[stage]]\ntitle = 'A'\n"), "id is missing"),
            nullptr);
  EXPECT_NE(find(problems_of("[[segment]]\nid = 'x'\n"), "has no condition"), nullptr);
}

TEST(JourneyFile, SyntaxErrorsHaveAPlace) {
  const auto list = problems_of("[journey]\nid = \"x\n");
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].where.line, 2U);
}

TEST(JourneyFile, OddButUsableIsAWarning) {
  std::vector<Problem> warnings;
  const Journey j = parse_journey(
      "[journey]\nid='x'\n[[stage]]\nid='a'\n[[stage.touchpoint]]\nid='pay'\nwords=['p']\n"
      "[[stage.touchpoint]]\nid='a.none'\n[[stage]]\nid='b'\n",
      "journey.toml", warnings);
  EXPECT_EQ(j.touchpoints.size(), 2U);
  ASSERT_EQ(warnings.size(), 3U);
  EXPECT_THAT(warnings[0].hint, HasSubstr("a.pay"));
  EXPECT_THAT(warnings[1].message, HasSubstr("no words"));
  EXPECT_THAT(warnings[2].message, HasSubstr("no touchpoints"));
  for (const Problem& p : warnings) EXPECT_EQ(p.severity, Problem::Severity::warning);
}

TEST(JourneyFile, MissingFileIsNoInput) {
  try {
    (void)read_journey("/nonexistent/journey.toml");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), Exit::no_input);
  }
}

TEST(JourneyFile, TheSampleIsFine) {
  const std::string path = VOXMAP_SOURCE_DIR "/sample_data/journey.toml";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const Journey j = read_journey(path);
  EXPECT_GE(j.stages.size(), 4U);
  EXPECT_FALSE(j.personas.empty());
}

}  // namespace
}  // namespace voxmap
