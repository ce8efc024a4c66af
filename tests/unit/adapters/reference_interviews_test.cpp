// Every interview and chat file of the reference collection, with the numbers a person counted in
// the raw file. Skipped, visibly, where there is no collection.
#include <gtest/gtest.h>

#include <set>

#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using testing::ReadResult;

struct Counted {
  const char* file;
  const char* adapter;
  std::size_t documents, verbatims, scored, speakers, rejects, skips;
  const char* first_words;         // the first verbatim begins so
  const char* last_words;          // the last one ends so
  std::int64_t first_ms, last_ms;  // start of the first, end (or start) of the last; -1: none
};

class ReferenceInterviews : public ::testing::TestWithParam<Counted> {};

TEST_P(ReferenceInterviews, ComeOutAsCounted) {
  const Counted& counted = GetParam();
  const auto folder = testing::shared_folder();
  if (folder.empty()) GTEST_SKIP() << "no reference data on this machine (VOXMAP_SHARED)";
  const auto path = folder / counted.file;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const std::string bytes = testing::file_bytes(path);
  const Adapter* const adapter = recognise(std::string_view(bytes).substr(0, kHeadBytes));
  ASSERT_NE(adapter, nullptr)
      << why_not(std::string_view(bytes).substr(0, kHeadBytes)).value_or("");
  EXPECT_EQ(adapter->name, counted.adapter);
  const ReadResult result = testing::read_with(*adapter, bytes, path.string());
  std::vector<Verbatim> all;
  std::set<std::string> speakers;
  std::size_t scored = 0;
  for (const Document& document : result.documents) {
    for (const Verbatim& verbatim : document.verbatims) {
      const std::string& who = verbatim.speaker.empty() ? document.respondent : verbatim.speaker;
      if (!who.empty()) speakers.insert(who);
      if (verbatim.scored) ++scored;
      EXPECT_LE(verbatim.origin.byte + verbatim.origin.bytes, bytes.size());
      all.push_back(verbatim);
    }
  }
  EXPECT_EQ(result.documents.size(), counted.documents);
  ASSERT_EQ(all.size(), counted.verbatims);
  EXPECT_EQ(scored, counted.scored);
  EXPECT_EQ(speakers.size(), counted.speakers);
  EXPECT_EQ(result.rejects.size(), counted.rejects);
  EXPECT_EQ(result.skips.size(), counted.skips);
  EXPECT_TRUE(all.front().text.starts_with(counted.first_words)) << all.front().text;
  EXPECT_TRUE(all.back().text.ends_with(counted.last_words)) << all.back().text;
  const auto ms = [](const auto& at) { return at ? at->count() : -1; };
  EXPECT_EQ(ms(all.front().at), counted.first_ms);
  EXPECT_EQ(ms(all.back().until ? all.back().until : all.back().at), counted.last_ms);
}

INSTANTIATE_TEST_SUITE_P(
    Files, ReferenceInterviews,
    ::testing::Values(
        Counted{"qda/transcripts/aws_speaker_labels_trimmed.json", "transcript_json", 1, 1, 1, 1, 0,
                0, "She was gone out into the village", "It will be well for you", 490, 16180},
        Counted{"qda/transcripts/rev_ai_transcript.json", "transcript_json", 1, 1, 1, 1, 0, 0,
                "Hello from the Sal, A-I-S-D-K.", "A-I-S-D-K.", 75, 2145},
        Counted{"qda/transcripts/whisper_timestamped_words.json", "transcript_json", 1, 4, 4, 0, 0,
                0, "Боже улыл!", "Эскому зарегиан!", 440, 35720},
        Counted{"qda/transcripts/webvttpy_sample.sbv", "sbv", 1, 1, 1, 0, 0, 0, "Caption text #1",
                "Caption text #4 Caption text #5", 378, 17484},
        Counted{"qda/transcripts/elan_pympi_sample_2.8_trimmed.eaf", "elan", 1, 6, 6, 0, 0, 0,
                "The quick brown fox 001", "The quick brown fox 006", 2000, 20000},
        Counted{"qda/transcripts/chat_ca_overlaps.cha", "chat_cha", 1, 4, 4, 2, 0, 0, "one two.",
                "e f g h.", -1, -1},
        Counted{"qda/transcripts/chat_eng-conversation.cha", "chat_cha", 1, 4, 4, 2, 0, 0,
                "Triangle kept going.", "twirled up the hill. until he got to the to.", -1, -1},
        Counted{"qda/transcripts/chat_english-child-speech_timed.cha", "chat_cha", 1, 1, 1, 1, 0, 0,
                "let's see if we clean this", "just say something. anything.", 0, 4533},
        Counted{"formats/samples/chat_whatsapp/lorem.txt", "whatsapp", 500, 500, 500, 4, 0, 0,
                "Nostrud exercitation magna id.", "Ea esse officia nisi tempor mollit non.", -1,
                -1},
        Counted{"formats/samples/chat_whatsapp/lorem-merge-part1.txt", "whatsapp", 300, 300, 300, 4,
                0, 0, "Laborum sed excepteur id eu", "consectetur amet. 🦇", -1, -1},
        Counted{"formats/samples/chat_slack/api_slack_history.json", "slack", 5, 5, 5, 3, 0, 2,
                "Thanks.", "tenemos que dar métricas super chulas", -1, -1},
        Counted{"formats/samples/chat_telegram/telegram_updates.json", "telegram", 3, 3, 3, 2, 0, 0,
                "Testing, testing", "Hi, this is Alvaro!", -1, -1}),
    [](const auto& test) {
      std::string name = test.param.file;
      for (char& c : name) {
        if (c == '.' || c == '-' || c == '/') c = '_';
      }
      return name;
    });

}  // namespace
}  // namespace voxmap
