// Transcripts as f4, MAXQDA, NVivo, Happy Scribe, Trint, Dovetail, Whisper and the speech services
// of Google and Microsoft write them: who speaks, when, and where the words stand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using ::testing::ElementsAre;
using testing::ReadResult;

// "speaker: words @start-end" in milliseconds; a mark at turns that are not scored.
std::vector<std::string> turns(std::string_view adapter, const std::string& bytes) {
  const Adapter* const found = recognise(bytes);
  EXPECT_EQ(found, find_adapter(adapter)) << bytes.substr(0, 80);
  const ReadResult result = testing::read_with(*find_adapter(adapter), bytes, "talk.txt");
  std::vector<std::string> out;
  if (result.documents.empty()) return out;
  for (const Verbatim& turn : result.documents[0].verbatims) {
    const auto ms = [](const auto& at) { return at ? std::to_string(at->count()) : "?"; };
    out.push_back((turn.scored ? "" : "-") + turn.speaker + ": " + turn.text + " @" + ms(turn.at) +
                  "-" + ms(turn.until));
  }
  return out;
}

TEST(TranscriptShapes, StampsOfF4AndMaxqdaAreTimes) {
  EXPECT_THAT(turns("transcript_text",
                    "I: Wie war es? #00:00:03-2#\nB: Schlimm. #00:00:05-0# Ich ging. #00:00:12-9#\n"
                    "I: Und dann? #00:00:14-0#\nB: Nichts #1 mehr. #00:00:16-5#\n"),
              ElementsAre("-I: Wie war es? @?-3200", "B: Schlimm. Ich ging. @3200-12900",
                          "-I: Und dann? @12900-14000", "B: Nichts #1 mehr. @14000-16500"));
  EXPECT_THAT(turns("transcript_text",
                    "#00:00:00-0# I: How was it?\n#00:00:03-2# B1: Awful, honestly.\n"
                    "#00:00:12-9# I: And then?\n#00:00:14-0# B1: I left.\n"),
              ElementsAre("-I: How was it? @0-?", "B1: Awful, honestly. @3200-?",
                          "-I: And then? @12900-?", "B1: I left. @14000-?"));
}

TEST(TranscriptShapes, NamesBesideAndAboveTimes) {
  const auto said = ElementsAre("-Interviewer: How was it? @1200-?", "Mia: Awful: really. @4800-?",
                                "-Interviewer: And then? @70000-?", "Mia: I left. @72000-?");
  EXPECT_THAT(turns("transcript_text",
                    "[00:00:01.20] - Interviewer\nHow was it?\n\n[00:00:04.80] - Mia\nAwful: "
                    "really.\n\n[00:01:10.00] - Interviewer\nAnd then?\n\n[00:01:12] - Mia\nI "
                    "left.\n"),
              said);
  EXPECT_THAT(turns("transcript_text",
                    "Interviewer [00:00:01.2] How was it?\n\nMia [00:00:04.8] Awful: really.\n\n"
                    "Interviewer [00:01:10] And then?\n\nMia [00:01:12] I left.\n"),
              said);
  EXPECT_THAT(turns("transcript_text",
                    "Interviewer\n00:01.2\nHow was it?\n\nMia\n00:04.8\nAwful: really.\n\n"
                    "Interviewer\n01:10\nAnd then?\n\nMia\n01:12\nI left.\n"),
              said);
}

TEST(TranscriptShapes, OtherWaysToBeginATurn) {
  const auto said = ElementsAre("-Interviewer: How? @1000-?", "Mia: Awful. @4000-?",
                                "-Interviewer: And? @70000-?", "Mia: I left. @72000-?");
  EXPECT_THAT(turns("transcript_text",
                    "@0:01 - Interviewer\nHow?\n\n@0:04 - Mia\nAwful.\n\n@1:10 - Interviewer\n"
                    "And?\n\n@1:12 - Mia\nI left.\n"),
              said);
  EXPECT_THAT(turns("transcript_text",
                    "0:01 | Interviewer\nHow?\n\n0:04 | Mia\nAwful.\n\n1:10 | Interviewer\nAnd?"
                    "\n\n1:12 | Mia\nI left.\n"),
              said);
  EXPECT_THAT(turns("transcript_text",
                    "Interviewer: 0:01\nHow?\n\nMia: 0:04\nAwful.\n\nInterviewer: 1:10\nAnd?\n\n"
                    "Mia: 1:12\nI left.\n"),
              said);
  EXPECT_THAT(turns("transcript_text",
                    "Interviewer:\t0:01\tHow?\nMia:\t0:04\tAwful.\nInterviewer:\t1:10\tAnd?\n"
                    "Mia:\t1:12\tI left.\n"),
              said);
  EXPECT_THAT(turns("transcript_text",
                    ">> INTERVIEWER: How?\n>> MIA: At 10:30 it\nbroke.\n>> INTERVIEWER: And?\n"
                    ">> MIA: 10:45 was worse.\n"),
              ElementsAre("-INTERVIEWER: How? @?-?", "MIA: At 10:30 it broke. @?-?",
                          "-INTERVIEWER: And? @?-?", "MIA: 10:45 was worse. @?-?"));
  EXPECT_THAT(turns("transcript_text",
                    "11:59 AM | Ann Lee: How?\n\n12:01 PM | Mia Berg: Awful.\n\n"
                    "01:02 PM | Ann Lee: And?\n\n01:03 PM | Mia Berg: I left.\n"),
              ElementsAre("Ann Lee: How? @43140000-?", "Mia Berg: Awful. @43260000-?",
                          "Ann Lee: And? @46920000-?", "Mia Berg: I left. @46980000-?"));
}

