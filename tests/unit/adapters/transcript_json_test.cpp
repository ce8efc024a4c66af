// JSON transcripts: segments and words of the programs that write them; SBV captions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::ReadResult;

ReadResult read(const std::string& bytes, const Options& options = {}) {
  return testing::read_with(*find_adapter("transcript_json"), bytes, "talk.json", options);
}

// "speaker: words @start-end" in milliseconds.
std::vector<std::string> turns(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Verbatim& turn : result.documents.at(0).verbatims) {
    const auto ms = [](const auto& at) { return at ? std::to_string(at->count()) : "?"; };
    out.push_back((turn.speaker.empty() ? "" : turn.speaker + ": ") + turn.text + " @" +
                  ms(turn.at) + "-" + ms(turn.until));
  }
  return out;
}

void expect_recognised(const std::string& bytes) {
  const Adapter* const found = recognise(std::string_view(bytes).substr(0, kHeadBytes));
  ASSERT_NE(found, nullptr) << bytes.substr(0, 200);
  EXPECT_EQ(found->name, "transcript_json");
}

TEST(TranscriptJson, ReadsWhisperSegments) {
  const std::string bytes =
      "\xEF\xBB\xBF{\"text\":\" Hi.\",\"language\":\"english\",\n\"segments\":[{\"start\":0.0,"
      "\"end\":1.005,\"text\":\" It was slow.\"},\n{\"start\":1.1,\"end\":2e0,\"text\":\" "
      "Caf\\u00e9 "
      "\\\"x\\\" too.\"},{\"start\":2.0,\"end\":3,\"text\":5}, {\"start\":4,\"end\":3,\"text\":"
      "\" Bad \\ud83d half.\"},{\"start\":9,\"end\":8,\"text\":\"Bye.\"}]}";
  expect_recognised(bytes);
  const ReadResult result = read(bytes);
  EXPECT_THAT(turns(result),
              ElementsAre("It was slow. @0-1005", "Café \"x\" too. @1100-2000", "Bye. @9000-?"));
  const Document& document = result.documents[0];
  EXPECT_EQ(document.language, "");  // "english" is no BCP 47 code
  EXPECT_EQ(document.verbatims[0].origin.line, 2U);
  EXPECT_EQ(bytes.substr(document.verbatims[1].origin.byte, document.verbatims[1].origin.bytes),
            "\" Caf\\u00e9 \\\"x\\\" too.\"");
  EXPECT_EQ(document.verbatims[1].origin.line, 3U);
  ASSERT_EQ(result.rejects.size(), 2U);
  EXPECT_EQ(result.rejects[0].reason, "missing_text");
  EXPECT_EQ(bytes.substr(result.rejects[0].origin.byte, result.rejects[0].origin.bytes),
            "{\"start\":2.0,\"end\":3,\"text\":5}");
}

TEST(TranscriptJson, KnowsWhisperByATextThatFillsTheHead) {
  std::string talk;
  while (talk.size() < kHeadBytes + 100) talk += " and then it broke";
  const std::string bytes =
      "{\"text\": \"" + talk + "\", \"segments\": [{\"start\": 0, \"end\": 1, \"text\": \"So.\"}]}";
  expect_recognised(bytes);
  EXPECT_THAT(turns(read(bytes)), ElementsAre("So. @0-1000"));
}

TEST(TranscriptJson, ReadsWhisperCppAndItsOffsets) {
  const std::string bytes =
      "{\"systeminfo\":\"AVX = 1\",\"result\":{\"language\":\"de\"},\"transcription\":["
      "{\"timestamps\":{\"from\":\"00:00:00,000\",\"to\":\"00:00:02,480\"},"
      "\"offsets\":{\"from\":0,\"to\":2480},\"text\":\" Das ging.\"}]}";
  expect_recognised(bytes);
  const ReadResult result = read(bytes);
  EXPECT_THAT(turns(result), ElementsAre("Das ging. @0-2480"));
  EXPECT_EQ(result.documents[0].language, "de");
}

TEST(TranscriptJson, TellsMillisecondsFromSeconds) {
  const std::string bytes =
      "{\"language_code\":\"en_us\",\"utterances\":[{\"speaker\":\"A\",\"text\":\"How was it?\","
      "\"start\":480,\"end\":1900},{\"speaker\":\"B\",\"text\":\"Fine.\",\"start\":2000,\"end\":"
      "2600}]}";
  expect_recognised(bytes);
  const ReadResult result = read(bytes, {{"interviewer", "A"}});
  EXPECT_THAT(turns(result), ElementsAre("A: How was it? @480-1900", "B: Fine. @2000-2600"));
  EXPECT_THAT(result.notes, Contains("times read as milliseconds"));
  EXPECT_EQ(result.documents[0].language, "en-us");
  EXPECT_EQ(result.documents[0].respondent, "talk.json#B");
  EXPECT_FALSE(result.documents[0].verbatims[0].scored);
}

