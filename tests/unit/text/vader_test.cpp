// The profile "vader" against figures worked out by an independent program for an invented lexicon
// in VADER's format, and its promises: evidence adds up, any text is taken.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "support/linear_time.hpp"
#include "support/tagging.hpp"

namespace voxmap {
namespace {

test::Tagging vader(const Journey* journey = nullptr) {
  return test::Tagging(journey, test::mini_options({"mini-vader"}));
}

struct Case {
  std::string text;
  int compound = 0;  // in ten-thousandths
};

// tests/support/lexicons/vader_expected.tsv: invented texts, and what an independent program of
// VADER's rules makes of them.
const std::vector<Case>& cases() {
  static const std::vector<Case> all = [] {
    std::vector<Case> read;
    std::ifstream in(VOXMAP_SOURCE_DIR "/tests/support/lexicons/vader_expected.tsv");
    for (std::string line; std::getline(in, line);) {
      const auto tab = line.find('\t');
      if (line.starts_with('#') || tab == std::string::npos) continue;
      read.push_back({line.substr(tab + 1), std::stoi(line.substr(0, tab))});
    }
    return read;
  }();
  return all;
}

TEST(VaderProfile, GivesTheCompoundOfTheOriginal) {
  auto t = vader();
  ASSERT_GT(cases().size(), 500U);
  for (const Case& c : cases()) {
    t.text(c.text);
    ASSERT_TRUE(t.tagged.compound.has_value() || c.compound == 0) << c.text;
    EXPECT_EQ(t.tagged.compound.value_or(0), c.compound) << c.text << "\n  " << t.valence();
  }
}

TEST(VaderProfile, EvidenceSumsToTheValence) {
  auto t = vader();
  ASSERT_GT(cases().size(), 500U);
  for (const Case& c : cases()) {
    t.text(c.text);
    ASSERT_EQ(t.tagged.mentions.size(), 1U);
    int sum = 0;
    for (const Evidence& e : t.tagged.evidence) {
      sum += e.weight;
      EXPECT_LE(e.span.end, c.text.size());
      EXPECT_LE(e.span.begin, e.span.end);
    }
    EXPECT_EQ(sum, t.tagged.mentions[0].valence) << c.text << "\n  " << t.valence();
    EXPECT_EQ(t.tagged.mentions[0].valence, t.tagged.valence);
  }
}

TEST(VaderProfile, SaysWhy) {
  auto t = vader();
  t.text("It was not VERY zoople, BUT fine");
  EXPECT_EQ(t.valence(),
            "mini-vader/valence:zoople+500 mini-vader/modifier:very+257 "
            "mini-vader/negation:not-1317 mini-vader/valence:fine+200 mini-vader/modifier:very+231 "
            "engine/vader:but+280 engine/vader:but+215 engine/vader:normal-12");
}

TEST(VaderProfile, TextsWithoutAnEntryHaveNoEvidence) {
  auto t = vader();
  t.text("Nothing here is listed!!!");
  EXPECT_EQ(t.tagged.label, Label::none);
  EXPECT_EQ(t.tagged.valence, 0);
  t.text("");
  EXPECT_EQ(t.tagged.label, Label::none);
}

TEST(VaderProfile, EmojiAreReadInWordsAndKeepTheirPlace) {
  auto t = vader();
  t.text("ok 😀 then");
  ASSERT_FALSE(t.tagged.evidence.empty());
  EXPECT_EQ(t.tagged.evidence[0].span, (Span{3, 7}));
}

TEST(VaderProfile, TouchpointsGetTheirOwnClauses) {
  Journey journey;
  journey.id = "j";
  journey.stages.push_back({});
  journey.stages[0].id = "s";
  for (const char* word : {"checkout", "courier"}) {
    Touchpoint touchpoint;
    touchpoint.id = word;
    touchpoint.words = {word};
    journey.touchpoints.push_back(touchpoint);
  }
  auto t = vader(&journey);
  t.text("The checkout was zoople. The courier was grimp.");
  ASSERT_EQ(t.tagged.mentions.size(), 2U);
  EXPECT_GT(t.tagged.mentions[0].valence, 0);
  EXPECT_LT(t.tagged.mentions[1].valence, 0);
  EXPECT_EQ(t.tagged.evidence[t.tagged.mentions[1].evidence_begin].span, (Span{41, 46}));
}

TEST(VaderProfile, HostileTextsTakeLinearTime) {
  auto t = vader();
  const auto repeated = [](std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += i % 7 == 3 ? "but " : "zoople never so grimp ";
    return text;
  };
  EXPECT_TRUE(testing::linear_time(7500, repeated, [&](const std::string& text) { t.text(text); }));
  EXPECT_TRUE(t.tagged.compound.has_value());
  t.text(std::string(300000, 'n') + "'t \xF0\x9F\x98\x80\xF0\x9F\x98\x80");
}

}  // namespace
}  // namespace voxmap
