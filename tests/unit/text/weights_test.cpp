// Learned packs: overlapping weights on top of the base packs, every step an evidence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/tagging.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Weights : public ::testing::Test {
 protected:
  Weights()
      : folder_(fs::path(testing::TempDir()) /
                fmt::format("weights-{}",
                            testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "w");
    put("pack.toml", head());
  }
  ~Weights() override { fs::remove_all(folder_); }

  static std::string head() {
    return "name='w'\nkind='learned'\nlanguage='en'\nversion='1'\nlicense='x'\n";
  }
  void put(const std::string& file, const std::string& content) {
    std::ofstream(folder_ / "w" / file, std::ios::binary) << content;
  }
  [[nodiscard]] TaggerOptions options() const {
    return {{"mini", "w"}, {VOXMAP_SOURCE_DIR "/tests/support/packs", folder_.string()}};
  }
  [[nodiscard]] std::vector<std::string> problems() const {
    std::vector<std::string> found;
    try {
      (void)make_tagger(options(), nullptr);
    } catch (const Error& error) {
      for (const Problem& p : error.problems()) {
        found.push_back(fmt::format("{}:{}: {}", fs::path(p.where.file).filename().string(),
                                    p.where.line, p.message));
      }
    }
    return found;
  }
  static void expect_exact(const Tagged& tagged) {
    for (const Mention& m : tagged.mentions) {
      std::int32_t valence = 0;
      std::array<std::int32_t, kEmotionCount> emotions{};
      for (std::uint32_t e = 0; e < m.evidence_count; ++e) {
        const Evidence& step = tagged.evidence.at(m.evidence_begin + e);
        (step.dimension == kValenceDimension ? valence : emotions.at(step.dimension)) +=
            step.weight;
      }
      EXPECT_EQ(valence, m.valence);
      for (std::size_t e = 0; e < kEmotionCount; ++e) EXPECT_EQ(emotions[e], m.emotions[e]);
    }
  }

  fs::path folder_;
};

TEST_F(Weights, OverlappingPhrasesAllCountOnTopOfTheBase) {
  put("weights.tsv",
      "<bias>\tvalence\t-30\n<base>\tvalence\t800\ngood\tvalence\t40\nvery good\tvalence\t25\n"
      "service\tvalence\t-7\n");
  test::Tagging t(nullptr, options());
  t.text("Very good service");
  // mini: good 500, very +30 % of it.
  EXPECT_EQ(t.valence(),
            "mini/valence:good+500 mini/modifier:very+150 w/base-130 w/weight:very good+25 "
            "w/weight:good+40 w/weight:service-7 w/bias-30");
  EXPECT_EQ(t.tagged.mentions.at(0).valence, 548);
  EXPECT_EQ(t.tagged.valence, 548);
  expect_exact(t.tagged);
}

TEST_F(Weights, APhraseCountsOnceAClauseAndOnceATextAndTheBiasOnce) {
  put("weights.tsv", "<bias>\tvalence\t10\nrefund\tvalence\t-100\nstill\tvalence\t-20\n");
  test::Tagging t(nullptr, options());
  t.text("Still a refund refund. Refund!");
  ASSERT_EQ(t.tagged.mentions.size(), 2U);
  EXPECT_EQ(t.valence(0), "w/weight:still-20 w/weight:refund-100 w/bias+10");
  EXPECT_EQ(t.valence(1), "w/weight:refund-100 w/bias+10");
  EXPECT_EQ(t.tagged.valence, -110);
  EXPECT_EQ(t.tagged.label, Label::negative);
}

