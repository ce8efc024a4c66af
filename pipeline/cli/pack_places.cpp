// Finding packs.
#include "cli/pack_places.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <vector>

#include "base/problems.hpp"
#include "cli/load_job.hpp"
#include "text/pack.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

namespace fs = std::filesystem;

bool is_pack(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "pack.toml", error);
}

}  // namespace

FoundPack need_pack(const std::string& name) {
  FoundPack found;
  std::vector<std::string> known;
  const auto folders = pack_folders();
  if (name.find('/') == std::string::npos) {
    for (const auto& folder : folders) {
      if (found.folder.empty() && is_pack(fs::path(folder) / name)) {
        found.folder = (fs::path(folder) / name).string();
      }
    }
  }
  if (found.folder.empty() && is_pack(name)) found.folder = name;
  while (found.folder.size() > 1 && found.folder.ends_with('/')) found.folder.pop_back();
  if (found.folder.empty()) {
    for (const auto& info : find_packs(folders)) {
      known.push_back(fs::path(info.folder).filename().string());
    }
    auto hint = did_you_mean(name, known);
    if (hint.empty()) hint = fmt::format("there are: {}", fmt::join(known, ", "));
    throw Error(Exit::no_input, fmt::format("pack \"{}\" was not found", name), std::move(hint));
  }
  std::vector<Problem> unread;
  const auto pack = text::read_pack(found.folder, unread);
  if (!pack->domain) return found;
  for (const auto& folder : folders) {
    if (is_pack(fs::path(folder) / pack->info.language)) found.below = pack->info.language;
  }
  return found;
}

}  // namespace voxmap::cli
