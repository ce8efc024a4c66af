// Plain-text transcripts in the shapes people and tools write.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::ReadResult;

ReadResult read(const std::string& bytes, const Options& options = {}) {
  return testing::read_with(*find_adapter("transcript_text"), bytes, "talk.txt", options);
}

std::vector<std::string> turns(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Verbatim& turn : result.documents.at(0).verbatims) {
    out.push_back((turn.speaker.empty() ? "" : turn.speaker + ": ") + turn.text);
  }
  return out;
}

bool recognised(std::string_view head) { return find_adapter("transcript_text")->recognises(head); }

TEST(TranscriptText, JoinsPaddedAndWrappedLines) {
  const std::string bytes =
      "Interviewer:        What did the\nsupport say? \n\n"
      "Maria Lopez:        They told me [inaudible 00:01:42] to wait,\n"
      "                    and I did. [Pallis \n00:00:52] So.\n\n"
      "Maria Lopez:        Note: nobody called back.\n\n"
      "Interviewer:        Nobody?\n";
  EXPECT_TRUE(recognised(bytes));
  EXPECT_THAT(turns(read(bytes)),
              ElementsAre("Interviewer: What did the support say?",
                          "Maria Lopez: They told me [inaudible 00:01:42] to wait, and I did. "
                          "[Pallis 00:00:52] So. Note: nobody called back.",
                          "Interviewer: Nobody?"));
  EXPECT_EQ(read(bytes).documents[0].respondent, "Maria Lopez");
}

TEST(TranscriptText, TakesNoWordOfAnAnswerForASpeaker) {
  EXPECT_THAT(
      turns(read("Q: Where?\n\nA: I went to the page and it said\nError: try later. So I typed\n"
                 "https://shop.example and got\nWarning: card declined. Twice.\n\n"
                 "Q: And?\n\nA: Same again.\n")),
      ElementsAre("Q: Where?",
                  "A: I went to the page and it said Error: try later. So I typed "
                  "https://shop.example and got Warning: card declined. Twice.",
                  "Q: And?", "A: Same again."));
}

TEST(TranscriptText, TakesARecurringWordInsideParagraphsForNoSpeaker) {
  EXPECT_THAT(
      turns(read(
          "Anna: One\nReminder: two\n\nBob: Three\nReminder: four\n\nAnna: Five\n\nBob: Six\n")),
      ElementsAre("Anna: One Reminder: two", "Bob: Three Reminder: four", "Anna: Five",
                  "Bob: Six"));
}

TEST(TranscriptText, ReadsOtterHeaders) {
  const std::string bytes =
      "Interviewer  0:03  \nHow was it?\n\nUnknown Speaker  0:07  \nSlow. We met at 10:30\nand "
      "left.\n\n"
      "Interviewer  59:58  \nThanks.\n\nUnknown Speaker  1:00:02  \nBye.\n\nTranscribed by "
      "https://otter.ai\n";
  EXPECT_TRUE(recognised(bytes));
  const ReadResult result = read(bytes);
  EXPECT_THAT(turns(result), ElementsAre("Interviewer: How was it?",
                                         "Unknown Speaker: Slow. We met at 10:30 and left.",
                                         "Interviewer: Thanks.", "Unknown Speaker: Bye."));
  EXPECT_EQ(result.documents[0].verbatims[1].at, milliseconds(7000));
  EXPECT_EQ(result.documents[0].verbatims[3].at, milliseconds(3602000));
  EXPECT_EQ(result.documents[0].respondent, "talk.txt#Unknown Speaker");
}

TEST(TranscriptText, ReadsGoogleMeet) {
  const std::string bytes =
      "Mar 3, 2026\nWeekly call  - Transcript\n00:00:00\n \nKim Vu: Hello all.\nBo T (bo): Hi.\n "
      "\n \n"
      "00:01:59\n \nBo T (bo): As I said.\nKim Vu: Right. Next:\nLee Oh: Me?\n \n"
      "Transcription ended after 00:36:51\n\nThis editable transcript was computer generated and "
      "might "
      "contain errors.\n";
  EXPECT_TRUE(recognised(bytes));
  const ReadResult result = read(bytes);
  EXPECT_THAT(turns(result), ElementsAre("Kim Vu: Hello all.", "Bo T (bo): Hi. As I said.",
                                         "Kim Vu: Right. Next:", "Lee Oh: Me?"));
  EXPECT_EQ(result.documents[0].verbatims[0].at, milliseconds(0));
}

TEST(TranscriptText, ReadsBracketsStarsAndStamps) {
  EXPECT_THAT(
      turns(read("[id1] hello\n\n[id2] [laughs] hi\n\n[laughter]\n\n[id1] bye\n\n[id2] ok\n")),
      ElementsAre("id1: hello", "id2: [laughs] hi [laughter]", "id1: bye", "id2: ok"));
  EXPECT_THAT(
      turns(read(
          "**Interviewer:** And?\n\n**Tom**: Fine.\n\n**Interviewer:** Ok.\n\n**Tom**: Yes.\n")),
      ElementsAre("Interviewer: And?", "Tom: Fine.", "Interviewer: Ok.", "Tom: Yes."));
  const ReadResult stamped =
      read("[00:00:05] Ann: Hi.\n\nSpeaker 1 (00:09):\nHo.\n\n[00:00:12] Ann: Hm.\n");
  EXPECT_THAT(turns(stamped), ElementsAre("Ann: Hi.", "Speaker 1: Ho.", "Ann: Hm."));
  EXPECT_EQ(stamped.documents[0].verbatims[0].at, milliseconds(5000));
  EXPECT_EQ(stamped.documents[0].verbatims[1].at, milliseconds(9000));
}

