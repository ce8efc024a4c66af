// A verbatim's mentions as its row holds them: a JSON array, one array of integers a mention:
// [begin, bytes, touchpoint, attached_by, label, valence, emotions_a, emotions_b, evidence,
//  attached_begin, attached_bytes, attached_rule, signals]; attached_... only when words attached
// it, signals only when there are any. Evidence is [[begin, bytes, rule, weight, dimension, weight,
// dimension, ...], ...]: what follows one another by the same rule from the same words stands
// together. Dimensions are the emotions' numbers, or 8 or none for valence. Signals are
// [churn risk, [begin, bytes, rule, act, churn, effort], ..., [rule, churn, effort], ...]: acts,
// then the engine's parts, without zeros at their ends. One text in the verbatim's own row takes a
// third of the time and two thirds of the room of a row a mention, and SQL unfolds it with
// json_each: the view `mention` does.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/names.hpp"
#include "store/signals.hpp"
#include "voxmap/mention.hpp"

namespace voxmap {

struct MentionValues {
  // The verbatim's place in its document << 10, plus the mention's in the verbatim: what has to be
  // added to the document's first mention id.
  std::int64_t place = 0;
  std::int64_t touchpoint = 0;  // row; 0: unassigned
  Span span;
  AttachedBy attached_by = AttachedBy::unassigned;
  Span attached;
  std::int64_t attached_rule = 0;
  Label label = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::uint16_t acts = 0;       // bit of each Act
  std::int32_t churn_risk = 0;  // as in Signals
  std::string_view evidence;    // as stored, as what follows; filled by parse_mentions only
  std::string_view signals;     // empty: none
  std::string_view felt;        // as in felt.hpp, whose texts it is a view of; empty: nothing

  [[nodiscard]] bool has(Act act) const noexcept {
    return (acts >> static_cast<std::uint32_t>(act) & 1U) != 0;
  }
  void note(Act act) noexcept {
    acts = static_cast<std::uint16_t>(acts | 1U << static_cast<std::uint32_t>(act));
  }
  [[nodiscard]] bool at_risk() const noexcept { return churn_risk >= kAtRisk; }
  [[nodiscard]] std::int64_t verbatim() const noexcept { return place >> 10; }
};

struct StoredEvidence {
  Span span;
  std::int64_t rule = 0;
  std::int32_t weight = 0;
  std::uint8_t dimension = kValenceDimension;
};

// Four intensities from `first` on as one number, ten bits each: most are 0, and short so.
[[nodiscard]] constexpr std::int64_t pack_emotions(const Intensities& emotions,
                                                   std::size_t first) noexcept {
  std::int64_t packed = 0;
  for (std::size_t i = 4; i-- > 0;) {
    const int intensity = emotions[first + i];
    packed = packed << 10 | (intensity < 0 ? 0 : intensity > kMaxScore ? kMaxScore : intensity);
  }
  return packed;
}
[[nodiscard]] constexpr Intensities unpack_emotions(std::int64_t a, std::int64_t b) noexcept {
  Intensities emotions{};
  for (std::size_t i = 0; i < 4; ++i, a >>= 10, b >>= 10) {
    emotions[i] = static_cast<std::int16_t>(a & 1023);
    emotions[i + 4] = static_cast<std::int16_t>(b & 1023);
  }
  return emotions;
}

// Appends a mention to `text`, which is empty or ends with an earlier one. end_mentions() closes
// it.
void append_mention(std::string& text, const MentionValues& mention,
                    std::span<const Evidence> evidence, const Signals& signals, Rules& rules);
inline void end_mentions(std::string& text) {
  if (!text.empty()) text += ']';
}

// The mentions of a verbatim that stands at `slot` of its document, appended. Views in them live as
// long as `text`. False when the text is damaged.
[[nodiscard]] bool parse_mentions(std::string_view text, std::int64_t slot,
                                  std::vector<MentionValues>& mentions);
[[nodiscard]] bool parse_evidence(std::string_view text, std::vector<StoredEvidence>& evidence);
// Appends what MentionValues::signals holds; empty: nothing. The churn risk is set when it is more.
[[nodiscard]] bool parse_signals(std::string_view text, Signals& signals);

// What a respondent's documents add up to: "[[scope,mentions,valence],...]". Appends one of them to
// a text that begins with its "[", and reads a whole one; false: the text is damaged.
void append_sum(std::string& out, std::int64_t scope, std::int64_t mentions, std::int64_t valence);
[[nodiscard]] bool parse_sums(
    std::string_view text,
    const std::function<void(std::int64_t, std::int64_t, std::int64_t)>& found);

// Ratings of a document: [[scale, definition, milli], ...], ids of strings.
struct RatingRow {
  std::int64_t scale = 0, definition = 0, milli = 0;
};
void append_ratings(std::string& text, std::span<const RatingRow> ratings);
[[nodiscard]] bool parse_ratings(std::string_view text, std::vector<RatingRow>& ratings);

// How many ids of verbatims one of so many mentions takes: its mentions' ids must not reach into
// the next one's.
[[nodiscard]] constexpr std::int64_t slots_for(std::size_t mentions) noexcept {
  return 1 + static_cast<std::int64_t>(mentions >> 10);
}

}  // namespace voxmap
