// WebVTT: cues, times, voices, scrolling captions, damage.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/linear_time.hpp"
#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::ReadResult;

ReadResult read(const std::string& bytes, const Options& options = {},
                const std::string& name = "folder/talk.vtt") {
  return testing::read_with(*find_adapter("webvtt"), bytes, name, options);
}

std::vector<std::string> turns(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Document& document : result.documents) {
    for (const Verbatim& turn : document.verbatims) {
      out.push_back((turn.speaker.empty() ? "" : turn.speaker + ": ") + turn.text);
    }
  }
  return out;
}

TEST(WebVtt, ReadsZoom) {
  const ReadResult result = read(
      "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.500\r\nInterviewer: How was it?\r\n\r\n"
      "2\r\n00:00:03.000 --> 00:00:04.000\r\nDr. J. O'Neil (Beta/Lab) | she.her: The checkout: "
      "a\r\n\r\n"
      "3\r\n00:00:04.000 --> 00:00:06.000\r\nDr. J. O'Neil (Beta/Lab) | she.her: nightmare.\r\n\r\n"
      "4\r\n00:00:07.000 --> 00:00:08.000\r\nInterviewer: I see.\r\n\r\n"
      "5\r\n00:00:09.000 --> 00:00:10.000\r\ndionysuz.eth: Hi.\r\n");
  EXPECT_THAT(turns(result),
              ElementsAre("Interviewer: How was it?",
                          "Dr. J. O'Neil (Beta/Lab) | she.her: The checkout: a nightmare.",
                          "Interviewer: I see.", "dionysuz.eth: Hi."));
  const Document& document = result.documents.at(0);
  EXPECT_EQ(document.key, "talk.vtt");
  const Verbatim& answer = document.verbatims.at(1);
  EXPECT_EQ(answer.at, milliseconds(3000));
  EXPECT_EQ(answer.until, milliseconds(6000));
  EXPECT_EQ(answer.prompt, "How was it?");
  EXPECT_TRUE(answer.scored);
  EXPECT_FALSE(document.verbatims.at(0).scored);
  EXPECT_EQ(document.respondent, "");  // two participants
}

TEST(WebVtt, ReadsTeams) {
  const ReadResult result = read(
      "WEBVTT\n\nab-12/7-0\n0:0:5.0 --> 0:0:6.0\n<v L&#205;via B.>second &amp; last\nline</v>\n\n"
      "ab-12/5-0\n0:0:0.570 --> 0:0:5.500\n<v Interviewer>first</v>\n");
  EXPECT_THAT(turns(result), ElementsAre("Interviewer: first", "LÍvia B.: second & last line"));
  EXPECT_EQ(result.documents.at(0).verbatims.at(0).at, milliseconds(570));
  EXPECT_EQ(result.documents.at(0).respondent, "LÍvia B.");
  EXPECT_THAT(result.notes, ::testing::Contains(::testing::HasSubstr("sorted")));
}

TEST(WebVtt, KeepsAVoiceOverAnEmptyLine) {
  const ReadResult result = read(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>one\n\ntwo</v>\n\n"
      "00:03.000 --> 00:04.000\n<v Bob>three</v>\n");
  EXPECT_THAT(turns(result), ElementsAre("Ann: one two", "Bob: three"));
  EXPECT_TRUE(result.rejects.empty());
}

