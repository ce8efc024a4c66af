// What the text stage found in a document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "voxmap/act.hpp"
#include "voxmap/emotion.hpp"
#include "voxmap/span.hpp"

namespace voxmap {

// Index into Tagger::rule_name(): "en/valence:slow", "en/modifier:really", "engine/limit".
using RuleId = std::uint32_t;

// What a piece of evidence adds to: the valence, or one of the eight emotions.
inline constexpr std::uint8_t kValenceDimension = 255;

// Why a score is what it is. In order of application: the sum of the weights of one dimension is
// the mention's score in that dimension, exactly.
struct Evidence {
  Span span;  // the words that fired the rule; empty for "engine/..." rules
  RuleId rule = 0;
  std::int32_t weight = 0;                     // what it added, in score units
  std::uint8_t dimension = kValenceDimension;  // else static_cast<uint8_t>(Emotion)
};

// How a mention came to its touchpoint.
enum class AttachedBy : std::uint8_t { unassigned, words, question, declared };
[[nodiscard]] std::string_view to_string(AttachedBy by) noexcept;

inline constexpr std::int32_t kUnassigned = -1;

// One utterance (a sentence or clause) speaking of one touchpoint, or of none, with the emotion it
// carries. A clause that speaks of nothing and shows no evidence yields no mention; a verbatim
// without any other mention yields one that spans it whole, label none, so that it is counted.
struct Mention {
  std::uint32_t verbatim = 0;             // index into Document::verbatims
  Span span;                              // the utterance
  std::int32_t touchpoint = kUnassigned;  // index into Journey::touchpoints
  std::int32_t stage = kUnassigned;       // index into Journey::stages
  AttachedBy attached_by = AttachedBy::unassigned;
  Span attached_span;        // the words that named the touchpoint; may be empty
  RuleId attached_rule = 0;  // their rule; meaningful when attached_span is not empty
  Label label = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::uint32_t evidence_begin = 0;  // [begin, begin+count) of Tagged::evidence
  std::uint32_t evidence_count = 0;
};

// The answer to "what is felt about this span?" (targets of `voxmap tag`).
struct TargetScore {
  Span span;
  Label label = Label::none;
  Valence valence = 0;
};

// A named feeling of a mention, such as frustration: a blend of its emotions that a pack's
// feelings.tsv defines. The intensity is the sum of its steps, exactly.
struct FeelingScore {
  std::uint32_t mention = 0;     // index into Tagged::mentions
  std::uint16_t feeling = 0;     // index into Tagger::feeling_names()
  std::int16_t intensity = 0;    // 1..1000
  RuleId rule = 0;               // "en/feeling:frustration"
  std::uint32_t step_begin = 0;  // [begin, begin+count) of Tagged::feeling_steps
  std::uint32_t step_count = 0;
};
struct FeelingStep {
  Span span;  // the words that the row asks for; empty when it asks for none
  Emotion emotion = Emotion::anger;
  std::int16_t share = 0;   // per mille of the mention's intensity of that emotion
  std::int32_t weight = 0;  // intensity * share / 1000, cut towards 0
};

// What somebody does with words, met in a text: see act.hpp.
struct ActFound {
  std::uint32_t verbatim = 0;  // index into Document::verbatims
  // Index into Tagged::mentions, of the same verbatim: the first that holds the words; where none
  // does, the last one before them, else the verbatim's first.
  std::uint32_t mention = 0;
  Act act = Act::complaint;
  Span span;        // the words, or the question mark
  RuleId rule = 0;  // "en/act:still waiting", "engine/question"
};

// A summand of effort or churn risk.
struct SignalPart {
  std::uint32_t verbatim = 0;
  Span span;        // the words of the act; empty for "engine/..." rules
  RuleId rule = 0;  // the act's, "engine/valence", "engine/anger" or "engine/limit"
  std::int32_t weight = 0;
};

// The result for one document. Reused from document to document: tag() clears it first.
struct Tagged {
  // Of the whole document: the mean over the mentions with evidence, each weighing w * (200 + |v|),
  // rounded half away from zero. v is the mention's valence; w is 1000, but 1500 after a contrast
  // ("but ...") and 500 before it, or 1000 plus and minus the amount the pack gives that word.
  // A learned pack adds its weights to that mean, a phrase once, and its bias: what it says of the
  // whole text.
  Valence valence = 0;
  Label label = Label::none;  // none: no mention has evidence
  // Profile "vader" only: the compound score as VADER prints it, in ten-thousandths; of several
  // verbatims the mean. The valence is it, in thousandths.
  std::optional<std::int32_t> compound;
  Intensities emotions{};              // of each emotion the strongest mention's
  std::vector<std::string> languages;  // one a verbatim: declared or found; "und" when unknown
  std::vector<Mention> mentions;       // by verbatim, then by position
  std::vector<Evidence> evidence;
  // By mention, then in the order of the packs' definitions. Filled by Tagger::feel().
  std::vector<FeelingScore> feelings;
  std::vector<FeelingStep> feeling_steps;

  // What follows is empty where no pack of the document's languages knows of acts. Arithmetic:
  // docs/acts.md.
  std::vector<ActFound> acts;  // by verbatim, then by position
  // -1000 (effortless) to 1000 (much effort): the sum of its parts. None where nobody speaks of it.
  std::optional<std::int32_t> effort;
  std::vector<SignalPart> effort_parts;
  // 0..1000: the sum of its parts. None where a document has neither evidence nor an act.
  std::optional<std::int32_t> churn_risk;
  std::vector<SignalPart> churn_parts;
};

}  // namespace voxmap
