// SubRip: numbers, comma times, dashes, markup.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::ReadResult;

ReadResult read(const std::string& bytes) {
  return testing::read_with(*find_adapter("srt"), bytes, "talk.srt");
}

std::vector<std::string> turns(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Verbatim& turn : result.documents.at(0).verbatims) {
    out.push_back((turn.speaker.empty() ? "" : turn.speaker + ": ") + turn.text);
  }
  return out;
}

TEST(Srt, ReadsCuesWithoutSpeakersAsSentences) {
  const ReadResult result = read(
      "1\n00:00:00,380 --> 00:00:01,780\nC'est évident,\n\n"
      "2\n00:00:01,780 --> 00:00:03,620\nmais personne ne le dit.\n\n"
      "3\n00:00:04,080 --> 00:00:05,880\nEt puis:\n\n"
      "4\n00:00:15,000 --> 00:00:16,000 X1:40 Y1:2\n{\\an8}<i>après</i> <font "
      "color=\"#fff\">tout</font>\n");
  EXPECT_THAT(turns(result),
              ElementsAre("C'est évident, mais personne ne le dit.", "Et puis:", "après tout"));
  EXPECT_EQ(result.documents[0].verbatims[0].at, milliseconds(380));
  EXPECT_EQ(result.documents[0].verbatims[0].until, milliseconds(3620));
}

TEST(Srt, NamesSpeakersOfEveryLine) {
  EXPECT_THAT(turns(read("1\n00:00:01,000 --> 00:00:02,000\nMODERATOR: And?\nANNA: Great!\n\n"
                         "2\n00:00:02,000 --> 00:00:03,000\nANNA: Love it.\n")),
              ElementsAre("MODERATOR: And?", "ANNA: Great! Love it."));
}

TEST(Srt, BeginsANewTurnAtADash) {
  EXPECT_THAT(turns(read("1\n00:00:01,000 --> 00:00:02,000\n- Tea?\n- Yes please\n\n"
                         "2\n00:00:02,000 --> 00:00:03,000\n>> Here.\n")),
              ElementsAre("Tea?", "Yes please", "Here."));
}

TEST(Srt, IsRecognisedByItsFirstCue) {
  const Adapter& srt = *find_adapter("srt");
  EXPECT_TRUE(srt.recognises("1\n00:00:01,000 --> 00:00:02,000\nx\n"));
  EXPECT_TRUE(srt.recognises("\xEF\xBB\xBF\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\nx\r\n"));
  EXPECT_FALSE(srt.recognises("1\nhello\n"));
  EXPECT_FALSE(srt.recognises("a --> b\n"));
  EXPECT_FALSE(srt.recognises("12"));
}

}  // namespace
}  // namespace voxmap
