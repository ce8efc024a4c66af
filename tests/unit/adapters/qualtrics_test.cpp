// Qualtrics exports: header dialects, skipped answers, zones, ratings, text columns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey_read.hpp"

namespace voxmap {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing_survey::All;
using testing_survey::read;

const std::string kHeader =
    "StartDate,EndDate,Status,IPAddress,RecordedDate,ResponseId,ExternalReference,UserLanguage,"
    "Q1_NPS_GROUP,Q1,Q2,Q2 - Topics\n"
    "Start,End,Type,IP,Recorded,ID,Ref,Lang,Group,Recommend us?,\"<b>Why</b>\nis that?\",Topics\n"
    "\"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"America/"
    "New_York\"\"}\",{},\"{\"\"ImportId\"\":"
    "\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"ipAddress\"\"}\",\"{\"\"ImportId\"\":"
    "\"\"recordedDate\"\",\"\"timeZone\"\":"
    "\"\"America/New_York\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":"
    "\"\"externalDataReference\"\"}\",\"{\"\"ImportId\"\":\"\"userLanguage\"\"}\",\"{"
    "\"\"ImportId\"\":"
    "\"\"QID1_NPS_GROUP\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_"
    "TEXT\"\"}\",\"{\"\"ImportId\"\":"
    "\"\"QID2_TEXT_eaeTopics\"\"}\"\n";

TEST(QualtricsCsv, ReadsTheCurrentDialect) {
  const std::string text =
      kHeader +
      "x,x,0,1.2.3.4,2026-01-15 10:00:00,R_1,C-9,PT-BR,Detractor,0,\"Slow, slow\",Speed\n"
      "x,x,Survey Preview,,2026-01-15 10:00:00,R_2,,EN,,,a,\n"
      "x,x,2,,2026-01-15 10:00:00,R_3,,EN,,,a,\n"
      "x,x,8,,2026-01-15 10:00:00,R_4,,EN,,,a,\n";
  EXPECT_TRUE(kQualtricsCsv.recognises(text));
  const All all = read(kQualtricsCsv, text);
  ASSERT_EQ(all.documents.size(), 1U);
  const Document& d = all.documents[0];
  EXPECT_EQ(d.key, "R_1");
  EXPECT_EQ(d.respondent, "C-9");
  EXPECT_EQ(d.language, "pt-BR");
  EXPECT_EQ(format_time(*d.said_at), "2026-01-15T15:00:00Z");
  ASSERT_EQ(d.ratings.size(), 1U);
  EXPECT_EQ(d.ratings[0].scale, "nps");
  EXPECT_EQ(d.ratings[0].milli, 0);
  ASSERT_EQ(d.verbatims.size(), 1U);
  EXPECT_EQ(d.verbatims[0].text, "Slow, slow");
  EXPECT_THAT(d.verbatims[0].prompt, testing::StartsWith("Why"));
  EXPECT_THAT(d.verbatims[0].prompt, testing::Not(HasSubstr("<")));
  for (const Attribute& a : d.attributes) EXPECT_NE(a.value, "1.2.3.4");
  EXPECT_THAT(d.attributes, Contains(testing::Field(&Attribute::name, "Q2 - Topics")));
  ASSERT_EQ(all.skips.size(), 3U);
  EXPECT_EQ(all.skips[0].reason, "survey_preview");
  EXPECT_EQ(all.skips[1].reason, "survey_test");
  EXPECT_EQ(all.skips[2].reason, "spam");
}

TEST(QualtricsCsv, ReadsPythonQuotesAndTheLegacyNames) {
  const std::string python =
      "ResponseID,StartDate,EndDate,Q1\nResponseID,StartDate,EndDate,Why?\n"
      "{'ImportId': 'responseId'},{'ImportId': 'startDate'},{'ImportId': 'endDate'},{'ImportId': "
      "'QID1-TEXT'}\nR_1,2016-10-06 14:28:12,2016-10-06 14:30:12,Good\n";
  ASSERT_TRUE(kQualtricsCsv.recognises(python));
  EXPECT_EQ(read(kQualtricsCsv, python).documents.at(0).verbatims.at(0).text, "Good");
  const std::string legacy =
      "\xEF\xBB\xBFV1,V2,V3,V6,V9,Q2,\nResponseID,ResponseSet,Name,IPAddress,EndDate,Tell us why,\n"
      "R_1,Default,Anonym,1.2.3.4,2017-07-18 08:28:48,Hello there World!,\n";
  ASSERT_TRUE(kQualtricsCsv.recognises(legacy));
  const All all = read(kQualtricsCsv, legacy);
  EXPECT_EQ(all.documents.at(0).key, "R_1");
  EXPECT_EQ(all.documents[0].verbatims.at(0).prompt, "Tell us why");
  EXPECT_EQ(all.documents[0].attributes.at(0).name, "ResponseSet");
}

TEST(QualtricsCsv, WorksWithAMappingToo) {
  const Mapping m =
      parse_mapping("[[verbatim]]\ncolumn='Q2'\n[[rating]]\ncolumn='Q1'\nscale='nps'\n", "m");
  const All all = read(kQualtricsCsv,
                       kHeader +
                           "x,x,0,1.2.3.4,2026-07-15 10:00:00,R_1,,EN,Promoter,10,Fine,\n"
                           "x,x,1,,2026-07-15 10:00:00,R_2,,EN,,,a,\n",
                       &m);
  ASSERT_EQ(all.documents.size(), 1U);
  EXPECT_EQ(all.skips.size(), 1U);
  EXPECT_EQ(all.documents[0].key, "R_1");
  EXPECT_EQ(format_time(*all.documents[0].said_at), "2026-07-15T14:00:00Z");
  EXPECT_EQ(all.documents[0].ratings.at(0).milli, 10000);
}

TEST(QualtricsCsv, NotesASpreadsheetsHand) {
  const All all =
      read(kQualtricsCsv, kHeader + "x,x,0,,1/13/2021 18:06,R_1,,EN,Promoter,10,Fine,\n");
  EXPECT_THAT(all.notes, Contains(HasSubstr("re-saved by a spreadsheet")));
  EXPECT_EQ(format_time(*all.documents.at(0).said_at), "2021-01-13T23:06:00Z");
}

TEST(QualtricsCsv, LeavesOtherTablesAlone) {
  EXPECT_FALSE(kQualtricsCsv.recognises("id,why\n1,a\n"));
  EXPECT_FALSE(kQualtricsCsv.recognises(""));
}

}  // namespace
}  // namespace voxmap
