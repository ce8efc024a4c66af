// What each column of a survey means, resolved to positions once: what the row loop works from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "voxmap/document.hpp"

namespace voxmap::survey {

struct LabelScale;
class Row;

struct VerbatimRole {
  std::size_t column = 0;
  std::string prompt;
  std::string touchpoint;
};

struct RatingRole {
  std::size_t column = 0;
  std::string scale;
  std::string definition;
  std::int64_t least_milli = 0;
  std::int64_t most_milli = 10000;
  const LabelScale* words = nullptr;  // the answers are words of this scale; null: numbers
  bool lenient = false;               // what is none of the scale is an attribute, no fault
};

using Labels = std::map<std::string, std::string, std::less<>>;  // code -> what respondents read

struct AttributeRole {
  std::size_t column = 0;
  std::string name;
  Attribute::Care care = Attribute::Care::redact;
  std::string choice;     // the column is a tick box: its label stands for "1", "Y", "x" ...
  std::string separator;  // several answers in one cell are parted by this; empty: one answer
  std::shared_ptr<const Labels> labels;  // null: cells are what respondents read
};

// Whose words those of a record are.
struct Speaker {
  std::string_view name;  // "Customer"
  bool scored = true;
  bool reported = false;  // what a customer said, in an agent's words
};

struct Plan {
  SourceKind kind = SourceKind::survey;
  std::vector<std::size_t> key;  // joined by '/'; empty: a digest of the row stands in
  std::string key_prefix;        // of a survey whose ids are its own only
  std::optional<std::size_t> time, respondent, persona, touchpoint, language;
  std::vector<std::size_t> other_times;  // where the cell of `time` is blank, in this order
  std::string zone;                      // of times written without one; empty: UTC
  DateOrder order = DateOrder::unknown;
  std::string_view order_why;  // how it is known, for rejects: "assumed"
  std::vector<VerbatimRole> verbatims;
  std::vector<RatingRole> ratings;
  std::vector<AttributeRole> attributes;
  std::vector<std::size_t> identifying;  // left out as personal data
  std::vector<bool> outside_digest;      // columns that number rows: no part of the digest
  std::vector<std::string> missing;      // codes that stand for no answer, besides null words
  void (*decode)(std::string& text) = nullptr;  // undoes how the format writes characters in cells
  std::optional<std::size_t> posting;  // a forum's text: what it quotes stands apart, not scored
  std::vector<std::size_t> answers;    // a record blank in all of these is left out; empty: none is

  // A record whose cell in `status` makes this return a reason is left out.
  std::optional<std::size_t> status;
  std::string_view (*skip)(std::string_view cell) = nullptr;
  // Why a record whose key was there before is left out; empty: it updates the first one.
  std::string_view once;
  // Null: respondents speak, and have no name.
  std::function<Speaker(const Row& row)> speaker_of;
};

// The default definition and range of a scale: "nps" is "nps_0_10", 0..10. A definition that ends
// in _LEAST_MOST sets the range. False when the scale is not known.
bool set_scale(RatingRole& role, std::string_view scale, std::string_view definition);

// The number a cell holds, times 1000: "9", "4.5", "4,5", "9 - very likely". nullopt: none.
[[nodiscard]] std::optional<std::int64_t> rating_value(std::string_view cell);

// "NA", "n/a", "-", "none", "no answer", ...: an answer that says that there is none.
[[nodiscard]] bool is_null_word(std::string_view cell);

// "anonymous" where a name or an address would stand: nobody's.
[[nodiscard]] bool is_anonymous(std::string_view cell);

// What a tick box says. `other`: the cell is neither, but an answer of its own.
enum class Tick : std::uint8_t { no, yes, other };
[[nodiscard]] Tick read_tick(std::string_view cell, std::string_view label);

// Why a response with this status in Qualtrics is nobody's: "survey_preview", "spam"; else empty.
[[nodiscard]] std::string_view qualtrics_skip_reason(std::string_view status);

// "DE" -> "de", "pt_BR" -> "pt-BR", "nl-informal" -> "nl", "ZH-S" -> "zh-Hans"; empty: no language.
[[nodiscard]] std::string language_tag(std::string_view cell);

}  // namespace voxmap::survey
