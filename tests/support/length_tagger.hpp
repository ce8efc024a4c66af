// A tagger without packs, for tests of what carries scores.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "voxmap/tagger.hpp"

namespace voxmap {

// Scores a text by its length times a factor, so that every document has a mention of its own.
class LengthTagger final : public Tagger {
 public:
  explicit LengthTagger(unsigned factor = 1) : factor_(factor) {}
  std::unique_ptr<Scratch> scratch() const override { return std::make_unique<Scratch>(); }
  void tag(const Document& document, Scratch&, Tagged& out) const override {
    out = {};
    for (std::uint32_t i = 0; i < document.verbatims.size(); ++i) {
      const auto size = static_cast<std::uint32_t>(document.verbatims[i].text.size());
      const auto score = static_cast<Valence>(size * factor_ % 1000);
      Mention mention;
      mention.verbatim = i;
      mention.span = {0, size};
      mention.label = Label::positive;
      mention.valence = score;
      mention.evidence_begin = static_cast<std::uint32_t>(out.evidence.size());
      mention.evidence_count = 1;
      out.evidence.push_back({{0, size}, 0, score, kValenceDimension});
      out.mentions.push_back(mention);
      out.languages.emplace_back("en");
    }
  }
  void tag_text(std::string_view, std::string_view, std::span<const Span>, Scratch&, Tagged&,
                std::vector<TargetScore>&) const override {}
  std::size_t rule_count() const override { return 1; }
  std::string_view rule_name(RuleId) const override { return "test/valence:length"; }
  std::span<const PackInfo> packs() const override { return {}; }

 private:
  unsigned factor_;
};

}  // namespace voxmap
