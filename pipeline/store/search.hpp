// The full-text index over the verbatims, brought up to date lazily.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite.hpp"

namespace voxmap {

// Indexes the verbatims past the watermark, some thousand a transaction. Needs the StoreLock.
void index_words(sql::Database& db,
                 const std::function<void(std::int64_t done, std::int64_t total)>& progress);

// Whether every verbatim is indexed.
[[nodiscard]] bool words_indexed(sql::Database& db);

// `words` as an FTS5 query: as it is when FTS5 takes it, else each word quoted.
[[nodiscard]] std::string words_query(sql::Database& db, std::string_view words);

// The words as patterns of LIKE, escaped with a backslash; for a store that cannot be indexed.
[[nodiscard]] std::vector<std::string> words_patterns(std::string_view words);

}  // namespace voxmap
