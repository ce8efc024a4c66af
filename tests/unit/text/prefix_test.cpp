// Entries that end in "*": they stand for what nobody listed, and never hide an entry.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/tagging.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;

// A pack in a folder of its own, gone with the test.
class PackFolder {
 public:
  PackFolder(const std::string& valence, const std::string& emotion = "")
      : folder_(fs::temp_directory_path() /
                ("voxmap_prefix_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
    fs::create_directories(folder_);
    write("pack.toml",
          "name = \"stars\"\nkind = \"language\"\nlanguage = \"en\"\nversion = \"1\"\n"
          "license = \"none\"\n");
    write("valence.tsv", valence);
    if (!emotion.empty()) write("emotion.tsv", emotion);
    write("samples.tsv", "");
  }
  ~PackFolder() { fs::remove_all(folder_); }
  PackFolder(const PackFolder&) = delete;
  PackFolder& operator=(const PackFolder&) = delete;
  [[nodiscard]] TaggerOptions options() const { return {{folder_.string()}, {}}; }

 private:
  void write(const char* name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  fs::path folder_;
};

std::string tagged(test::Tagging& t, std::string_view text) {
  t.text(text, "en");
  return t.valence();
}

TEST(Prefixes, StandForWordsThatAreNoEntries) {
  const PackFolder pack("abandon*\t-500\ngood\t400\n");
  test::Tagging t(nullptr, pack.options());
  for (const char* text : {"abandon", "abandoned", "Abandonment", "ABANDONABLE"}) {
    EXPECT_EQ(tagged(t, text).substr(0, 27), "stars/valence:abandon*-500") << text;
  }
  EXPECT_EQ(tagged(t, "abando"), "");
  EXPECT_EQ(tagged(t, "good"), "stars/valence:good+400");
}

TEST(Prefixes, TheNearestEntryWins) {
  const PackFolder pack("care\t300\ncare*\t200\ncareless\t-400\ncareless*\t-500\n");
  test::Tagging t(nullptr, pack.options());
  EXPECT_EQ(tagged(t, "care"), "stars/valence:care+300");
  EXPECT_EQ(tagged(t, "caring cares"), "stars/valence:care*+200");
  EXPECT_EQ(tagged(t, "careless"), "stars/valence:careless-400");
  EXPECT_EQ(tagged(t, "carelessness"), "stars/valence:careless*-500");
}

// A word known for another reason, here as an emotion's entry and in a longer phrase, is reached.
TEST(Prefixes, ReachWordsThatOtherEntriesKnow) {
  const PackFolder pack("terri*\t-600\nterrific ride\t800\n", "terror\tfear\t700\n");
  test::Tagging t(nullptr, pack.options());
  EXPECT_EQ(tagged(t, "terrific"), "stars/valence:terri*-600");
  EXPECT_EQ(tagged(t, "a terrific ride"), "stars/valence:terrific ride+800");
  EXPECT_EQ(tagged(t, "terrible"), "stars/valence:terri*-600");
  EXPECT_EQ(tagged(t, "terror"), "");
}

TEST(Prefixes, WorkAtTheEndOfPhrasesAndInAnyScript) {
  const PackFolder pack("gave up*\t-300\nübertr*\t-200\nкрас*\t500\n");
  test::Tagging t(nullptr, pack.options());
  EXPECT_EQ(tagged(t, "they gave upward"), "stars/valence:gave up*-300");
  EXPECT_EQ(tagged(t, "gave in"), "");
  EXPECT_EQ(tagged(t, "Übertrieben"), "stars/valence:übertr*-200");
  EXPECT_EQ(tagged(t, "красиво"), "stars/valence:крас*+500");
}

TEST(Prefixes, ThatAreNoWordAreRefused) {
  for (const char* entry : {"*\t100\n", "?*\t100\n", "a *\t100\n"}) {
    const PackFolder pack(std::string("good\t100\n") + entry);
    try {
      test::Tagging t(nullptr, pack.options());
      t.text("a", "en");
      EXPECT_EQ(t.valence().find("*"), std::string::npos) << entry;
    } catch (const Error& error) {
      EXPECT_EQ(error.exit(), Exit::config) << entry;
    }
  }
}

TEST(Prefixes, LongWordsCostNoMoreThanTheirLength) {
  const PackFolder pack("abc*\t-100\n" + std::string(100, 'x') + "*\t100\n");
  test::Tagging t(nullptr, pack.options());
  EXPECT_EQ(tagged(t, std::string(120, 'x')).substr(0, 18), "stars/valence:xxxx");
  EXPECT_EQ(tagged(t, std::string(5000, 'a')), "");
}

}  // namespace
}  // namespace voxmap
