// Reads, keeps and removes documents that are about to be replaced.
#include "store/stored.hpp"

#include <algorithm>
#include <optional>

namespace voxmap {

namespace {

constexpr const char* kDocument =
    "SELECT source, ruleset, touchpoint, said_at, respondent, first_run, last_run, "
    "coalesce(base, id), blocks, ratings, key, (SELECT name FROM source WHERE id = "
    "document.source), rescored_by FROM document WHERE id = ?1";
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
      verbatims_(db,
                 "SELECT id, mentions, language, text FROM verbatim WHERE id >= ?1 AND id < ?2 "
                 "ORDER BY id"),
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
          ">= ?1 AND id < ?2 AND id <= (SELECT verbatim FROM search_watermark)"),
      move_verbatim_(db, "UPDATE verbatim SET id = ?2, document = ?3 WHERE id = ?1"),
      put_scores_(db, "UPDATE verbatim SET language = ?2, mentions = ?3 WHERE id = ?1"),
      put_scored_(db,
                  "UPDATE document SET ruleset = ?2, rescored_by = ?3, base = nullif(?4, id), "
                  "blocks = ?5 WHERE id = ?1") {}

bool StoredDocument::says(std::span<const VerbatimRow> now) const {
  return std::ranges::equal(verbatims, now, {}, &StoredVerbatim::text, &VerbatimRow::text);
}

void keep_room(const StoredDocument& old, std::span<VerbatimRow> verbatims,
               std::span<MentionValues> mentions, std::int64_t& slots) {
  // Nearly always each takes one id, before and after.
  const auto count = static_cast<std::int64_t>(verbatims.size());
  if (count == 0) return;
  if (slots == count && old.verbatims.back().id - old.verbatims.front().id == count - 1) return;
  std::int64_t slot = 0;
  std::size_t mention = 0;
  for (std::size_t i = 0; i < verbatims.size(); ++i) {
    const bool last = i + 1 == verbatims.size();
    const std::int64_t here = verbatims[i].slot;
    const std::int64_t next = last ? slots : verbatims[i + 1].slot;
    const std::int64_t end = last ? (old.base + old.blocks) << 10 : old.verbatims[i + 1].id;
    const std::int64_t had = end - old.verbatims[i].id;
    for (; mention < mentions.size() && mentions[mention].place < next << 10; ++mention) {
      mentions[mention].place += (slot - here) << 10;
    }
    verbatims[i].slot = slot;
    slot += std::max(next - here, had);
  }
  slots = slot;
}

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
    stored.key = document_.text(10);
    stored.source = document_.text(11);
    stored.rescored_by = document_.integer(12);
    if (!parse_ratings(document_.text(9), stored.ratings)) db_.fail(SQLITE_CORRUPT);
  }
  const std::int64_t first = stored.base << 10;
  const sql::Resetter guard(verbatims_);
  verbatims_.bind(1, first).bind(2, (stored.base + stored.blocks) << 10);
  while (verbatims_.step()) {
    ++stored.facts.verbatims;
    stored.verbatims.push_back(
        {verbatims_.integer(0), verbatims_.integer(2), verbatims_.string(3), verbatims_.string(1)});
    if (!parse_mentions(verbatims_.text(1), verbatims_.integer(0) - first, stored.mentions)) {
      db_.fail(SQLITE_CORRUPT);
    }
  }
  // The texts they point into go with the statement.
  for (MentionValues& mention : stored.mentions) mention.evidence = mention.signals = {};
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

void StoredDocuments::rescore(const StoredDocument& old, const DocumentRow& row,
                              std::span<const VerbatimRow> verbatims, std::int64_t ruleset,
                              std::int64_t run) {
  const auto id_of = [&](std::size_t i) { return row.first_verbatim() + verbatims[i].slot; };
  const bool moved = !verbatims.empty() && id_of(verbatims.size() - 1) != old.verbatims.back().id;
  if (moved) {
    forget_words_.bind(1, old.base << 10).bind(2, (old.base + old.blocks) << 10).run();
  }
  // Ids only ever grow, so from the last on there is always room.
  for (std::size_t i = verbatims.size(); i-- > 0;) {
    const VerbatimRow& now = verbatims[i];
    if (moved) {
      const bool by_id = row.base == row.id && now.slot < 1024;
      move_verbatim_.bind(1, old.verbatims[i].id).bind(2, id_of(i));
      move_verbatim_.bind(3, by_id ? std::nullopt : std::optional(row.id)).run();
    }
    if (now.language == old.verbatims[i].language && now.mentions == old.verbatims[i].mentions) {
      continue;
    }
    put_scores_.bind(1, id_of(i));
    put_scores_.bind(2, now.language == 0 ? std::nullopt : std::optional(now.language));
    now.mentions.empty() ? put_scores_.bind_null(3) : put_scores_.bind(3, now.mentions);
    put_scores_.run();
  }
  put_scored_.bind(1, row.id).bind(2, ruleset).bind(3, run).bind(4, row.base);
  put_scored_.bind(5, row.blocks).run();
  if (moved) index_words(row);
}

void StoredDocuments::index_words(const DocumentRow& document) {
  index_words_.bind(1, document.base << 10).bind(2, (document.base + document.blocks) << 10).run();
}

}  // namespace voxmap
