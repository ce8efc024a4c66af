// Reading packs: what is wrong with one is said with its place, all at once.
#include "text/pack.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "base/file.hpp"
#include "support/tagging.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Packs : public ::testing::Test {
 protected:
  Packs()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "p");
    put("pack.toml", "name='p'\nkind='language'\nlanguage='en'\nversion='1'\nlicense='x'\n");
    put("valence.tsv", "good\t500\n");
    put("samples.tsv", "good\tpositive\n");
  }
  ~Packs() override { fs::remove_all(folder_); }
  void put(const char* name, std::string_view text) {
    write_file((folder_ / "p" / name).string(), text);
  }
  TaggerOptions options() { return {{"p"}, {folder_.string()}}; }

  // "valence.tsv:3:6: message | hint" of every problem.
  std::vector<std::string> problems() {
    std::vector<std::string> out;
    try {
      (void)make_tagger(options(), nullptr);
    } catch (const Error& error) {
      EXPECT_EQ(error.exit(), Exit::config);
      for (const Problem& p : error.problems()) {
        out.push_back(fmt::format("{}:{}:{}: {} | {}", fs::path(p.where.file).filename().string(),
                                  p.where.line, p.where.column, p.message, p.hint));
      }
    }
    return out;
  }
  std::string only_problem() {
    const auto all = problems();
    EXPECT_EQ(all.size(), 1U) << testing::PrintToString(all);
    return all.empty() ? "" : all[0];
  }
  fs::path folder_;
};

TEST_F(Packs, AGoodOneLoads) {
  EXPECT_THAT(problems(), testing::IsEmpty());
  const auto tagger = make_tagger(options(), nullptr);
  ASSERT_EQ(tagger->packs().size(), 1U);
  EXPECT_EQ(tagger->packs()[0].name, "p");
  EXPECT_EQ(tagger->packs()[0].entries, 1U);
  EXPECT_EQ(tagger->packs()[0].digest.size(), 64U);
  EXPECT_EQ(tagger->rule_name(0), "engine/limit");
  EXPECT_EQ(tagger->rule_name(5), "p/valence:good");
}

TEST_F(Packs, TheDigestKnowsEveryFileAndByte) {
  const std::string before = make_tagger(options(), nullptr)->packs()[0].digest;
  EXPECT_EQ(make_tagger(options(), nullptr)->packs()[0].digest, before);
  put("valence.tsv", "good\t501\n");
  const std::string changed = make_tagger(options(), nullptr)->packs()[0].digest;
  EXPECT_NE(changed, before);
  put("valence.tsv", "good\t500\n");
  put("emoji.tsv", "");
  EXPECT_NE(make_tagger(options(), nullptr)->packs()[0].digest, before);
}

TEST_F(Packs, BadNumbers) {
  put("valence.tsv", "# head\n\ngood\t-2,5\nbad\t-1001\nfine\t\nwell\t+5\nworse\t9999999999999\n");
  EXPECT_THAT(problems(),
              testing::ElementsAre(
                  "valence.tsv:3:6: weight \"-2,5\" is not a whole number | write a whole number "
                  "from -1000 to 1000",
                  HasSubstr("valence.tsv:4:5: weight -1001 is outside"),
                  HasSubstr("valence.tsv:5:6: weight \"\" is not"),
                  HasSubstr("valence.tsv:7:7: weight \"9999999999999\" is not")));
}

TEST_F(Packs, ColumnsAreCountedInCharacters) {
  put("valence.tsv", "d\u00e9\u00e7u\tx\r\n");
  EXPECT_THAT(only_problem(), HasSubstr("valence.tsv:1:6: weight \"x\""));
}

TEST_F(Packs, UnknownEmotionsAndKinds) {
  put("emotion.tsv", "good\tjoi\t500\ngood\tjoy\t0\n");
  put("modifiers.tsv", "not\tnegations\t0\nvery\tintensifier\t-300\nso\tintensifier\n");
  EXPECT_THAT(
      problems(),
      testing::ElementsAre(
          testing::AllOf(HasSubstr("emotion.tsv:1:6: emotion \"joi\""), HasSubstr("joy")),
          HasSubstr("emotion.tsv:2:10: intensity 0 is outside 1 to 1000"),
          testing::AllOf(HasSubstr("modifiers.tsv:1:5: kind \"negations\""), HasSubstr("negation")),
          HasSubstr("modifiers.tsv:2:18: amount of an intensifier -300"),
          HasSubstr("modifiers.tsv:3:")));
}

TEST_F(Packs, DuplicatesAreFoundByWhatTheyMatch) {
  put("valence.tsv", "good\t500\nGOOD\t400\nthank you\t1\nThank  You\t2\n");
  EXPECT_THAT(problems(),
              testing::ElementsAre(HasSubstr("valence.tsv:2:1: \"GOOD\" stands in line 1"),
                                   HasSubstr("valence.tsv:4:1: \"Thank  You\"")));
}

TEST_F(Packs, ColumnCounts) {
  put("valence.tsv", "good\n\t5\ngood\t5\t6\t7\n");
  EXPECT_THAT(problems(),
              testing::ElementsAre(HasSubstr("valence.tsv:1:1: 1 column, expected 2 to 3"),
                                   HasSubstr("valence.tsv:2:1: the first column is empty"),
                                   HasSubstr("valence.tsv:3:1: 4 columns, expected 2 to 3")));
}

