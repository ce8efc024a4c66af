// Reads, keeps and removes documents that are about to be replaced.
#include "store/stored.hpp"

namespace voxmap {

namespace {

constexpr const char* kDocument =
    "SELECT source, ruleset, touchpoint, said_at, respondent, first_run, last_run, "
    "coalesce(base, id), blocks, ratings FROM document WHERE id = ?1";
// Everything of the old revision that its views would have shown, as JSON for people and scripts.
constexpr const char* kRevision =
    "INSERT INTO revision (document, run, replaced_by, ruleset, digest, verbatims, mentions) "
    "SELECT d.id, d.last_run, ?4, d.ruleset, d.digest, (SELECT json_group_array(text) FROM (SELECT "
    "text FROM verbatim WHERE id >= ?1 AND id < ?2 ORDER BY id)), (SELECT "
    "json_group_array(json_object('verbatim', verbatim - ?1, 'begin', span_begin, 'end', "
    "span_begin + span_bytes, 'stage', stage, 'touchpoint', touchpoint_name, 'label', label, "
    "'valence', valence, 'emotions', json_array(emotions_a & 1023, emotions_a >> 10 & 1023, "
    "emotions_a >> 20 & 1023, emotions_a >> 30 & 1023, emotions_b & 1023, emotions_b >> 10 & 1023, "
    "emotions_b >> 20 & 1023, emotions_b >> 30 & 1023), 'evidence', json(evidence))) FROM (SELECT "
    "m.*, g.name AS stage, t.name AS touchpoint_name FROM mention AS m LEFT JOIN touchpoint AS t "
    "ON t.id = m.touchpoint LEFT JOIN stage AS g ON g.id = t.stage WHERE m.verbatim >= ?1 AND "
    "m.verbatim < ?2 ORDER BY m.id)) FROM document AS d WHERE d.id = ?3";

}  // namespace

StoredDocuments::StoredDocuments(sql::Database& db)
    : db_(db),
      document_(db, kDocument),
      verbatims_(db, "SELECT id, mentions FROM verbatim WHERE id >= ?1 AND id < ?2 ORDER BY id"),
      revision_(db, kRevision),
      drop_document_(db, "DELETE FROM document WHERE id = ?1"),
      drop_verbatims_(db, "DELETE FROM verbatim WHERE id >= ?1 AND id < ?2"),
      forget_words_(db,
                    "INSERT INTO verbatim_words (verbatim_words, rowid, text) SELECT 'delete', id, "
                    "text FROM verbatim WHERE id >= ?1 AND id < ?2 AND id <= (SELECT verbatim FROM "
                    "search_watermark)"),
      index_words_(
          db,
          "INSERT INTO verbatim_words (rowid, text) SELECT id, text FROM verbatim WHERE id "
          ">= ?1 AND id < ?2 AND id <= (SELECT verbatim FROM search_watermark)") {}

StoredDocument StoredDocuments::read(std::int64_t id) {
  StoredDocument stored;
  {
    const sql::Resetter guard(document_);
    if (!document_.bind(1, id).step()) db_.fail(SQLITE_CORRUPT);
    stored.facts.id = id;
    stored.facts.source = document_.integer(0);
    stored.facts.ruleset = document_.integer(1);
    stored.facts.touchpoint = document_.integer(2);
    stored.facts.said_at = document_.maybe(3);
    stored.respondent = document_.integer(4);
    stored.first_run = document_.integer(5);
    stored.last_run = document_.integer(6);
    stored.base = document_.integer(7);
    stored.blocks = document_.integer(8);
    if (!parse_ratings(document_.text(9), stored.ratings)) db_.fail(SQLITE_CORRUPT);
  }
  const std::int64_t first = stored.base << 10;
  const sql::Resetter guard(verbatims_);
  verbatims_.bind(1, first).bind(2, (stored.base + stored.blocks) << 10);
  while (verbatims_.step()) {
    ++stored.facts.verbatims;
    if (!parse_mentions(verbatims_.text(1), verbatims_.integer(0) - first, stored.mentions)) {
      db_.fail(SQLITE_CORRUPT);
    }
  }
  // The texts they point into go with the statement.
  for (MentionValues& mention : stored.mentions) mention.evidence = {};
  return stored;
}

void StoredDocuments::keep_revision(const StoredDocument& document, std::int64_t replaced_by) {
  revision_.bind(1, document.base << 10).bind(2, (document.base + document.blocks) << 10);
  revision_.bind(3, document.facts.id).bind(4, replaced_by).run();
}

void StoredDocuments::remove(const StoredDocument& document) {
  const std::int64_t first = document.base << 10;
  const std::int64_t last = (document.base + document.blocks) << 10;
  for (sql::Statement* statement : {&forget_words_, &drop_verbatims_}) {
    statement->bind(1, first).bind(2, last).run();
  }
  drop_document_.bind(1, document.facts.id).run();
}

void StoredDocuments::index_words(const DocumentRow& document) {
  index_words_.bind(1, document.base << 10).bind(2, (document.base + document.blocks) << 10).run();
}

}  // namespace voxmap
