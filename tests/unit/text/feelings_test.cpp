// Named feelings: blends of a mention's emotions, replayable from its scores and evidence.
#include <gmock/gmock.h>

#include <filesystem>

#include "base/file.hpp"
#include "support/tagging.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class Feelings : public ::testing::Test {
 protected:
  Feelings()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    pack("p", "language");
    put("p/valence.tsv", "awful\t-600\nthanks\t300\n");
    put("p/emotion.tsv", "awful\tanger\t333\nawful\tsadness\t200\nthanks\tjoy\t501\n");
    put("p/feelings.tsv",
        "frustration\tanger:700,sadness:300\t-1000..-100\n"
        "frustration\tanger:500\n"
        "relief\tjoy:1000\t-1000..0\n"
        "gratitude\tjoy:600\t\tthanks\n");
  }
  ~Feelings() override { fs::remove_all(folder_); }
  void put(const std::string& file, std::string_view text) {
    write_file((folder_ / file).string(), text);
  }
  void pack(const std::string& name, const char* kind) {
    fs::create_directories(folder_ / name);
    put(name + "/pack.toml",
        fmt::format("name='{}'\nkind='{}'\nlanguage='en'\nversion='1'\nlicense='x'\n", name, kind));
    put(name + "/samples.tsv", "a\tnone\n");
  }
  // "frustration 293 p/feeling:frustration" of every feeling.
  std::vector<std::string> of(std::string_view text, std::vector<std::string> packs = {"p"}) {
    test::Tagging t(nullptr, {std::move(packs), {folder_.string()}});
    t.text(text, "en");
    t.tagger().feel(t.tagged);
    std::vector<std::string> out;
    for (const FeelingScore& score : t.tagged.feelings) {
      std::int32_t sum = 0;
      for (std::uint32_t s = 0; s < score.step_count; ++s) {
        const FeelingStep& step = t.tagged.feeling_steps.at(score.step_begin + s);
        const auto& mention = t.tagged.mentions.at(score.mention);
        EXPECT_EQ(step.weight,
                  mention.emotions[static_cast<std::size_t>(step.emotion)] * step.share / 1000);
        sum += step.weight;
      }
      EXPECT_EQ(sum, score.intensity);
      out.push_back(fmt::format("{} {} {}", t.tagger().feeling_names()[score.feeling],
                                score.intensity, t.tagger().rule_name(score.rule)));
    }
    return out;
  }
  fs::path folder_;
};

TEST_F(Feelings, AreSharesOfTheEmotionsEachCutOff) {
  EXPECT_THAT(of("It was awful."), ElementsAre("frustration 293 p/feeling:frustration"))
      << "333 * 700 / 1000 + 200 * 300 / 1000 beats 333 * 500 / 1000";
}

TEST_F(Feelings, KeepToTheirValenceAndWords) {
  EXPECT_THAT(of("thanks"), ElementsAre("gratitude 300 p/feeling:gratitude")) << "no relief";
  put("p/emotion.tsv", "awful\tanger\t333\njolly\tjoy\t501\nthanks\tjoy\t501\n");
  EXPECT_THAT(of("jolly"), ElementsAre("relief 501 p/feeling:relief")) << "valence 0, no thanks";
  EXPECT_THAT(of("awful"), ElementsAre("frustration 166 p/feeling:frustration"))
      << "without sadness the first row says nothing";
}

TEST_F(Feelings, AStemStandsForAllEntriesThatBeginSo) {
  put("p/emotion.tsv", "annoyed\tanger\t500\nannoying\tanger\t500\ngrim\tanger\t500\n");
  put("p/feelings.tsv", "frustration\tanger:1000\t\tannoy*\n");
  EXPECT_THAT(of("annoyed"), ElementsAre("frustration 500 p/feeling:frustration"));
  EXPECT_THAT(of("annoying"), ElementsAre("frustration 500 p/feeling:frustration"));
  EXPECT_THAT(of("grim"), ElementsAre()) << "has the emotion, is none of the words";
  put("p/feelings.tsv", "frustration\tanger:1000\t\tannoying*,noy*\n");
  EXPECT_THROW(of("x"), Error) << "no entry begins with noy";
}

TEST_F(Feelings, ADomainPackAddsAndReplaces) {
  pack("q", "domain");
  put("q/valence.tsv", "rumble\t-100\n");
  put("q/feelings.tsv", "frustration\tsadness:500\nfury\tanger:1000\n");
  EXPECT_THAT(of("awful", {"p", "q"}),
              ElementsAre("frustration 100 q/feeling:frustration", "fury 333 q/feeling:fury"));
}

TEST_F(Feelings, WhatIsWrongIsSaidWithItsPlace) {
  put("p/feelings.tsv",
      "a\tangst:500\n"
      "b\tanger:600,joy:600\n"
      "c\tanger:600\tnegative\n"
      "d\tanger:600\t100..-100\n"
      "e\tanger:600\t\tunheard\n"
      "f\n");
  std::vector<std::string> problems;
  try {
    of("x");
  } catch (const Error& error) {
    for (const Problem& p : error.problems()) {
      problems.push_back(fmt::format("{}:{}:{}: {}", fs::path(p.where.file).filename().string(),
                                     p.where.line, p.where.column, p.message));
    }
  }
  EXPECT_THAT(problems,
              ElementsAre("feelings.tsv:1:3: emotion \"angst\" is unknown",
                          "feelings.tsv:2:3: the shares add up to 1200",
                          "feelings.tsv:3:13: valence \"negative\" is not a whole number",
                          "feelings.tsv:4:13: upper valence -100 is outside 100 to 1000",
                          "feelings.tsv:6:1: 1 column, expected 2 to 4",
                          "feelings.tsv:5:1: \"unheard\" is an entry of no table of the packs"));
}

TEST_F(Feelings, TheEnglishPackKnowsWhatCustomersFeel) {
  test::Tagging t(nullptr, {{"en"}, {VOXMAP_SOURCE_DIR "/lexicons"}});
  const auto feels = [&](std::string_view text, std::string_view feeling) {
    t.text(text, "en");
    t.tagger().feel(t.tagged);
    for (const FeelingScore& score : t.tagged.feelings) {
      if (t.tagger().feeling_names()[score.feeling] == feeling) return true;
    }
    return false;
  };
  EXPECT_TRUE(feels("The app keeps crashing, so frustrating.", "frustration"));
  EXPECT_TRUE(feels("Thank you so much for your help!", "gratitude"));
  EXPECT_TRUE(feels("I was so relieved when it arrived.", "relief"));
  EXPECT_TRUE(feels("I am worried about my data.", "anxiety"));
  EXPECT_TRUE(feels("I was very disappointed.", "disappointment"));
  EXPECT_TRUE(feels("The menu is confusing.", "confusion"));
  EXPECT_TRUE(feels("What a boring tour.", "boredom"));
  EXPECT_FALSE(feels("I am not grateful.", "gratitude"));
  EXPECT_FALSE(feels("It arrived on Monday.", "frustration"));
}

}  // namespace
}  // namespace voxmap
