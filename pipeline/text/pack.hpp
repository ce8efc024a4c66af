// A language or domain pack as its files say it: lexicons/README.md is the manual for authors.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/act.hpp"
#include "voxmap/emotion.hpp"
#include "voxmap/error.hpp"
#include "voxmap/mention.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::text {

// Files of a pack, in the order of its digest. Language and domain packs need pack.toml, samples
// and one of valence and emotion; a learned pack needs weights or thresholds in its pack.toml. A
// starter journey is no part of the digest: it has one of its own.
enum class PackFile : std::uint8_t {
  pack,
  valence,
  emotion,
  modifiers,
  emoji,
  patterns,
  emoji_words,
  samples,
  weights,
  journey_samples,
  emotion_weights,
  feelings,
  acts,
  acts_samples
};
inline constexpr std::string_view kPackJourney = "journey.toml";
inline constexpr std::size_t kPackFiles = 14;
inline constexpr std::array<std::string_view, kPackFiles> kPackFileNames = {
    "pack.toml",   "valence.tsv",         "emotion.tsv",         "modifiers.tsv",
    "emoji.tsv",   "patterns.tsv",        "emoji_words.tsv",     "samples.tsv",
    "weights.tsv", "journey_samples.tsv", "emotion_weights.tsv", "feelings.tsv",
    "acts.tsv",    "acts_samples.tsv"};

enum class ModifierKind : std::uint8_t {
  intensifier,         // per mille added to the magnitude: 1..2000
  diminisher,          // per mille taken away: -1000..-1
  negation,            // 0: the engine's own factors
  negation_exception,  // "not only": no negation, and nothing inside it counts
  contrast,            // "but": opens a clause; per mille of extra weight, 0: the engine's own
  irrealis,            // "would": per mille of a positive score in its clause, -1000..0
  question,            // the same for questions
  aside,               // "at": the target after it is where something happens, not what is judged
  interjection,        // "unfortunately": said beside the sentence, no negator reaches it
  reason,              // "because": nothing reaches from one side of it to the other
  subclause            // "that": no negator behind it reaches back; amount as of irrealis
};
inline constexpr std::array<std::string_view, 11> kModifierNames = {
    "intensifier",  "diminisher", "negation", "negation_exception",
    "contrast",     "irrealis",   "question", "aside",
    "interjection", "reason",     "subclause"};

// Whether a negator behind it denies nothing before it.
[[nodiscard]] constexpr bool bounds_reach(ModifierKind kind) noexcept {
  return kind == ModifierKind::reason || kind == ModifierKind::subclause;
}

// Where a row stands. Views in the rows point into Pack::content.
struct RowPlace {
  std::uint32_t line = 0;
  std::string_view first;  // the row's first column: phrase, symbol or id
};
struct ValenceRow {
  RowPlace place;
  std::int16_t weight = 0;
  std::optional<std::int16_t> negated;  // what it weighs when negated; absent: the engine's rule
};
struct EmotionRow {
  RowPlace place;
  Emotion emotion = Emotion::anger;
  std::int16_t intensity = 0;
};
struct ModifierRow {
  RowPlace place;
  ModifierKind kind = ModifierKind::intensifier;
  std::int16_t amount = 0;
  std::int16_t alone = 0;  // of a negation: what it weighs in a clause without a polar word
};
struct EmotionAmount {
  Emotion emotion = Emotion::anger;
  std::int16_t intensity = 0;
};
struct SymbolRow {  // emoji.tsv
  RowPlace place;
  std::int16_t weight = 0;
  std::vector<EmotionAmount> emotions;
};
struct PatternRow {
  RowPlace place;
  std::int16_t weight = 0;
  std::vector<EmotionAmount> emotions;
  std::string_view regex;
  std::uint32_t column = 0;  // of the regex, in characters
};
struct EmojiWordsRow {  // emoji_words.tsv: an emoji that is read as words, by the profile "vader"
  RowPlace place;
  std::string_view words;
};
inline constexpr std::int32_t kMaxWeight = 4000;        // of one learned phrase, per dimension
inline constexpr std::uint8_t kNeutralDimension = 254;  // in weights.tsv only
struct WeightRow {
  RowPlace place;
  std::uint8_t dimension = 0;  // an Emotion, kValenceDimension or kNeutralDimension
  std::int32_t weight = 0;
};
struct EmotionWeightRow {  // emotion_weights.tsv
  RowPlace place;          // first: a phrase, or kEmotionBias
  Emotion emotion = Emotion::anger;
  std::int16_t weight = 0;
};
struct FeelingRow {  // feelings.tsv
  RowPlace place;    // first: the feeling's name
  std::array<std::int16_t, kEmotionCount> shares{};
  std::int16_t low = -kMaxScore;
  std::int16_t high = kMaxScore;
  std::vector<std::string_view> words;
};
inline constexpr std::string_view kEmotionBias = "<bias>";
struct SampleRow {
  RowPlace place;  // first: the text
  Label label = Label::none;
  std::vector<Emotion> emotions;           // have to be there; others may
  std::vector<std::string_view> feelings;  // likewise
  bool unfeeling = false;                  // has no named feeling at all
};
struct JourneySampleRow {
  RowPlace place;  // first: the text
  // Ids of all touchpoints the pack's journey attaches it to, in the order of the row.
  std::vector<std::string_view> touchpoints;
};

