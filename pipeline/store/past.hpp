// Scores that others replaced, kept so that an earlier run can be read again: as_of.hpp does that.
#pragma once

#include <cstdint>
#include <span>

#include "store/batch.hpp"
#include "store/sqlite.hpp"
#include "store/stored.hpp"

namespace voxmap {

class PastScores {
 public:
  explicit PastScores(sql::Database& db);

  // `run` replaces the scores of `old` by those of `now`, for the same texts.
  void keep(const StoredDocument& old, std::span<const VerbatimRow> now, std::int64_t run);
  // After keep(): the verbatims have got the ids `first` + slot. True: other ones than before.
  bool follow(const StoredDocument& old, std::span<const VerbatimRow> now, std::int64_t first);
  // The texts change: what was found in the old ones goes.
  void forget(const StoredDocument& old);

 private:
  sql::Statement put_document_, put_score_, has_, move_, drop_document_, drop_scores_;
};

}  // namespace voxmap
