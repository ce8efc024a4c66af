// Documents as they are stored, read back by a Writer that is about to replace them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/batch.hpp"
#include "store/rollup.hpp"
#include "store/sqlite.hpp"

namespace voxmap {

struct StoredDocument {
  DocumentFacts facts;
  std::int64_t respondent = 0;
  std::int64_t first_run = 0, last_run = 0;
  std::int64_t base = 0, blocks = 1;
  std::vector<MentionValues> mentions;  // evidence left out
  std::vector<RatingRow> ratings;
};

class StoredDocuments {
 public:
  explicit StoredDocuments(sql::Database& db);

  [[nodiscard]] StoredDocument read(std::int64_t id);
  // Keeps the texts and mentions as a row of `revision`.
  void keep_revision(const StoredDocument& document, std::int64_t replaced_by);
  // Deletes the document's rows, also from the search index.
  void remove(const StoredDocument& document);
  // Brings the search index up to date for a document whose ids it already covers.
  void index_words(const DocumentRow& document);

 private:
  sql::Database& db_;
  sql::Statement document_, verbatims_, revision_, drop_document_, drop_verbatims_;
  sql::Statement forget_words_, index_words_;
};

}  // namespace voxmap
