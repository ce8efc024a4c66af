// Letters that tell languages from each other.
#include "text/letters.hpp"

#include <gtest/gtest.h>

namespace voxmap::text {
namespace {

TEST(Letters, SpeakForTheLanguagesWhoseWordsHaveThem) {
  Letters letters;
  for (int i = 0; i < 1000; ++i) letters.note("word", 0);
  letters.note("caf\u00e9", 0);  // once in a thousand words is no letter of a language
  for (const char* word : {"f\u00fcr", "sch\u00f6n", "gr\u00f6\u00dfe"}) letters.note(word, 1);
  for (const char* word : {"caf\u00e9", "p\u00fablico"}) letters.note(word, 2);
  EXPECT_EQ(letters.languages("word"), 0U) << "nothing to tell them by";
  EXPECT_EQ(letters.languages("M\u00dcDE"), 1U << 1U) << "in any case";
  EXPECT_EQ(letters.languages("caf\u00e9"), 1U << 2U);
  EXPECT_EQ(letters.languages("caf\u00e9\u00fc"), 0U) << "no language has both";
  EXPECT_EQ(letters.languages("\u4e2d\u00fc"), 0U) << "another script";
}

TEST(Letters, TakeWordsThatAreCutOff) {
  Letters letters;
  letters.note("\xC3\xBC", 0);
  EXPECT_EQ(letters.languages("\xC3"), 0U);
  EXPECT_EQ(letters.languages(""), 0U);
}

}  // namespace
}  // namespace voxmap::text
