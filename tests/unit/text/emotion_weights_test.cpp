// Emotion weights: overlapping phrases that add up beside the entries written by hand.
#include <gmock/gmock.h>

#include <array>
#include <filesystem>

#include "base/file.hpp"
#include "support/tagging.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class EmotionWeights : public ::testing::Test {
 protected:
  EmotionWeights()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    pack("p", "language");
    put("p/valence.tsv", "awful\t-600\nnot awful\t100\n");
    put("p/emotion.tsv", "awful\tdisgust\t500\nno way\tanger\t200\n");
    put("p/modifiers.tsv", "not\tnegation\n");
    weights(
        "<bias>\tfear\t-200\n"
        "awful\tdisgust\t-400\n"
        "awful\tfear\t300\n"
        "creepy\tfear\t250\n"
        "creepy\tjoy\t-100\n"
        "creepy call\tfear\t150\n"
        "way\tfear\t900\n");
  }
  ~EmotionWeights() override { fs::remove_all(folder_); }

  void put(const std::string& file, std::string_view text) {
    write_file((folder_ / file).string(), text);
  }
  void weights(std::string_view rows) { put("p/emotion_weights.tsv", rows); }
  void pack(const std::string& name, const char* kind) {
    fs::create_directories(folder_ / name);
    put(name + "/pack.toml",
        fmt::format("name='{}'\nkind='{}'\nlanguage='en'\nversion='1'\nlicense='x'\n", name, kind));
    put(name + "/samples.tsv", "a\tnone\n");
  }
  test::Tagging tagging(std::vector<std::string> packs = {"p"}) {
    return test::Tagging(nullptr, {std::move(packs), {folder_.string()}});
  }
  std::vector<std::string> problems() {
    std::vector<std::string> out;
    try {
      tagging();
    } catch (const Error& error) {
      for (const Problem& p : error.problems()) {
        out.push_back(fmt::format("{}:{}:{}: {}", fs::path(p.where.file).filename().string(),
                                  p.where.line, p.where.column, p.message));
      }
    }
    return out;
  }
  fs::path folder_;
};

TEST_F(EmotionWeights, OverlappingPhrasesAddUpAndOvercomeTheBias) {
  auto t = tagging();
  t.text("A creepy call came.");
  ASSERT_EQ(t.tagged.mentions.size(), 1U);
  EXPECT_EQ(t.emotion(Emotion::fear),
            "p/emotion_weight:creepy+250 p/emotion_weight:creepy call+150 "
            "p/emotion_weight:<bias>-200");
  EXPECT_EQ(t.tagged.emotions[3], 200);
  EXPECT_EQ(t.emotion(Emotion::joy), "") << "an emotion at 0 leaves no evidence";
  EXPECT_EQ(t.tagged.evidence[1].span, (Span{2, 13}));
}

TEST_F(EmotionWeights, AloneTheyAreNoEvidenceOfAValence) {
  auto t = tagging();
  t.text("A creepy call came.");
  EXPECT_EQ(t.tagged.label, Label::none);
  EXPECT_EQ(t.tagged.mentions[0].label, Label::none);
  EXPECT_EQ(t.tagged.valence, 0);
  t.text("It was awful. A creepy call came.");
  EXPECT_EQ(t.tagged.valence, -600) << "nor do they water down another mention's";
}

TEST_F(EmotionWeights, TakeBackAtMostHalfOfWhatEntriesSay) {
  auto t = tagging();
  t.text("It was awful");
  EXPECT_EQ(t.emotion(Emotion::disgust),
            "p/emotion:awful+500 p/emotion_weight:awful-400 engine/limit+150");
  EXPECT_EQ(t.tagged.emotions[2], 250);
  EXPECT_EQ(t.tagged.emotions[3], 100) << "of fear no entry speaks: 300 - 200";
}

TEST_F(EmotionWeights, HideInsideALongerEntry) {
  auto t = tagging();
  t.text("no way");
  EXPECT_EQ(t.tagged.emotions[0], 200);
  EXPECT_EQ(t.tagged.emotions[3], 0) << "\"way\" is part of \"no way\"";
  t.text("this way");
  EXPECT_EQ(t.tagged.emotions[3], 700);
  t.text("not awful");
  EXPECT_EQ(t.emotion(Emotion::fear), "");
}

TEST_F(EmotionWeights, NothingModifiesThemAndNoPhraseCrossesAMark) {
  auto t = tagging();
  t.text("not a creepy one");
  EXPECT_EQ(t.tagged.emotions[3], 50);
  t.text("creepy, call again");
  EXPECT_EQ(t.tagged.emotions[3], 50);
}

