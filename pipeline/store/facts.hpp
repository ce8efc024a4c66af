// Keeps the table `fact` true: a Writer tells it of every document that comes or changes, and it
// writes in the same transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/batch.hpp"
#include "store/fact_block.hpp"
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

// Does the store keep facts?
[[nodiscard]] inline bool has_facts(sql::Database& db) {
  return db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'fact_stale'") > 0;
}

class Facts {
 public:
  explicit Facts(sql::Database& db);

  // A document that was not stored before; they come in ascending order of their ids.
  void add(const DocumentRow& row, const BatchConstants& constants,
           std::span<const MentionValues> mentions);
  // One that was, and is another now.
  void changed(std::int64_t document);
  // Its block is not worth keeping: all others in it change, too.
  void drop_block(std::int64_t document);
  // None is worth keeping.
  void drop_all();
  // Writes what was added. The respondents must be known, not stored.
  void save();
  // Makes blocks of all that is in none, and anew where many documents have changed. Documents are
  // stored by now.
  void complete();

 private:
  void put(const FactBuilder& builder);

  sql::Database& db_;
  sql::Statement put_, stale_, block_, drop_, fresh_;
  FactBuilder added_;
  std::string facts_, keys_;
  std::optional<FactRange> dropped_;
};

}  // namespace voxmap