TEST(TranscriptText, ReadsWindows1252) {
  const ReadResult result = read(
      "Interviewer: Und?\r\n\r\nFrau M\xFCller: Sch\xF6n \x85 \x93na ja\x94 \x96 es geht.\r\n\r\n"
      "Interviewer: Wie f\xFChlte sich das an?\r\n\r\nFrau M\xFCller: Gro\xDF"
      "artig.\r\n");
  EXPECT_THAT(turns(result),
              ElementsAre("Interviewer: Und?", "Frau Müller: Schön … “na ja” – es geht.",
                          "Interviewer: Wie fühlte sich das an?", "Frau Müller: Großartig."));
  EXPECT_EQ(result.documents[0].verbatims[1].origin.byte, 21U);
  EXPECT_FALSE(result.notes.empty());
}

TEST(TranscriptText, NamesOtherScripts) {
  EXPECT_THAT(turns(read("インタビュアー：どうでしたか。\n\n田中：遅かったです。\n\n"
                         "インタビュアー：なるほど。\n\n田中：はい。\n")),
              ElementsAre("インタビュアー: どうでしたか。", "田中: 遅かったです。",
                          "インタビュアー: なるほど。", "田中: はい。"));
}

TEST(TranscriptText, LeavesOtherTextsAlone) {
  for (const std::string_view other :
       {"id,comment\n1,Great: really\n2,Bad: truly\n", "name: voxmap\nversion: 1\nlicence: MIT\n",
        "Just a letter.\n\nNote: I was there.\n\nNote: twice.\n",
        "2026-01-01 INFO: start\nINFO: ok\nERROR: no\nINFO: ok\nERROR: no\n",
        "- step: one\n- step: two\n- step: three\n", "a\nb\nc\n", "{\"a\": 1}\n", ""}) {
    EXPECT_FALSE(recognised(other)) << other;
  }
}

TEST(TranscriptText, ReadsParagraphsWhenNobodyIsNamed) {
  EXPECT_THAT(turns(read("It was fine\nmostly.\n\nThen it broke.\n")),
              ElementsAre("It was fine mostly.", "Then it broke."));
}

// Rev, Zoom (captions, chat) and Teams as they save text: times before, behind and below names.
TEST(TranscriptText, ReadsTimesBesideNamesAsProgramsWriteThem) {
  const std::vector<std::string> files = {
      "Ann Lee: (00:03)\nToo long.\n\nBo Berg: (00:09)\nIt crashed.\n\nAnn Lee: (00:15)\nI see.\n",
      "[Ann Lee] 00:00:03\nToo long.\n\n[Bo Berg] 00:00:09\nIt crashed.\n\n[Ann Lee] "
      "00:00:15\nI see.\n",
      "00:00:03 From Ann Lee to Everyone:\n\tToo long.\n00:00:09 From Bo Berg to Everyone:\n\tIt "
      "crashed.\n00:00:15 From Ann Lee to Everyone:\n\tI see.\n",
      "Ann Lee   0:03\nToo long.\n\nBo Berg started transcription\n\nBo Berg   0:09\nIt "
      "crashed.\n\nAnn Lee   0:15\nI see.\n"};
  for (const std::string& file : files) {
    EXPECT_EQ(recognise(file), find_adapter("transcript_text")) << file;
    const ReadResult result = read(file);
    const auto& verbatims = result.documents.at(0).verbatims;
    ASSERT_EQ(verbatims.size(), 3U) << file;
    EXPECT_EQ(verbatims[0].speaker, "Ann Lee");
    EXPECT_EQ(verbatims[0].text, "Too long.");
    EXPECT_EQ(verbatims[1].speaker, "Bo Berg");
    EXPECT_EQ(verbatims[1].text, "It crashed.");
    EXPECT_EQ(verbatims[1].at, milliseconds(9000)) << file;
    EXPECT_EQ(verbatims[2].at, milliseconds(15000)) << file;
  }
  const std::string rev = "00:00:03 Speaker 1\nToo long.\n\n00:00:09 Speaker 2\nIt crashed.\n";
  EXPECT_EQ(recognise(rev), find_adapter("transcript_text"));
  EXPECT_EQ(read(rev).documents.at(0).verbatims.at(1).speaker, "Speaker 2");
}

TEST(TranscriptText, DirectMessagesOfAZoomChatAreLeftOut) {
  const std::string chat =
      "10:02:11 From Ann Lee to Everyone:\n\tThe demo froze.\n"
      "10:02:30\t From  Ann Lee  to  Bartholomew Berglund-Featherstonehaugh(Direct Message) : I "
      "am\n"
      "\tso bored.\n10:03:01 From Bo Berg to Ann Lee (Privately) : Me too\n"
      "10:03:05 From Bo Berg to Everyone:\n\tIt works now.\n";
  EXPECT_EQ(recognise(chat), find_adapter("transcript_text"));
  const ReadResult result = read(chat);
  EXPECT_THAT(turns(result), ElementsAre("Ann Lee: The demo froze.", "Bo Berg: It works now."));
  ASSERT_EQ(result.skips.size(), 2U);
  EXPECT_EQ(result.skips[0].reason, "not_public");
  EXPECT_EQ(result.skips[0].origin.line, 3U);
  const ReadResult all = read(chat, {{"include_private", "true"}});
  EXPECT_TRUE(all.skips.empty());
  EXPECT_NE(all.shown.find("Me too"), std::string::npos);
}

}  // namespace
}  // namespace voxmap
