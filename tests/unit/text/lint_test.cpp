// voxmap lexicon lint: what it finds in a pack with one fault of each kind, and where.
#include "text/lint.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "text/pack_diff.hpp"

namespace voxmap::text {
namespace {

namespace fs = std::filesystem;

class LintTest : public ::testing::Test {
 protected:
  LintTest() : folder_(fs::temp_directory_path() / ("voxmap_lint_" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    write("pack.toml",
          "name = \"p\"\nkind = \"language\"\nlanguage = \"en\"\nversion = \"1\"\nlicense = "
          "\"none\"\n");
    write("samples.tsv", "");
  }
  ~LintTest() override { fs::remove_all(folder_); }
  void write(const char* name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  // "check file:line message" a line.
  [[nodiscard]] std::string lint(bool hints = true) const {
    std::string out;
    for (const LintFinding& f : lint_pack(folder_.string(), {}, {}).findings) {
      if (f.hint && !hints) continue;
      out += f.check + " " + fs::path(f.problem.where.file).filename().string() + ":" +
             std::to_string(f.problem.where.line) + " " + f.problem.message + "\n";
    }
    return out;
  }
  fs::path folder_;
};

TEST_F(LintTest, APackWithoutFaultsHasNoFindings) {
  write("valence.tsv", "bad\t-500\ngood\t500\n");
  write("emotion.tsv", "bad\tanger\t300\ngood\tjoy\t300\n");
  write("samples.tsv", "that was good\tpositive\tjoy\n");
  EXPECT_EQ(lint(), "");
  EXPECT_EQ(lint_pack(folder_.string(), {}, {}).samples_right, 1U);
}

TEST_F(LintTest, FindsWhatIsDoubtful) {
  write("valence.tsv", "zeal\t400\ngood\t500\nhelpful\t400\nhelpfully\t-400\n");
  write("emotion.tsv", "good\tanger\t600\n");
  write("modifiers.tsv", "good grief not\tnegation\t0\ngood grief\tnegation_exception\t0\n");
  write("patterns.tsv", "digits\t-300\t\t\\d+ \\d+ \\d+\n");
  write("samples.tsv", "zeal\tnegative\tjoy\n");
  EXPECT_EQ(lint(),
            "contradiction emotion.tsv:1 \"good\" has valence +500 and anger 600\n"
            "order modifiers.tsv:2 \"good grief\" stands behind \"good grief not\"\n"
            "literal patterns.tsv:1 \"digits\" holds no literal of three letters that every match "
            "needs\n"
            "sample samples.tsv:1 the sample is positive (+400), expected negative; it is without "
            "joy\n"
            "order valence.tsv:2 \"good\" stands behind \"zeal\"\n"
            "stems valence.tsv:4 \"helpfully\" is -400, and \"helpful\" in line 3 is +400\n");
  EXPECT_EQ(lint(false).find("stems"), std::string::npos);
}

TEST_F(LintTest, SaysWhatFiresInsteadOfADeadEntry) {
  write("valence.tsv", "xd\t300\n");
  write("emoji.tsv", "xd\t400\t\n");
  const std::string found = lint();
  EXPECT_NE(found.find("unreachable valence.tsv:1 \"xd\" alone does not fire its own row"),
            std::string::npos)
      << found;
}

TEST_F(LintTest, WhatKeepsAPackFromLoadingComesAlone) {
  write("valence.tsv", "good\t500\ngood\t400\nbad\tmany\n");
  const LintReport report = lint_pack(folder_.string(), {}, {});
  ASSERT_EQ(report.findings.size(), 2U);
  for (const LintFinding& finding : report.findings) {
    EXPECT_EQ(finding.check, "load");
    EXPECT_EQ(finding.problem.severity, Problem::Severity::error);
    EXPECT_GT(finding.problem.where.column, 0U);
  }
  EXPECT_THROW((void)lint_pack((folder_ / "none").string(), {}, {}), Error);
}

TEST_F(LintTest, ComparesPacksRowByRow) {
  write("valence.tsv", "bad\t-500\ngood\t500\ngone\t100\n");
  std::vector<Problem> problems;
  const auto before = read_pack(folder_.string(), problems);
  write("valence.tsv", "bad\t-400\ngood\t500\nnew\t100\n");
  write("emotion.tsv", "good\tjoy\t300\n");
  const auto after = read_pack(folder_.string(), problems);
  const auto changes = compare_packs(*before, *after);
  ASSERT_EQ(changes.size(), 4U);
  EXPECT_EQ(changes[0].key + changes[0].before + changes[0].after, "bad-500-400");
  EXPECT_EQ(changes[1].kind, RowChange::Kind::removed);
  EXPECT_EQ(changes[2].kind, RowChange::Kind::added);
  EXPECT_EQ(changes[3].key, "good joy");
  EXPECT_TRUE(compare_packs(*after, *after).empty());
}

TEST_F(LintTest, AStarEndsAPrefixAndIsPartOfAnEmoticon) {
  write("valence.tsv", "abandon*\t-400\n");
  write("emotion.tsv", "");
  write("emoji.tsv", "*_*\t550\tjoy:700\n:*\t650\tjoy:600\n");
  EXPECT_EQ(lint(), "");
}

}  // namespace
}  // namespace voxmap::text
