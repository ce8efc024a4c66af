// Reading the store as an earlier run left it.
#pragma once

#include <cstdint>
#include <optional>

#include "store/sqlite.hpp"

namespace voxmap {

// Has the store past scores? A reader may meet an older one.
[[nodiscard]] inline bool has_past(sql::Database& db) {
  return db.integer("PRAGMA user_version") >= 4;
}

// Puts TEMP views in front of the tables `document` and `verbatim`, with the documents there were
// after that run and the scores they had, and where it is known how the journey of the time was
// ordered, of `stage` and `touchpoint`. The roll-up is not of that run: it must not be asked.
void show_as_of(sql::Database& db, std::int64_t run);

}  // namespace voxmap
