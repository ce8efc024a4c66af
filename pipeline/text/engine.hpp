// Everything a tagger knows, immutable once built, and one thread's working memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "text/lexicon.hpp"
#include "text/places.hpp"
#include "text/sentences.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::text {

struct Engine {
  Vocabulary vocabulary;
  Patterns patterns;
  std::vector<PatternUse> pattern_uses;  // by PatternId
  Rules rules;
  std::vector<Lexicon> lexicons;  // one a language, in the order of the packs
  Places places;
  std::vector<PackInfo> packs;
};

// Loads and compiles. Throws as make_tagger does.
[[nodiscard]] std::unique_ptr<Engine> build_engine(const TaggerOptions& options,
                                                   const Journey* journey);

// An entry met in a text.
struct Hit {
  enum class Source : std::uint8_t { phrase, symbol, pattern };
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  Span span;
  const Charge* charge = nullptr;
  Source source = Source::phrase;
  std::int32_t valence = 0;  // what it came to, once scored
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
  std::uint32_t touch_begin = 0, touch_end = 0;
  const Shifter* irrealis = nullptr;  // the strongest of each
  const Shifter* question = nullptr;
  std::uint32_t bangs = 0;  // '!' at its end
};

struct Working final : Tagger::Scratch {
  Sentences sentences;
  std::vector<Token> tokens;
  std::vector<std::uint32_t> ends;  // of sentences
  std::vector<Shifter> shifters;
  std::vector<std::uint32_t> shifter_at;  // by token: 1 + index of the shifter that ends there
  std::vector<Hit> hits;
  std::vector<Touch> touches;
  std::vector<Clause> clauses;
  PatternScratch patterns;
  std::vector<PatternMatch> matches;
  std::vector<std::uint32_t> language_counts;
  std::vector<std::int32_t> mention_weights;  // parallel to Tagged::mentions
  std::vector<Touch> groups;                  // the different touchpoints of one clause
  std::vector<std::uint32_t> nearest;         // by hit of a clause: its group
  // Prompts recur from document to document; folding them does not have to.
  std::vector<std::pair<std::string, std::int32_t>> prompts;
};

// Whether two letters and more in capitals are emphasis here: not where most words are so.
[[nodiscard]] bool capitals_are_emphasis(const std::vector<Token>& tokens);

// Fills tokens, and language's index into Engine::lexicons; -1: none of ours. `found` receives the
// language's name: the declared one's primary subtag, the pack's or what was detected; "und".
[[nodiscard]] std::int32_t find_language(const Engine& engine, std::string_view text,
                                         std::string_view declared, Working& work,
                                         std::string& found);

// From tokens to clauses with their hits and touches. `lexicon` nullptr: touches only.
void read(const Engine& engine, const Lexicon* lexicon, std::int32_t lexicon_index,
          std::string_view text, Working& work);

// Scores the clause's hits for which `wanted(hit index)` holds, appending evidence, and fills the
// mention's scores and evidence range.
class Scorer {
 public:
  Scorer(const Lexicon& lexicon, Working& work, bool emphasis, Tagged& out)
      : lexicon_(lexicon), work_(work), emphasis_(emphasis), out_(out) {}
  // `group`: only hits with that entry in work.nearest; -1: all.
  void score(const Clause& clause, std::int32_t group, Mention& mention);

 private:
  struct Effects;
  void gather(const Clause& clause, const Hit& hit, Effects& effects);
  void score_hit(Hit& hit, const Effects& effects);
  std::int32_t score_dimension(const Hit& hit, const Effects& effects, std::int32_t base,
                               RuleId rule, std::uint8_t dimension);
  void add(Span span, RuleId rule, std::int32_t weight, std::uint8_t dimension);

  const Lexicon& lexicon_;
  Working& work_;
  bool emphasis_;
  Tagged& out_;
};

[[nodiscard]] Label label_of(std::int32_t valence, const Lexicon& lexicon) noexcept;

}  // namespace voxmap::text