TEST(TranscriptJson, LeavesTheAgentOfACallUnscored) {
  const std::string bytes =
      "{\"Transcript\":[{\"ParticipantRole\":\"AGENT\",\"Content\":\"How can I help?\","
      "\"BeginOffsetMillis\":0,\"EndOffsetMillis\":900},{\"ParticipantRole\":\"CUSTOMER\","
      "\"Content\":\"My lamp broke.\",\"BeginOffsetMillis\":1000,\"EndOffsetMillis\":2100}]}";
  expect_recognised(bytes);
  const ReadResult result = read(bytes);
  EXPECT_THAT(turns(result),
              ElementsAre("AGENT: How can I help? @0-900", "CUSTOMER: My lamp broke. @1000-2100"));
  EXPECT_FALSE(result.documents[0].verbatims[0].scored);
  EXPECT_TRUE(result.documents[0].verbatims[1].scored);
  EXPECT_EQ(result.documents[0].verbatims[1].prompt, "How can I help?");
}

TEST(TranscriptJson, TakesNamesFromATableOfSpeakers) {
  const std::string bytes =
      "{\"speech\":{\"speakers\":[{\"id\":7,\"speaker_name\":\"Kim Vu\"}],\"transcripts\":["
      "{\"start_offset\":1.5,\"end_offset\":2.5,\"speaker_id\":7,\"transcript\":\"Hello.\"},"
      "{\"start_offset\":3,\"end_offset\":4,\"speaker_id\":8,\"transcript\":\"Hi.\"}]}}";
  expect_recognised(bytes);
  EXPECT_THAT(turns(read(bytes)),
              ElementsAre("Kim Vu: Hello. @1500-2500", "Speaker 8: Hi. @3000-4000"));
}

std::string aws_word(const std::string& at, const std::string& until, const std::string& word) {
  return "{\"start_time\":\"" + at + "\",\"end_time\":\"" + until +
         "\",\"alternatives\":[{\"confidence\":\"0.9\",\"content\":\"" + word +
         "\"}],\"type\":\"pronunciation\"}";
}
constexpr const char* kAwsDot = "{\"alternatives\":[{\"content\":\".\"}],\"type\":\"punctuation\"}";

TEST(TranscriptJson, GivesAwsWordsTheirSpeakers) {
  const std::string bytes =
      "{\"jobName\":\"j\",\"results\":{\"language_code\":\"en-US\",\"transcripts\":[{"
      "\"transcript\":"
      "\"...\"}],\"speaker_labels\":{\"segments\":[{\"speaker_label\":\"spk_0\",\"items\":["
      "{\"start_time\":\"0.1\",\"speaker_label\":\"spk_0\"},{\"start_time\":\"0.6\"}]},"
      "{\"speaker_label\":\"spk_1\",\"items\":[{\"start_time\":\"2.04\"}]}]},\"items\":[" +
      aws_word("0.1", "0.5", "Why") + "," + aws_word("0.6", "0.9", "so") + "," + kAwsDot + "," +
      aws_word("2.04", "2.5", "Because") + "," + kAwsDot + "]},\"status\":\"COMPLETED\"}";
  expect_recognised(bytes);
  const ReadResult result = read(bytes);
  EXPECT_THAT(turns(result), ElementsAre("spk_0: Why so. @100-900", "spk_1: Because. @2040-2500"));
  EXPECT_EQ(result.documents[0].language, "en-US");
  const Place& place = result.documents[0].verbatims[0].origin;
  EXPECT_TRUE(bytes.substr(place.byte, place.bytes).starts_with("\"Why\""));
  EXPECT_TRUE(bytes.substr(place.byte, place.bytes).ends_with("\".\""));
}

