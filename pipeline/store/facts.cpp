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

FactRanges read_fact_ranges(sql::Database& db) {
  FactRanges out;
  const std::int64_t last = db.integer("SELECT max(id) FROM document");
  std::int64_t next = 1;
  const auto gap_before = [&](std::int64_t first) {
    if (first > next) out.gaps.emplace_back(next, first - 1);
  };
  sql::Statement blocks(db, fmt::format("SELECT first, last FROM fact WHERE format = {} ORDER BY "
                                        "first",
                                        kFactFormat));
  while (blocks.step()) {
    gap_before(blocks.integer(0));
    out.blocks.emplace_back(blocks.integer(0), blocks.integer(1));
    next = std::max(next, blocks.integer(1) + 1);
  }
  gap_before(last + 1);
  sql::Statement stale(db, "SELECT document FROM fact_stale ORDER BY document");
  auto gap = out.gaps.begin();
  while (stale.step()) {
    const std::int64_t document = stale.integer(0);
    while (gap != out.gaps.end() && gap->second < document) ++gap;
    if (gap == out.gaps.end() || document < gap->first) out.stale.push_back(document);
  }
  return out;
}

Facts::Facts(sql::Database& db)
    : db_(db),
      put_(db, "INSERT OR REPLACE INTO fact VALUES (?1, ?2, ?3, ?4, ?5)"),
      stale_(db, "INSERT OR IGNORE INTO fact_stale VALUES (?1)"),
      block_(db, "SELECT first, last FROM fact WHERE first <= ?1 ORDER BY first DESC LIMIT 1"),
      drop_(db, "DELETE FROM fact WHERE first = ?1"),
      fresh_(db, "DELETE FROM fact_stale WHERE document BETWEEN ?1 AND ?2") {}

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

void Facts::changed(std::int64_t document) { stale_.bind(1, document).run(); }

void Facts::drop_block(std::int64_t document) {
  if (dropped_ && dropped_->first <= document && document <= dropped_->second) return;
  const sql::Resetter guard(block_);
  if (!block_.bind(1, document).step() || block_.integer(1) < document) return;
  dropped_ = {block_.integer(0), block_.integer(1)};
  drop_.bind(1, dropped_->first).run();
  fresh_.bind(1, dropped_->first).bind(2, dropped_->second).run();
}

void Facts::drop_all() {
  dropped_.reset();
  db_.exec("DELETE FROM fact");
  db_.exec("DELETE FROM fact_stale");
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
