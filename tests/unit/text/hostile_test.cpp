// Texts made to hurt: size, nesting and bytes that nobody would write.
#include <gmock/gmock.h>

#include <string>

#include "support/linear_time.hpp"
#include "support/tagging.hpp"

namespace voxmap {
namespace {

Journey pay() {
  Journey journey;
  journey.id = "j";
  journey.stages.resize(1);
  for (int i = 0; i < 2; ++i) {
    Touchpoint t;
    t.id = i == 0 ? "pay" : "ship";
    t.words = {i == 0 ? "payment" : "parcel"};
    journey.touchpoints.push_back(t);
  }
  journey.touchpoints[0].patterns.push_back({"pay(ing)? .*late", {}});
  return journey;
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

class Hostile : public ::testing::TestWithParam<const char*> {};

TEST_P(Hostile, TimeIsLinearAndSpansAreWhole) {
  const Journey journey = pay();
  test::Tagging t(&journey);
  std::string text;
  EXPECT_TRUE(testing::linear_time(
      40'000, [](std::size_t bytes) { return repeated(GetParam(), bytes); },
      [&](const std::string& piled) {
        text = piled;
        t.text(piled, "en");
      }));
  ASSERT_FALSE(t.tagged.mentions.empty());
  const auto boundary = [&](std::uint32_t at) {
    return at == text.size() ||
           (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80);
  };
  for (const Mention& m : t.tagged.mentions) {
    ASSERT_TRUE(boundary(m.span.begin) && boundary(m.span.end));
  }
  for (const Evidence& e : t.tagged.evidence) {
    ASSERT_TRUE(boundary(e.span.begin) && boundary(e.span.end));
  }
}

INSTANTIATE_TEST_SUITE_P(Pieces, Hostile,
                         ::testing::Values("a", "not ", "very good ", "good payment parcel bad ",
                                           "; ", ". ", "!?", ",", "(", "@", "@a", "#", "#aB",
                                           "a.b.", "http://", "a@b.", "-", "--", "'", "a'",
                                           "\U0001F600", "\U0001F469\u200D", "e\u0301", "\u0301",
                                           "\u914d", "good\n", "SOOOO ", "but ", "although , ",
                                           "paying ", "1 . ", "1,", ":)", ":-", "\u200b",
                                           "no problem not only ", "never again ", "\u2019",
                                           "<num> hours on hold 2 hours "));

TEST(HostileTexts, TenMegabytes) {
  test::Tagging t;
  t.text(repeated("The delivery was really slow, but not bad. ", 10'000'000));
  EXPECT_GT(t.tagged.mentions.size(), 400'000U);
  EXPECT_EQ(t.tagged.mentions.back().span.end, t.tagged.mentions.back().span.begin + 12);
}

TEST(HostileTexts, NulBytesAndControlCharactersAreCharacters) {
  test::Tagging t;
  using namespace std::string_view_literals;
  EXPECT_EQ(t.text("it was \0 slow\0bad\x1b[31m"sv).valence, -900);
}

TEST(HostileTexts, NothingAtAll) {
  test::Tagging t;
  t.text("");
  ASSERT_EQ(t.tagged.mentions.size(), 1U);
  EXPECT_TRUE(t.tagged.mentions[0].span.empty());
  EXPECT_EQ(t.tagged.label, Label::none);
  Document empty;
  t.document(empty);
  EXPECT_TRUE(t.tagged.mentions.empty());
  EXPECT_TRUE(t.tagged.languages.empty());
}

TEST(HostileTexts, BrokenUtf8IsSurvived) {
  test::Tagging t;
  for (const char* bytes : {"\x80", "\xC3", "good \xE2\x82", "\xF0\x9F\x98", "bad\xFF\xFE slow"}) {
    t.text(bytes);
    EXPECT_FALSE(t.tagged.mentions.empty());
  }
}

}  // namespace
}  // namespace voxmap
