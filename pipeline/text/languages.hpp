// The languages of a tagger: their packs, their engines, and which of them a text is in.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "text/engine.hpp"
#include "text/letters.hpp"

namespace voxmap::text {

// Every language has an engine of its own, so that a text scores as it does with its language's
// packs alone. Those of TaggerOptions::later are made when the first text needs them, which changes
// no result: which language a text is in is decided by what is read at the start. Serves all
// threads.
class Languages {
 public:
  // Throws as make_tagger does.
  Languages(TaggerOptions options, const Journey* journey);
  ~Languages();
  Languages(const Languages&) = delete;
  Languages& operator=(const Languages&) = delete;

  [[nodiscard]] std::size_t count() const noexcept;  // 0 without packs
  [[nodiscard]] const std::string& code(std::int32_t language) const;
  [[nodiscard]] std::int32_t of_code(std::string_view code) const noexcept;  // -1: none of ours
  // The engine of a language; of -1 the first one, which knows the journey as all do. Throws
  // Error(Exit::config) when packs that were to be loaded later turn out to be broken.
  [[nodiscard]] const Engine& engine(std::int32_t language) const;
  [[nodiscard]] const Lexicon* lexicon(std::int32_t language) const;  // nullptr: -1
  // What any of its packs is named, in bits as Vocabulary has them: single words of the tables of
  // all languages, and their frequent words. Made when first asked for.
  [[nodiscard]] const Vocabulary& words() const;
  [[nodiscard]] const Letters& letters() const;  // of those words; made with them

  [[nodiscard]] const Shared& shared() const noexcept { return shared_; }
  [[nodiscard]] const std::vector<PackInfo>& packs() const noexcept { return infos_; }
  [[nodiscard]] std::vector<Threshold> thresholds() const;  // of what was loaded at the start
  [[nodiscard]] std::vector<FeelingDefinition> feeling_definitions() const;  // of engines made
  [[nodiscard]] std::string_view rule_name(RuleId rule) const;
  [[nodiscard]] std::size_t rule_count() const;  // of the engines made so far

 private:
  struct One;
  void group(std::vector<std::unique_ptr<Pack>> packs, std::size_t now,
             std::vector<Problem>& problems);
  void build_now(std::vector<Problem>& problems);
  const Engine& make(One& one) const;

  TaggerOptions options_;
  Shared shared_;
  std::vector<PackInfo> infos_;
  std::vector<std::unique_ptr<One>> all_;  // one at least
  bool any_ = false;                       // there are packs
  mutable std::once_flag words_once_;
  mutable std::unique_ptr<Vocabulary> words_;
  mutable Letters letters_;
};

// The language of the text that work.tokens were cut from by the first engine's vocabulary: its
// number; -1: none of ours. `found` receives the language's name: the pack's, the declared one's
// primary subtag or what was detected; "und". What is declared counts unless many words and CLD2
// say otherwise; a text of few words is in the document's usual language unless more of them are
// another's.
[[nodiscard]] std::int32_t find_language(const Languages& languages, std::string_view text,
                                         std::string_view declared, Working& work,
                                         std::string& found);

// Fills work.runs when sentences of the text are surely in another language than the whole; leaves
// it empty otherwise. Changes work.ends. The tokens are those of the first engine.
void find_language_runs(const Languages& languages, std::string_view text, std::int32_t language,
                        Working& work);

// Whether a token is a frequent word of other languages only: a text of the first language is then
// to be cut again by the words of its own, since compounds, stretched words and hashtags are cut by
// what is known.
[[nodiscard]] bool foreign_words(const Engine& first, const Working& work);

}  // namespace voxmap::text
