// Records that do not fit, mended in a table and said so; and what is left alone.
#include "base/csv_mend.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/csv_table.hpp"

namespace voxmap {
namespace {

using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

struct Written {
  std::string table;
  std::vector<std::string> notes;
};
Written write(const std::string& text, TableOptions options = {}) {
  options.name = "f.csv";
  std::istringstream in(text);
  std::ostringstream out;
  Written written;
  write_table(in, options, out, written.notes);
  written.table = out.str();
  return written;
}

// A table of eight sound records with `line` among them.
std::string among(const std::string& line) {
  std::string text = "id,day,stars,comment,city\n";
  for (int i = 1; i <= 8; ++i) {
    if (i == 5) text += line + "\n";
    text += "A" + std::to_string(100 + i) + ",2026-03-0" + std::to_string(i) + "," +
            std::to_string(1 + i % 5) + ",\"It was fine, mostly " + std::to_string(i) + "\"," +
            (i % 2 == 0 ? "Rome" : "Oslo") + "\n";
  }
  return text;
}
std::string row(const Written& written) {
  std::istringstream in(written.table);
  std::string line;
  for (int i = 0; i < 6; ++i) std::getline(in, line);
  if (!line.empty()) line.pop_back();
  return line;
}

TEST(CsvMend, ReadsARecordAsItWasMeantAndSaysWhere) {
  struct Case {
    const char* line;
    const char* expected;
    const char* note;
  };
  const char* const meant = "A900,2026-03-09,4,\"It was good, really\",Rome";
  for (const Case& c : {
           Case{R"(A900,,2026-03-09,4,"It was good, really",Rome)", meant,
                "f.csv:6:6: column 2: a"},
           Case{R"(A900,2026-03-09,4,,"It was good, really",Rome)", meant,
                "column 4: a delimiter too"},
           Case{R"(A9002026-03-09,4,"It was good, really",Rome)", meant,
                "column 1: a delimiter miss"},
           Case{R"(A900,2026-03-094,"It was good, really",Rome)", meant,
                "column 2: a delimiter miss"},
           Case{R"(A900,2026-03-09,4"It was good, really",Rome)", meant, "a cell taken apart"},
           Case{R"(A900,2026-03-09,4,"It was good, really"Rome)", meant, "a cell taken apart"},
           Case{R"(A900 2026-03-09 4 "It was good, really" Rome)", meant, "another delimiter"},
           Case{R"(A900;2026-03-09;4;"It was good, really";Rome)", meant, "another delimiter"},
           Case{R"(A900,2026-03-09,4,It was good, really,Rome)", meant, "kept as text"},
           Case{R"("A900,2026-03-09,4,"It was good, really",Rome)",
                "\"\"\"A900\",2026-03-09,4,\"It was good, really\",Rome",
                "f.csv:6:1: column 1: a stray"},
           Case{R"(A900,2026-03-09,4,""It was good, really",Rome)",
                "A900,2026-03-09,4,\"\"\"It was good, really\",Rome", "a stray quote"},
           Case{R"(A900,2026-03-09,4,"It was "good", really",Rome)",
                "A900,2026-03-09,4,\"It was \"\"good\"\", really\",Rome", "a stray quote"},
       }) {
    const Written written = write(among(c.line));
    EXPECT_EQ(row(written), c.expected) << c.line;
    EXPECT_THAT(written.notes, Contains(HasSubstr(c.note))) << c.line;
  }
}

TEST(CsvMend, SoundRecordsAreNeverTouched) {
  // Of another kind in every column, and yet of the right width.
  const Written written = write(among("x,y,z,\"\"\"\",7"));
  EXPECT_EQ(row(written), "x,y,z,\"\"\"\",7");
  EXPECT_THAT(written.notes, Each(Not(HasSubstr("f.csv:"))));
}

TEST(CsvMend, WhatCannotBeToldIsFilledUpOrKept) {
  EXPECT_EQ(row(write(among("A900"))), "A900,,,,");
  EXPECT_EQ(row(write(among("A900,2026-03-09"))), "A900,2026-03-09,,,");
  EXPECT_EQ(row(write(among("Total of all: 8"))), "Total of all: 8,,,,");
  EXPECT_EQ(row(write(among("A900,2026-03-09,4,fine,Rome,more"))),
            "A900,2026-03-09,4,fine,Rome,more");
}

