// Finds the packs that are installed.
#include "text/installed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/problems.hpp"
#include "text/pack.hpp"
#include "voxmap/error.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::text {
namespace {

namespace fs = std::filesystem;

bool is_pack(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / kPackFileNames[0], error);
}

// Names of the packs in the folders, each once, sorted; with the folder that is named first.
std::vector<std::pair<std::string, fs::path>> pack_names(std::span<const std::string> folders) {
  std::vector<std::pair<std::string, fs::path>> found;
  for (const std::string& folder : folders) {
    const std::size_t before = found.size();
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      const auto known =
          std::find_if(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(before),
                       [&](const auto& other) { return other.first == name; });
      if (known != found.begin() + static_cast<std::ptrdiff_t>(before)) continue;
      if (is_pack(entry.path())) found.emplace_back(name, entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

// A pack's folder by name or path. Throws Error(Exit::no_input) when there is none.
std::string locate(const std::string& pack, std::span<const std::string> folders) {
  if (pack.find('/') == std::string::npos) {
    for (const std::string& folder : folders) {
      if (is_pack(fs::path(folder) / pack)) return (fs::path(folder) / pack).string();
    }
  }
  if (is_pack(pack)) return pack;
  std::vector<std::string> known;
  for (const auto& [name, folder] : pack_names(folders)) known.push_back(name);
  std::string hint = did_you_mean(pack, known);
  if (hint.empty()) {
    hint = known.empty() ? fmt::format("no pack was found in {}", fmt::join(folders, ", "))
                         : fmt::format("there are: {}", fmt::join(known, ", "));
  }
  throw Error(Exit::no_input, fmt::format("pack \"{}\" was not found", pack), std::move(hint));
}

}  // namespace voxmap::text

namespace voxmap {

std::vector<PackInfo> find_packs(std::span<const std::string> pack_folders) {
  std::vector<PackInfo> found;
  for (const auto& [name, folder] : text::pack_names(pack_folders)) {
    try {
      std::vector<Problem> unread;
      found.push_back(text::read_pack(folder.string(), unread)->info);
    } catch (const Error&) {
      continue;  // unreadable: make_tagger says why when it is asked for
    }
  }
  std::sort(found.begin(), found.end(), [](const PackInfo& a, const PackInfo& b) {
    return a.name != b.name ? a.name < b.name : a.folder < b.folder;
  });
  return found;
}

std::vector<std::string> find_language_packs(std::span<const std::string> pack_folders) {
  std::vector<std::string> found;
  for (const auto& [name, folder] : text::pack_names(pack_folders)) {
    if (name.find('-') != std::string::npos) continue;  // no code of a language
    try {
      text::Pack pack;
      std::vector<Problem> problems;
      text::open_pack_toml(folder.string(), pack, problems);
      const bool plain = !pack.domain && !pack.learned && pack.info.name == name &&
                         pack.info.language == name && pack.profile.empty();
      if (problems.empty() && plain) found.push_back(name);
    } catch (const Error&) {
      continue;  // not needed where nobody asked for it
    }
  }
  return found;
}

}  // namespace voxmap