TEST_F(Weights, TypedTokensNumbersHandlesLinksMarksAndEmoji) {
  put("weights.tsv",
      "<num> hours\tvalence\t-50\n<handle> why\tvalence\t-5\n<link>\tvalence\t3\n!\tvalence\t-11\n"
      "?\tvalence\t-13\n\U0001F44D\tvalence\t200\n");
  test::Tagging t(nullptr, options());
  t.text("@Acme why 3 hours");
  EXPECT_EQ(t.valence(), "w/weight:<handle> why-5 w/weight:<num> hours-50");
  t.text("see https://example.com/3 \U0001F44D\U0001F3FD");
  EXPECT_EQ(t.valence(), "mini/emoji:\U0001F44D+300 w/weight:<link>+3 w/weight:\U0001F44D+200");
  t.text("hours, why?!");
  EXPECT_EQ(t.valence(), "w/weight:?-13");
  t.text("hours!!");
  EXPECT_EQ(t.valence(), "w/weight:!-11");
}

TEST_F(Weights, PlaceholdersAndConfiguredNamesAreNoLinks) {
  put("weights.tsv",
      "<link>\tvalence\t3\n<redacted>\tvalence\t-5\nmy <redacted>\tvalence\t-20\n"
      "acme\tvalence\t-9\n<link> why\tvalence\t-1\n");
  test::Tagging t(nullptr, options());
  t.text("my [CARD] and www.a.example");
  EXPECT_EQ(t.valence(), "w/weight:my <redacted>-20 w/weight:<redacted>-5 w/weight:<link>+3");
  TaggerOptions named = options();
  named.names = {"Acme"};
  test::Tagging n(nullptr, named);
  n.text("Acme why");
  EXPECT_EQ(n.tagged.label, Label::none) << "a name is neither a word nor a link";
  const auto scratch = n.tagger().scratch();
  std::vector<std::string> words;
  n.tagger().learnable_words("Acme why my [EMAIL]", *scratch, words);
  EXPECT_THAT(words, testing::ElementsAre("", "why", "my", "<redacted>"));
}

// A target alone in its clause is weighed as the clause is, to the last unit.
TEST_F(Weights, TargetsTakeThePhrasesOfTheirClause) {
  put("weights.tsv",
      "wobbly\tvalence\t-70\nshiny\tvalence\t60\nthe\tvalence\t2\n<base->\tvalence\t500\n"
      "<bias>\tvalence\t-7\n!\tvalence\t40\nmeh\tneutral\t1000\nsome\tanger\t300\n");
  test::Tagging t(nullptr, options());
  const auto target_of = [&](std::string_view text, std::string_view word) {
    const auto at = static_cast<std::uint32_t>(text.find(word));
    const Span span{at, at + static_cast<std::uint32_t>(word.size())};
    t.text(text, "en", std::span(&span, 1));
    return t.scores.at(0);
  };
  for (const std::string_view text :
       {"the slow wobbly lamp!", "a lamp", "good lamp", "the the lamp", "meh good shiny lamp",
        "some lamp", "bad bad bad lamp, shiny shiny"}) {
    const TargetScore alone = target_of(text, "lamp");
    ASSERT_EQ(t.tagged.mentions.size(), 1U) << text;
    EXPECT_EQ(alone.valence, t.tagged.mentions[0].valence) << text;
    EXPECT_EQ(alone.label, t.tagged.mentions[0].label) << text;
  }
  // Several share the clause, each phrase going to the nearest.
  constexpr std::string_view kBoth = "wobbly desk and shiny lamp";
  const std::array<Span, 2> spans = {Span{7, 11}, Span{22, 26}};
  t.text(kBoth, "en", spans);
  EXPECT_EQ(t.scores[0].valence, -77);
  EXPECT_EQ(t.scores[1].valence, 53);
}

TEST_F(Weights, NoPhraseCrossesAMarkAndTheBiasAloneSaysNothing) {
  put("weights.tsv", "<bias>\tvalence\t-300\nlate again\tvalence\t-50\n");
  test::Tagging t(nullptr, options());
  t.text("Late, again");
  EXPECT_EQ(t.tagged.label, Label::none);
  EXPECT_TRUE(t.tagged.evidence.empty());
  EXPECT_EQ(t.tagged.valence, 0);
}

