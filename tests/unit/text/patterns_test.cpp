// Pattern search: prefilter and set find exactly what searching one by one finds.
#include "text/patterns.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <tuple>

namespace voxmap::text {
namespace {

using Found = std::vector<std::tuple<PatternId, std::uint32_t, std::uint32_t>>;

Found sorted(const std::vector<PatternMatch>& matches) {
  Found out;
  for (const PatternMatch& m : matches) out.emplace_back(m.pattern, m.span.begin, m.span.end);
  std::sort(out.begin(), out.end());
  return out;
}

void add_all(Patterns& patterns, const std::vector<std::string>& expressions) {
  std::vector<Problem> problems;
  for (const std::string& e : expressions) (void)patterns.add(e, {}, e, problems);
  ASSERT_TRUE(problems.empty()) << problems[0].message;
  patterns.finish();
}

const std::vector<std::string>& expressions() {
  static const std::vector<std::string> all = {"refund",
                                               R"(\b(lost|missing) (bag|parcel)s?\b)",
                                               R"(\d+ (hours?|days?) (late|on hold))",
                                               "never (ever )?again",
                                               "(can't|cannot) (log ?in|pay)",
                                               "[aeiou]{4}",
                                               "x+y",
                                               "d\u00e9\u00e7u",
                                               R"(^dear)",
                                               "a.*z",
                                               R"((good|great)( \w+)? service)",
                                               "no\\s+reply",
                                               "k\u00f6nnt",
                                               R"(\bok\b)"};
  return all;
}

class PatternsSearch : public ::testing::TestWithParam<std::size_t> {};

TEST_P(PatternsSearch, FindsWhatAPlainSearchFinds) {
  Patterns patterns;  // few patterns go without the set, many through it
  auto some = expressions();
  if (GetParam() < some.size()) some.resize(GetParam());
  add_all(patterns, some);
  const std::string pieces[] = {"Refund",
                                "lost bag",
                                "MISSING  parcel",
                                "3 hours late",
                                "never again",
                                "can't login",
                                "CANNOT pay",
                                "aeio",
                                "xxxy",
                                "D\u00c9\u00c7U",
                                "dear",
                                "a",
                                "z",
                                "\n",
                                "great big service",
                                "no reply",
                                "\u212aoennt",
                                "k\u00f6nnt",
                                "ok",
                                " ",
                                "e\u0301",
                                "can\u2019t log in",
                                "rosa\u017f"};
  PatternScratch scratch;
  std::uint32_t state = 3;
  std::size_t found = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525U + 1013904223U;
      text += pieces[(state >> 16U) % std::size(pieces)];
      if ((state >> 8U & 1U) != 0) text += ' ';
    }
    std::vector<PatternMatch> quick;
    std::vector<PatternMatch> plain;
    patterns.find(text, scratch, quick);
    patterns.find_plainly(text, plain);
    ASSERT_EQ(sorted(quick), sorted(plain)) << text;
    found += plain.size();
  }
  EXPECT_GT(found, 1000U);
}

INSTANTIATE_TEST_SUITE_P(FewAndMany, PatternsSearch, ::testing::Values(6, 100));

TEST(Patterns, ApostrophesMeanTheCurlyOneToo) {
  EXPECT_EQ(with_curly_apostrophes("can't"), "can['\u2019]t");
  EXPECT_EQ(with_curly_apostrophes("[a']b\\'"), "[a'\u2019]b\\'");
  EXPECT_EQ(with_curly_apostrophes("[]']'"), "[]'\u2019]['\u2019]");
}

TEST(Patterns, WordBoundariesBesideLettersBeyondAscii) {
  EXPECT_EQ(boundary_beside_letter(R"(\bd)"
                                   "\u00e9\u00e7u\\b"),
            std::string::npos);
  EXPECT_EQ(boundary_beside_letter("a\\b\u00e9"), 1U);
  EXPECT_EQ(boundary_beside_letter("\u00e9\\b"), 2U);
  EXPECT_EQ(boundary_beside_letter("\\\\b\u00e9"), std::string::npos) << "an escaped backslash";
}

TEST(Patterns, ManyMatchesInALongTextAreFoundInEveryWindow) {
  Patterns patterns;
  add_all(patterns, {"late refund"});
  std::string text;
  std::size_t expected = 0;
  for (; text.size() < 5 * Patterns::kWindow; ++expected) {
    text += "late refund" + std::string(1000 + expected % 7, ' ');
  }
  PatternScratch scratch;
  std::vector<PatternMatch> found;
  patterns.find(text, scratch, found);
  EXPECT_GE(found.size() + 5, expected) << "at most one a window is cut through";
}

}  // namespace
}  // namespace voxmap::text