TEST(TranscriptShapes, SpeakersInBracketsOfCaptions) {
  EXPECT_THAT(turns("srt",
                    "1\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_00]: How?\n\n"
                    "2\n00:00:02,000 --> 00:00:04,000\n[SPEAKER_01]: Awful.\n\n"),
              ElementsAre("SPEAKER_00: How? @1000-2000", "SPEAKER_01: Awful. @2000-4000"));
  EXPECT_THAT(turns("sbv",
                    "0:00:01.000,0:00:02.000\n(Ann Lee)\nHow?\n\n0:00:03.000,0:00:04.000\n"
                    "(Mia Berg)\nAwful.\n\n0:00:05.000,0:00:06.000\n(Ann Lee)\nAnd? (laughs)\n\n"
                    "0:00:07.000,0:00:08.000\n(Mia Berg)\nI left.\n\n"),
              ElementsAre("Ann Lee: How? @1000-2000", "Mia Berg: Awful. @3000-4000",
                          "Ann Lee: And? (laughs) @5000-6000", "Mia Berg: I left. @7000-8000"));
}

TEST(TranscriptShapes, RowsOfTimesAndWords) {
  EXPECT_THAT(
      turns("transcript_text",
            "[00:00.000 --> 00:02.120]  How was it?\n[00:02.120 --> 00:06.500]  Awful.\n"
            "[00:06.500 --> 00:08.500]  Thank you.\n"),
      ElementsAre(": How was it? @0-2120", ": Awful. @2120-6500", ": Thank you. @6500-8500"));
  EXPECT_THAT(
      turns("transcript_text",
            "start\tend\ttext\n0\t2120\tHow was it?\n2120\t6500\t Awful.\n6500\t8500\t"
            "Thank you.\n"),
      ElementsAre(": How was it? @0-2120", ": Awful. @2120-6500", ": Thank you. @6500-8500"));
  EXPECT_THAT(turns("transcript_text",
                    "1\t00:00:00.0 - 00:00:03.2\tHow was it?\tInterviewer\n"
                    "2\t00:00:03.2 - 00:00:12.9\tAwful.\tMia\n"),
              ElementsAre("-Interviewer: How was it? @0-3200", "Mia: Awful. @3200-12900"));
}

TEST(TranscriptShapes, GoogleSpeech) {
  const auto word = [](const char* text, const char* start, const char* end, const char* tag) {
    return std::string(R"({"word":")") + text + R"(","startTime":")" + start + R"(","endTime":")" +
           end + R"(","speakerTag":)" + tag + "}";
  };
  const std::string first = word("how", "0.200s", "1s", "0");
  const std::string tagged =
      word("how", "0.200s", "1s", "1") + "," + word("awful", "2.200s", "3.300s", "2");
  // The last result is everything once more, with tags.
  EXPECT_THAT(turns("transcript_json",
                    R"({"results":[{"alternatives":[{"transcript":"how","words":[)" + first +
                        R"(]}]},{"alternatives":[{"words":[)" + tagged + "]}]}]}"),
              ElementsAre("Speaker 1: how @200-1000", "Speaker 2: awful @2200-3300"));
  EXPECT_THAT(turns("transcript_json",
                    R"({"response":{"results":[{"alternatives":[{"transcript":"how was it"}],)"
                    R"("resultEndTime":"1.5s"},{"alternatives":[{"transcript":" awful"}],)"
                    R"("resultEndTime":"3.300s"}]}})"),
              ElementsAre(": how was it awful @?-3300"));
}

TEST(TranscriptShapes, AzureSpeech) {
  const auto said = ElementsAre("Speaker 1: How? @200-1500", "Speaker 2: Awful. @62200-63300");
  EXPECT_THAT(
      turns("transcript_json",
            R"({"combinedRecognizedPhrases":[],"recognizedPhrases":[{"channel":0,"speaker":1,)"
            R"("offsetInTicks":2000000,"durationInTicks":13000000,"nBest":[{"display":"How?"}]},)"
            R"({"channel":0,"speaker":2,"offset":"PT1M2.2S","duration":"PT1.1S","nBest":)"
            R"([{"display":"Awful."}]}]})"),
      said);
  EXPECT_THAT(turns("transcript_json",
                    R"({"phrases":[{"speaker":1,"offsetMilliseconds":200,"durationMilliseconds":)"
                    R"(1300,"text":"How?"},{"speaker":2,"offsetMilliseconds":62200,)"
                    R"("durationMilliseconds":1100,"text":"Awful."}]})"),
              said);
}

TEST(TranscriptShapes, WordsWithoutUtterancesAndSentencesOfAnApi) {
  EXPECT_THAT(turns("transcript_json",
                    R"({"text":"How? Awful.","words":[{"text":"How?","start":200,"end":1300},)"
                    R"({"text":"Awful.","start":2200,"end":3300}],"utterances":null})"),
              ElementsAre(": How? @200-1300", ": Awful. @2200-3300"));
  EXPECT_THAT(
      turns("transcript_json",
            R"({"data":{"transcript":{"sentences":[{"speaker_name":"Interviewer","text":"How?",)"
            R"("start_time":1.2,"end_time":3.1},{"speaker_name":"Mia","text":"Awful.",)"
            R"("start_time":4.0,"end_time":6.5}]}}})"),
      ElementsAre("-Interviewer: How? @1200-3100", "Mia: Awful. @4000-6500"));
}

}  // namespace
}  // namespace voxmap
