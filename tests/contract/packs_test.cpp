// Every pack that ships loads, does on its samples what it says, and holds no dead entries.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

#include "support/tagging.hpp"
#include "text/lint.hpp"
#include "text/pack.hpp"
#include "voxmap/journey.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> shipped(const std::string& with = "pack.toml") {
  std::vector<std::string> names;  // not find_packs: it reads them all, in each test's process
  for (const auto& entry : fs::directory_iterator(VOXMAP_SOURCE_DIR "/lexicons")) {
    if (fs::exists(entry.path() / with)) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// An entry as somebody might say it.
std::string spoken(std::string_view entry) {
  std::string text(entry);
  for (const auto& [from, to] : {std::pair{"<num>", "3"}, std::pair{"<any>", "zzqx"}}) {
    for (std::size_t at = 0; (at = text.find(from)) != std::string::npos;) {
      text.replace(at, 5, to);
    }
  }
  return text;
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
  [[nodiscard]] std::set<std::string> touchpoints(test::Tagging& t, const Journey& journey,
                                                  std::string_view words) const {
    std::set<std::string> found;
    t.text(words, pack_->info.language);
    for (const Mention& mention : t.tagged.mentions) {
      if (mention.touchpoint == kUnassigned) continue;
      found.insert(journey.touchpoints[static_cast<std::size_t>(mention.touchpoint)].id);
    }
    return found;
  }
  std::string folder_;
  std::unique_ptr<text::Pack> pack_;
};

TEST_P(ShippedPack, LintFindsNothing) {
  std::vector<std::string> below;
  if (pack_->domain) below.push_back(pack_->info.language);
  for (const text::LintFinding& found :
       text::lint_pack(folder_, below, {VOXMAP_SOURCE_DIR "/lexicons"}).findings) {
    if (found.hint) continue;
    ADD_FAILURE() << found.problem.where.file << ":" << found.problem.where.line << ": "
                  << found.problem.message;
  }
}

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

// Languages are compared on one map: all their packs name the same feelings, and a sample shows
// each.
class PackWithFeelings : public ShippedPack {
 protected:
  static std::set<std::string_view> named(const text::Pack& pack) {
    std::set<std::string_view> names;
    for (const text::FeelingRow& row : pack.feelings) names.insert(row.place.first);
    return names;
  }
};

TEST_P(PackWithFeelings, NamesThoseOfEveryLanguage) {
  std::vector<Problem> problems;
  const auto english = text::read_pack(VOXMAP_SOURCE_DIR "/lexicons/en", problems);
  EXPECT_EQ(named(*pack_), named(*english));
}

TEST_P(PackWithFeelings, ShowsEachInASample) {
  std::set<std::string_view> unshown = named(*pack_);
  bool none = false;
  for (const text::SampleRow& sample : pack_->samples) {
    for (const std::string_view feeling : sample.feelings) unshown.erase(feeling);
    none |= sample.unfeeling;
  }
  EXPECT_EQ(unshown, std::set<std::string_view>());
  EXPECT_TRUE(none) << "no sample of a text that only resembles a feeling";
}

class PackWithActs : public ShippedPack {
 protected:
  static std::set<Act> acts_of(const Tagged& tagged) {
    std::set<Act> acts;
    for (const ActFound& found : tagged.acts) acts.insert(found.act);
    return acts;
  }
  static std::string named(const std::set<Act>& acts) {
    std::string all;
    for (const Act act : acts) all += fmt::format(" {}", to_string(act));
    return all;
  }
};

// Each act of the pack has a sample that shows it; others show none, or would if they were not
// denied or hidden by a longer phrase.
TEST_P(PackWithActs, DoesWhatItsSamplesSay) {
  test::Tagging t(nullptr, options());
  std::set<Act> shown;
  std::size_t none = 0;
  for (const text::ActSampleRow& sample : pack_->acts_samples) {
    const std::set<Act> stated(sample.acts.begin(), sample.acts.end());
    const std::set<Act> found = acts_of(t.text(sample.place.first, pack_->info.language));
    EXPECT_EQ(named(found), named(stated))
        << "acts_samples.tsv:" << sample.place.line << ": " << std::string(sample.place.first);
    shown.insert(stated.begin(), stated.end());
    none += stated.empty() ? 1U : 0U;
  }
  std::set<Act> promised;
  for (const text::ActRow& row : pack_->acts) {
    if (row.act) promised.insert(*row.act);
  }
  for (const Act act : promised) {
    EXPECT_EQ(shown.count(act), 1U) << "no sample of " << to_string(act);
  }
  EXPECT_GE(none * 2, promised.size()) << "samples of texts that only resemble an act";
}

TEST_P(PackWithActs, HoldsNoPhraseThatCannotFire) {
  TaggerOptions alone;
  alone.packs = {folder_};
  test::Tagging t(nullptr, alone);
  std::string dead;
  for (const text::ActRow& row : pack_->acts) {
    if (!row.act) continue;
    if (acts_of(t.text(spoken(row.place.first), pack_->info.language)).count(*row.act) == 0) {
      dead += "\n  " + std::string(row.place.first);
    }
  }
  EXPECT_TRUE(dead.empty()) << "phrases of acts.tsv that fire nothing:" << dead;
}

class StarterJourney : public ShippedPack {};

// The starter journey of a pack attaches the pack's journey samples as they say, and each of its
// touchpoints is the answer of at least one of them.
TEST_P(StarterJourney, FindsWhatItsSamplesSay) {
  const Journey journey = read_journey(pack_->info.journey);
  test::Tagging t(&journey, options());
  std::set<std::string> reached;
  for (const text::JourneySampleRow& sample : pack_->journey_samples) {
    const std::set<std::string> stated(sample.touchpoints.begin(), sample.touchpoints.end());
    const std::string where = fmt::format("journey_samples.tsv:{}: {}", sample.place.line,
                                          std::string(sample.place.first));
    for (const std::string& id : stated) {
      EXPECT_TRUE(journey.find_touchpoint(id)) << where << ": no touchpoint " << id;
    }
    EXPECT_EQ(touchpoints(t, journey, sample.place.first), stated) << where;
    reached.insert(stated.begin(), stated.end());
  }
  for (const Touchpoint& touchpoint : journey.touchpoints) {
    EXPECT_EQ(reached.count(touchpoint.id), 1U) << "no journey sample is about " << touchpoint.id;
  }
}

// Every word alone attaches to its own touchpoint: it is in no other's list, and no pattern of
// another touchpoint takes it away. Every pattern is met by at least one journey sample.
TEST_P(StarterJourney, HoldsNothingThatCannotBeReached) {
  const Journey journey = read_journey(pack_->info.journey);
  test::Tagging t(&journey, options());
  std::string dead;
  for (const Touchpoint& touchpoint : journey.touchpoints) {
    for (const std::string& word : touchpoint.words) {
      const auto found = touchpoints(t, journey, spoken(word));
      if (found.count(touchpoint.id) == 0) dead += "\n  " + touchpoint.id + ": " + word;
    }
  }
  EXPECT_TRUE(dead.empty()) << "words that attach elsewhere or nowhere:" << dead;
  std::set<std::string> fired;
  for (const text::JourneySampleRow& sample : pack_->journey_samples) {
    t.text(sample.place.first, pack_->info.language);
    for (const Mention& mention : t.tagged.mentions) {
      if (mention.attached_by == AttachedBy::words) {
        fired.emplace(t.tagger().rule_name(mention.attached_rule));
      }
    }
  }
  for (const Touchpoint& touchpoint : journey.touchpoints) {
    for (std::size_t n = 1; n <= touchpoint.patterns.size(); ++n) {
      const std::string rule = fmt::format("{}/{}#{}", journey.id, touchpoint.id, n);
      EXPECT_EQ(fired.count(rule), 1U)
          << "no journey sample shows " << rule << ": " << touchpoint.patterns[n - 1].regex;
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
    t.text(spoken(entry), pack_->info.language);
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

std::string test_name(const ::testing::TestParamInfo<std::string>& tested) {
  std::string name = tested.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Lexicons, ShippedPack, ::testing::ValuesIn(shipped()), test_name);
INSTANTIATE_TEST_SUITE_P(Lexicons, PackWithFeelings, ::testing::ValuesIn(shipped("feelings.tsv")),
                         test_name);
INSTANTIATE_TEST_SUITE_P(Lexicons, PackWithActs, ::testing::ValuesIn(shipped("acts.tsv")),
                         test_name);
INSTANTIATE_TEST_SUITE_P(Lexicons, StarterJourney, ::testing::ValuesIn(shipped("journey.toml")),
                         test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ShippedPack);

}  // namespace
}  // namespace voxmap
