// Which documents are read from which block of facts, and which from the tables, for the store as
// it is and as of a run.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "store/sqlite.hpp"

namespace voxmap {

// Numbers of documents, both included.
using FactRange = std::pair<std::int64_t, std::int64_t>;

// The blocks there are, and the stretches between and behind them up to the last document.
struct FactRanges {
  std::vector<FactRange> blocks, gaps;
  std::vector<std::int64_t> stale;  // ascending; all in blocks
};
[[nodiscard]] FactRanges read_fact_ranges(sql::Database& db);

struct FactPlan {
  struct Block {
    bool past = false;                // row of `past_fact`; otherwise of `fact`
    std::int64_t row = 0;             // its key
    FactRange range;                  // of the documents in it
    std::vector<FactRange> of;        // those of them that it is read for; ascending
    std::vector<std::int64_t> stale;  // except these; ascending
  };
  std::vector<Block> blocks;
  std::vector<FactRange> gaps;  // read from the tables; stale documents among them
};

// Does the store keep facts?
[[nodiscard]] inline bool has_facts(sql::Database& db) {
  return db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'fact_stale'") > 0;
}
// Those of earlier runs, too?
[[nodiscard]] inline bool has_past_facts(sql::Database& db) {
  return db.integer("PRAGMA user_version") >= 10;
}

// `as_of`: a run, whose TEMP views stand in front of the tables (as_of.hpp); 0: the present.
[[nodiscard]] FactPlan plan_facts(sql::Database& db, std::int64_t as_of);

}  // namespace voxmap
