// Reads documents as facts from the tables they repeat.
#include "store/fact_tables.hpp"

#include <span>

namespace voxmap {

FactTables::FactTables(sql::Database& db, bool felt)
    : db_(db),
      documents_(db,
                 "SELECT id, coalesce(base, id), blocks, respondent, source, ruleset, persona, "
                 "touchpoint, said_at, key, attributes, ratings FROM document WHERE id BETWEEN ?1 "
                 "AND ?2 ORDER BY id"),
      verbatims_(db,
                 "SELECT id, mentions, language FROM verbatim WHERE id >= ?1 AND id < ?2 AND "
                 "mentions IS NOT "
                 "NULL ORDER BY id") {
  if (felt) feelings_.emplace(db);
}

void FactTables::read(std::int64_t first, std::int64_t last,
                      const std::function<void(FactBuilder&)>& take) {
  const sql::Resetter guard(documents_);
  builder_.clear();
  documents_.bind(1, first).bind(2, last);
  while (documents_.step()) {
    FactDocument document;
    document.id = documents_.integer(0);
    document.base = documents_.integer(1);
    document.respondent = documents_.integer(3);
    document.source = documents_.integer(4);
    document.ruleset = documents_.integer(5);
    document.persona = documents_.integer(6);
    document.touchpoint = documents_.integer(7);
    document.said_at = documents_.maybe(8);
    document.key = documents_.text(9);
    document.attributes = documents_.text(10);
    document.ratings = documents_.text(11);
    mentions_.clear();
    const sql::Resetter verbatims_guard(verbatims_);
    verbatims_.bind(1, document.base << 10);
    verbatims_.bind(2, (document.base + documents_.integer(2)) << 10);
    while (verbatims_.step()) {
      const std::int64_t slot = verbatims_.integer(0) - (document.base << 10);
      const std::size_t known = mentions_.size();
      if (!parse_mentions(verbatims_.text(1), slot, mentions_)) db_.fail(SQLITE_CORRUPT);
      if (!feelings_) continue;
      for (MentionValues& mention : std::span(mentions_).subspan(known)) {
        const Feelings::Felt felt{document.ruleset, verbatims_.integer(2), mention.valence,
                                  mention.emotions, mention.evidence};
        if (!felt_text(*feelings_, felt, felt_, scratch_, mention.felt)) db_.fail(SQLITE_CORRUPT);
      }
    }
    builder_.add(document, mentions_);
    if (builder_.documents() < kFactDocuments) continue;
    take(builder_);
    builder_.clear();
  }
  if (builder_.documents() > 0) take(builder_);
  builder_.clear();
}

}  // namespace voxmap
