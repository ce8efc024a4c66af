// Everything a tagger knows, immutable once built, and one thread's working memory.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "text/feelings.hpp"
#include "text/lexicon.hpp"
#include "text/places.hpp"
#include "text/sentences.hpp"
#include "text/vader.hpp"
#include "text/weights.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::text {

// What all engines of a tagger share: one language's engine is made when a text needs it.
struct Shared {
  const TaggerOptions& options;
  const Journey* journey = nullptr;
  std::vector<std::string> feelings;  // names, in the order of the packs
  std::uint32_t layers = 0;           // of learned packs, in all languages
  std::uint32_t weight_entries = 0;   // of all layers, at most
};

// What one of them is made of: the packs of its language, read, in their order.
struct EngineParts {
  std::vector<std::unique_ptr<Pack>> packs;
  RuleId first_rule = 0;  // the first language's engine brings the rules of the engine itself
  std::uint32_t first_layer = 0;
  std::uint32_t first_entry = 0;
  // Frequent words of the tagger's other languages, by their number: the first engine's vocabulary
  // knows them, so that one look at a text's tokens tells most languages.
  std::vector<std::span<const std::string>> frequent;
};

struct Engine {
  explicit Engine(RuleId first_rule) : rules(first_rule) {}

  Vocabulary vocabulary;
  Patterns patterns;
  std::vector<PatternUse> pattern_uses;  // by PatternId
  Rules rules;
  std::vector<Lexicon> lexicons;  // none without packs, else one
  Places places;
  Trie names;  // brands, in the valence layer
  bool has_names = false;
  std::vector<FeelingRule> feeling_rules;
  std::vector<WeightLayer> layers;  // of learned packs, in their order
  LearnedIds learned;
  std::uint32_t first_layer = 0;     // among those of all engines
  std::uint32_t weight_entries = 0;  // of all layers of all engines
};

// Compiles packs, journey and names. What is wrong with them is added to `problems`; the engine is
// not to be used then.
[[nodiscard]] std::unique_ptr<Engine> build_engine(const EngineParts& parts, const Shared& shared,
                                                   std::vector<Problem>& problems);

// An entry met in a text.
struct Hit {
  // denial: a negation, which counts where its clause holds nothing polar ("it does not work").
  enum class Source : std::uint8_t { phrase, symbol, pattern, denial };
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  Span span;
  const Charge* charge = nullptr;
  Source source = Source::phrase;
  std::int32_t valence = 0;  // what it came to, once scored
};

// A phrase with emotion weights met in a text.
struct WeighedHit {
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  std::uint32_t payload = 0;  // index into Lexicon::weighed
};

// A modifier met in a text.
struct Shifter {
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  const Modifier* modifier = nullptr;
  std::uint32_t used_until = 0;
  // Intensifiers and diminishers serve one word, which may be two hits: valence and emotion.
  [[nodiscard]] bool free_for(const Hit& hit) const noexcept {
    return used_until == 0 || used_until > hit.token_begin;
  }
};

// A learned phrase met in a text.
struct Learned {
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  std::uint32_t layer = 0;  // in its engine's layers
  std::uint32_t entry = 0;  // in the layer
};

// What stands in a mention before learned layers weigh.
struct BaseScores {
  Valence valence = 0;
  Intensities emotions{};
  bool evidence = false;
};

// A touchpoint named in a text.
struct Touch {
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  Span span;
  std::int32_t touchpoint = kUnassigned;
  RuleId rule = 0;
};

struct Clause {
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  Span span;
  std::uint32_t sentence = 0;
  std::int32_t weight = 1000;  // per mille, in the document's valence
  // Ranges of hits and touches, filled by `read`.
  std::uint32_t hit_begin = 0, hit_end = 0;
  std::uint32_t weighed_begin = 0, weighed_end = 0;
  std::uint32_t touch_begin = 0, touch_end = 0;
  std::uint32_t learned_begin = 0, learned_end = 0;
  const Shifter* irrealis = nullptr;  // the strongest of each
  const Shifter* question = nullptr;
  std::uint32_t bangs = 0;  // '!' at its end
};

// Sentences of one verbatim that follow each other and are in one language.
struct LanguageRun {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::int32_t language = -1;
};

