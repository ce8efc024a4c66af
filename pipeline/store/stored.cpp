// Reads, keeps and removes documents that are about to be replaced.
#include "store/stored.hpp"

namespace voxmap {

namespace {

constexpr const char* kDocument =
    "SELECT source, ruleset, touchpoint, said_at, respondent, first_run, last_run, "
    "coalesce(base, id), blocks FROM document WHERE id = ?1";
constexpr const char* kMentions =
    "SELECT touchpoint, label, valence, emotions_a, emotions_b, span_begin, span_bytes FROM "
    "mention "
    "WHERE id >= ?1 AND id < ?2 ORDER BY id";
// Everything of the old revision that its views would have shown, as JSON for people and scripts.
constexpr const char* kRevision =
    "INSERT INTO revision (document, run, replaced_by, ruleset, digest, verbatims, mentions) "
    "SELECT "
    "d.id, d.last_run, ?4, d.ruleset, d.digest, (SELECT json_group_array(text) FROM (SELECT text "
    "FROM verbatim WHERE id >= ?1 AND id < ?2 ORDER BY id)), (SELECT "
    "json_group_array(json_object('verbatim', verbatim, 'begin', span_begin, 'end', span_begin + "
    "span_bytes, 'stage', stage, 'touchpoint', touchpoint, 'label', label, 'valence', valence, "
    "'emotions', json_array(emotions_a & 1023, emotions_a >> 10 & 1023, emotions_a >> 20 & 1023, "
    "emotions_a >> 30 & 1023, emotions_b & 1023, emotions_b >> 10 & 1023, "
    "emotions_b >> 20 & 1023, emotions_b >> 30 & 1023), "
    "'evidence', json(coalesce(evidence, '[]')))) FROM (SELECT m.*, g.name AS stage, t.name AS "
    "touchpoint FROM mention AS m LEFT JOIN touchpoint AS t ON t.id = m.touchpoint LEFT JOIN stage "
    "AS g ON g.id = t.stage WHERE m.id >= ?1 AND m.id < ?2 ORDER BY m.id)) FROM document AS d "
    "WHERE "
    "d.id = ?3";

}  // namespace

StoredDocuments::StoredDocuments(sql::Database& db)
    : db_(db),
      document_(db, kDocument),
      verbatims_(db, "SELECT count(*) FROM verbatim WHERE id >= ?1 AND id < ?2"),
      mentions_(db, kMentions),
      ratings_(db, "SELECT scale, definition, milli FROM rating WHERE id >= ?1 AND id < ?2"),
      revision_(db, kRevision),
      drop_document_(db, "DELETE FROM document WHERE id = ?1"),
      drop_verbatims_(db, "DELETE FROM verbatim WHERE id >= ?1 AND id < ?2"),
      drop_mentions_(db, "DELETE FROM mention WHERE id >= ?1 AND id < ?2"),
      drop_ratings_(db, "DELETE FROM rating WHERE id >= ?1 AND id < ?2"),
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
  }
  const std::int64_t first = stored.base << 10;
  const std::int64_t last = (stored.base + stored.blocks) << 10;
  {
    const sql::Resetter guard(verbatims_);
    verbatims_.bind(1, first).bind(2, last).step();
    stored.facts.verbatims = static_cast<std::size_t>(verbatims_.integer(0));
  }
  {
    const sql::Resetter guard(mentions_);
    mentions_.bind(1, first).bind(2, last);
    while (mentions_.step()) {
      MentionValues& mention = stored.mentions.emplace_back();
      mention.touchpoint = mentions_.integer(0);
      mention.label = static_cast<Label>(mentions_.integer(1));
      mention.valence = static_cast<Valence>(mentions_.integer(2));
      mention.emotions = unpack_emotions(mentions_.integer(3), mentions_.integer(4));
      mention.span.begin = static_cast<std::uint32_t>(mentions_.integer(5));
      mention.span.end = mention.span.begin + static_cast<std::uint32_t>(mentions_.integer(6));
    }
  }
  const sql::Resetter guard(ratings_);
  ratings_.bind(1, first).bind(2, last);
  while (ratings_.step()) {
    stored.ratings.push_back({ratings_.integer(0), ratings_.integer(1), ratings_.integer(2)});
  }
  return stored;
}

void StoredDocuments::keep_revision(const StoredDocument& document, std::int64_t replaced_by) {
  revision_.bind(1, document.base << 10).bind(2, (document.base + document.blocks) << 10);
  revision_.bind(3, document.facts.id).bind(4, replaced_by).run();
}

void StoredDocuments::remove(const StoredDocument& document) {
  const std::int64_t first = document.base << 10;
  const std::int64_t last = (document.base + document.blocks) << 10;
  for (sql::Statement* statement :
       {&forget_words_, &drop_verbatims_, &drop_mentions_, &drop_ratings_}) {
    statement->bind(1, first).bind(2, last).run();
  }
  drop_document_.bind(1, document.facts.id).run();
}

void StoredDocuments::index_words(const DocumentRow& document) {
  index_words_.bind(1, document.base << 10).bind(2, (document.base + document.blocks) << 10).run();
}

}  // namespace voxmap
