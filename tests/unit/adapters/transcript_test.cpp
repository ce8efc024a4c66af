// What all interview adapters share: turns, interviewers, respondents, options; and every file of
// the reference collection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using testing::ReadResult;

ReadResult read(const std::string& bytes, const Options& options = {},
                const std::string& name = "talk.txt") {
  return testing::read_with(*find_adapter("transcript_text"), bytes, name, options);
}

constexpr const char* kTalk = "Ann: What happened?\n\nBob: It broke.\n\nAnn: Again?\n\nBob: Yes.\n";

TEST(Transcript, ScoresEverybodyWhenNobodyIsKnownToAsk) {
  const ReadResult result = read(kTalk);
  for (const Verbatim& turn : result.documents.at(0).verbatims) EXPECT_TRUE(turn.scored);
  EXPECT_EQ(result.documents[0].respondent, "");
  EXPECT_THAT(result.notes, Contains(HasSubstr("nobody was taken as interviewer")));
}

TEST(Transcript, TakesTheInterviewerFromTheOption) {
  const ReadResult result = read(kTalk, {{"interviewer", "ann, Zoe"}});
  const Document& document = result.documents.at(0);
  EXPECT_FALSE(document.verbatims.at(0).scored);
  EXPECT_TRUE(document.verbatims.at(1).scored);
  EXPECT_EQ(document.verbatims.at(1).prompt, "What happened?");
  EXPECT_EQ(document.verbatims.at(3).prompt, "Again?");
  EXPECT_EQ(document.respondent, "Bob");
  EXPECT_THAT(result.notes, Contains("interviewer 'Zoe' does not speak in this file"));
}

TEST(Transcript, TellsInterviewersByTheirLabels) {
  for (const std::string label :
       {"Interviewer", "MODERATOR", "Moderatorin", "Q", "I", "Int", "Facilitator", "Researcher",
        "Entrevistadora", "Enquêtrice", "Intervistatore", "Интервьюер", "Ann (Interviewer)",
        "Researcher | Beta", "Interviewer 2"}) {
    const ReadResult result =
        read(label + ": Why?\n\nTom Ash: So.\n\n" + label + ": Oh.\n\nTom Ash: Yes.\n");
    EXPECT_FALSE(result.documents.at(0).verbatims.at(0).scored) << label;
    EXPECT_EQ(result.documents.at(0).respondent, "Tom Ash") << label;
  }
  for (const std::string label : {"Ian", "Quentin", "Interviewee", "Speaker 1", "Intan Sari"}) {
    const ReadResult result =
        read(label + ": Why?\n\nTom Ash: So.\n\n" + label + ": Oh.\n\nTom Ash: Yes.\n");
    EXPECT_TRUE(result.documents.at(0).verbatims.at(0).scored) << label;
  }
}

TEST(Transcript, NamesARespondentWithAGenericLabelByItsFile) {
  const auto respondent = [](const std::string& label) {
    return read("Interviewer: Why?\n\n" + label + ": So.\n\nInterviewer: Oh.\n\n" + label +
                    ": Yes.\n",
                {}, "a/b/talk.txt")
        .documents.at(0)
        .respondent;
  };
  EXPECT_EQ(respondent("A"), "talk.txt#A");
  EXPECT_EQ(respondent("Speaker 2"), "talk.txt#Speaker 2");
  EXPECT_EQ(respondent("Participant"), "talk.txt#Participant");
  EXPECT_EQ(respondent("P07"), "P07");  // a study's code for one person
  EXPECT_EQ(respondent("Kim Vu"), "Kim Vu");
}

TEST(Transcript, CutsALongPromptAtAWord) {
  std::string question;
  for (int i = 0; i < 100; ++i) question += "très long ";
  const ReadResult result =
      read("Interviewer: " + question + "\n\nTom Ash: So.\n\nInterviewer: Oh.\n\nTom Ash: Yes.\n");
  const std::string& prompt = result.documents.at(0).verbatims.at(1).prompt;
  EXPECT_LE(prompt.size(), 300U);
  EXPECT_GT(prompt.size(), 280U);
  EXPECT_TRUE(prompt.ends_with("très") || prompt.ends_with("long")) << prompt;
}