struct Working final : Tagger::Scratch {
  Sentences sentences;
  std::vector<Token> tokens;
  std::vector<std::uint32_t> ends;  // of sentences
  std::vector<Shifter> shifters;
  std::vector<std::uint32_t> shifter_at;  // by token: 1 + index of the shifter that ends there
  std::vector<Hit> hits;
  std::vector<WeighedHit> weighed;
  std::vector<Touch> touches;
  std::vector<Clause> clauses;
  PatternScratch patterns;
  std::vector<PatternMatch> matches;
  std::vector<std::uint32_t> language_counts;
  std::vector<std::uint32_t> by_sharing;    // words by Vocabulary::sharing
  std::vector<std::uint32_t> votes_beside;  // without the words that the language found knows
  std::uint32_t scored_by = 0;      // bit of each language that scored a text of the document
  std::int32_t usual_language = 0;  // of the document's last verbatim that was not too short
  std::uint32_t second_language_votes = 0;
  std::vector<LanguageRun> runs;
  std::string plain;  // words for CLD2
  VaderScratch vader;
  std::int64_t compound_sum = 0;  // profile "vader": of the verbatims with evidence
  std::int64_t compound_count = 0;
  std::vector<std::int32_t> mention_weights;   // parallel to Tagged::mentions
  std::vector<Touch> groups;                   // the different touchpoints of one clause
  std::vector<std::uint32_t> nearest;          // by hit of a clause: its group
  std::vector<std::uint32_t> nearest_weighed;  // by weighed hit of a clause: its group
  // For learned layers; unused without.
  std::vector<WordId> ids;  // by token, as learned phrases see them
  std::vector<bool> alone;  // by token: a mark
  std::vector<Learned> learned;
  std::vector<std::uint32_t> learned_nearest;
  std::vector<std::uint32_t> met_in_clause, met_in_document;  // by entry: when it was last met
  std::uint32_t clause_number = 0, document_number = 0;
  BaseScores base;                      // of the mention just scored
  std::vector<BaseScores> base_scores;  // parallel to Tagged::mentions
  std::vector<DimensionSums> sums;      // by layer: of the document's phrases
  // Prompts recur from document to document; folding them does not have to.
  std::vector<std::pair<std::string, std::int32_t>> prompts;
};

// Whether two letters and more in capitals are emphasis here: not where most words are so.
[[nodiscard]] bool capitals_are_emphasis(const std::vector<Token>& tokens);

// Makes names of the tokens that a configured name takes: they score nothing and shout nothing.
void mark_names(const Engine& engine, std::vector<Token>& tokens);

// From tokens to clauses with their hits and touches. `lexicon` nullptr: touches only.
void read(const Engine& engine, const Lexicon* lexicon, std::string_view text, Working& work);

// The different touchpoints of a clause in order into work.groups, and for each hit, learned phrase
// and weighed phrase the nearest one's group, where there are several.
void group_by_touchpoint(const Clause& clause, Working& work);

// value * factor / 1000, rounded to nearest, halves away from zero. The product fits 32 bits: both
// are of some thousands.
[[nodiscard]] constexpr std::int32_t per_mille(std::int32_t value, std::int32_t factor) noexcept {
  const std::int32_t product = value * factor;
  return (product + (product < 0 ? -500 : 500)) / 1000;
}

// Scores the clause's hits for which `wanted(hit index)` holds, appending evidence, and fills the
// mention's scores and evidence range.
class Scorer {
 public:
  Scorer(const Engine& engine, const Lexicon& lexicon, Working& work, bool emphasis, Tagged& out)
      : engine_(engine), lexicon_(lexicon), work_(work), emphasis_(emphasis), out_(out) {}
  // `group`: only hits with that entry in work.nearest, and learned phrases with it in
  // work.learned_nearest; -1: all.
  void score(const Clause& clause, std::int32_t group, Mention& mention);

 private:
  struct Effects;
  struct Sums;
  void gather(const Clause& clause, const Hit& hit, Effects& effects);
  // Whether the hit is said beside its sentence, so that nothing denies it.
  [[nodiscard]] bool interjected(const Hit& hit) const noexcept;
  // The negator behind a hit that denies it: near, no other hit between, and none that follows.
  [[nodiscard]] const Shifter* negation_after(const Clause& clause, const Hit& hit) const;
  void add_weights(const Clause& clause, std::int32_t group, Sums& sums);
  void score_hit(Hit& hit, const Effects& effects);
  std::int32_t score_dimension(const Hit& hit, const Effects& effects, std::int32_t base,
                               RuleId rule, std::uint8_t dimension);
  static std::int32_t negated(const Hit& hit, std::int32_t score, std::int32_t amount);
  void add(Span span, RuleId rule, std::int32_t weight, std::uint8_t dimension);
  void weigh(const Clause& clause, std::int32_t group, Mention& mention);
  void weigh_layer(const WeightLayer& layer, std::uint32_t number, const Clause& clause,
                   std::int32_t group, Mention& mention);
  void cut_emotions(Mention& mention);

  const Engine& engine_;
  const Lexicon& lexicon_;
  Working& work_;
  bool emphasis_;
  Tagged& out_;
};

// To be called before a document's first text.
void begin_document(const Shared& shared, Working& work);

// Finds the learned phrases of the lexicon's layers in the tokens, fills work.learned and adds each
// phrase's first occurrence in the document to work.sums.
void find_learned(const Engine& engine, const Lexicon& lexicon, std::string_view text,
                  Working& work);

// One layer on the scores of a whole document.
void weigh_document(const WeightLayer& layer, const DimensionSums& sums, Valence& valence,
                    Intensities& emotions);

// The layers of a lexicon on the valence of a target, about which `phrases` (in work.learned) are.
// `known`: whether anything is known of it, before and after.
void weigh_target(const Engine& engine, const Lexicon& lexicon,
                  std::span<const std::uint32_t> phrases, Working& work, Valence& valence,
                  bool& known);

[[nodiscard]] Label label_of(std::int32_t valence, const Lexicon& lexicon) noexcept;

// A step of weight 0 that names the pack by whose threshold the mention's label was decided, where
// that is not the usual one.
void note_threshold(const Lexicon& lexicon, const Mention& mention,
                    std::vector<Evidence>& evidence);

}  // namespace voxmap::text