TEST_F(Weights, EmotionsAddUpAndWhatDoesNotReachZeroIsNoEvidence) {
  put("weights.tsv",
      "<bias>\tanger\t-100\nqueue\tanger\t250\nqueue\tvalence\t-60\nagain\tanger\t90\n");
  test::Tagging t(nullptr, options());
  t.text("The queue again");
  EXPECT_EQ(t.emotion(Emotion::anger), "w/weight:queue+250 w/weight:again+90 w/bias-100");
  EXPECT_EQ(t.tagged.emotions[0], 240);
  expect_exact(t.tagged);
  t.text("Not again");
  EXPECT_EQ(t.emotion(Emotion::anger), "");
  EXPECT_EQ(t.tagged.emotions[0], 0);
}

TEST_F(Weights, ScoresStayWithinTheScaleAndTheSumStaysExact) {
  put("weights.tsv", "a\tvalence\t4000\nb\tvalence\t-3000\nb\tjoy\t4000\n");
  test::Tagging t(nullptr, options());
  t.text("a");
  EXPECT_EQ(t.valence(), "w/weight:a+4000 engine/limit-3000");
  EXPECT_EQ(t.tagged.valence, 1000);
  t.text("a. B");
  EXPECT_EQ(t.tagged.valence, 1000);
  EXPECT_EQ(t.tagged.mentions.at(1).valence, -1000);
  EXPECT_EQ(t.tagged.emotions[4], 1000);
  expect_exact(t.tagged);
}

TEST_F(Weights, TheNeutralBandTakesAwayUpToTheWholeValence) {
  put("weights.tsv",
      "<bias>\tneutral\t-50\n<base>\tneutral\t-100\nwhen does\tneutral\t300\nservice\tneutral\t80\n"
      "service\tvalence\t-9\n");
  test::Tagging t(nullptr, options());
  t.text("When does good service start");
  // band = -100/1000 * 500 + 300 + 80 - 50 = 280
  EXPECT_EQ(t.valence(), "mini/valence:good+500 w/weight:service-9 w/neutral-280");
  EXPECT_EQ(t.tagged.valence, 211);
  t.text("When does service start");
  EXPECT_EQ(t.valence(), "w/weight:service-9 w/neutral+9");
  EXPECT_EQ(t.tagged.label, Label::neutral);
  t.text("good");  // a band below 0 changes nothing
  EXPECT_EQ(t.valence(), "mini/valence:good+500");
  t.text("When does it start");
  EXPECT_EQ(t.tagged.valence, 0);
  expect_exact(t.tagged);
}

TEST_F(Weights, GoodAndBadWordsOfTheBaseMayKeepDifferentShares) {
  put("weights.tsv",
      "<base+>\tvalence\t500\n<base->\tvalence\t1500\n<base->\tneutral\t-100\n"
      "<bias>\tneutral\t60\n");
  test::Tagging t(nullptr, options());
  t.text("good");
  EXPECT_EQ(t.valence(), "mini/valence:good+500 w/base-250 w/neutral-60");
  t.text("slow");  // band 60 - 40
  EXPECT_EQ(t.valence(), "mini/valence:slow-400 w/base-200 w/neutral+20");
  expect_exact(t.tagged);
}

