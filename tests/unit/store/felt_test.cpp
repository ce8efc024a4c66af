// What a mention feels, found while it is written, is what its definitions say one by one.
#include "store/felt.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "fixture.hpp"

namespace voxmap {
namespace {

// Rules 0..3 have names; its definitions are given.
class FeelingTagger final : public Tagger {
 public:
  explicit FeelingTagger(std::vector<FeelingDefinition> definitions)
      : definitions_(std::move(definitions)) {}
  std::unique_ptr<Scratch> scratch() const override { return std::make_unique<Scratch>(); }
  void tag(const Document&, Scratch&, Tagged& out) const override { out = {}; }
  void tag_text(std::string_view, std::string_view, std::span<const Span>, Scratch&, Tagged& out,
                std::vector<TargetScore>&) const override {
    out = {};
  }
  std::size_t rule_count() const override { return names_.size(); }
  std::string_view rule_name(RuleId rule) const override { return names_.at(rule); }
  std::span<const PackInfo> packs() const override { return {}; }
  std::vector<FeelingDefinition> feeling_definitions() const override { return definitions_; }

 private:
  std::vector<FeelingDefinition> definitions_;
  std::vector<std::string> names_ = {"en/emotion:a", "en/emotion:b", "en/emotion:c",
                                     "en/emotion:d"};
};

std::string felt_one_by_one(const std::vector<FeelingDefinition>& definitions,
                            const Mention& mention, std::span<const Evidence> evidence,
                            const Tagger& tagger) {
  std::map<std::string, std::int32_t> most;
  for (const FeelingDefinition& one : definitions) {
    if (one.language != "en") continue;
    const bool said =
        one.words.empty() || std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& e) {
          return std::ranges::count(one.words, tagger.rule_name(e.rule)) > 0;
        });
    if (!said) continue;
    std::int32_t& known = most[one.feeling];
    known = std::max(known, one.blend.intensity(mention.valence, mention.emotions));
  }
  std::string names;
  for (const auto& [feeling, intensity] : most) {
    if (intensity > 0) names += feeling + '\n';
  }
  return names;
}

TEST(TaggerFeelings, AreThoseOfTheDefinitionsOneByOne) {
  std::mt19937 random(20260913);
  const auto below = [&](std::uint32_t n) { return static_cast<std::int16_t>(random() % n); };
  std::vector<FeelingDefinition> definitions;
  for (int n = 0; n < 90; ++n) {
    FeelingDefinition one;
    one.language = n % 10 == 9 ? "de" : "en";
    one.feeling = "feeling " + std::to_string(n % 70);  // more than a word has bits
    one.rule = "en/feeling:" + one.feeling;
    for (int k = 0; k < 1 + n % 3; ++k) {
      one.blend.shares[static_cast<std::size_t>(below(kEmotionCount))] =
          static_cast<std::int16_t>(100 + below(200));
    }
    one.blend.low = static_cast<Valence>(-1000 + below(900));
    one.blend.high = static_cast<Valence>(one.blend.low + below(1900));
    if (n % 4 == 0) one.words = {n % 8 == 0 ? "en/emotion:a" : "en/emotion:c"};
    definitions.push_back(std::move(one));
  }
  const FeelingTagger tagger(definitions);
  TaggerFeelings feelings;
  feelings.begin(tagger);
  std::size_t several = 0;
  for (int n = 0; n < 20000; ++n) {
    Mention mention;
    mention.valence = static_cast<Valence>(below(2001) - 1000);
    for (int k = below(5); k > 0; --k) {
      mention.emotions[static_cast<std::size_t>(below(kEmotionCount))] = below(1001);
    }
    std::vector<Evidence> evidence;
    for (int k = below(3); k > 0; --k) {
      evidence.push_back({{0, 1}, static_cast<RuleId>(below(4)), 100, 0});
    }
    const std::string_view found = feelings.of("en", mention, evidence);
    ASSERT_EQ(found, felt_one_by_one(definitions, mention, evidence, tagger)) << n;
    several += std::ranges::count(found, '\n') > 1 ? 1U : 0U;
  }
  EXPECT_GT(several, 1000U);
}

}  // namespace
}  // namespace voxmap
