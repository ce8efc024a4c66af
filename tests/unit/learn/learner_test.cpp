// Learning from texts of our own making: what it finds, what it refuses, what it never makes a
// phrase of.
#include "learn/learner.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/file.hpp"
#include "support/tagging.hpp"

namespace voxmap::learn {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// Three classes told apart by two words each, among filler, from a seed.
std::vector<std::string> make_texts(std::size_t rows, std::vector<Label>& labels) {
  const std::array<std::array<const char*, 3>, 3> telling = {
      {{"wobbly", "leaks", "came back"},
       {"invoice", "when will", "opening hours"},
       {"shiny", "sturdy", "spot on"}}};
  const std::array<const char*, 8> filler = {"the", "lamp", "my",    "mug",
                                             "box", "and",  "today", "it"};
  constexpr std::array<Label, 3> kLabels = {Label::negative, Label::neutral, Label::positive};
  Random random(42);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t cls = random.below(3);
    labels.push_back(kLabels[cls]);
    std::string text;
    for (std::uint32_t k = 0; k < 6; ++k) text += fmt::format("{} ", filler[random.below(8)]);
    text += telling[cls][random.below(3)];
    if (random.below(10) == 0) text += fmt::format(" {}", telling[random.below(3)][0]);  // noise
    texts.push_back(text);
  }
  return texts;
}

class Learning : public ::testing::Test {
 protected:
  explicit Learning(std::size_t rows = 400) : texts_(make_texts(rows, labels_)) {
    const auto scratch = tagging_.tagger().scratch();
    for (std::size_t i = 0; i < rows; ++i) {
      Coded text;
      text.id = fmt::format("{}", i);
      tagging_.tagger().learnable_words(texts_[i], *scratch, text.words);
      const Tagged& said = tagging_.text(texts_[i], "en");
      text.said = said.label;
      text.valence = said.valence;
      text.label = labels_[i];
      coded_.push_back(text);
    }
  }
  [[nodiscard]] LearnedPack learn(std::optional<By> by = By::labels,
                                  const std::vector<Emotion>& emotions = {}) const {
    LearnOptions options;
    options.resamples = 200;
    return learn_pack(coded_, by, emotions, options);
  }
  static std::map<std::string, std::int32_t> weights(const LearnedPack& pack,
                                                     std::string_view dimension) {
    std::map<std::string, std::int32_t> found;
    for (const WeightLine& line : pack.weights) {
      if (line.dimension == dimension) found[line.phrase] = line.weight;
    }
    return found;
  }

  test::Tagging tagging_;
  std::vector<Label> labels_;
  std::vector<std::string> texts_;
  std::vector<Coded> coded_;
};

TEST_F(Learning, FindsTheTellingPhrasesAndMeasuresOnHeldOutRows) {
  const LearnedPack pack = learn();
  ASSERT_EQ(pack.gains.size(), 1U);
  EXPECT_TRUE(pack.gains[0].kept);
  EXPECT_GT(pack.gains[0].learned, 0.85);
  EXPECT_LT(pack.gains[0].learned, 1.0) << "one row in ten also holds a word of another class";
  EXPECT_LT(pack.gains[0].base, 0.3);
  auto valence = weights(pack, "valence");
  auto neutral = weights(pack, "neutral");
  EXPECT_LT(valence["wobbly"], -50);
  EXPECT_LT(valence["came back"], -20);
  EXPECT_GT(valence["shiny"], 50);
  EXPECT_GT(neutral["invoice"], 50);
  EXPECT_LT(std::abs(valence["lamp"]), 40);
}

TEST_F(Learning, TheSameRowsGiveTheSamePackInAnyOrderOfFolds) {
  const LearnedPack first = learn();
  const LearnedPack second = learn();
  ASSERT_EQ(first.weights.size(), second.weights.size());
  for (std::size_t i = 0; i < first.weights.size(); ++i) {
    EXPECT_EQ(first.weights[i].phrase, second.weights[i].phrase);
    EXPECT_EQ(first.weights[i].weight, second.weights[i].weight);
  }
  EXPECT_EQ(first.gains[0].difference->low, second.gains[0].difference->low);
}

// What the engine says with the pack is what was learned: nearly every row gets its label.
TEST_F(Learning, TheEngineAnswersAsTheModelDoes) {
  namespace fs = std::filesystem;
  const LearnedPack pack = learn();
  const fs::path folder = fs::path(testing::TempDir()) / "learned-by-test";
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::string rows;
  for (const WeightLine& line : pack.weights) {
    rows += fmt::format("{}\t{}\t{}\n", line.phrase, line.dimension, line.weight);
  }
  write_file((folder / "weights.tsv").string(), rows);
  write_file((folder / "pack.toml").string(),
             "name='l'\nkind='learned'\nlanguage='en'\nversion='1'\nlicense='x'\n"
             "[thresholds]\npositive_from=1\nnegative_from=-1\n");
  TaggerOptions options = test::mini_options();
  options.packs.push_back(folder.string());
  test::Tagging with(nullptr, options);
  std::size_t right = 0;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    right += with.text(texts_[i], "en").label == labels_[i] ? 1U : 0U;
  }
  EXPECT_GT(right, texts_.size() * 9 / 10);
  fs::remove_all(folder);
}

