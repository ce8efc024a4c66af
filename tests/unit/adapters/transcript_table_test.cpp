// Transcripts as tables: who speaks and when, and that surveys with a start and an end are none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ReadResult;

ReadResult read_talk(const std::string& bytes) {
  EXPECT_EQ(recognise(bytes), find_adapter("transcript_table")) << bytes.substr(0, 80);
  return testing::read_with(*find_adapter("transcript_table"), bytes, "talk.csv");
}

// "speaker: words @start-end" in milliseconds; a mark at turns that are not scored.
std::vector<std::string> turns_of(const ReadResult& result) {
  std::vector<std::string> out;
  if (result.documents.empty()) return out;
  for (const Verbatim& turn : result.documents[0].verbatims) {
    const auto ms = [](const auto& at) { return at ? std::to_string(at->count()) : "?"; };
    out.push_back((turn.scored ? "" : "-") + turn.speaker + ": " + turn.text + " @" + ms(turn.at) +
                  "-" + ms(turn.until));
  }
  return out;
}

TEST(TranscriptTable, NvivosTimespansAreStartAndEnd) {
  const ReadResult result = read_talk(
      "\"\",\"Timespan\",\"Content\",\"Speaker\"\n"
      "\"1\",\"0:00.0 - 0:03.2\",\"How was it?\",\"Interviewer\"\n"
      "\"2\",\"0:03.2 - 0:09.8\",\"Awful,\nhonestly.\",\"Ann\"\n"
      "\"3\",\"0:09.8 - 1:00:14.5\",\"But \"\"kind\"\" people.\",\"Ann\"\n");
  EXPECT_THAT(turns_of(result), ElementsAre("-Interviewer: How was it? @0-3200",
                                            "Ann: Awful, honestly. But \"kind\" people. "
                                            "@3200-3614500"));
  EXPECT_EQ(result.documents.at(0).kind, SourceKind::interview);
  EXPECT_EQ(result.documents.at(0).respondent, "Ann");
  EXPECT_THAT(
      turns_of(read_talk("Zeitspanne;Inhalt;Sprecher\n00:00:00.0 - 00:00:03.2;Wie war es?;I\n"
                         "00:00:03.2 - 00:00:05.0;Schlimm.;B\n")),
      ElementsAre("-I: Wie war es? @0-3200", "B: Schlimm. @3200-5000"));
}

TEST(TranscriptTable, StartsAndEndsInEveryWriting) {
  const auto said =
      ElementsAre("Ann: It was awful. @1200-4800", "-Moderator: And then? @4800-6000");
  for (const char* const table :
       {"Start,End,Speaker,Text\n1.2,4.8,Ann,It was awful.\n4.8,6,Moderator,And then?\n",
        "Speaker Name\tStart Time\tEnd Time\tText\nAnn\t00:00:01,200\t00:00:04,800\tIt was awful.\n"
        "Moderator\t00:00:04,800\t00:00:06,000\tAnd then?\n",
        "speaker_name;start_time;end_time;sentence;sentiment\nAnn;00:01.2;00:04.8;It was "
        "awful.;neg\n"
        "Moderator;00:04.8;00:06;And then?;neutral\n",
        "start_ms,end_ms,speaker,text\n1200,4800,Ann,It was awful.\n4800,6000,Moderator,And "
        "then?\n",
        "start,end,speaker,text\n1200,4800,Ann,It was awful.\n4800,6000,Moderator,And then?\n",
        "Start time (sec),Duration (sec),Speaker,Transcript\n1.2,3.6,Ann,It was awful.\n"
        "4.8,1.2,Moderator,And then?\n"}) {
    EXPECT_THAT(turns_of(read_talk(table)), said) << table;
  }
  // Frames of video programs have no length of their own.
  const ReadResult frames = read_talk(
      "Speaker Name,Start Time,End Time,Text\nAnn,00:00:01:05,00:00:04:20,It was awful.\n"
      "Moderator,00:00:04:20,00:00:06:00,And then?\n");
  EXPECT_THAT(turns_of(frames),
              ElementsAre("Ann: It was awful. @1000-4000", "-Moderator: And then? @4000-6000"));
}

TEST(TranscriptTable, TellsWhatItCannotRead) {
  const ReadResult result = read_talk(
      "Start,End,Speaker,Text,Confidence\n0.5,1,Ann,Hello there.,0.9\n1,2,Ann,,0.9\n"
      "2,1,Ann,It broke.,0.9\n");
  EXPECT_THAT(turns_of(result), ElementsAre("Ann: Hello there. It broke. @500-2000"));
  EXPECT_THAT(result.notes, Contains(HasSubstr("not read: Confidence")));
  const ReadResult late = testing::read_with(
      *find_adapter("transcript_table"),
      "Start,End,Speaker,Text\n0.5,1,Ann,Hello.\nsoon,2,Ann,It broke.\n3,4\n", "talk.csv");
  ASSERT_EQ(late.rejects.size(), 2U);
  EXPECT_EQ(late.rejects[0].reason, "bad_time");
  EXPECT_EQ(late.rejects[0].origin.line, 3U);
  EXPECT_EQ(late.rejects[1].reason, "too_few_columns");
}

TEST(TranscriptTable, SurveysWithAStartAndAnEndAreNone) {
  for (const char* const survey :
       {"start,end,text\n2026-03-01T10:00:00Z,2026-03-01T10:05:00Z,It was a good visit to me\n"
        "2026-03-02T10:00:00Z,2026-03-02T10:05:00Z,The queue was much too long\n",
        "timestamp,name,text\n3/1/2026 10:00:00,Ann,It was a good visit to me\n"
        "3/2/2026 10:00:00,Ben,The queue was much too long\n"}) {
    const Adapter* const adapter = recognise(survey);
    ASSERT_NE(adapter, nullptr);
    EXPECT_NE(adapter->name, "transcript_table") << survey;
  }
}

}  // namespace
}  // namespace voxmap
