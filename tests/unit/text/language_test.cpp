// In which language a verbatim is, and who scores it then.
#include <gmock/gmock.h>

#include <filesystem>

#include "base/file.hpp"
#include "support/tagging.hpp"

namespace voxmap {
namespace {

using test::Tagging;

TEST(Language, DeclaredWinsByItsPrimarySubtag) {
  Tagging t;
  EXPECT_EQ(t.text("slow", "en-GB").languages[0], "en");
  EXPECT_EQ(t.tagged.valence, -400);
  EXPECT_EQ(t.text("slow", "FR_ca").languages[0], "fr");
  EXPECT_EQ(t.tagged.label, Label::none) << "no French pack";
  EXPECT_EQ(t.text("slow", "und").languages[0], "en") << "declared unknown is not declared";
}

TEST(Language, AForeignTextIsRecordedAndNotScored) {
  Tagging t;
  t.text(
      "Die Lieferung kam leider viel zu sp\u00e4t und die Ware war besch\u00e4digt. So ein bad "
      "Service!");
  EXPECT_EQ(t.tagged.languages[0], "de");
  EXPECT_EQ(t.tagged.label, Label::none);
  EXPECT_TRUE(t.tagged.evidence.empty());
}

TEST(Language, ShortOrKnownTextsAreThePacks) {
  Tagging t;
  EXPECT_EQ(t.text("slow tr\u00e8s").languages[0], "en");
  EXPECT_EQ(t.text("").languages[0], "en");
  EXPECT_EQ(t.text("not very good but slow").languages[0], "en");
}

TEST(Language, WithoutPacksItIsUnknown) {
  Tagging t(nullptr, TaggerOptions{});
  EXPECT_EQ(t.text("slow").languages[0], "und");
  EXPECT_EQ(t.tagged.label, Label::none);
}

TEST(Language, TwoLanguagesSideBySide) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "voxmap-language";
  fs::create_directories(folder / "xx");
  const auto put = [&](const char* name, std::string_view text) {
    write_file((folder / "xx" / name).string(), text);
  };
  put("pack.toml", "name='xx'\nkind='language'\nlanguage='de'\nversion='1'\nlicense='x'\n");
  put("valence.tsv", "slow\t900\ngut\t500\nist\t0\ndas\t0\nsehr\t0\n");
  put("samples.tsv", "gut\tpositive\n");
  TaggerOptions options = test::mini_options();
  options.packs.push_back((folder / "xx").string());
  Tagging t(nullptr, options);
  EXPECT_EQ(t.text("Das ist sehr gut").languages[0], "de");
  EXPECT_EQ(t.valence(), "xx/valence:gut+500");
  EXPECT_EQ(t.text("slow", "de").valence, 900) << "each language by its own packs";
  EXPECT_EQ(t.text("slow", "en").valence, -400);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace voxmap
