// Keeps the strongest mentions of each touchpoint.
#include "store/quotes.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <tuple>

namespace voxmap {

namespace {

// On which side a mention may be quoted; nullopt: on none.
std::optional<bool> side_of(const MentionValues& mention) {
  if (!quotable(mention.span)) return std::nullopt;
  if (mention.label == Label::positive || mention.label == Label::negative) {
    return mention.label == Label::positive;
  }
  return std::nullopt;
}

}  // namespace

bool Quotes::before(const Entry& a, const Entry& b) {
  if (a.strength != b.strength) return a.strength > b.strength;
  return std::tie(a.source, a.key, a.verbatim, a.span, a.mention) <
         std::tie(b.source, b.key, b.verbatim, b.span, b.mention);
}

Quotes::Quotes(sql::Database& db) : db_(db) { load(); }

void Quotes::load() {
  sql::Statement rows(
      db_,
      "SELECT q.touchpoint, q.positive, q.strength, q.mention, q.source, s.name, "
      "q.key, q.verbatim, q.span_begin, q.span_bytes FROM quote AS q JOIN source AS "
      "s ON s.id = q.source");
  while (rows.step()) {
    Entry& entry = sides_[{rows.integer(0), rows.integer(1) != 0}].entries.emplace_back();
    entry.strength = static_cast<int>(rows.integer(2));
    entry.mention = rows.integer(3);
    entry.source_id = rows.integer(4);
    entry.source = rows.text(5);
    entry.key = rows.text(6);
    entry.verbatim = rows.integer(7);
    entry.span.begin = static_cast<std::uint32_t>(rows.integer(8));
    entry.span.end = entry.span.begin + static_cast<std::uint32_t>(rows.integer(9));
    entry.stored = true;
  }
  sql::Statement cuts(db_, "SELECT touchpoint, positive FROM quote_cut");
  while (cuts.step()) {
    Side& side = sides_[{cuts.integer(0), cuts.integer(1) != 0}];
    side.cut = true;
    side.cut_stored = true;
    const auto weakest = std::ranges::max_element(side.entries, before);
    if (weakest == side.entries.end()) {
      side.floor.strength = kMaxScore + 1;  // all known ones went: nothing can be known to be first
    } else {
      side.floor = *weakest;
    }
  }
}

void Quotes::add(std::int64_t source_id, std::string_view source, const DocumentRow& document,
                 std::span<const MentionValues> mentions) {
  for (const MentionValues& mention : mentions) {
    const auto positive = side_of(mention);
    if (!positive) continue;
    Side& side = recent_.find(sides_, {mention.touchpoint, *positive},
                              mention.touchpoint * 2 + (*positive ? 1 : 0));
    const int strength = *positive ? mention.valence : -mention.valence;
    if (side.cut && strength < side.floor.strength) continue;
    if (side.cut && strength == side.floor.strength &&
        std::tie(source, document.key) >
            std::tuple<std::string_view, std::string_view>(side.floor.source, side.floor.key)) {
      continue;
    }
    Entry entry{strength,
                source_id,
                std::string(source),
                std::string(document.key),
                mention.verbatim(),
                mention.span,
                document.first_mention() + mention.place};
    if (side.cut && !before(entry, side.floor)) continue;
    side.entries.push_back(std::move(entry));
    side.changed = true;
    if (side.entries.size() >= 2 * kKept) trim(side);
  }
}

void Quotes::trim(Side& side) {
  std::ranges::sort(side.entries, before);
  for (std::size_t i = kKept; i < side.entries.size(); ++i) {
    const Entry& entry = side.entries[i];
    if (entry.stored) side.dropped.emplace_back(entry.strength, entry.mention);
  }
  side.entries.resize(kKept);
  side.floor = side.entries.back();
  side.cut = true;
}

void Quotes::remove(std::int64_t first, std::span<const MentionValues> mentions) {
  for (const MentionValues& mention : mentions) {
    const auto positive = side_of(mention);
    if (!positive) continue;
    const auto found = sides_.find({mention.touchpoint, *positive});
    if (found == sides_.end()) continue;
    Side& side = found->second;
    const std::int64_t id = first + mention.place;
    const auto entry = std::ranges::find(side.entries, id, &Entry::mention);
    if (entry == side.entries.end()) continue;
    if (entry->stored) side.dropped.emplace_back(entry->strength, id);
    side.entries.erase(entry);
    side.changed = true;
  }
}

void Quotes::save() {
  sql::Statement drop(
      db_,
      "DELETE FROM quote WHERE touchpoint = ?1 AND positive = ?2 AND strength = ?3 AND "
      "mention = ?4");
  sql::Statement put(db_, "INSERT INTO quote VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  sql::Statement cut(db_, "INSERT OR IGNORE INTO quote_cut VALUES (?1, ?2)");
  for (auto& [key, side] : sides_) {
    if (!side.changed) continue;
    const std::int64_t positive = key.second ? 1 : 0;
    for (const auto& [strength, mention] : side.dropped) {
      drop.bind(1, key.first).bind(2, positive).bind(3, std::int64_t{strength}).bind(4, mention);
      drop.run();
    }
    for (Entry& entry : side.entries) {
      if (entry.stored) continue;
      put.bind(1, key.first).bind(2, positive).bind(3, std::int64_t{entry.strength});
      put.bind(4, entry.mention).bind(5, entry.source_id).bind(6, std::string_view(entry.key));
      put.bind(7, entry.verbatim).bind(8, std::int64_t{entry.span.begin});
      put.bind(9, std::int64_t{entry.span.size()}).run();
      entry.stored = true;
    }
    if (side.cut && !side.cut_stored) cut.bind(1, key.first).bind(2, positive).run();
    side.cut_stored = side.cut;
    side.dropped.clear();
    side.changed = false;
  }
}

}  // namespace voxmap
