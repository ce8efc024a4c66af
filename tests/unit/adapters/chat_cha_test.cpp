// CHAT transcripts: tiers, bullets, and the codes among the words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::ReadResult;

std::vector<std::string> turns(const std::string& tiers) {
  const std::string bytes = "@UTF8\n@Begin\n" + tiers + "@End\n";
  const Adapter* const found = recognise(bytes);
  EXPECT_TRUE(found != nullptr && found->name == "chat_cha");
  const ReadResult result = testing::read_with(*find_adapter("chat_cha"), bytes, "p.cha");
  std::vector<std::string> out;
  for (const Verbatim& turn : result.documents.at(0).verbatims) {
    out.push_back(turn.speaker + ": " + turn.text + (turn.scored ? "" : " (not scored)"));
  }
  return out;
}

TEST(ChatCha, ReadsTheSample) {
  const auto path = std::filesystem::path(VOXMAP_SOURCE_DIR) / "sample_data/extra/p08-chat.cha";
  const std::string bytes = testing::file_bytes(path);
  const Document document =
      testing::read_with(*find_adapter("chat_cha"), bytes, path.string()).documents.at(0);
  EXPECT_EQ(document.language, "en");
  EXPECT_EQ(format_date(*document.said_at), "2026-03-04");
  EXPECT_EQ(document.respondent, "P08");
  const auto& turns = document.verbatims;
  ASSERT_EQ(turns.size(), 4U);
  EXPECT_EQ(turns[0].speaker, "INV (Investigator)");
  EXPECT_FALSE(turns[0].scored);
  EXPECT_EQ(turns[1].text,
            "um I really loved really loved it the mugs were lovely. but the lamp was a "
            "nightmare...");
  EXPECT_EQ(turns[1].at, milliseconds(2010));
  EXPECT_EQ(turns[1].until, milliseconds(9033));
  EXPECT_EQ(turns[1].prompt, "how did you like the box?");
  EXPECT_EQ(turns[2].text, "oh dear.");
  EXPECT_EQ(turns[3].text, "pairing took an hour!");
  EXPECT_EQ(bytes.substr(turns[2].origin.byte, 5), "*INV:");
}

TEST(ChatCha, LeavesDependentTiersAndCodesOut) {
  EXPECT_THAT(turns("*SPK:\tone [* s:r] <two three> [//] (.) (1.5) &=laughs four@c .\n"
                    "%mor:\tnum|one *SPK: no\n%com:\tlong\n\tcomment\n*LSN:\tyes +/.\n"
                    "@Comment:\tnobody says\n\tthis\n*SPK:\t+\" really +!?\n"),
              ElementsAre("SPK: one two three four.", "LSN: yes", "SPK: really?"));
}

TEST(ChatCha, LeavesOtherTextsAlone) {
  for (const std::string_view other :
       {"*Ann:\thi\n*Bo:\tho\n", "@mention hello\n@Begin the day\n", "Notes\n@Begin\n"}) {
    EXPECT_FALSE(find_adapter("chat_cha")->recognises(other)) << other;
  }
}

}  // namespace
}  // namespace voxmap
