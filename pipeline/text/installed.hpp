// The packs that are installed.
#pragma once

#include <span>
#include <string>

namespace voxmap::text {

// A pack's folder by name or path. Throws Error(Exit::no_input) when there is none.
[[nodiscard]] std::string locate(const std::string& pack, std::span<const std::string> folders);

}  // namespace voxmap::text