TEST(CsvMend, NobodyGuessesWhereTwoTextsWereRunTogether) {
  std::string text = "id,liked,disliked,day\n";
  for (int i = 1; i <= 40; ++i) {
    const std::string n = std::to_string(i * 7919 % 101);
    text.append(std::to_string(i)).append(",very nice place").append(n);
    text.append(" at the lake,too loud ").append(n).append(" and dear,2026-03-0");
    text.append(std::to_string(1 + i % 9)).append("\n");
  }
  const Written written =
      write(text + "41,such a nice place to stayit was a bit too loud at night,2026-03-02\n");
  EXPECT_THAT(written.table,
              HasSubstr("41,such a nice place to stayit was a bit too loud at night,,2026-03-02"));
  EXPECT_THAT(written.notes, Contains(HasSubstr("where is uncertain")));
}

TEST(CsvMend, IsLeftOutWhenAskedFor) {
  TableOptions options;
  options.mend = false;
  EXPECT_EQ(row(write(among("A900,2026-03-094,fine,Rome"), options)),
            "A900,2026-03-094,fine,Rome,");
}

TEST(CsvMend, NamesAreMendedToo) {
  std::string body;
  for (int i = 1; i < 9; ++i) body += std::to_string(i) + ",Ann,\"a, b\",4\n";
  for (const char* names : {"id,name,,\"said\",stars\n", "id name \"said\" stars\n",
                            "id,name\"said\",stars\n", "\"id\"name,\"said\",stars\n"}) {
    EXPECT_THAT(write(names + body).table, testing::StartsWith("id,name,said,stars\r\n1,Ann,"))
        << names;
  }
}

TEST(CsvMend, ManyBrokenRecordsEndInBoundedTime) {
  std::string text = among("x");
  for (int i = 0; i < 4000; ++i) text += "\"a,\"b,\"c,\"d,\"e,\"f,\"g,\"h,\"i\n";
  TableOptions options;
  options.hints.quote = "\"";
  EXPECT_THAT(write(text, options).notes, Contains(HasSubstr("broken quoting")));
}

TEST(WriteTable, JoinsNamesOfSeveralRows) {
  EXPECT_EQ(write("a,b\na,b\n1,2\n3,4\n").table, "a a,b b\r\n1,2\r\n3,4\r\n");
  TableOptions options;
  options.hints.header_rows = 2;
  EXPECT_EQ(write("id,Films,,Age\n,One,Two,\n7,x,,30\n", options).table,
            "id,Films One,Films Two,Age\r\n7,x,,30\r\n");
}

TEST(WriteTable, LeavesOutTheNamesOnceMoreAndEndsAtAnotherTable) {
  const Written same = write("id,n,m\n1,2,3\nid,n,m\n4,5,6\n");
  EXPECT_EQ(same.table, "id,n,m\r\n1,2,3\r\n4,5,6\r\n");
  EXPECT_THAT(same.notes,
              Contains(HasSubstr("the names of the columns once more (first at line 3)")));
  const std::string two = "id,n,m\n1,2,3\n4,5,6\nid,n,m,x\n7,8,9,0\n";
  const Written first = write(two);
  EXPECT_EQ(first.table, "id,n,m\r\n1,2,3\r\n4,5,6\r\n");
  EXPECT_THAT(first.notes, Contains(HasSubstr("f.csv:4: another table of 4 columns begins here")));
  TableOptions options;
  options.skip = 3;
  EXPECT_EQ(write(two, options).table, "id,n,m,x\r\n7,8,9,0\r\n");
  // One column that repeats its name is a column of words.
  EXPECT_EQ(write("yes\nno\nyes\n").table, "yes\r\nno\r\nyes\r\n");
}

TEST(WriteTable, LeavesOutTheBlankAfterEachDelimiter) {
  EXPECT_EQ(write("a, b, \"c\"\n1, 2, \" x, y\"\n").table, "a,b,c\r\n1,2,\" x, y\"\r\n");
  EXPECT_EQ(write("a,b\n1, 2\n3,4\n").table, "a,b\r\n1, 2\r\n3,4\r\n");
}

}  // namespace
}  // namespace voxmap