TEST(WebVtt, SplitsTwoVoicesOfOneCue) {
  EXPECT_THAT(
      turns(read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>yes?</v> <v.loud Bob>NO</v>\n")),
      ElementsAre("Ann: yes?", "Bob: NO"));
}

TEST(WebVtt, RemovesMarkupButNotHearts) {
  EXPECT_THAT(
      turns(read("WEBVTT\n\n00:16.500 --> 00:18.500 align:start position:0%\n"
                 "I <00:17.500><c.colorE5E5E5>love</c> <i>it</i> <3 &lt;really&gt; a < b\n")),
      ElementsAre("I love it <3 <really> a < b"));
}

TEST(WebVtt, PassesOverNotesStylesAndRegions) {
  EXPECT_THAT(turns(read("WEBVTT - title\nKind: captions\nLanguage: de\n\nNOTE\nno speech\n\n"
                         "STYLE\n::cue { color: red; }\n\nREGION\nid:fred\n\nNOTE one line\n\n"
                         "00:01.000 --> 00:02.000\nNOTE is a word here.\n")),
              ElementsAre("NOTE is a word here."));
}

TEST(WebVtt, ReadsTheLanguageOfTheHeader) {
  EXPECT_EQ(read("WEBVTT\nLanguage: de\n\n00:01.000 --> 00:02.000\nja\n").documents.at(0).language,
            "de");
}

TEST(WebVtt, TakesScrolledLinesOnce) {
  const ReadResult result = read(
      "WEBVTT\nKind: captions\n\n"
      "00:00.160 --> 00:02.550\n \nso we<00:00.480><c> ordered</c>\n\n"
      "00:02.550 --> 00:02.560\nso we ordered\n \n\n"
      "00:02.560 --> 00:05.000\nso we ordered\nthe<00:03.000><c> lamp</c>\n\n"
      "00:05.000 --> 00:05.010\nthe lamp\n \n\n"
      "00:05.010 --> 00:07.000\nthe lamp\nand it broke.\n");
  EXPECT_THAT(turns(result), ElementsAre("so we ordered the lamp and it broke."));
}

TEST(WebVtt, KeepsPeopleRepeatingThemselves) {
  EXPECT_THAT(
      turns(read("WEBVTT\n\n00:01.000 --> 00:02.000\nNo.\n\n00:02.000 --> 00:03.000\nNo.\n")),
      ElementsAre("No.", "No."));
}

TEST(WebVtt, RejectsDamagedCuesWithTheirPlace) {
  const std::string bytes =
      "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n00:02.000 --> 00:0x.000\nTwo.\n\n"
      "no time\n\n00:05.000 --> 00:06.000\n\n00:07.000 --> 00:08.000\nThree.\n";
  const ReadResult result = read(bytes);
  EXPECT_THAT(turns(result), ElementsAre("One.", "Three."));
  ASSERT_EQ(result.rejects.size(), 3U);
  EXPECT_EQ(result.rejects[0].reason, "bad_time");
  EXPECT_EQ(result.rejects[0].origin.line, 6U);
  EXPECT_EQ(result.rejects[0].raw, "00:02.000 --> 00:0x.000\nTwo.");
  EXPECT_EQ(result.rejects[1].reason, "missing_time");
  EXPECT_EQ(bytes.substr(result.rejects[1].origin.byte, result.rejects[1].origin.bytes), "no time");
  EXPECT_EQ(result.rejects[2].reason, "missing_text");
}

TEST(WebVtt, ReadsCuesThatLostTheirEmptyLine) {
  EXPECT_THAT(turns(read("WEBVTT\n1\n00:01.000 --> 00:02.000\nOne.\n2\n00:02.000 --> 00:03.000\n"
                         "Two --> three.\n")),
              ElementsAre("One.", "Two --> three."));
}

TEST(WebVtt, ReadsEveryLineEnd) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    std::string bytes = "\xEF\xBB\xBFWEBVTT";
    for (const char* line : {"", "", "00:01.000 --> 00:02.000", "Hello.", "", "x"}) {
      bytes += line + end;
    }
    const ReadResult result = read(bytes);
    EXPECT_THAT(turns(result), ElementsAre("Hello."));
    EXPECT_EQ(result.documents.at(0).verbatims.at(0).origin.line, 3U);
    EXPECT_EQ(result.documents.at(0).verbatims.at(0).origin.byte, 9 + 2 * end.size());
  }
}

TEST(WebVtt, ReadsUtf16) {
  std::string bytes = "\xFF\xFE";
  for (const char c : std::string("WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHey.\r\n")) {
    bytes += c;
    bytes += '\0';
  }
  EXPECT_TRUE(find_adapter("webvtt")->recognises(bytes));
  const ReadResult result = read(bytes);
  EXPECT_THAT(turns(result), ElementsAre("Hey."));
  EXPECT_EQ(result.documents.at(0).verbatims.at(0).origin.byte, 22U);
}

TEST(WebVtt, RejectsALineOfBadUtf8AndKeepsTheRest) {
  const ReadResult result = read(
      "WEBVTT\n\n00:01.000 --> 00:02.000\nsch\xC3\xB6n, \xC3\xBC\x62\xC3\xA4ll.\n\n"
      "00:02.000 --> 00:03.000\nba\xFF\x64\n");
  EXPECT_EQ(result.documents.size(), 1U);
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "invalid_utf8");
  EXPECT_EQ(result.rejects[0].raw, "ba\\xFFd");
}

TEST(WebVtt, SaysWhenNobodySpeaks) {
  const ReadResult result = read("WEBVTT\n\nNOTE nothing\n");
  EXPECT_TRUE(result.documents.empty());
  ASSERT_EQ(result.skips.size(), 1U);
  EXPECT_EQ(result.skips[0].reason, "no_text");
}

TEST(WebVtt, ManyTimeLinesInOneBlockAreNoStackOfCalls) {
  std::string bytes = "WEBVTT\n\n";
  for (int i = 0; i < 60000; ++i) bytes += "00:01.000 --> 00:02.000\n";
  EXPECT_EQ(read(bytes).rejects.size(), 60000U);
}

TEST(WebVtt, OpenTagsDoNotMakeItSlow) {
  const auto open_tags = [](std::size_t times) {
    std::string bytes = "WEBVTT\n\n00:01.000 --> 00:02.000\n";
    for (std::size_t i = 0; i < times; ++i) bytes += "<a{\\&";
    return bytes;
  };
  EXPECT_TRUE(testing::linear_time(60000, open_tags, [](const std::string& bytes) {
    EXPECT_EQ(read(bytes).documents.size(), 1U);
  }));
}

}  // namespace
}  // namespace voxmap