TEST(Transcript, BreaksATurnAtASilence) {
  const std::string bytes =
      "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn Lee: a\n\n00:03.000 --> 00:04.000\nAnn Lee: b\n\n"
      "00:20.000 --> 00:21.000\nAnn Lee: c\n";
  const Adapter& vtt = *find_adapter("webvtt");
  EXPECT_EQ(testing::read_with(vtt, bytes).documents.at(0).verbatims.size(), 1U);
  EXPECT_EQ(
      testing::read_with(vtt, bytes, "x", {{"max_gap", "10"}}).documents.at(0).verbatims.size(),
      2U);
  EXPECT_EQ(
      testing::read_with(vtt, bytes, "x", {{"max_gap", "0"}}).documents.at(0).verbatims.size(), 3U);
}

TEST(Transcript, IsKeyedByItsFileName) {
  EXPECT_EQ(read(kTalk, {}, "/data/2026/p01.txt").documents.at(0).key, "p01.txt");
  EXPECT_EQ(read(kTalk, {}, "-").documents.at(0).key, "stdin");
  EXPECT_EQ(read(kTalk, {{"key", "p-1"}}).documents.at(0).key, "p-1");
}

TEST(Transcript, TakesDateLanguageAndRespondentFromOptions) {
  const Document document =
      read(kTalk, {{"date", "2026-03-01"}, {"language", "nl"}, {"respondent", "R9"}})
          .documents.at(0);
  ASSERT_TRUE(document.said_at.has_value());
  EXPECT_EQ(format_date(*document.said_at), "2026-03-01");
  EXPECT_EQ(document.language, "nl");
  EXPECT_EQ(document.respondent, "R9");
}

TEST(Transcript, RefusesOptionsThatMakeNoSense) {
  EXPECT_THROW(read(kTalk, {{"max_gap", "soon"}}), Error);
  EXPECT_THROW(read(kTalk, {{"max_gap", "-1"}}), Error);
  EXPECT_THROW(read(kTalk, {{"date", "someday"}}), Error);
  EXPECT_THROW(read(kTalk, {{"encoding", "klingon"}}), Error);
}

// Counted by eye in the files themselves.
struct Counted {
  const char* file;
  const char* adapter;
  std::size_t verbatims, rejects;
  const char* first_speaker;
  const char* last_words;
};

class ReferenceTranscripts : public ::testing::TestWithParam<Counted> {};

TEST_P(ReferenceTranscripts, ComeOutAsCounted) {
  const auto folder = testing::shared_folder();
  if (folder.empty()) GTEST_SKIP() << "no reference data on this machine (VOXMAP_SHARED)";
  const auto path = folder / "qda" / "transcripts" / GetParam().file;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const std::string bytes = testing::file_bytes(path);
  const Adapter* const adapter = recognise(std::string_view(bytes).substr(0, kHeadBytes));
  ASSERT_NE(adapter, nullptr);
  EXPECT_EQ(adapter->name, GetParam().adapter);
  const ReadResult result = testing::read_with(*adapter, bytes, path.string());
  ASSERT_EQ(result.documents.size(), 1U);
  const auto& turns = result.documents[0].verbatims;
  EXPECT_EQ(turns.size(), GetParam().verbatims);
  EXPECT_EQ(result.rejects.size(), GetParam().rejects);
  EXPECT_EQ(turns.front().speaker, GetParam().first_speaker);
  EXPECT_TRUE(turns.back().text.ends_with(GetParam().last_words)) << turns.back().text;
}

