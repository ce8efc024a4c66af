// Alerts over two windows of days, and the maturity of a map.
#include "journey/alerts.hpp"

#include <gtest/gtest.h>

#include "fake_reader.hpp"
#include "journey/maturity.hpp"

namespace voxmap {
namespace {

Journey shop() {
  return parse_journey(R"(
[journey]
id = "shop"
[[stage]]
id = "buy"
goal = "Pay"
[[stage.touchpoint]]
id = "buy.pay"
[[stage]]
id = "get"
goal = "Have it"
[[stage.touchpoint]]
id = "get.courier"
)",
                       "journey.toml");
}

Time day(int n) { return Time(std::chrono::hours(24 * n)); }

class Alerts : public testing::Test {
 protected:
  // So many people on that day, around the valence.
  void say(std::string_view where, int on, int people, int valence, int anger = 0) {
    for (int i = 0; i < people; ++i) {
      std::vector<std::pair<Emotion, int>> marks;
      if (anger > 0) marks.emplace_back(Emotion::anger, anger);
      reader
          .say(where, std::to_string(on) + "-" + std::to_string(i), "survey",
               valence + (i % 3 - 1) * 50, "a text", marks)
          .said_at = day(on);
    }
  }
  std::vector<Alert> look(AlertRule rule) {
    rule.name = "rule";
    if (rule.stages.empty()) rule.stages = {"buy"};
    rule.days = 10;
    return evaluate_alerts(reader, journey, {rule}, day(100), 5);
  }
  Journey journey = shop();
  FakeReader reader{journey};
};

TEST_F(Alerts, FallsOnlyWhenMoreThanItsInterval) {
  say("buy.pay", 85, 20, 400);
  say("buy.pay", 95, 20, 390);
  EXPECT_EQ(look({.kind = AlertRule::Kind::falls})[0].state, AlertState::quiet);
  say("buy.pay", 96, 20, -200);
  const Alert a = look({.kind = AlertRule::Kind::falls})[0];
  EXPECT_EQ(a.state, AlertState::raised);
  EXPECT_EQ(a.persons, 40);
  EXPECT_NEAR(a.reference, 0.4, 0.01);
  EXPECT_LT(a.interval->high, 0);
}

TEST_F(Alerts, ARiseIsNoFall) {
  say("buy.pay", 85, 20, -400);
  say("buy.pay", 95, 20, 400);
  EXPECT_EQ(look({.kind = AlertRule::Kind::falls})[0].state, AlertState::quiet);
}

TEST_F(Alerts, AboveWithTheWholeInterval) {
  AlertRule rule{.kind = AlertRule::Kind::above, .measure = "anger", .level = 0.2};
  say("buy.pay", 95, 7, -100);
  say("buy.pay", 96, 3, -100, 400);  // 3 of 10: 11 % to 60 %
  EXPECT_EQ(look(rule)[0].state, AlertState::quiet);
  say("buy.pay", 97, 20, -100, 400);  // 23 of 30: 59 % to 88 %
  EXPECT_EQ(look(rule)[0].state, AlertState::raised);
  rule.level = 0.6;
  EXPECT_EQ(look(rule)[0].state, AlertState::quiet);
}

TEST_F(Alerts, ASpikeIsAFactorAndNoChance) {
  say("buy.pay", 85, 5, 100);
  say("buy.pay", 95, 11, 100);  // twice as many, but 11 of 16: 44 % to 86 %
  EXPECT_EQ(look({.kind = AlertRule::Kind::spike})[0].state, AlertState::quiet);
  say("buy.pay", 96, 30, 100);
  EXPECT_EQ(look({.kind = AlertRule::Kind::spike})[0].state, AlertState::raised);
}

TEST_F(Alerts, FewPeopleAreNotTold) {
  say("buy.pay", 85, 4, 400);
  say("buy.pay", 95, 50, -400);
  for (const auto kind : {AlertRule::Kind::falls, AlertRule::Kind::spike}) {
    const Alert a = look({.kind = kind})[0];
    EXPECT_EQ(a.state, AlertState::too_few);
    EXPECT_EQ(a.reference, 0);
    EXPECT_EQ(a.persons, 0);
  }
}

TEST_F(Alerts, StaleByDay) {
  say("buy.pay", 90, 5, 100);  // the first of the newest ten days
  EXPECT_EQ(look({.kind = AlertRule::Kind::stale})[0].state, AlertState::quiet);
  say("get.courier", 89, 5, 100);
  const Alert a = look({.kind = AlertRule::Kind::stale, .stages = {"get"}})[0];
  EXPECT_EQ(a.state, AlertState::raised);
  EXPECT_EQ(a.newest, "1970-03-31");
  EXPECT_EQ(a.value, 10);
}

TEST_F(Alerts, NothingIsNoFall) {
  for (const auto kind : {AlertRule::Kind::falls, AlertRule::Kind::above, AlertRule::Kind::spike}) {
    EXPECT_EQ(look({.kind = kind})[0].state, AlertState::too_few);
  }
  EXPECT_EQ(look({.kind = AlertRule::Kind::stale})[0].state, AlertState::no_time);
}

TEST_F(Alerts, StagesThatAreNotThereAreAllNamed) {
  AlertRule rule;
  rule.stages = {"buy", "byu", "gett"};
  const auto problems = check_alerts({rule}, journey);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_NE(problems[1].hint.find("get"), std::string::npos);
}

TEST_F(Alerts, MaturityNamesTheNextStep) {
  say("buy.pay", 95, 6, 100);
  const auto assess = [&] { return assess_maturity(reader, journey, {}, std::nullopt, 5); };
  Maturity m = assess();
  EXPECT_EQ(m.level, 2);
  EXPECT_EQ(m.until, "1970-04-06");
  ASSERT_TRUE(m.next);
  EXPECT_EQ(m.checks[*m.next].id, "all_evidence");
  EXPECT_EQ(m.checks[*m.next].missing, std::vector<std::string>{"Get"});
  say("get.courier", 2, 6, 100);
  m = assess();
  EXPECT_EQ(m.level, 2);
  EXPECT_EQ(m.checks[*m.next].id, "owners");
  EXPECT_TRUE(m.stages[0].fresh);
  EXPECT_FALSE(m.stages[1].fresh);
  // Half a year later nothing is.
  EXPECT_FALSE(assess_maturity(reader, journey, {}, day(300), 5).stages[0].fresh);
}

TEST(Maturity, OfNothing) {
  const Journey journey = shop();
  FakeReader reader(journey);
  const Maturity m = assess_maturity(reader, journey, {}, std::nullopt, 5);
  EXPECT_EQ(m.level, 1);
  EXPECT_EQ(m.until, "");
  EXPECT_EQ(m.checks[*m.next].id, "evidence");
}

}  // namespace
}  // namespace voxmap
