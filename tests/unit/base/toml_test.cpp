// TOML that a person mistyped is a problem with its place, never the end of the program.
#include "base/toml.hpp"

#include <gtest/gtest.h>

namespace voxmap {
namespace {

TEST(Toml, ATableNamedByNoKeyIsAProblemAtItsPlace) {
  for (const char* header : {"[<a]", "[[*stage]]", "[\x1B]", "[ {a]", "[#effort]"}) {
    const std::string text = std::string("id = 1\n") + header + "\nb = 2\n";
    Problems problems("journey.toml", text);
    EXPECT_TRUE(parse_toml(text, problems).empty());
    ASSERT_EQ(problems.all().size(), 1U) << header;
    EXPECT_EQ(problems.all().front().where.line, 2U) << header;
  }
}

TEST(Toml, ALetterOutsideQuotesIsAProblemAtItsPlace) {
  for (const char* line :
       {"\u0150r = 1", "d=\u015Ccc", "a \u0336D3", "n\uFBEFney] *", "a = \u30003"}) {
    const std::string text = std::string("id = 1\n") + line + "\nb = 2\n";
    Problems problems("journey.toml", text);
    EXPECT_TRUE(parse_toml(text, problems).empty());
    ASSERT_EQ(problems.all().size(), 1U) << line;
    EXPECT_EQ(problems.all().front().where.line, 2U) << line;
  }
}

}  // namespace
}  // namespace voxmap