INSTANTIATE_TEST_SUITE_P(
    Files, ReferenceTranscripts,
    ::testing::Values(
        Counted{"teams_split_cue.vtt", "webvtt", 2, 0, "Jochem Michiels", "good to have a"},
        Counted{"teams_timeframe.vtt", "webvtt", 2, 0, "Yuri Bakulin", "hello there, Yuri."},
        Counted{"webvttpy_captions_with_bom.vtt", "webvtt", 1, 0, "", "text #4"},
        Counted{"webvttpy_comments.vtt", "webvtt", 5, 0, "", "Ta en kopp"},
        Counted{"webvttpy_cue_tags.vtt", "webvtt", 1, 0, "", "pizza pie That's amore"},
        Counted{"webvttpy_invalid_timeframe.vtt", "webvtt", 2, 1, "", "text #7"},
        Counted{"webvttpy_invalid_timeframe_in_cue_text.vtt", "webvtt", 1, 1, "", "text #3"},
        Counted{"webvttpy_metadata_headers_multiline.vtt", "webvtt", 1, 0, "", "text #2"},
        Counted{"webvttpy_missing_caption_text.vtt", "webvtt", 2, 1, "", "text #5"},
        Counted{"webvttpy_missing_timeframe.vtt", "webvtt", 2, 1, "", "text #7"},
        Counted{"webvttpy_netflix_head60.vtt", "webvtt", 5, 1, "", "Porque para la sociedad"},
        Counted{"webvttpy_sample.vtt", "webvtt", 1, 0, "", "text #16"},
        Counted{"webvttpy_styles.vtt", "webvtt", 1, 0, "", "Hello world."},
        Counted{"webvttpy_using_identifiers.vtt", "webvtt", 1, 0, "", "text #6"},
        Counted{"whisper_smartphone_head60.vtt", "webvtt", 8, 1, "", "Et puis évidemment,"},
        Counted{"zoom_allwalletdevs_039.vtt", "webvtt", 1, 0, "Z. Victor Zhou (xinbenlv)", ""},
        Counted{"webvttpy_sample.srt", "srt", 1, 0, "", "text #5"},
        Counted{"whisper_smartphone_head60.srt", "srt", 6, 0, "", "appris à cliquer"},
        Counted{"cproctor_board_2017_head80.txt", "transcript_text", 6, 0, "Speaker 1", ""},
        Counted{"google_meet_transcript_excerpt.txt", "transcript_text", 6, 0, "Gajinder Singh",
                "basically. Yeah."},
        Counted{"qa_style_excerpt.txt", "transcript_text", 4, 0, "Q", "across multiple devices."},
        Counted{"qualcoder_bracket_speaker.txt", "transcript_text", 7, 0, "id1",
                "really struggling."}),
    [](const auto& test) {
      std::string name = test.param.file;
      for (char& c : name) {
        if (c == '.' || c == '-') c = '_';
      }
      return name;
    });

TEST(Text, TeamsDocumentsWithTimeRanges) {
  const std::string text =
      "0:0:0.0 --> 0:0:1.940\nAnn Lee\nWhat did you think?\n\n0:0:2.0 --> 0:0:5.500\nBob\nIt was "
      "slow: very slow.\nI left.\n0:0:6.0 --> 0:0:7.0\nAnn Lee\nWhy?\n";
  const Adapter* const adapter = recognise(text);
  ASSERT_NE(adapter, nullptr);
  EXPECT_EQ(adapter->name, "transcript_text");
  const ReadResult read = testing::read_with(*adapter, text, "a.txt");
  ASSERT_EQ(read.documents.size(), 1U);
  const auto& turns = read.documents[0].verbatims;
  ASSERT_EQ(turns.size(), 3U);
  EXPECT_EQ(turns[1].speaker, "Bob");
  EXPECT_EQ(turns[1].text, "It was slow: very slow. I left.");
  EXPECT_EQ(turns[1].at, std::chrono::milliseconds(2000));
  EXPECT_EQ(turns[1].until, std::chrono::milliseconds(5500));
}

