// What the survey adapter makes of a table that nobody described.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey_read.hpp"

namespace voxmap {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing_survey::All;
using testing_survey::read;

const std::string kText =
    "Response ID,Submitted at,Customer ID,E-mail,How likely are you to recommend us? (0-10),"
    "How satisfied were you? (1-5),What could we do better?,Country\n"
    "a1,2026-03-01T10:00:00Z,c7,x@y.example,0,5,The app is too slow on my phone,NL\n"
    "a2,2026-03-02T10:00:00Z,c8,z@y.example,10,4,Nothing to add here at all,NL\n"
    "a3,2026-03-03T10:00:00Z,c9,,9,3,-,BE\n";

TEST(Guess, FindsTheRolesAndSaysWhy) {
  const All all = read(kSurveyCsv, kText);
  ASSERT_EQ(all.documents.size(), 3U);
  const Document& d = all.documents[0];
  EXPECT_EQ(d.key, "a1");
  EXPECT_EQ(d.respondent, "c7");
  ASSERT_EQ(d.ratings.size(), 2U);
  EXPECT_EQ(d.ratings[0].scale, "nps");
  EXPECT_EQ(d.ratings[0].milli, 0);
  EXPECT_EQ(d.ratings[1].scale, "csat");
  ASSERT_EQ(d.verbatims.size(), 1U);
  EXPECT_EQ(d.verbatims[0].prompt, "What could we do better?");
  ASSERT_EQ(d.attributes.size(), 1U);
  EXPECT_EQ(d.attributes[0].name, "Country");
  EXPECT_TRUE(all.documents[2].verbatims.empty());
  EXPECT_THAT(all.notes, Contains(HasSubstr("'E-mail' dropped: e-mail")));
  EXPECT_THAT(all.notes, Contains(HasSubstr("rating nps")));
}

TEST(Guess, WithoutAnIdTheRowIsTheKeyAndEqualRowsDiffer) {
  const std::string text =
      "Timestamp,Colour\n9/6/2018 0:06:16,red\n9/6/2018 0:06:16,red\n9/6/2018 0:06:16,blue\n";
  const All all = read(kSurveyCsv, text);
  ASSERT_EQ(all.documents.size(), 3U);
  EXPECT_EQ(all.documents[0].key + "-2", all.documents[1].key);
  EXPECT_NE(all.documents[0].key, all.documents[2].key);
  // Not the row's number: a row put in front changes no key.
  const All more = read(kSurveyCsv, "Timestamp,Colour\n9/6/2018 0:06:16,green\n" + text.substr(17));
  EXPECT_EQ(more.documents.at(1).key, all.documents[0].key);
}

TEST(Guess, InfersTheOrderOfDayAndMonth) {
  const All day = read(kSurveyCsv, "id,Submitted at\n1,13/02/2026 10:00\n2,01/03/2026 10:00\n");
  EXPECT_EQ(format_date(*day.documents.at(1).said_at), "2026-03-01");
  const All order =
      read(kSurveyCsv, "id,Submitted at\n1,01/02/2026\n2,02/02/2026\n3,03/02/2026\n4,01/03/2026\n");
  EXPECT_EQ(format_date(*order.documents.at(3).said_at), "2026-03-01");
  const All none = read(kSurveyCsv, "id,Submitted at\n1,01/03/2026 10:00\n");
  EXPECT_THAT(none.notes, Contains(HasSubstr("assumed to have the month first")));
  const All told = read(kSurveyCsv, "id,Submitted at\n1,01/03/2026 10:00\n", nullptr,
                        {{"date_order", "dmy"}, {"zone", "Europe/Amsterdam"}});
  EXPECT_EQ(format_time(*told.documents.at(0).said_at), "2026-03-01T09:00:00Z");
}

TEST(Guess, YesAndNoAreNoScoresNorChoicesVerbatims) {
  const All all =
      read(kSurveyCsv,
           "id,Would you recommend this course?,Your plan\n1,1,I take the yearly plan\n"
           "2,0,I take the yearly plan\n3,1,I take the yearly plan\n4,1,I take the yearly plan\n");
  EXPECT_TRUE(all.documents.at(0).ratings.empty());
  EXPECT_TRUE(all.documents[0].verbatims.empty());
  EXPECT_EQ(all.documents[0].attributes.size(), 2U);
}

TEST(Guess, AColumnThatCountsRowsIsNoKey) {
  const All all = read(kSurveyCsv, ",colour,size\n1,red,3\n2,blue,4\n3,green,5\n");
  EXPECT_THAT(all.documents.at(0).key, testing::StartsWith("row-"));
  EXPECT_EQ(all.documents[0].attributes.size(), 2U);
}

}  // namespace
}  // namespace voxmap
