// Writes blocks of facts.
#include "store/facts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/fact_tables.hpp"

namespace voxmap {

namespace {

// So many changed documents are looked up one by one; from more on their blocks are written anew.
constexpr std::size_t kFewStale = 4096;

}  // namespace

Facts::Facts(sql::Database& db)
    : db_(db),
      put_(db, "INSERT OR REPLACE INTO fact VALUES (?1, ?2, ?3, ?4, ?5)"),
      stale_(db, "INSERT OR IGNORE INTO fact_stale VALUES (?1)"),
      block_(db, "SELECT first, last FROM fact WHERE first <= ?1 ORDER BY first DESC LIMIT 1"),
      drop_(db, "DELETE FROM fact WHERE first = ?1"),
      fresh_(db, "DELETE FROM fact_stale WHERE document BETWEEN ?1 AND ?2"),
      past_(db,
            "INSERT INTO past_fact (until_run, first, last, format, facts, keys) SELECT ?2, first, "
            "last, format, facts, keys FROM fact WHERE first = ?1"),
      past_stale_(db, "INSERT OR IGNORE INTO past_fact_stale VALUES (?1)"),
      past_block_(db,
                  "SELECT first, last FROM past_fact WHERE until_run = ?2 AND first <= ?1 ORDER BY "
                  "first DESC LIMIT 1"),
      also_stale_(db,
                  "INSERT OR IGNORE INTO past_fact_stale SELECT document FROM fact_stale WHERE "
                  "document BETWEEN ?1 AND ?2") {}

void Facts::add(const DocumentRow& row, const BatchConstants& constants,
                std::span<const MentionValues> mentions) {
  added_.add({.id = row.id,
              .base = row.base,
              .respondent = row.respondent_id,
              .source = constants.source,
              .ruleset = constants.ruleset,
              .persona = row.persona,
              .touchpoint = row.touchpoint,
              .said_at = row.said_at,
              .key = row.key,
              .attributes = row.attributes,
              .ratings = row.ratings_text},
             mentions);
}

void Facts::changed(std::int64_t document) {
  stale_.bind(1, document).run();
  past_stale_.bind(1, document).run();
}

void Facts::rescored(std::int64_t document, std::int64_t run, bool moved) {
  if (!keep_past(document, run) || moved) past_stale_.bind(1, document).run();
}

bool Facts::keep_past(std::int64_t document, std::int64_t run) {
  const auto holds = [&](FactRange range) {
    return range.first <= document && document <= range.second;
  };
  if (dropped_ && holds(*dropped_)) return true;
  const sql::Resetter guard(block_);
  if (block_.bind(1, document).step() && block_.integer(1) >= document) {
    dropped_ = {block_.integer(0), block_.integer(1)};
    past_.bind(1, dropped_->first).bind(2, run).run();
    also_stale_.bind(1, dropped_->first).bind(2, dropped_->second).run();
    drop_.bind(1, dropped_->first).run();
    fresh_.bind(1, dropped_->first).bind(2, dropped_->second).run();
    return true;
  }
  const sql::Resetter past_guard(past_block_);
  return past_block_.bind(1, document).bind(2, run).step() && past_block_.integer(1) >= document;
}

void Facts::drop_all() {
  dropped_.reset();
  db_.exec("DELETE FROM fact");
  db_.exec("DELETE FROM fact_stale");
  // What stood before stays dealt out as it is, and is read from the tables.
  db_.exec("UPDATE past_fact SET format = 0, facts = x'', keys = x''");
}

void Facts::put(const FactBuilder& builder) {
  builder.encode(facts_, keys_);
  put_.bind(1, builder.first()).bind(2, builder.last()).bind(3, kFactFormat);
  put_.bind_blob(4, facts_.data(), facts_.size()).bind_blob(5, keys_.data(), keys_.size()).run();
}

void Facts::save() {
  if (added_.documents() == 0) return;
  put(added_);
  added_.clear();
  dropped_.reset();
}

void Facts::complete() {
  dropped_.reset();
  db_.exec(fmt::format("DELETE FROM fact WHERE format <> {}", kFactFormat));
  FactRanges ranges = read_fact_ranges(db_);
  if (ranges.stale.size() > kFewStale) {
    auto block = ranges.blocks.begin();
    for (const std::int64_t document : ranges.stale) {
      while (block != ranges.blocks.end() && block->second < document) ++block;
      if (block == ranges.blocks.end()) break;
      if (block->first > document) continue;
      ranges.gaps.push_back(*block++);
    }
  }
  if (ranges.gaps.empty()) return;
  FactTables tables(db_, true);
  for (const auto& [first, last] : ranges.gaps) {
    drop_.bind(1, first).run();
    fresh_.bind(1, first).bind(2, last).run();
    tables.read(first, last, [&](const FactBuilder& builder) { put(builder); });
  }
}

}  // namespace voxmap