TEST(Text, TeamsDocumentsAreKnownByTheirHeadAndRejectTimesWithoutWords) {
  std::string text = "Weekly call\n\n0:0:1.0 --> 0:0:2.0\nAnn Lee\n";
  EXPECT_EQ(recognise("0:0:1.0 --> 0:0:2.0\nAnn Lee\n"), find_adapter("srt"));  // too little
  for (int i = 0; text.size() < 3 * kHeadBytes; ++i) {
    text += "0:" + std::to_string(i / 60 % 60) + ":" + std::to_string(i % 60) + ".0 --> 1:0:0.0\n" +
            (i % 2 == 0 ? "Bob" : "Ann Lee") + "\nThe lift was out of order again.\n\n";
  }
  for (const std::size_t cut : {kHeadBytes, kHeadBytes - 40, kHeadBytes - 80}) {
    const Adapter* const adapter = recognise(std::string_view(text).substr(13, cut));
    ASSERT_NE(adapter, nullptr);
    EXPECT_EQ(adapter->name, "transcript_text");
  }
  const ReadResult read = testing::read_with(*find_adapter("transcript_text"), text, "a.txt");
  ASSERT_EQ(read.rejects.size(), 1U);
  EXPECT_EQ(read.rejects[0].reason, "missing_text");
  EXPECT_THAT(read.notes, ::testing::Contains("1 line above the first speaker left out"));
}

TEST(Text, ASheetsHeadIsNobodysSpeech) {
  const auto speakers = [](std::string_view head) {
    const std::string turns =
        "Moderator: How did it go?\nP1: Badly.\n\nModerator: Why?\nP1: The lamp: it broke.\n";
    const ReadResult read = testing::read_with(*find_adapter("transcript_text"),
                                               std::string(head) + "\n" + turns, "a.txt");
    std::vector<std::string> found;
    for (const Verbatim& turn : read.documents.at(0).verbatims) {
      if (found.empty() || found.back() != turn.speaker) found.push_back(turn.speaker);
    }
    return found;
  };
  using ::testing::ElementsAre;
  const auto turns = ElementsAre("Moderator", "P1", "Moderator", "P1");
  EXPECT_THAT(speakers("Usability test\nProduct: Lamp\nContext: first use\n"), turns);
  EXPECT_THAT(speakers("Usability test\n\nProduct: Lamp\nContext: first use\n"), turns);
  EXPECT_THAT(speakers("Meeting Link: https://zoom.example/j/89?pwd=1\n"), turns);
  // Those who speak once only, and a turn over several lines.
  EXPECT_THAT(speakers("Ann: Welcome all.\n"),
              ElementsAre("Ann", "Moderator", "P1", "Moderator", "P1"));
  EXPECT_THAT(speakers("Ann: Welcome\nto all.\n"),
              ElementsAre("Ann", "Moderator", "P1", "Moderator", "P1"));
  EXPECT_THAT(speakers("Notes\nInterviewer: Welcome.\n"),
              ElementsAre("Interviewer", "Moderator", "P1", "Moderator", "P1"));
}

TEST(Srt, UnnumberedCuesWithUnusualStampsAreSubtitles) {
  for (const char* const text :
       {"0:0:1.0 --> 0:0:2.5\nI waited an hour\n\n0:0:3.0 --> 0:0:4.0\nNobody came\n",
        "0:0:1.0 --> 0:0:2.5\nI waited, I waited,\nan hour\n\n0:0:3.0 --> 0:0:4.0\nNobody\n",
        "1\n0:0:1.0 --> 0:0:2.5\nAnn\nI waited\n\n2\n0:0:3.0 --> 0:0:4.0\nAnn\nNobody came\n",
        "00:00:01,000 --> 00:00:02,500\nI waited\nan hour\n\n"
        "00:00:03,000 --> 00:00:04,000\nand then\nnobody came\n"}) {
    const Adapter* const adapter = recognise(text);
    ASSERT_NE(adapter, nullptr) << text;
    EXPECT_EQ(adapter->name, "srt") << text;
  }
}

}  // namespace
}  // namespace voxmap
