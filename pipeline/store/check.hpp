// A thorough look for damage.
#pragma once

#include <string>
#include <vector>

namespace voxmap {

// See Store::check.
[[nodiscard]] std::vector<std::string> check_store(const std::string& path);

}  // namespace voxmap
