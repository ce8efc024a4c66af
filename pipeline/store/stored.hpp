// Documents as they are stored, read back by a Writer that is about to replace them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/batch.hpp"
#include "store/rollup.hpp"
#include "store/sqlite.hpp"

namespace voxmap {

struct StoredVerbatim {
  std::int64_t id = 0;
  std::int64_t language = 0;  // string; 0: none
  std::string text;
  std::string mentions;  // as in mention_text.hpp; empty: none
};

struct StoredDocument {
  DocumentFacts facts;
  std::string key, source;  // the source's name
  std::int64_t respondent = 0;
  std::int64_t first_run = 0, last_run = 0;
  std::int64_t rescored_by = 0;  // 0: last_run scored it
  std::int64_t base = 0, blocks = 1;
  std::vector<StoredVerbatim> verbatims;
  std::vector<MentionValues> mentions;  // evidence left out
  std::vector<RatingRow> ratings;

  // The run that made its scores.
  [[nodiscard]] std::int64_t scored_by() const noexcept {
    return rescored_by != 0 ? rescored_by : last_run;
  }
  // Are these the texts it has?
  [[nodiscard]] bool says(std::span<const VerbatimRow> now) const;
};

// Makes room, before ids are given, in a document that keeps its texts: a verbatim takes no fewer
// ids than it had, so that mentions of its past scores have theirs, too. `slots`: all it takes.
void keep_room(const StoredDocument& old, std::span<VerbatimRow> verbatims,
               std::span<MentionValues> mentions, std::int64_t& slots);

class StoredDocuments {
 public:
  explicit StoredDocuments(sql::Database& db);

  [[nodiscard]] StoredDocument read(std::int64_t id);
  // Keeps the texts and mentions as a row of `revision`.
  void keep_revision(const StoredDocument& document, std::int64_t replaced_by);
  // Deletes the document's rows, also from the search index.
  void remove(const StoredDocument& document);
  // Puts scores in place of those of `old`; `row` has its ids, which may be others than before.
  void rescore(const StoredDocument& old, const DocumentRow& row,
               std::span<const VerbatimRow> verbatims, std::int64_t ruleset, std::int64_t run);
  // Brings the search index up to date for a document whose ids it already covers.
  void index_words(const DocumentRow& document);

 private:
  sql::Database& db_;
  sql::Statement document_, verbatims_, revision_, drop_document_, drop_verbatims_;
  sql::Statement forget_words_, index_words_;
  sql::Statement move_verbatim_, put_scores_, put_scored_;
};

}  // namespace voxmap
