// Keeps, moves and drops past scores.
#include "store/past.hpp"

namespace voxmap {

PastScores::PastScores(sql::Database& db)
    :  // What is there already was before this run; what comes now, the run has made itself.
      put_document_(db, "INSERT OR IGNORE INTO past_document VALUES (?1, ?2, ?3, ?4)"),
      put_score_(db, "INSERT OR IGNORE INTO past_score VALUES (?1, ?2, ?3, ?4)"),
      has_(db, "SELECT 1 FROM past_document WHERE document = ?1 AND until_run = ?2"),
      move_(db, "UPDATE past_score SET verbatim = ?2 WHERE verbatim = ?1"),
      drop_document_(db, "DELETE FROM past_document WHERE document = ?1"),
      drop_scores_(db, "DELETE FROM past_score WHERE verbatim >= ?1 AND verbatim < ?2") {}

void PastScores::keep(const StoredDocument& old, std::span<const VerbatimRow> now,
                      std::int64_t run) {
  if (old.first_run == run) return;
  if (old.scored_by() == run) {  // twice in one run
    const sql::Resetter guard(has_);
    // Not there: the run has changed the texts, and nothing is kept of those before.
    if (!has_.bind(1, old.facts.id).bind(2, run).step()) return;
  }
  put_document_.bind(1, old.facts.id).bind(2, run).bind(3, old.scored_by());
  put_document_.bind(4, old.facts.ruleset).run();
  for (std::size_t i = 0; i < now.size(); ++i) {
    const StoredVerbatim& was = old.verbatims[i];
    if (was.mentions == now[i].mentions && was.language == now[i].language) continue;
    put_score_.bind(1, was.id).bind(2, run).bind(3, was.language);
    put_score_.bind(4, std::string_view(was.mentions)).run();
  }
}

bool PastScores::follow(const StoredDocument& old, std::span<const VerbatimRow> now,
                        std::int64_t first) {
  bool moved = false;
  // Ids only ever grow, so from the last on there is always room.
  for (std::size_t i = now.size(); i-- > 0;) {
    const std::int64_t id = first + now[i].slot;
    if (id == old.verbatims[i].id) continue;
    move_.bind(1, old.verbatims[i].id).bind(2, id).run();
    moved = true;
  }
  return moved;
}

void PastScores::forget(const StoredDocument& old) {
  drop_document_.bind(1, old.facts.id).run();
  drop_scores_.bind(1, old.base << 10).bind(2, (old.base + old.blocks) << 10).run();
}

}  // namespace voxmap
