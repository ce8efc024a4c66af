// Any bytes as a verbatim: every span inside the text, every sum equal to its score.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.hpp"
#include "tests/support/tagging.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static voxmap::test::Tagging tagging(
      nullptr, {{"mini", "mini-shop"}, {VOXMAP_SOURCE_DIR "/tests/support/packs"}});
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!voxmap::valid_utf8(text)) return 0;
  const std::array<voxmap::Span, 1> target = {
      voxmap::Span{0, static_cast<std::uint32_t>(size / 2)}};
  const voxmap::Tagged& tagged = tagging.text(text, "en", target);
  for (const voxmap::Mention& mention : tagged.mentions) {
    if (mention.span.begin > mention.span.end || mention.span.end > size) std::abort();
    std::int64_t sum = 0;
    for (std::uint32_t e = 0; e < mention.evidence_count; ++e) {
      const voxmap::Evidence& evidence = tagged.evidence[mention.evidence_begin + e];
      if (evidence.dimension == voxmap::kValenceDimension) sum += evidence.weight;
    }
    if (sum != mention.valence) std::abort();
  }
  for (const voxmap::ActFound& act : tagged.acts) {
    if (act.span.empty() || act.span.end > size || act.mention >= tagged.mentions.size()) {
      std::abort();
    }
  }
  std::int64_t churn = 0;
  for (const voxmap::SignalPart& part : tagged.churn_parts) churn += part.weight;
  if (churn != tagged.churn_risk.value_or(0)) std::abort();
  return 0;
}
