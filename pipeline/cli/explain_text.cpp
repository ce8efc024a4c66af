// Writing out a score's steps.
#include "cli/explain_text.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace voxmap::cli {
namespace {

void dimension(std::string& out, std::string_view text, std::string_view name, std::int32_t score,
               std::span<const EvidenceRow> evidence, const Stream& stream) {
  std::int32_t sum = 0;
  bool any = false;
  for (const auto& step : evidence) {
    if (step.dimension != name) continue;
    if (!any) out += fmt::format("  {}\n", stream.styled(Style::heading, name));
    any = true;
    sum += step.weight;
    const auto words = step.span.empty() ? std::string("(rule of the engine)")
                                         : fmt::format("“{}”", terminal_safe(step.span.of(text)));
    out += fmt::format(
        "    {:+6}  {}  {}  {}\n", step.weight, pad(words, 28),
        pad(step.span.empty() ? "" : fmt::format("[{},{})", step.span.begin, step.span.end), 11),
        step.rule);
  }
  if (!any) return;
  out += fmt::format("    {:=>6}\n    {:+6}\n", "", sum);
  if (sum != score) {
    out += fmt::format("    the stored score is {:+}: this does not replay, please report it\n",
                       score);
  }
}

}  // namespace

std::string explain_steps(std::string_view text, Span utterance, Label label, Valence valence,
                          const Intensities& emotions, std::span<const EvidenceRow> evidence,
                          const Stream& out) {
  std::string result = fmt::format("  “{}”\n", terminal_safe(utterance.of(text)));
  result += label == Label::none
                ? std::string("  none: no word or rule of the packs says how this feels\n")
                : fmt::format("  {} {:+}\n", to_string(label), valence);
  dimension(result, text, "valence", valence, evidence, out);
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    dimension(result, text, kEmotionNames[i], emotions[i], evidence, out);
  }
  return result;
}

}  // namespace voxmap::cli
