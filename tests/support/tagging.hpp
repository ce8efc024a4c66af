// Tagging made short for tests: a tagger over test packs, and results as text.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/error.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::test {

inline TaggerOptions mini_options(std::vector<std::string> packs = {"mini"}) {
  return {std::move(packs), {VOXMAP_SOURCE_DIR "/tests/support/packs"}};
}

// A tagger with its scratch and the result of the last text.
class Tagging {
 public:
  explicit Tagging(const Journey* journey = nullptr, TaggerOptions options = mini_options())
      : tagger_(make_tagger(options, journey)), scratch_(tagger_->scratch()) {}

  const Tagged& text(std::string_view text, std::string_view language = {},
                     std::span<const Span> targets = {}) {
    tagger_->tag_text(text, language, targets, *scratch_, tagged, scores);
    return tagged;
  }
  const Tagged& document(const Document& document) {
    tagger_->tag(document, *scratch_, tagged);
    return tagged;
  }
  // "mini/valence:good+500 mini/negation:not-850": the valence evidence of one mention.
  [[nodiscard]] std::string valence(std::size_t mention = 0) const {
    return evidence(mention, kValenceDimension);
  }
  [[nodiscard]] std::string emotion(Emotion emotion, std::size_t mention = 0) const {
    return evidence(mention, static_cast<std::uint8_t>(emotion));
  }
  [[nodiscard]] std::string evidence(std::size_t mention, std::uint8_t dimension) const {
    std::string out;
    const Mention& m = tagged.mentions.at(mention);
    for (std::uint32_t e = 0; e < m.evidence_count; ++e) {
      const Evidence& evidence = tagged.evidence.at(m.evidence_begin + e);
      if (evidence.dimension != dimension) continue;
      out += fmt::format("{}{}{:+}", out.empty() ? "" : " ", tagger_->rule_name(evidence.rule),
                         evidence.weight);
    }
    return out;
  }
  [[nodiscard]] const Tagger& tagger() const { return *tagger_; }

  Tagged tagged;
  std::vector<TargetScore> scores;

 private:
  std::unique_ptr<Tagger> tagger_;
  std::unique_ptr<Tagger::Scratch> scratch_;
};

}  // namespace voxmap::test
