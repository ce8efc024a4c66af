// Sentence ends: the written-out rules against ICU, on texts made to provoke them.
#include "text/sentences.hpp"

#include <gmock/gmock.h>

#include <string>

namespace voxmap::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::uint32_t> ends_of(Sentences& sentences, const std::string& text) {
  std::vector<std::uint32_t> ends;
  sentences.find(text, ends);
  return ends;
}

TEST(Sentences, EndWhereAReaderSeesThem) {
  Sentences s;
  EXPECT_THAT(ends_of(s, ""), IsEmpty());
  EXPECT_THAT(ends_of(s, "One. Two! Three?"), ElementsAre(5, 10, 16));
  EXPECT_THAT(ends_of(s, "It costs 2.50 in the U.S. today."), ElementsAre(32));
  EXPECT_THAT(ends_of(s, "First line\r\nsecond"), ElementsAre(12, 18));
  EXPECT_THAT(ends_of(s, "He said \"no.\" Then left."), ElementsAre(14, 24));
}

// Every text over a small alphabet of difficult pieces, and long random ones.
TEST(Sentences, AgreeWithIcu) {
  const std::string pieces[] = {"a",      "B",          "3",      ".",      "!",  "?", " ",
                                "\n",     "\r",         "(",      "\"",     ",",  "-", ":",
                                "\u00e9", "\u00c9",     "\u2019", "\u2026", "\t", ";", "\u3002",
                                "\u914d", "\U0001F600", "\u00a0", "\u2028"};
  Sentences s;
  std::vector<std::uint32_t> expected;
  constexpr std::size_t kPieces = std::size(pieces);
  for (const std::string& a : pieces) {
    for (const std::string& b : pieces) {
      for (const std::string& c : pieces) {
        const std::string text = "x" + a + b + c + "y. Z";
        s.reference(text, expected);
        ASSERT_EQ(ends_of(s, text), expected) << text;
      }
    }
  }
  std::uint32_t state = 20260301;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) {
      state = state * 1664525U + 1013904223U;
      text += pieces[(state >> 16U) % kPieces];
    }
    s.reference(text, expected);
    ASSERT_EQ(ends_of(s, text), expected) << text;
  }
}

// Marks and format characters are left to ICU, wherever they stand.
TEST(Sentences, AgreeWithIcuOnMarksAndFormatCharacters) {
  const std::string pieces[] = {"a",      "B",      ".",      " ", "\u0301",
                                "\u200d", "\u00ad", "\ufe0f", "!", ")"};
  Sentences s;
  std::vector<std::uint32_t> expected;
  std::uint32_t state = 5;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525U + 1013904223U;
      text += pieces[(state >> 16U) % std::size(pieces)];
    }
    s.reference(text, expected);
    ASSERT_EQ(ends_of(s, text), expected) << text;
  }
}

}  // namespace
}  // namespace voxmap::text