TEST_F(Weights, ThresholdsOfALearnedPackWinAndCutFaintEmotions) {
  put("pack.toml",
      head() + "[thresholds]\npositive_from=501\nnegative_from=-450\njoy=400\ntrust=1000\n");
  test::Tagging t(nullptr, options());
  EXPECT_EQ(t.text("good").label, Label::neutral);
  EXPECT_EQ(t.text("slow").label, Label::neutral);
  EXPECT_EQ(t.text("bad").label, Label::negative);
  EXPECT_THAT(t.valence(), HasSubstr(" w/threshold:negative_from -450+0"))
      << "the step says whose threshold decided, and adds nothing";
  expect_exact(t.tagged);
  put("pack.toml", head() + "[thresholds]\njoy=401\n");
  put("weights.tsv", "hurray\tjoy\t400\nhurray hurray\tjoy\t1\n");
  test::Tagging cut(nullptr, options());
  cut.text("hurray");
  EXPECT_EQ(cut.emotion(Emotion::joy), "w/weight:hurray+400 w/threshold:joy 401-400");
  EXPECT_EQ(cut.tagged.emotions[4], 0);
  TaggerOptions every = options();
  every.faint_emotions = true;
  test::Tagging faint(nullptr, every);
  faint.text("hurray");
  EXPECT_EQ(faint.tagged.emotions[4], 400);
  EXPECT_EQ(faint.emotion(Emotion::joy), "w/weight:hurray+400");
  cut.text("hurray hurray");
  EXPECT_EQ(cut.tagged.emotions[4], 401);
  expect_exact(cut.tagged);
}

TEST_F(Weights, TwoTouchpointsInAClauseEachGetWhatStandsNearest) {
  put("weights.tsv", "wobbly\tvalence\t-70\nshiny\tvalence\t60\n");
  Journey journey;
  journey.stages.push_back({});
  journey.stages[0].id = "use";
  for (const char* name : {"desk", "lamp"}) {
    Touchpoint touchpoint;
    touchpoint.id = std::string("use.") + name;
    touchpoint.words = {name};
    journey.touchpoints.push_back(touchpoint);
  }
  test::Tagging t(&journey, options());
  t.text("the wobbly desk and the shiny lamp");
  ASSERT_EQ(t.tagged.mentions.size(), 2U);
  EXPECT_EQ(t.valence(0), "w/weight:wobbly-70");
  EXPECT_EQ(t.valence(1), "w/weight:shiny+60");
}

TEST_F(Weights, LearnableWordsAreWhatTheWeightsMatch) {
  test::Tagging t(nullptr, test::mini_options());
  const auto scratch = t.tagger().scratch();
  std::vector<std::string> words;
  t.tagger().learnable_words("@Acme I'D wait 2.5 hrs, goooood!! \U0001F44D\U0001F3FD www.a.example",
                             *scratch, words);
  EXPECT_THAT(words, testing::ElementsAre("<handle>", "i", "d", "wait", "<num>", "hrs", "", "good",
                                          "!", "\U0001F44D", "<link>"));
}

TEST_F(Weights, EveryBadRowIsNamed) {
  put("weights.tsv",
      "good\tvalence\t4001\ngood, bad\tvalence\t5\ngood\tglee\t5\ngood\tvalence\t5\n"
      "good\tvalence\t6\na b c d e f g\tvalence\t1\n<base>\tjoy\t-1\n<base+>\tjoy\t1\n"
      "<base+>\tvalence\t1\n<base>\tvalence\t1\n");
  EXPECT_THAT(
      problems(),
      testing::UnorderedElementsAre(
          HasSubstr("weights.tsv:1: the weight 4001"), HasSubstr("weights.tsv:2: \"good,\""),
          HasSubstr("weights.tsv:3: emotion \"glee\""),
          HasSubstr("weights.tsv:5: \"good\" has this dimension already"),
          HasSubstr("weights.tsv:6: \"a b c d e f g\" has 7 words"),
          HasSubstr("weights.tsv:7: <base> is -1"), HasSubstr("weights.tsv:8: <base+> is for"),
          HasSubstr("weights.tsv:10: <base> has this dimension")));
}

TEST_F(Weights, FilesOfAnotherKindAreRefused) {
  put("valence.tsv", "good\t5\n");
  EXPECT_THAT(problems(), testing::UnorderedElementsAre(
                              HasSubstr("neither weights.tsv nor thresholds"),
                              HasSubstr("valence.tsv is no file of a pack of kind \"learned\"")));
}

}  // namespace
}  // namespace voxmap