TEST(TranscriptJson, PutsAwsChannelsInTheOrderOfTime) {
  const std::string bytes =
      "{\"jobName\":\"j\",\"results\":{\"transcripts\":[{\"transcript\":\"...\"}],"
      "\"channel_labels\":{\"channels\":[{\"channel_label\":\"ch_0\",\"items\":[" +
      aws_word("0.0", "0.5", "Hello") + "," + kAwsDot + "," + aws_word("3.0", "3.5", "Bye") +
      "]},{\"channel_label\":\"ch_1\",\"items\":[" + aws_word("1.0", "1.5", "Hi") + "," + kAwsDot +
      "]}]}}}";
  expect_recognised(bytes);
  EXPECT_THAT(turns(read(bytes)),
              ElementsAre("ch_0: Hello. @0-500", "ch_1: Hi. @1000-1500", "ch_0: Bye @3000-3500"));
}

TEST(TranscriptJson, KeepsTheSpacesOfRev) {
  const std::string bytes =
      "{\"speakers\":[{\"id\":1,\"name\":\"Interviewer\"}],\"monologues\":[{\"speaker\":1,"
      "\"elements\":[{\"type\":\"text\",\"value\":\"And\",\"ts\":0.075,\"end_ts\":0.4},"
      "{\"type\":\"punct\",\"value\":\"?\"}]},{\"speaker\":0,\"elements\":[{\"type\":\"punct\","
      "\"value\":\" "
      "\"},{\"type\":\"text\",\"value\":\"No\",\"ts\":1},{\"type\":\"punct\",\"value\":"
      "\", "
      "\"},{\"type\":\"unknown\",\"value\":\"<crosstalk>\"},{\"type\":\"punct\",\"value\":\".\"}"
      "]}]}";
  expect_recognised(bytes);
  EXPECT_THAT(turns(read(bytes)),
              ElementsAre("Interviewer: And? @75-400", "Speaker 0: No, <crosstalk>. @1000-?"));
}

TEST(TranscriptJson, ReadsDeepgramWords) {
  const std::string bytes =
      "{\"metadata\":{\"request_id\":\"r\"},\"results\":{\"channels\":[{\"alternatives\":[{"
      "\"transcript\":\"so "
      "hi\",\"words\":[{\"word\":\"so\",\"start\":0.5,\"end\":0.6,\"speaker\":0,"
      "\"punctuated_word\":\"So?\"},{\"word\":\"hi\",\"start\":0.7,\"end\":0.9,\"speaker\":1}]}]}]}"
      "}";
  expect_recognised(bytes);
  EXPECT_THAT(turns(read(bytes)), ElementsAre("Speaker 0: So? @500-600", "Speaker 1: hi @700-900"));
}

TEST(TranscriptJson, LeavesOtherJsonAlone) {
  for (const std::string_view other :
       {"{\"data\":[{\"id\":\"1\",\"text\":\"post\",\"author_id\":\"2\"}]}",
        "{\"segments\":[{\"name\":\"loyal\",\"text\":\"no times\"}]}", "{\"text\": \"short\"}",
        "[{\"text\":\"a\",\"end\":3}]", "{\"results\":{\"items\":[]}}"}) {
    EXPECT_FALSE(find_adapter("transcript_json")->recognises(other)) << other;
  }
  // "nan" begins like null and is none.
  EXPECT_THROW(read("{\"segments\":[{\"start\":1,\"text\":\"a\"},nan]}"), Error);
  EXPECT_THROW(read("{\"segments\":[]}"), Error);
  EXPECT_THROW(read("{\"segments\":[{\"start\":1,\"text\":\"a\"}"), Error);
  EXPECT_THROW(read("{\"segments\":[{\"start\":1,\"text\":\"a\"}]} trailing"), Error);
  EXPECT_THROW(read("{\"segments\":[{\"start\":1,\"text\":\"\xFF\"}]}"), Error);
  EXPECT_THROW(read(std::string(2000, '[')), Error);
}

TEST(Sbv, ReadsItsCues) {
  const std::string bytes =
      "0:00:00.378,0:00:01.000\r\n>> one, 10:30,11:15.\r\n\r\n0:00:02.000,0:00:01.000\r\n"
      "two &amp; three.\r\n0:00:05.000,0:00:06.000\r\n- "
      "four\r\n\r\n0:00:07.000,0:00:08.000\r\n\r\n";
  const Adapter* const found = recognise(bytes);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->name, "sbv");
  const ReadResult result = testing::read_with(*found, bytes);
  EXPECT_THAT(turns(result), ElementsAre("one, 10:30,11:15. @378-1000", "two & three. @2000-?",
                                         "four @5000-6000"));
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "missing_text");
  EXPECT_FALSE(find_adapter("sbv")->recognises("10:30,11:15\n12:00,13:00\n"));
}

}  // namespace
}  // namespace voxmap