TEST_F(Packs, EntriesThatCannotMatch) {
  put("valence.tsv", "well, done\t5\n!!\t5\n<any> bad\t5\na b c d e f g h i j k l m\t5\n");
  EXPECT_THAT(problems(),
              testing::ElementsAre(HasSubstr("holds \",\""), HasSubstr("holds \"!!\""),
                                   HasSubstr("begins with <any>"), HasSubstr("has 13 words")));
}

TEST_F(Packs, BrokenPatternsPointAtTheFault) {
  put("patterns.tsv",
      "a\t-5\t\tgood (bad\nb\t-5\t-\t\\b\u00e9t\u00e9\nb2\t-5\t\tx*\na\t5\t\tfine\n");
  EXPECT_THAT(problems(), testing::ElementsAre(
                              HasSubstr("patterns.tsv:1:7: broken regular expression: missing )"),
                              HasSubstr("patterns.tsv:2:8: \\b beside a letter"),
                              HasSubstr("patterns.tsv:3:8: the expression matches nothing"),
                              HasSubstr("patterns.tsv:4:1: the pattern id \"a\" is taken")));
}

TEST_F(Packs, SymbolsAndSamples) {
  put("emoji.tsv", "x\t5\n:) :)\t5\n:)\t5\tjoy\n:(\t5\tjoy:5,sad:3\n");
  put("samples.tsv", "good\tpositiv\ngood\tpositive\tglee\n");
  const auto all = problems();
  EXPECT_THAT(all, testing::UnorderedElementsAre(
                       HasSubstr("emoji.tsv:1:1: \"x\" is neither"),
                       HasSubstr("emoji.tsv:2:1: \":) :)\" is neither"),
                       HasSubstr("emoji.tsv:3:6: \"joy\" is not emotion:intensity"),
                       HasSubstr("emoji.tsv:4:6: emotion \"sad\" is unknown"),
                       HasSubstr("samples.tsv:1:6: label \"positiv\" is unknown"),
                       HasSubstr("samples.tsv:2:15: emotion \"glee\" is unknown")));
}

TEST_F(Packs, PackTomlIsChecked) {
  put("pack.toml",
      "name='p'\nkind='dialect'\nlanguage='en'\nversion='1'\nlicence='x'\npositive_from=0\n");
  const auto all = problems();
  EXPECT_THAT(all, testing::IsSupersetOf({HasSubstr("kind \"dialect\" is unknown"),
                                          HasSubstr("positive_from is 0"), HasSubstr("licence")}));
}

TEST_F(Packs, InvalidUtf8IsNamed) {
  put("valence.tsv", "good\t5\nb\xE9te\t5\n");
  EXPECT_THAT(only_problem(), HasSubstr("valence.tsv:2:2: the line is not valid UTF-8"));
}

TEST_F(Packs, MissingAndMisnamedFiles) {
  fs::remove(folder_ / "p" / "samples.tsv");
  fs::rename(folder_ / "p" / "valence.tsv", folder_ / "p" / "valance.tsv");
  EXPECT_THAT(
      problems(),
      testing::UnorderedElementsAre(
          HasSubstr("samples.tsv is missing"), HasSubstr("neither valence.tsv nor"),
          testing::AllOf(HasSubstr("\"valance.tsv\" is not a file"), HasSubstr("valence.tsv"))));
}

TEST_F(Packs, AMissingPackIsNoInput) {
  try {
    (void)make_tagger({{"mimi"}, {VOXMAP_SOURCE_DIR "/tests/support/packs"}}, nullptr);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::no_input);
    EXPECT_THAT(error.hint(), HasSubstr("mini"));
  }
}

TEST_F(Packs, AreFoundByNameInTheFirstFolderThatHasThem) {
  const std::vector<std::string> folders = {VOXMAP_SOURCE_DIR "/tests/support/packs",
                                            folder_.string(), "/no/such/folder"};
  std::vector<std::string> names;
  for (const PackInfo& info : find_packs(folders)) names.push_back(info.name);
  EXPECT_THAT(names, testing::ElementsAre("mini", "mini-shop", "mini-vader", "p"));
}

TEST_F(Packs, ThresholdsAreThePacks) {
  put("pack.toml",
      "name='p'\nkind='language'\nlanguage='en'\nversion='1'\nlicense='x'\npositive_from=501\n");
  test::Tagging t(nullptr, options());
  EXPECT_EQ(t.text("good").label, Label::neutral);
  EXPECT_EQ(t.valence(), "p/valence:good+500 p/threshold:positive_from 501+0");
}

TEST_F(Packs, ThresholdsOfADomainPackCountAboveItsLanguages) {
  put("pack.toml",
      "name='p'\nkind='domain'\nlanguage='en'\nversion='1'\nlicense='x'\n"
      "[thresholds]\npositive_from=501\njoy=900\n");
  TaggerOptions both = options();
  both.packs.insert(both.packs.begin(), "mini");
  both.pack_folders.emplace_back(VOXMAP_SOURCE_DIR "/tests/support/packs");
  test::Tagging t(nullptr, both);
  EXPECT_EQ(t.text("good").label, Label::neutral);
  const std::vector<Threshold> thresholds = t.tagger().thresholds();
  ASSERT_EQ(thresholds.size(), 3U);
  EXPECT_EQ(thresholds[0].name, "positive_from");
  EXPECT_EQ(thresholds[0].value, 501);
  EXPECT_EQ(thresholds[0].pack, "p");
  EXPECT_EQ(thresholds[1].value, -100);
  EXPECT_EQ(thresholds[1].pack, "") << "the engine's own";
  EXPECT_EQ(thresholds[2].name, "joy");
  EXPECT_EQ(thresholds[2].language, "en");
}

}  // namespace
}  // namespace voxmap
