// A thorough look for damage.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite.hpp"

namespace voxmap {

// See Store::check.
[[nodiscard]] std::vector<std::string> check_store(const std::string& path);

struct SignalFaults {
  std::int64_t sums = 0;   // documents whose churn risk is not the sum of its parts
  std::int64_t spans = 0;  // acts outside their text
};
// Throws sql::Error for mentions that cannot be read.
[[nodiscard]] SignalFaults check_signals(sql::Database& db);

}  // namespace voxmap
