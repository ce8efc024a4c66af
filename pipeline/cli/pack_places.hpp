// Packs by name or folder, for commands that look into them.
#pragma once

#include <string>

namespace voxmap::cli {

struct FoundPack {
  std::string folder;
  std::string below;  // the pack it is to be loaded on top of: a domain pack's language; or empty
};
// Throws Error(Exit::no_input) with a suggestion when there is none.
[[nodiscard]] FoundPack need_pack(const std::string& name);

}  // namespace voxmap::cli
