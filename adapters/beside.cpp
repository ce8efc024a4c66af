// Where the files that came with an input stand.
#include "voxmap/beside.hpp"

#include <filesystem>

namespace voxmap {

std::string Beside::path_of(const Input& input, std::string_view relative) {
  const std::filesystem::path own = input.inner.empty() ? input.name : input.inner;
  return (own.parent_path() / relative).lexically_normal().generic_string();
}

}  // namespace voxmap