TEST_F(EmotionWeights, AFeelingDeniedIsNotFelt) {
  weights("awful\tdisgust\t300\n");
  auto t = tagging();
  t.text("not really awful");
  EXPECT_EQ(t.emotion(Emotion::disgust), "p/emotion:awful+500 p/negation:not-500");
  EXPECT_EQ(t.tagged.emotions[2], 0);
}

TEST_F(EmotionWeights, StayWithinTheScale) {
  weights("a\tfear\t800\nb\tfear\t700\n");
  auto t = tagging();
  t.text("a b");
  EXPECT_EQ(t.emotion(Emotion::fear),
            "p/emotion_weight:a+800 p/emotion_weight:b+700 engine/limit-500");
  EXPECT_EQ(t.tagged.emotions[3], 1000);
}

TEST_F(EmotionWeights, ALaterPackReplacesAPhraseAndABias) {
  pack("q", "domain");
  put("q/emotion.tsv", "rumble\tfear\t100\n");
  put("q/emotion_weights.tsv", "<bias>\tfear\t-10\ncreepy\tsurprise\t300\n");
  auto t = tagging({"p", "q"});
  t.text("A creepy call came.");
  EXPECT_EQ(t.emotion(Emotion::fear),
            "p/emotion_weight:creepy call+150 q/emotion_weight:<bias>-10");
  EXPECT_EQ(t.emotion(Emotion::surprise), "q/emotion_weight:creepy+300");
}

TEST_F(EmotionWeights, WhatIsWrongIsSaidWithItsPlace) {
  weights(
      "# head\n"
      "creepy\tfear\t1001\n"
      "creepy\tfaer\t10\n"
      "creepy\tfear\t10\n"
      "creepy\tfear\t20\n"
      "other\tfear\t20\n"
      "creepy\tjoy\t20\n"
      "<bias>\tjoy\t-1\n"
      "<bias>\tjoy\t-2\n"
      "one two three four five\tjoy\t5\n"
      "best <any> ever\tjoy\t5\n"
      "5 stars\tjoy\t5\n");
  EXPECT_THAT(
      problems(),
      ElementsAre("emotion_weights.tsv:2:13: weight 1001 is outside -1000 to 1000",
                  "emotion_weights.tsv:3:8: emotion \"faer\" is unknown",
                  "emotion_weights.tsv:5:1: \"creepy\" has fear already; its first row is line 4",
                  "emotion_weights.tsv:7:1: \"creepy\" stands apart from its rows in line 4",
                  "emotion_weights.tsv:9:1: \"<bias>\" stands in line 8 already",
                  "emotion_weights.tsv:10:1: \"one two three four five\" has 5 words, a phrase "
                  "with weights at most 4",
                  "emotion_weights.tsv:11:1: \"best <any> ever\" holds <any>, which weights cannot",
                  "emotion_weights.tsv:12:1: \"5 stars\" holds the number 5: write <num>"));
}

TEST_F(EmotionWeights, EveryEmotionOfTheEnglishPackIsTheSumOfItsEvidence) {
  test::Tagging t(nullptr, {{"en"}, {VOXMAP_SOURCE_DIR "/lexicons"}});
  for (const char* text :
       {"I am not happy about this, but the driver was so kind and I was really relieved!",
        "WHY would you lie to me?? I'm terrified of what comes next and so sad about it",
        "Thank you so much, I love it. Wow, I did not expect that, what a wonderful surprise",
        "disgusting disgusting gross gross horrible awful vile sick sick sick of this crap",
        "hope hope hope excited can't wait looking forward good luck luck luck tomorrow"}) {
    t.text(text, "en");
    ASSERT_FALSE(t.tagged.mentions.empty());
    for (const Mention& m : t.tagged.mentions) {
      std::array<std::int32_t, kEmotionCount> sums{};
      for (std::uint32_t e = 0; e < m.evidence_count; ++e) {
        const Evidence& evidence = t.tagged.evidence[m.evidence_begin + e];
        if (evidence.dimension < kEmotionCount) sums[evidence.dimension] += evidence.weight;
      }
      for (std::size_t e = 0; e < kEmotionCount; ++e) {
        EXPECT_EQ(sums[e], m.emotions[e]) << text << ": " << kEmotionNames[e];
        EXPECT_LE(m.emotions[e], 1000);
      }
    }
  }
}

// Who people are is no evidence of a feeling.
TEST_F(EmotionWeights, NoIdentityCarriesWeight) {
  test::Tagging t(nullptr, {{"en"}, {VOXMAP_SOURCE_DIR "/lexicons"}});
  for (const char* word :
       {"a woman", "the men", "muslim", "jewish", "christian", "gay", "trans people", "black",
        "white", "american", "german", "mexican", "refugee", "disabled", "my girlfriend"}) {
    t.text(word, "en");
    EXPECT_EQ(t.tagged.emotions, Intensities{}) << word;
  }
}

}  // namespace
}  // namespace voxmap
