// Every pack that ships loads, does on its samples what it says, and holds no dead entries.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "support/tagging.hpp"
#include "text/pack.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> shipped() {
  const std::vector<std::string> folders = {VOXMAP_SOURCE_DIR "/lexicons"};
  std::vector<std::string> names;
  for (const PackInfo& info : find_packs(folders)) {
    names.push_back(fs::path(info.folder).filename().string());
  }
  return names;
}

class ShippedPack : public ::testing::TestWithParam<std::string> {
 protected:
  ShippedPack() : folder_(VOXMAP_SOURCE_DIR "/lexicons/" + GetParam()) {
    std::vector<Problem> problems;
    pack_ = text::read_pack(folder_, problems);
  }
  // A domain pack is used on top of its language's pack, and tested so.
  [[nodiscard]] TaggerOptions options() const {
    TaggerOptions options;
    options.pack_folders = {VOXMAP_SOURCE_DIR "/lexicons"};
    if (pack_->domain) options.packs.push_back(pack_->info.language);
    options.packs.push_back(GetParam());
    return options;
  }
  std::string folder_;
  std::unique_ptr<text::Pack> pack_;
};

TEST_P(ShippedPack, Loads) {
  try {
    const auto tagger = make_tagger(options(), nullptr);
    EXPECT_EQ(tagger->packs().back().name, GetParam()) << "named after its folder";
    EXPECT_FALSE(pack_->info.summary.empty());
  } catch (const Error& error) {
    for (const Problem& p : error.problems()) {
      ADD_FAILURE() << p.where.file << ":" << p.where.line << ":" << p.where.column << ": "
                    << p.message << "\n  " << p.excerpt << "\n  " << p.hint;
    }
  }
}

TEST_P(ShippedPack, DoesWhatItsSamplesSay) {
  test::Tagging t(nullptr, options());
  EXPECT_GE(pack_->samples.size(), 10U);
  for (const text::SampleRow& sample : pack_->samples) {
    const std::string words(sample.place.first);
    t.text(words, pack_->info.language);
    const auto shown = [&] {
      std::string all;
      for (std::size_t m = 0; m < t.tagged.mentions.size(); ++m) all += "\n    " + t.valence(m);
      return all;
    };
    EXPECT_EQ(to_string(t.tagged.label), to_string(sample.label))
        << "samples.tsv:" << sample.place.line << ": " << words << " [" << t.tagged.valence << "]"
        << shown();
    for (const Emotion emotion : sample.emotions) {
      EXPECT_GT(t.tagged.emotions[static_cast<std::size_t>(emotion)], 0)
          << "samples.tsv:" << sample.place.line << ": " << words << " lacks "
          << to_string(emotion);
    }
  }
}

// An entry alone in a text fires its own rule, or a pattern that covers it: otherwise it is dead
// weight, hidden by another entry or written in a way that no text is cut into.
TEST_P(ShippedPack, HoldsNoEntryThatCannotFire) {
  TaggerOptions alone;
  alone.packs = {folder_};
  test::Tagging t(nullptr, alone);
  std::vector<std::string> dead;
  const auto fires = [&](std::string_view entry, std::string_view rule) {
    std::string text(entry);
    for (const auto& [from, to] : {std::pair{"<num>", "3"}, std::pair{"<any>", "zzqx"}}) {
      for (std::size_t at = 0; (at = text.find(from)) != std::string::npos;) {
        text.replace(at, 5, to);
      }
    }
    t.text(text, pack_->info.language);
    const bool found =
        std::any_of(t.tagged.evidence.begin(), t.tagged.evidence.end(), [&](const Evidence& e) {
          const std::string_view fired = t.tagger().rule_name(e.rule);
          return fired == rule || fired.find("/pattern:") != std::string_view::npos;
        });
    if (!found) dead.emplace_back(rule);
  };
  for (const text::ValenceRow& row : pack_->valence) {
    if (row.weight == 0) continue;
    fires(row.place.first, pack_->info.name + "/valence:" + std::string(row.place.first));
  }
  for (const text::EmotionRow& row : pack_->emotion) {
    fires(row.place.first, pack_->info.name + "/emotion:" + std::string(row.place.first));
  }
  for (const text::SymbolRow& row : pack_->symbols) {
    if (row.weight == 0 && row.emotions.empty()) continue;
    fires(row.place.first, pack_->info.name + "/emoji:" + std::string(row.place.first));
  }
  std::sort(dead.begin(), dead.end());
  dead.erase(std::unique(dead.begin(), dead.end()), dead.end());
  std::string list;
  for (const std::string& rule : dead) list += "\n  " + rule;
  EXPECT_TRUE(dead.empty()) << dead.size() << " entries of " << GetParam()
                            << " cannot fire:" << list;
}

INSTANTIATE_TEST_SUITE_P(Lexicons, ShippedPack, ::testing::ValuesIn(shipped()),
                         [](const auto& tested) {
                           std::string name = tested.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](char c) { return c == '-' || c == '.'; }, '_');
                           return name;
                         });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ShippedPack);

}  // namespace
}  // namespace voxmap