TEST_F(Learning, LabelsWithoutReasonAreRefused) {
  Random random(7);
  for (Coded& text : coded_) {
    text.label = std::array{Label::negative, Label::neutral, Label::positive}[random.below(3)];
    text.said = *text.label;  // the base knows, the words do not
    text.valence = 0;
  }
  const LearnedPack pack = learn();
  EXPECT_FALSE(pack.any());
  EXPECT_TRUE(pack.weights.empty());
  EXPECT_THAT(pack.gains[0].refused, HasSubstr("no better"));
}

TEST_F(Learning, TooFewRowsAreRefused) {
  coded_.resize(99);
  EXPECT_THAT(learn().gains[0].refused, HasSubstr("too few rows: 99"));
  coded_.clear();
  EXPECT_FALSE(learn().any());
}

TEST_F(Learning, ScoresAndEmotions) {
  for (std::size_t i = 0; i < coded_.size(); ++i) {
    coded_[i].score = labels_[i] == Label::positive ? 5 : labels_[i] == Label::negative ? 1 : 3;
    coded_[i].felt[0] = labels_[i] == Label::negative ? 1 : 0;  // anger
  }
  const LearnedPack pack = learn(By::scores, {Emotion::anger, Emotion::joy});
  ASSERT_EQ(pack.gains.size(), 3U);
  EXPECT_EQ(pack.gains[0].measure, "Pearson r");
  EXPECT_GT(pack.gains[0].learned, 0.85);
  EXPECT_GT(pack.gains[1].learned, 0.85);
  EXPECT_THAT(pack.gains[2].refused, HasSubstr("too few rows: 0 of 400"));
  EXPECT_LT(weights(pack, "valence")["leaks"], -200);
  EXPECT_GT(weights(pack, "anger")["leaks"], 100);
  EXPECT_EQ(pack.positive_from, 0) << "scores keep the thresholds of the packs below";
}

Coded text_of(std::vector<std::string> words, std::string person = {}) {
  Coded text;
  text.words = std::move(words);
  text.person = std::move(person);
  return text;
}

TEST(Design, AFewTextsOrPersonsMakeNoPhrase) {
  const std::vector<Coded> texts = {text_of({"slow", "lamp"}, "a"), text_of({"slow", "lamp"}, "a"),
                                    text_of({"slow", "lamp"}, "a"), text_of({"slow", "mug"}, "b"),
                                    text_of({"slow"}, "c"),         text_of({"lamp", "lamp"}, "b")};
  EXPECT_THAT(make_design(texts, {}).phrases, testing::ElementsAre("slow"))
      << "lamp stands in four texts, of two persons";
  PhraseLimits two;
  two.least_persons = 2;
  EXPECT_THAT(make_design(texts, two).phrases, testing::ElementsAre("lamp", "slow"));
}

TEST(Design, MarksStandAloneBreaksAreNotCrossedAndCodesAreNoWords) {
  const Coded text = text_of({"<handle>", "why", "", "order", "ab12345", "late", "?", "4g", "24h"});
  const Design design = make_design({text, text, text}, {});
  EXPECT_THAT(design.phrases,
              testing::UnorderedElementsAre("<handle>", "<handle> why", "why", "order", "late", "?",
                                            "4g", "4g 24h", "24h"));
  EXPECT_EQ(design.rows[0].size(), design.phrases.size());
}

TEST(Design, OnlyTheMostFrequentStayWhenThereAreTooMany) {
  PhraseLimits limits;
  limits.least_texts = limits.least_persons = 1;
  limits.most = 2;
  const Design design =
      make_design({text_of({"b"}), text_of({"b", "", "a"}), text_of({"c"})}, limits);
  EXPECT_THAT(design.phrases, testing::ElementsAre("a", "b")) << "ties by name";
}

TEST(Design, OnePersonsTextsStandInOneFold) {
  std::vector<Coded> texts;
  for (int i = 0; i < 200; ++i) {
    texts.push_back(text_of({"x"}, fmt::format("p{}", i % 40)));
    texts.back().id = fmt::format("{}", i);
  }
  const auto folds = fold_of(texts, 5);
  std::vector<std::size_t> sizes(5, 0);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(folds[i], folds[i % 40]);
    ++sizes.at(folds[i]);
  }
  EXPECT_GT(*std::min_element(sizes.begin(), sizes.end()), 0U);
}

}  // namespace
}  // namespace voxmap::learn
