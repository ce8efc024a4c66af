// Hypotheses: what is compared, and every mistake in stating one.
#include "journey/hypotheses.hpp"

#include <gtest/gtest.h>

#include <string>

#include "fake_reader.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

Journey shop(const std::string& hypotheses) {
  return two_stages(R"(
[[segment]]
id = "dach"
when = { country = "DE" }
)" + hypotheses);
}

std::string state(const std::string& id, const std::string& rest) {
  return "[[hypothesis]]\nid = \"" + id + "\"\ntext = \"t\"\nstage = \"buy\"\n" + rest + "\n";
}

// Student's sleep data (comparisons_test.cpp): a tenth of an hour as 10 scores, and 300 more, since
// a valence of 0 is no score here.
constexpr int kFirst[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};

TEST(Hypotheses, AgainstAThresholdIsStudentsT) {
  const Journey journey = shop(state("a", "direction = \"higher\"\nagainst = 0.3") +
                               state("b", "direction = \"lower\"\nagainst = 0.9") +
                               state("c", "direction = \"higher\"\nagainst = 0.9"));
  FakeReader reader(journey);
  for (int i = 0; i < 10; ++i) {
    reader.say("buy.pay", "p" + std::to_string(i), "survey", 300 + 10 * kFirst[i], "a text");
  }
  const auto tested = test_hypotheses(reader, journey, {}, 5);
  ASSERT_EQ(tested.size(), 3U);
  // R: t.test(extra, mu = 0) of group 1: mean 0.75, 95 % -0.5297804 to 2.0297804.
  EXPECT_EQ(tested[0].verdict, Verdict::undecided);
  EXPECT_NEAR(tested[0].difference, 0.075, 1e-12);
  EXPECT_NEAR(tested[0].interval->low, -0.05297804, 1e-8);
  EXPECT_NEAR(tested[0].interval->high, 0.20297804, 1e-8);
  EXPECT_EQ(tested[1].verdict, Verdict::supported);
  EXPECT_EQ(tested[2].verdict, Verdict::refuted);
  EXPECT_EQ(tested[1].persons, 10);
}

TEST(Hypotheses, OthersAreTheSamePeopleWhereThereAreEnough) {
  const Journey journey = shop(state("a", "direction = \"lower\""));
  FakeReader reader(journey);
  for (int i = 0; i < 40; ++i) {
    const std::string who = "p" + std::to_string(i);
    reader.say("buy.pay", who, "survey", -200 + i, "paying was a long and tiring affair");
    reader.say("get.courier", who, "survey", 300 - i % 7, "the courier was as quick as ever");
  }
  reader.say("get.courier", "alone", "survey", -1000, "a text");
  const auto tested = test_hypotheses(reader, journey, {}, 5);
  EXPECT_TRUE(tested[0].same_people);
  EXPECT_EQ(tested[0].persons, 40);
  EXPECT_EQ(tested[0].others, 0);
  EXPECT_EQ(tested[0].verdict, Verdict::supported);
  ASSERT_TRUE(tested[0].supporting);
  EXPECT_EQ(tested[0].supporting->valence, -200);
  EXPECT_FALSE(tested[0].opposing);
}

TEST(Hypotheses, OtherwiseThoseWhoNeverSpokeOfIt) {
  const Journey journey = shop(state("a", "direction = \"higher\"\nmeasure = \"anger\""));
  FakeReader reader(journey);
  for (int i = 0; i < 8; ++i) {
    const std::string who = std::to_string(i);
    reader.say("buy.pay", "a" + who, "survey", -100, "this made me very angry indeed",
               {{Emotion::anger, 500 + i}});
    reader.say("get.courier", "b" + who, "survey", 100, "a text");
  }
  const auto tested = test_hypotheses(reader, journey, {}, 5);
  EXPECT_FALSE(tested[0].same_people);
  EXPECT_EQ(tested[0].others, 8);
  EXPECT_NEAR(tested[0].value, 0.5035, 1e-9);
  EXPECT_EQ(tested[0].reference, 0);
  EXPECT_EQ(tested[0].verdict, Verdict::supported);
}

TEST(Hypotheses, FewPeopleAreNotTold) {
  const Journey journey = shop(state("a", "direction = \"higher\"\nagainst = 0"));
  FakeReader reader(journey);
  for (int i = 0; i < 4; ++i) reader.say("buy.pay", std::to_string(i), "survey", 900 + i, "a text");
  const auto tested = test_hypotheses(reader, journey, {}, 5);
  EXPECT_EQ(tested[0].verdict, Verdict::too_few);
  EXPECT_EQ(tested[0].persons, 0);
  EXPECT_EQ(tested[0].value, 0);
  EXPECT_FALSE(tested[0].supporting);
}

// With more of them, what one alone would show is not shown any more.
TEST(Hypotheses, PAreAdjustedForTheirNumber) {
  const auto verdict = [](int more) {
    std::string all = state("a", "direction = \"higher\"\nagainst = 0.23");
    for (int i = 0; i < more; ++i) {
      all += state("m" + std::to_string(i), "direction = \"higher\"\nagainst = 0.375");
    }
    const Journey journey = shop(all);
    FakeReader reader(journey);
    for (int i = 0; i < 10; ++i) {
      reader.say("buy.pay", "p" + std::to_string(i), "survey", 300 + 10 * kFirst[i], "a text");
    }
    return test_hypotheses(reader, journey, {}, 5)[0].verdict;
  };
  EXPECT_EQ(verdict(0), Verdict::supported);
  EXPECT_EQ(verdict(1), Verdict::undecided);
}

TEST(Hypotheses, AllMistakesAtOnce) {
  const std::string bad =
      "[[hypothesis]]\nid = \"a\"\ntext = \"t\"\nstage = \"by\"\ndirection = \"up\"\nmeasure = "
      "\"angr\"\n"
      "against = \"segment:dahc\"\nwhom = 1\n"
      "[[hypothesis]]\nid = \"a\"\ntext = \"t\"\ndirection = \"lower\"\nagainst = 3\n";
  try {
    (void)shop(bad);
    FAIL();
  } catch (const Error& error) {
    std::string all;
    for (const Problem& p : error.problems()) all += p.message + "\n";
    for (const char* part :
         {"no stage \"by\"", "neither \"higher\"", "\"angr\"", "segment \"dahc\"", "of whom",
          "whom", "stated twice", "a stage or a touchpoint", "off the scale"}) {
      EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
    }
  }
}

}  // namespace
}  // namespace voxmap
