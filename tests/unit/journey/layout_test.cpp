// The curve keeps between its points; text keeps between its edges.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "journey/curve.hpp"
#include "journey/format.hpp"
#include "journey/text_layout.hpp"

namespace voxmap {
namespace {

using testing::ElementsAre;

double hermite(const Point& a, const Point& b, double sa, double sb, double t) {
  const double h = b.x - a.x;
  const double u = 1 - t;
  return (1 + 2 * t) * u * u * a.y + t * u * u * h * sa + t * t * (3 - 2 * t) * b.y -
         t * t * u * h * sb;
}

TEST(Curve, NeverLeavesTheRangeOfTwoNeighbours) {
  const std::vector<Point> points = {{0, 0.3},  {1, -0.85}, {2, -0.8}, {3, 0.75},
                                     {4, 0.75}, {5, -1},    {6, 1},    {7, 0.99}};
  const auto slopes = monotone_slopes(points);
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const auto [low, high] = std::minmax(points[i].y, points[i + 1].y);
    for (double t = 0; t <= 1; t += 0.01) {
      const double y = hermite(points[i], points[i + 1], slopes[i], slopes[i + 1], t);
      EXPECT_GE(y, low - 1e-12) << i;
      EXPECT_LE(y, high + 1e-12) << i;
    }
  }
}

TEST(Curve, IsFlatAtExtremesAndStraightOnALine) {
  const auto slopes = monotone_slopes(std::vector<Point>{{0, 0}, {1, 1}, {2, 0}});
  EXPECT_EQ(slopes[1], 0);
  for (const double s : monotone_slopes(std::vector<Point>{{0, 0}, {1, 2}, {3, 6}, {4, 8}})) {
    EXPECT_NEAR(s, 2, 1e-12);
  }
  // Equal steps: the harmonic mean of 1 and 3.
  EXPECT_NEAR(monotone_slopes(std::vector<Point>{{0, 0}, {1, 1}, {2, 4}})[1], 1.5, 1e-12);
}

TEST(Curve, OneAndTwoPoints) {
  EXPECT_THAT(monotone_slopes(std::vector<Point>{{0, 5}}), ElementsAre(0));
  EXPECT_THAT(monotone_slopes(std::vector<Point>{{0, 0}, {2, 1}}), ElementsAre(0.5, 0.5));
}

std::vector<std::string> plain(const std::vector<TextLine>& lines) {
  std::vector<std::string> out;
  for (const TextLine& line : lines) {
    out.emplace_back();
    for (const TextPiece& p : line) out.back() += p.text;
  }
  return out;
}

TEST(Text, BreaksAtSpacesAndEndsInAnEllipsis) {
  EXPECT_THAT(plain(wrap_text("  one two  three", 4.5, 9)), ElementsAre("one two", "three"));
  const auto cut = plain(wrap_text("one two three four five", 4.5, 2));
  ASSERT_EQ(cut.size(), 2U);
  EXPECT_TRUE(cut[1].ends_with("…"));
  EXPECT_TRUE(wrap_text("", 5, 3).empty());
}

TEST(Text, LongWordsAndEastAsianTextBreakInside) {
  for (const std::string text : {"Rechtsschutzversicherungsvertrag", "保険金を請求する手続き"}) {
    const auto lines = plain(wrap_text(text, 6, 9));
    EXPECT_GT(lines.size(), 1U);
    std::string joined;
    for (const std::string& l : lines) {
      EXPECT_LE(text_width(l), 6.01) << l;
      joined += l.ends_with('-') ? l.substr(0, l.size() - 1) : l;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(Text, MarksSurviveBreaking) {
  // "slow and bad" is marked and falls on two lines.
  const Span marks[] = {{3, 15}};
  std::string marked;
  for (const TextLine& line : wrap_text("so slow and bad", 5, 9, marks)) {
    for (const TextPiece& p : line) {
      if (p.marked) marked += p.text + "|";
    }
  }
  EXPECT_EQ(marked, "slow|and bad|");
}

TEST(Text, NoWidthFitsAtLeastOneLetterALine) { EXPECT_EQ(wrap_text("abc", 0.1, 9).size(), 3U); }

TEST(Format, NumbersHaveNoNegativeZeroAndGroups) {
  EXPECT_EQ(signed_fixed(-0.001, 2), "0.00");
  EXPECT_EQ(fixed(-0.4, 0), "0");
  EXPECT_EQ(signed_fixed(-0.126, 2), "−0.13");
  EXPECT_EQ(signed_fixed(0.5, 2, false), "+0.50");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
}

TEST(Format, ShellWordsAreQuotedWhenNeeded) {
  EXPECT_EQ(shell_word("a/b.voxmap"), "a/b.voxmap");
  EXPECT_EQ(shell_word("my shop; rm -rf"), "'my shop; rm -rf'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(Format, PeriodsAreShort) {
  MapData map;
  EXPECT_EQ(period(map), "no dates");
  map.oldest = "2026-03-01";
  map.newest = "2026-05-31";
  EXPECT_EQ(period(map), "1 Mar – 31 May 2026");
  map.from = "2025-12-24";
  EXPECT_EQ(period(map, false), "24 Dec 2025 - 31 May 2026");
}

}  // namespace
}  // namespace voxmap