struct ActRow {
  RowPlace place;
  std::optional<Act> act;  // absent: the words do nothing, and hide shorter phrases that would
};
struct ActSampleRow {
  RowPlace place;         // first: the text
  std::vector<Act> acts;  // all that the document has, in their order
};

// What acts and scores add to effort and churn risk: [effort] and [churn] of pack.toml.
enum class ActWeight : std::uint8_t {
  effort_high,
  effort_low,
  churn_leaving,
  churn_warning,
  churn_complaint,
  churn_complaint_most,
  churn_effort_high,
  churn_thanks,
  churn_recommendation,
  churn_negative,
  churn_negative_from,
  churn_anger,
  churn_anger_from
};
struct ActWeightKey {
  std::string_view table, key;
  std::int16_t low, high, usual;
};
inline constexpr std::size_t kActWeights = 13;
inline constexpr std::array<ActWeightKey, kActWeights> kActWeightKeys = {{
    {"effort", "high", 0, 1000, 250},
    {"effort", "low", -1000, 0, -250},
    {"churn", "leaving", 0, 1000, 600},
    {"churn", "warning", 0, 1000, 250},
    {"churn", "complaint", 0, 1000, 100},
    {"churn", "complaint_most", 0, 1000, 200},
    {"churn", "effort_high", 0, 1000, 100},
    {"churn", "thanks", -1000, 0, -50},
    {"churn", "recommendation", -1000, 0, -150},
    {"churn", "negative", 0, 1000, 150},
    {"churn", "negative_from", -1000, -1, -500},
    {"churn", "anger", 0, 1000, 100},
    {"churn", "anger_from", 1, 1000, 500},
}};

struct Pack {
  Pack() = default;
  Pack(const Pack&) = delete;  // rows point into content
  Pack& operator=(const Pack&) = delete;

  PackInfo info;
  std::string title, license;
  std::string profile;  // whose arithmetic: "" or "voxmap" is the engine's own, "vader" (vader.hpp)
  std::vector<std::string> authors;
  std::vector<std::string> sources;  // whose work parts of it derive from: attribution
  bool domain = false;               // used on top of a language's pack
  bool learned = false;              // weighs on top of everything else
  // Optional keys of pack.toml: label thresholds, and the least intensity of each emotion (0: any).
  std::optional<std::int16_t> positive_from;
  std::optional<std::int16_t> negative_from;
  Intensities emotion_from{};
  // How many words before it a negator denies when it denies nothing after it: "es gefällt mir
  // nicht". 0: negators look ahead only, as in English.
  std::int16_t negation_before = 0;
  std::array<std::optional<std::int16_t>, kActWeights> act_weights{};
  // Frequent words without a meaning of their own, by which the language of a text is found.
  std::vector<std::string> common_words;
  std::array<std::string, kPackFiles> paths;
  std::array<std::string, kPackFiles> content;
  std::array<bool, kPackFiles> present{};

  std::vector<ValenceRow> valence;
  std::vector<EmotionRow> emotion;
  std::vector<ModifierRow> modifiers;
  std::vector<SymbolRow> symbols;
  std::vector<PatternRow> patterns;
  std::vector<EmojiWordsRow> emoji_words;
  std::vector<EmotionWeightRow> emotion_weights;
  std::vector<FeelingRow> feelings;
  std::vector<SampleRow> samples;
  std::vector<JourneySampleRow> journey_samples;
  std::vector<WeightRow> weights;
  std::vector<ActRow> acts;
  std::vector<ActSampleRow> acts_samples;
};

// Reads a pack's folder. What is wrong with it is added to `problems`; the rows that can be read
// are there all the same. Throws Error(Exit::no_input) when there is no pack.toml.
[[nodiscard]] std::unique_ptr<Pack> read_pack(const std::string& folder,
                                              std::vector<Problem>& problems);

// The same in two steps. open_pack reads all files, pack.toml into fields and the rest as content,
// and takes the digest; parse_pack makes rows of the content, once.
[[nodiscard]] std::unique_ptr<Pack> open_pack(const std::string& folder,
                                              std::vector<Problem>& problems);
void parse_pack(Pack& pack, std::vector<Problem>& problems);
// pack.toml of a folder, and nothing else of it.
void open_pack_toml(const std::string& folder, Pack& pack, std::vector<Problem>& problems);

// pack.toml alone, into pack.info and its neighbours.
void parse_pack_toml(Pack& pack, std::vector<Problem>& problems);
// The TSV files that are present.
void parse_pack_tables(Pack& pack, std::vector<Problem>& problems);

[[nodiscard]] inline const std::string& path_of(const Pack& pack, PackFile file) {
  return pack.paths[static_cast<std::size_t>(file)];
}
[[nodiscard]] inline const std::string& content_of(const Pack& pack, PackFile file) {
  return pack.content[static_cast<std::size_t>(file)];
}

}  // namespace voxmap::text
