// The arithmetic of scores, as evidence shows it.
#include <gmock/gmock.h>

#include <array>
#include <map>

#include "support/tagging.hpp"

namespace voxmap {
namespace {

using test::Tagging;

class Score : public ::testing::Test {
 protected:
  // The valence evidence of the only mention.
  std::string of(std::string_view text) {
    t_.text(text);
    EXPECT_EQ(t_.tagged.mentions.size(), 1U) << text;
    return t_.valence();
  }
  Label label(std::string_view text) { return t_.text(text).label; }
  Tagging t_;
};

TEST_F(Score, AWordCounts) {
  EXPECT_EQ(of("The bus was slow"), "mini/valence:slow-400");
  EXPECT_EQ(t_.tagged.valence, -400);
  EXPECT_EQ(t_.tagged.label, Label::negative);
  EXPECT_EQ(t_.tagged.mentions[0].evidence_count, 1U);
  EXPECT_EQ(t_.tagged.evidence[0].span, (Span{12, 16}));
}

TEST_F(Score, NoEvidenceIsNotNeutral) {
  EXPECT_EQ(label("It arrived on Monday."), Label::none);
  EXPECT_EQ(label("It was good and bad."), Label::neutral);
  EXPECT_EQ(label("I was scared"), Label::neutral) << "an emotion is evidence";
}

TEST_F(Score, ModifiersWithinThreeWordsAreTheirOwnEvidence) {
  EXPECT_EQ(of("really slow"), "mini/valence:slow-400 mini/modifier:really-120");
  EXPECT_EQ(of("slightly slow"), "mini/valence:slow-400 mini/modifier:slightly+200");
  EXPECT_EQ(of("very very good"),
            "mini/valence:good+500 mini/modifier:very+150 mini/modifier:very+150");
  EXPECT_EQ(of("really a bit too slow"), "mini/valence:slow-400 mini/modifier:really-120");
  EXPECT_EQ(of("really one two three four slow"), "mini/valence:slow-400");
  EXPECT_EQ(of("very good, cheap"),
            "mini/valence:good+500 mini/modifier:very+150 mini/valence:cheap-200")
      << "a modifier serves one word";
  EXPECT_EQ(of("slightly slightly slightly good"),
            "mini/valence:good+500 mini/modifier:slightly-250 mini/modifier:slightly-250")
      << "nothing turns round by diminishing";
}

TEST_F(Score, NegationFlipsAndShrinks) {
  EXPECT_EQ(of("It is not good"), "mini/valence:good+500 mini/negation:not-800");
  EXPECT_EQ(t_.tagged.valence, -300);
  EXPECT_EQ(of("It isn\u2019t bad"), "mini/valence:bad-500 mini/negation:isn't+600");
  EXPECT_EQ(label("not terrible"), Label::negative) << "shifted, not turned round";
  EXPECT_EQ(of("not very good"),
            "mini/valence:good+500 mini/modifier:very+150 mini/negation:not-1040");
  EXPECT_EQ(of("hardly good"), "mini/valence:good+500 mini/negation:hardly-350");
}

TEST_F(Score, AnEntryMaySayWhatItWeighsNegated) {
  EXPECT_EQ(of("It was not crowded"), "mini/valence:crowded-500 mini/negation:not+600");
  EXPECT_EQ(t_.tagged.valence, 100);
}

TEST_F(Score, ADenialCountsWhereNothingPolarStands) {
  EXPECT_EQ(of("It doesn't open"), "mini/negation:doesn't-150");
  EXPECT_EQ(t_.tagged.evidence[0].span, (Span{3, 10}));
  EXPECT_EQ(t_.tagged.label, Label::negative);
  EXPECT_EQ(of("It won't and doesn't open"), "mini/negation:won't-200") << "the first one only";
  EXPECT_EQ(of("It doesn't look good"), "mini/valence:good+500 mini/negation:doesn't-800");
  EXPECT_EQ(of("Good that it doesn't open"), "mini/valence:good+500") << "something polar stands";
  EXPECT_EQ(label("It is not open"), Label::none) << "this one says nothing alone";
}

TEST_F(Score, WordsCutAtTheirApostropheAreOne) {
  EXPECT_EQ(of("It is n't bad"), "mini/valence:bad-500 mini/negation:isn't+600");
  EXPECT_EQ(t_.tagged.evidence[1].span, (Span{3, 9}));
  EXPECT_EQ(of("It does n \u2019t open"), "mini/negation:doesn't-150");
  EXPECT_EQ(of("It does  n't look good"), "mini/valence:good+500") << "one space, no more";
  EXPECT_EQ(of("is 'bad'"), "mini/valence:bad-500") << "a quotation is none";
}

TEST_F(Score, NegationHasItsReach) {
  EXPECT_EQ(of("no, it is good"), "mini/valence:good+500") << "not over a comma";
  EXPECT_EQ(of("not a b c d e f good"), "mini/valence:good+500") << "not over many words";
  EXPECT_EQ(of("not good or great"),
            "mini/valence:good+500 mini/negation:not-800 mini/valence:great+700 "
            "mini/negation:not-1120");
  EXPECT_EQ(of("no delays and great staff"),
            "mini/valence:delays-300 mini/negation:no+450 mini/valence:great+700")
      << "what is denied is the delays";
  t_.text("not now but good");
  EXPECT_EQ(t_.valence(0), "mini/valence:good+500") << "not over a contrast";
}

TEST_F(Score, ExceptionsCancelNegation) {
  EXPECT_EQ(of("not only good"), "mini/valence:good+500");
  EXPECT_EQ(label("no problem"), Label::none) << "the problem inside does not count";
  EXPECT_EQ(of("not the best"), "mini/valence:not the best-300") << "a phrase swallows its 'not'";
}

TEST_F(Score, PhrasesAreLongestFirstAndTakePlaceholders) {
  EXPECT_EQ(of("kind of cheap"), "") << "0 neutralises";
  EXPECT_EQ(t_.tagged.label, Label::none);
  EXPECT_EQ(of("2 hours on hold"), "mini/valence:<num> hours on hold-600");
  EXPECT_EQ(of("a waste of everybody's time"), "") << "<any> is one word";
  EXPECT_EQ(of("a waste of my time"), "mini/valence:waste of <any> time-700");
  EXPECT_EQ(of("I COULDN\u2019T CARE LESS"), "mini/valence:couldn't care less-500");
}

TEST_F(Score, IrrealisAndQuestionsDampPraiseOnly) {
  EXPECT_EQ(of("that would be good"), "mini/valence:good+500 mini/irrealis:would-150");
  EXPECT_EQ(of("that would be bad"), "mini/valence:bad-500");
  EXPECT_EQ(of("can you recommend a good one"), "mini/valence:good+500 mini/question:can you-150");
}

TEST_F(Score, EmphasisIsTheEngines) {
  EXPECT_EQ(of("this is GOOD"), "mini/valence:good+500 engine/emphasis+75");
  EXPECT_EQ(of("THIS IS GOOD"), "mini/valence:good+500") << "capitals throughout are none";
  EXPECT_EQ(of("this is gooood"), "mini/valence:good+500 engine/emphasis+75");
  EXPECT_EQ(of("this is good!!"), "mini/valence:good+500 engine/emphasis+60");
  EXPECT_EQ(of("this is good!!!!!!!!!"), "mini/valence:good+500 engine/emphasis+90");
  EXPECT_EQ(of("SOOO good thing this"),
            "mini/valence:good+500 mini/modifier:so+125 engine/emphasis+188");
}

TEST_F(Score, EmojiAndEmoticons) {
  EXPECT_EQ(of("ok \U0001F44D\U0001F3FF"), "mini/emoji:\U0001F44D+300");
  EXPECT_EQ(of("\U0001F469\u200D\U0001F680"), "mini/emoji:\U0001F469\u200D\U0001F680+200");
  EXPECT_EQ(of("\U0001F469\u200D\U0001F4BB"), "mini/emoji:\U0001F469-100")
      << "falls back to its base";
  EXPECT_EQ(of("not good :-("), "mini/valence:good+500 mini/negation:not-800 mini/emoji::-(-300");
  EXPECT_EQ(t_.emotion(Emotion::sadness), "mini/emoji::-(+400");
}

TEST_F(Score, EmojiAfterAFullStopBelongToWhatWasSaid) {
  t_.text("It came. \U0001F600 It left.");
  ASSERT_EQ(t_.tagged.mentions.size(), 1U);
  EXPECT_EQ(t_.tagged.mentions[0].span, (Span{0, 13}));
  t_.text("It came.\n\U0001F600 It left.");
  ASSERT_EQ(t_.tagged.mentions.size(), 1U);
  EXPECT_EQ(t_.tagged.mentions[0].span, (Span{9, 22})) << "but not over a line";
}

TEST_F(Score, PatternsRankWithPhrases) {
  EXPECT_EQ(of("It won\u2019t start"), "mini/pattern:wont-work-500");
  EXPECT_EQ(t_.emotion(Emotion::anger), "mini/pattern:wont-work+400");
  EXPECT_EQ(of("NEVER  again"), "mini/pattern:never-again-600");
}

TEST_F(Score, NamesNeverScore) {
  EXPECT_EQ(label("@great see https://bad.com/terrible and slow.terrible@good.com"), Label::none);
  EXPECT_EQ(of("#SoSlow"), "mini/valence:slow-400 mini/modifier:so-100") << "hashtags do";
}

TEST_F(Score, EmotionsFollowTheirWords) {
  t_.text("really great");
  EXPECT_EQ(t_.emotion(Emotion::joy), "mini/emotion:great+600 mini/modifier:really+180");
  EXPECT_EQ(t_.tagged.emotions[static_cast<std::size_t>(Emotion::joy)], 780);
  t_.text("not great");
  EXPECT_EQ(t_.emotion(Emotion::joy), "mini/emotion:great+600 mini/negation:not-600");
  EXPECT_EQ(t_.tagged.emotions[static_cast<std::size_t>(Emotion::joy)], 0);
}

TEST_F(Score, LimitsAreEvidenceToo) {
  EXPECT_EQ(of("excellent great good"),
            "mini/valence:excellent+900 mini/valence:great+700 mini/valence:good+500 "
            "engine/limit-1100");
  EXPECT_EQ(t_.tagged.mentions[0].valence, 1000);
}

TEST_F(Score, WhatComesAfterButWeighsMore) {
  t_.text("The food was good but the staff was bad");
  ASSERT_EQ(t_.tagged.mentions.size(), 2U);
  EXPECT_EQ(t_.tagged.mentions[0].span, (Span{0, 17}));
  EXPECT_EQ(t_.tagged.mentions[1].span, (Span{18, 39}));
  EXPECT_EQ(t_.tagged.valence, -250);
  t_.text("Although the food was bad, the staff was good");
  ASSERT_EQ(t_.tagged.mentions.size(), 2U);
  EXPECT_EQ(t_.tagged.valence, 250);
}

TEST_F(Score, StrongMarksCutClauses) {
  t_.text("Good food; bad staff \u2014 great view - slow lift");
  EXPECT_EQ(t_.tagged.mentions.size(), 4U);
}

// Every sum of evidence is the score, on texts made from everything the pack knows.
TEST_F(Score, EvidenceAddsUpToTheScore) {
  const std::array<std::string_view, 34> words = {"good",
                                                  "great",
                                                  "terrible",
                                                  "slow",
                                                  "not",
                                                  "no",
                                                  "very",
                                                  "slightly",
                                                  "SOOO",
                                                  "but",
                                                  "although",
                                                  "would",
                                                  "can you",
                                                  ",",
                                                  ".",
                                                  "!!!",
                                                  ";",
                                                  "love",
                                                  "scared",
                                                  "delay",
                                                  "2 hours on hold",
                                                  "won't start",
                                                  "\U0001F600",
                                                  ":-(",
                                                  "hardly",
                                                  "not only",
                                                  "EXCELLENT",
                                                  "broken",
                                                  "the",
                                                  "food",
                                                  "@good",
                                                  "#BadDay",
                                                  "?",
                                                  "waste of my time"};
  std::uint32_t state = 11;
  std::size_t evidence = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 25; ++i) {
      state = state * 1664525U + 1013904223U;
      text += words[(state >> 16U) % words.size()];
      text += ' ';
    }
    t_.text(text);
    for (const Mention& mention : t_.tagged.mentions) {
      std::map<int, int> sums;
      for (std::uint32_t e = 0; e < mention.evidence_count; ++e) {
        const Evidence& one = t_.tagged.evidence[mention.evidence_begin + e];
        ASSERT_NE(one.weight, 0);
        ASSERT_LE(one.span.begin, one.span.end);
        ASSERT_GE(one.span.begin, mention.span.begin);
        ASSERT_LE(one.span.end, mention.span.end);
        sums[one.dimension] += one.weight;
        ++evidence;
      }
      ASSERT_EQ(sums[kValenceDimension], mention.valence) << text;
      for (int e = 0; e < static_cast<int>(kEmotionCount); ++e) {
        ASSERT_EQ(sums[e], mention.emotions[static_cast<std::size_t>(e)]) << text;
      }
      ASSERT_EQ(mention.label == Label::none, mention.evidence_count == 0);
    }
  }
  EXPECT_GT(evidence, 10000U);
}

TEST_F(Score, LaterPacksOverrideEarlierOnes) {
  Tagging both(nullptr, test::mini_options({"mini", "mini-shop"}));
  both.text("cheap");
  EXPECT_EQ(both.valence(), "mini-shop/valence:cheap+400");
  Tagging other(nullptr, test::mini_options({"mini-shop", "mini"}));
  other.text("cheap");
  EXPECT_EQ(other.valence(), "mini/valence:cheap-200");
}

}  // namespace
}  // namespace voxmap
