// Dialect detection: delimiter, quote, escape, preamble, header, each with its reason; and tables
// rewritten as RFC 4180.
#include "base/csv_detect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/csv_table.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::Contains;
using testing::HasSubstr;

CsvLayout detect(const std::string& text, const CsvHints& hints = {}) {
  return detect_layout(text, true, hints);
}
std::string table(const std::string& text, const TableOptions& options = {}) {
  std::istringstream in(text);
  std::ostringstream out;
  std::vector<std::string> notes;
  write_table(in, options, out, notes);
  return out.str();
}

TEST(DetectLayout, FindsTheDelimiterAndSaysWhy) {
  struct Case {
    const char* text;
    const char* delimiter;
  };
  for (const Case& c :
       {Case{"a,b\n1,2\n", ","}, Case{"id;text\n1;\"so, so\"\n2;well, no, thanks\n", ";"},
        Case{"a\tb c\n1\t2, 3\n", "\t"}, Case{"a|b\n1|2\n", "|"}, Case{"a^b\n1^2\n", "^"},
        Case{"a~b\n1~2\n", "~"}, Case{"a::b\nx::y\n", "::"}, Case{"one\n12:30\n13:45\n", ","},
        Case{"price;name\n1,50;Ann\n2,75;Bo\n", ";"}, Case{"a 1\nb 2\nc 3\n", " "}}) {
    EXPECT_EQ(detect(c.text).dialect.delimiter, c.delimiter) << c.text;
  }
  EXPECT_THAT(detect("a;b\n1;2\n3;4\n").reasons,
              Contains("delimiter ';': 2 columns in 3 of 3 records"));
}

TEST(DetectLayout, FindsQuoteAndEscape) {
  EXPECT_EQ(detect("'a','b'\n'x, y','it''s'\n'z','w'\n").dialect, (CsvDialect{",", '\'', '\''}));
  EXPECT_EQ(detect("a,b\n\"say \\\"hi\\\", you\",1\n\"and \\\"bye\\\", me\",2\n").dialect.escape,
            '\\');
  EXPECT_EQ(detect("a\tb\n\"open\tx\n\"again\ty\n\"more\tz\n").dialect.quote, '\0');
  // No quotes seen is no reason to do without: they may come later.
  EXPECT_EQ(detect("a,b\n1,2\n").dialect.quote, '"');
}

TEST(DetectLayout, LeavesOutWhatStandsBeforeTheTable) {
  const CsvLayout l =
      detect("Report of March\n# made by hand\n\nid,name,city\n1,Ann,Rome\n2,Bo,Oslo\n");
  EXPECT_EQ(l.preamble, 3U);
  EXPECT_EQ(l.header_rows, 1U);
}

TEST(DetectLayout, CountsHeaderRows) {
  EXPECT_EQ(detect("1,2,3\n4,5,6\n").header_rows, 0U);
  EXPECT_EQ(detect("id,n\n1,5\n2,6\n").header_rows, 1U);
  EXPECT_EQ(detect("RespondentID,Which films?,,Age\n,One,Two,Response\n7,One,,30\n8,,Two,40\n")
                .header_rows,
            2U);
  // A choice's cells repeat its header.
  EXPECT_EQ(detect("id,Udemy\n1,Udemy\n2,\n3,Udemy\n").header_rows, 1U);
}

TEST(DetectLayout, WhatIsToldIsNotDetected) {
  CsvHints hints;
  hints.delimiter = "tab";
  hints.quote = "none";
  hints.header_rows = 0;
  const CsvLayout l = detect("a,b\n1,2\n", hints);
  EXPECT_EQ(l.dialect.delimiter, "\t");
  EXPECT_EQ(l.dialect.quote, '\0');
  EXPECT_EQ(l.header_rows, 0U);
  hints.quote = "''";
  EXPECT_THROW((void)detect("a\n", hints), Error);
}

TEST(WriteTable, RewritesAnythingAsRfc4180) {
  EXPECT_EQ(table("a;b\n1;\"x, \"\"y\"\"\"\n2;'z'\n"), "a,b\r\n1,\"x, \"\"y\"\"\"\r\n2,'z'\r\n");
  EXPECT_EQ(table(std::string("\xFF\xFE"
                              "a\0,\0b\0\n\0\xE9\0,\0"
                              "1\0\n\0",
                              18)),
            "a,b\r\n\xC3\xA9,1\r\n");
  EXPECT_EQ(table("title\n\nid,n,m\n1,2,3\n4,5\n6,7,8,,\n"),
            "id,n,m\r\n1,2,3\r\n4,5,\r\n6,7,8\r\n");
}

TEST(WriteTable, ReportsWhatItMended) {
  std::istringstream in("a,b\n1\n\"x\"y,2\ncaf\xE9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9,3\n");
  std::ostringstream out;
  std::vector<std::string> notes;
  write_table(in, {}, out, notes);
  EXPECT_THAT(notes,
              Contains(HasSubstr("1 record with too few fields filled up (first at line 2)")));
  EXPECT_THAT(notes, Contains(HasSubstr("broken quoting")));
  EXPECT_THAT(out.str(), HasSubstr("caf\xEF\xBF\xBD\xC3\xA9"));
}

TEST(WriteTable, ATableReadsBackTheSame) {
  const std::string once = table("x|y\n\"a|b\"|\"line\nend\"\n|\n");
  EXPECT_EQ(table(once), once);
}

TEST(WriteTable, AnEmptyInputIsAnEmptyTable) { EXPECT_EQ(table(""), ""); }

}  // namespace
}  // namespace voxmap
