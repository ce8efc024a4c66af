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
#include "store/fact_plan.hpp"
#include "store/sqlite.hpp"

namespace voxmap {

class Facts {
 public:
  explicit Facts(sql::Database& db);

  // A document that was not stored before; they come in ascending order of their ids.
  void add(const DocumentRow& row, const BatchConstants& constants,
           std::span<const MentionValues> mentions);
  // One that was, and is another now.
  void changed(std::int64_t document);
  // The run replaces its scores and, soon, those of the others in its block, which becomes one of
  // earlier runs. `moved`: its mentions have got other numbers.
  void rescored(std::int64_t document, std::int64_t run, bool moved);
  // None is worth keeping.
  void drop_all();
  // Writes what was added. The respondents must be known, not stored.
  void save();
  // Makes blocks of all that is in none, and anew where many documents have changed. Documents are
  // stored by now.
  void complete();

 private:
  void put(const FactBuilder& builder);
  // Whether a block of what stood before that run holds the document, now if not before.
  bool keep_past(std::int64_t document, std::int64_t run);

  sql::Database& db_;
  sql::Statement put_, stale_, block_, drop_, fresh_, past_, past_stale_, past_block_, also_stale_;
  FactBuilder added_;
  std::string facts_, keys_;
  std::optional<FactRange> dropped_;
};

}  // namespace voxmap
