// The text stage's interface: a document in, its mentions with evidence out.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/document.hpp"
#include "voxmap/feeling.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/mention.hpp"

namespace voxmap {

// Which pack took part: name, version and SHA-256 over its files, so that a score can be replayed.
struct PackInfo {
  std::string name;
  std::string version;
  std::string digest;  // 64 hex digits
  std::string language;
  std::string summary;
  std::string folder;
  std::string journey;  // path of its starter journey; empty when it has none
  std::size_t entries = 0;
};

// From which score on something is named, and who says so. Nothing else changes with it: the scores
// behind it stay as they are.
struct Threshold {
  std::string language;
  std::string name;        // "positive_from", "negative_from", or an emotion
  std::int16_t value = 0;  // -1000..-1 for negative_from, else 0..1000
  std::string pack;        // empty: the engine's own
};

// Immutable after construction, so one Tagger serves all threads. Its working memory is in
// a Scratch that each thread owns.
class Tagger {
 public:
  class Scratch {
   public:
    virtual ~Scratch() = default;
  };

  virtual ~Tagger() = default;
  [[nodiscard]] virtual std::unique_ptr<Scratch> scratch() const = 0;

  // Scores every verbatim with `scored` set. Same document, packs and journey: same result.
  // Never throws on data; texts are valid UTF-8 by contract. Throws Error(Exit::config) when a pack
  // of TaggerOptions::later is broken, at the first text in its language.
  virtual void tag(const Document& document, Scratch& scratch, Tagged& out) const = 0;

  // One text, and what is felt about each of the target spans in it.
  virtual void tag_text(std::string_view text, std::string_view language,
                        std::span<const Span> targets, Scratch& scratch, Tagged& out,
                        std::vector<TargetScore>& target_scores) const = 0;

  // The words of a text as learned packs see them: folded, "<num>" for a number, "<handle>",
  // "<link>", "<redacted>", "!", "?", emoji; empty where no phrase may pass. For learning; a tagger
  // that knows of no learned packs has none.
  virtual void learnable_words(std::string_view text, Scratch& scratch,
                               std::vector<std::string>& words) const {
    (void)text;
    (void)scratch;
    words.clear();
  }

  // Those in force: of each language positive_from, negative_from, and the emotions for which a
  // pack sets one.
  [[nodiscard]] virtual std::vector<Threshold> thresholds() const { return {}; }

  // Derives the named feelings of a result of this Tagger, from its mentions and evidence alone.
  virtual void feel(Tagged& tagged) const {
    tagged.feelings.clear();
    tagged.feeling_steps.clear();
  }
  [[nodiscard]] virtual std::span<const std::string> feeling_names() const { return {}; }
  // What feel() goes by, of the languages loaded by now: those of every text tagged before.
  [[nodiscard]] virtual std::vector<FeelingDefinition> feeling_definitions() const { return {}; }

  // Rules have numbers that depend on packs and journey only, not without gaps. rule_count: of what
  // is loaded.
  [[nodiscard]] virtual std::size_t rule_count() const = 0;
  [[nodiscard]] virtual std::string_view rule_name(RuleId rule) const = 0;
  [[nodiscard]] virtual std::span<const PackInfo> packs() const = 0;
};

struct TaggerOptions {
  std::vector<std::string> packs;         // names ("en") or folders, in order of precedence
  std::vector<std::string> pack_folders;  // where names are looked up, first hit wins
  std::vector<std::string> names = {};    // brands and products: their words never score
  // Whose arithmetic: "voxmap", "vader", or empty for what the first pack of each language says.
  std::string profile = {};  // a default, so that callers need not name it
  // Emotions below the packs' thresholds are shown as well: for calibration.
  bool faint_emotions = false;
  // Language packs that are loaded when the first text in their language comes: those who never
  // meet it do not wait for them. Left out where `packs` has the language. Results are those of
  // `packs`.
  std::vector<std::string> later = {};
};

// Loads the packs and compiles the journey's words and patterns. `journey` may be nullptr (then
// everything stays unassigned) and must outlive the Tagger. Throws Error(Exit::config) with every
// Problem of every pack and pattern (file:line:column), Error(Exit::no_input) for a missing pack.
[[nodiscard]] std::unique_ptr<Tagger> make_tagger(const TaggerOptions& options,
                                                  const Journey* journey);

// The packs found in the folders, by name; broken ones are left to make_tagger to explain.
[[nodiscard]] std::vector<PackInfo> find_packs(std::span<const std::string> pack_folders);

// Names of the packs there that are a whole language's, "en" or "de": named like their language,
// sorted.
[[nodiscard]] std::vector<std::string> find_language_packs(
    std::span<const std::string> pack_folders);

}  // namespace voxmap
