// Mapping files: everything read, every fault reported at once with its place.
#include "voxmap/mapping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::HasSubstr;

TEST(ParseMapping, ReadsEverySection) {
  const Mapping m = parse_mapping(R"(
[table]
delimiter = ";"
quote = "'"
escape = "\\"
encoding = "windows-1252"
header_rows = 2
[record]
key = "ID"
time = "#2"
zone = "Europe/Amsterdam"
language = "lang"
[[verbatim]]
column = "Why?"
touchpoint = "checkout.payment"
[[rating]]
column = "Score"
scale = "ces"
definition = "ces_1_5"
[attributes]
keep = ["Plan", "Country"]
drop = "Email"
hash = ["Store"]
rename = { "Plan" = "plan" }
)",
                                  "m.toml");
  EXPECT_EQ(m.delimiter, ";");
  EXPECT_EQ(m.quote, "'");
  EXPECT_EQ(m.escape, "\\");
  EXPECT_EQ(m.header_rows, 2);
  EXPECT_EQ(m.key.name, "ID");
  EXPECT_EQ(m.key.where.line, 9U);
  EXPECT_EQ(m.time.name, "#2");
  EXPECT_EQ(m.verbatims.at(0).touchpoint, "checkout.payment");
  EXPECT_EQ(m.ratings.at(0).definition, "ces_1_5");
  ASSERT_EQ(m.keep.size(), 2U);
  EXPECT_GT(m.keep[1].where.column, m.keep[0].where.column);
  EXPECT_EQ(m.drop.at(0).name, "Email");
  EXPECT_EQ(m.rename.at("Plan"), "plan");
}

TEST(ParseMapping, ReportsEveryFaultAtOnce) {
  try {
    (void)parse_mapping(
        "[record]\nkee = \"ID\"\nzone = \"Mars/Crater\"\n[[rating]]\ncolumn = \"x\"\nscale = "
        "\"npz\"\n"
        "[[verbatim]]\nquestion = \"no column\"\n[table]\nheader_rows = -1\n",
        "m.toml");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), Exit::config);
    EXPECT_GE(e.problems().size(), 5U);
    bool scale = false;
    for (const Problem& p : e.problems()) {
      EXPECT_EQ(p.where.file, "m.toml");
      EXPECT_GT(p.where.line, 0U) << p.message;
      scale = scale || (p.where.line == 6 && p.message.find("npz") != std::string::npos);
    }
    EXPECT_TRUE(scale);
  }
}

}  // namespace
}  // namespace voxmap
