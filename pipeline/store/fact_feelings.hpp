// Named feelings added up from the facts, for any filter that says nothing of mentions.
#pragma once

#include <unordered_map>
#include <vector>

#include "store/sqlite.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// People and mentions by cell: stage * names.size() + feeling.
struct FeltCounts {
  std::vector<std::int64_t> persons, mentions;
};

// `names` sorted; `stage_of` by row of a touchpoint, 0 for none.
[[nodiscard]] FeltCounts count_felt(sql::Database& db, const Filter& filter,
                                    const std::vector<std::string>& names,
                                    const std::unordered_map<std::int64_t, std::size_t>& stage_of,
                                    std::size_t stages);

}  // namespace voxmap
