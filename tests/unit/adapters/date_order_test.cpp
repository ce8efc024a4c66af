// Order of day and month in dates: known from the whole file, or said to be assumed; a date that
// goes against it is a reject and never another day.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "pinned.hpp"

namespace voxmap {
namespace {

using testing::at;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::read_all;
using testing::ReadResult;

// More than 64 KiB of records on the third of April, or of March, and then `last`.
std::string long_table(const std::string& last, const std::string& date = "3/4/2026") {
  std::string csv = "id,date,comment\n";
  for (int i = 0; i < 1500; ++i) {
    csv += std::to_string(i) + "," + date + " 10:00,the delivery was late again this week no " +
           std::to_string(i) + "\n";
  }
  return csv + last;
}

ReadResult read(const std::string& csv, bool again = true, Options options = {}) {
  const Adapter& adapter = *find_adapter("survey_csv");
  Input input;
  input.stream = std::make_unique<std::istringstream>(csv);
  input.name = "x.csv";
  input.options = testing::defaults(adapter);
  for (auto& [name, value] : options) input.options[name] = value;
  if (again) input.again = [csv] { return std::make_unique<std::istringstream>(csv); };
  return read_all(*adapter.open(std::move(input)));
}

TEST(DateOrder, ALateRowTellsTheOrderOfAll) {
  const ReadResult day = read(long_table("9000,25/12/2026 11:00,fine\n"));
  EXPECT_EQ(at(day.documents.front()), "2026-04-03T10:00:00Z");
  EXPECT_EQ(at(day.documents.back()), "2026-12-25T11:00:00Z");
  EXPECT_TRUE(day.rejects.empty());
  EXPECT_THAT(day.notes,
              Contains("dates in 'date' read with the day first: \"25/12/2026 11:00\" in "
                       "line 1502 can only be read so, and none before it tells"));
  const ReadResult month = read(long_table("9000,12/25/2026 11:00,fine\n"));
  EXPECT_EQ(at(month.documents.front()), "2026-03-04T10:00:00Z");
  EXPECT_TRUE(month.rejects.empty());
}

TEST(DateOrder, APipeThatTurnsOutOtherwiseRejectsAndSaysSo) {
  const ReadResult result = read(long_table("9000,25/12/2026 11:00,fine\n"), false);
  EXPECT_EQ(at(result.documents.front()), "2026-03-04T10:00:00Z");
  EXPECT_THAT(result.notes,
              Contains(::testing::MatchesRegex(".*assumed to have the month first: nothing in the "
                                               "first [0-9]+ records of an input that can be read "
                                               "only once tells; set date_order")));
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "bad_timestamp");
  EXPECT_EQ(result.rejects[0].field, "date");
  EXPECT_EQ(result.rejects[0].origin.line, 1502U);
  EXPECT_EQ(result.rejects[0].detail,
            "\"25/12/2026 11:00\" has the day first; the dates of this column are read with the "
            "month first, assumed, since the first ones do not tell; if that is wrong, set "
            "date_order");
}

TEST(DateOrder, FilesThatMixBothRejectTheFewer) {
  const ReadResult result =
      read("id,date,comment\n1,13/2/2026,a\n2,14/2/2026,b\n3,2/15/2026,c\n4,3/4/2026,d\n");
  EXPECT_EQ(result.documents.size(), 3U);
  EXPECT_EQ(at(result.documents.back()), "2026-04-03T00:00:00Z");
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].key, "3");
  EXPECT_THAT(result.notes, Contains(HasSubstr("1 of the first only the other way")));
}

// All that the head has are dates that say their order: later ones follow it.
TEST(DateOrder, IsThatOfTheHeadWhereItsDatesAreCertain) {
  const ReadResult result = read(long_table("9000,3/4/2026 11:00,fine\n", "25/3/2026"), false);
  EXPECT_EQ(at(result.documents.back()), "2026-04-03T11:00:00Z");
  const ReadResult dotted = read(long_table("9000,4.13.2026 11:00,fine\n", "3.4.2026"), false);
  EXPECT_EQ(at(dotted.documents.front()), "2026-04-03T10:00:00Z");
  EXPECT_EQ(dotted.rejects.size(), 1U);
}

TEST(DateOrder, AFirstNumericDateAfterTheHeadIsNotGuessed) {
  // No date at all in the head: the rest is looked through, or the record is rejected.
  const std::string blank = long_table("9000,3/4/2026 11:00,fine\n9001,25/4/2026 11:00,ok\n", "");
  const Options as_time = {{"date_order", ""}};
  for (const bool again : {true, false}) {
    const ReadResult result = read(blank, again, as_time);
    for (const Document& document : result.documents) {
      EXPECT_NE(at(document), "2026-03-04T11:00:00Z");
    }
  }
  const ReadResult iso = read(long_table("9000,3/4/2026 11:00,fine\n", "2026-03-04"), true);
  EXPECT_EQ(iso.documents.size(), 1500U);
  ASSERT_EQ(iso.rejects.size(), 1U);
  EXPECT_EQ(iso.rejects[0].detail,
            "\"3/4/2026 11:00\" may have the day or the month first; set date_order");
  EXPECT_THAT(iso.notes, Not(Contains(HasSubstr("first"))));
}

// 600 records on the third of April, or of March, and a last one that tells.
std::string many_records(bool lines) {
  std::string json = lines ? "" : "[";
  for (int i = 0; i < 601; ++i) {
    if (i > 0) json += lines ? "\n" : ",\n";
    json += R"({"id":)" + std::to_string(i) + R"(,"date":")" +
            (i == 600 ? "25/12/2026 11:00" : "3/4/2026 10:00") +
            R"(","comment":"it was late again"})";
  }
  return json + (lines ? "\n" : "]");
}

TEST(DateOrder, RecordsInJsonAreLookedThroughInFilesAndDocuments) {
  const Adapter& adapter = *find_adapter("records");
  const auto first = [&](bool lines, bool again) {
    const std::string json = many_records(lines);
    Input input;
    input.stream = std::make_unique<std::istringstream>(json);
    input.name = "x.json";
    input.options = testing::defaults(adapter);
    if (again) input.again = [json] { return std::make_unique<std::istringstream>(json); };
    return read_all(*adapter.open(std::move(input)));
  };
  for (const auto& [lines, again] : {std::pair{false, false}, {false, true}, {true, true}}) {
    const ReadResult result = first(lines, again);
    EXPECT_EQ(result.documents.size(), 601U);
    EXPECT_EQ(at(result.documents.front()), "2026-04-03T10:00:00Z");
    EXPECT_THAT(result.notes, Contains(HasSubstr("in line 601 can only be read so")));
  }
  // Lines in a pipe are gone.
  const ReadResult piped = first(true, false);
  EXPECT_EQ(at(piped.documents.front()), "2026-03-04T10:00:00Z");
  EXPECT_EQ(piped.rejects.size(), 1U);
  EXPECT_THAT(piped.notes, Contains(HasSubstr("nothing in the first 500 records")));
}

TEST(DateOrder, TheOptionHoldsAndWhatGoesAgainstItIsRejected) {
  const ReadResult result =
      read("id,date,comment\n1,3/4/2026,a\n2,12/25/2026,b\n", true, {{"date_order", "dmy"}});
  EXPECT_EQ(at(result.documents.at(0)), "2026-04-03T00:00:00Z");
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_THAT(result.rejects[0].detail, HasSubstr("by the option date_order"));
}

}  // namespace
}  // namespace voxmap
