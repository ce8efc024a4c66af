// Writes packs of kind "learned".
#include "cli/new_pack.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

#include "base/file.hpp"
#include "base/toml_string.hpp"
#include "base/utf8.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kFirstWords = "# voxmap learned pack";

// Whether a pack as NewPack writes it stands there.
bool is_ours(const fs::path& folder, bool weighs) {
  std::error_code error;
  if (!fs::exists(folder / "pack.toml", error)) return false;
  const bool weights = fs::exists(folder / "weights.tsv", error);
  if (weighs || weights) return weighs && weights;
  return read_file((folder / "pack.toml").string()).starts_with(kFirstWords);
}

}  // namespace

NewPack::NewPack(std::string_view command, const std::string& folder, std::string language,
                 bool weighs, bool replace)
    : command_(command), folder_(folder), language_(std::move(language)) {
  fs::path path = fs::path(folder).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  name_ = path.filename().string();
  if (name_.empty() || name_ == "." || name_ == "..") {
    throw Error(Exit::usage,
                fmt::format("voxmap {}: --output \"{}\" names no folder", command, folder),
                "its last part becomes the pack's name: -o packs/our-survey");
  }
  std::error_code error;
  if (!fs::exists(path, error)) return;
  const bool ours = is_ours(path, weighs);
  if (!ours && !(fs::is_directory(path, error) && fs::is_empty(path, error))) {
    throw Error(Exit::cannot_create, fmt::format("{}: something else stands there", folder),
                "name a new folder");
  }
  if (ours && !replace) {
    throw Error(Exit::cannot_create, fmt::format("{}: a learned pack stands there", folder),
                "--force replaces it");
  }
}

void NewPack::write(const PackTexts& texts) const {
  std::string toml = fmt::format(
      "{}, written by `voxmap {}`: docs/learn.md\n"
      "name = {}\nkind = \"learned\"\nlanguage = {}\nversion = \"1.0.0\"\n"
      "title = {}\nsummary = {}\nlicense = \"that of the coded texts\"\nauthors = []\n",
      kFirstWords, command_, toml_string(name_), toml_string(language_), toml_string(texts.title),
      toml_string(texts.summary));
  if (!texts.thresholds.empty()) toml += "\n[thresholds]\n";
  for (const auto& [name, from] : texts.thresholds) toml += fmt::format("{} = {}\n", name, from);
  const fs::path folder(folder_);
  make_folder_of((folder / "pack.toml").string());
  if (!texts.weights.empty()) write_file((folder / "weights.tsv").string(), texts.weights);
  write_file((folder / "pack.toml").string(), toml);
}

std::string NewPack::written(std::span<const std::string> packs, const Stream& err) const {
  // A bare word would be looked up among the packs' names.
  const bool bare = folder_.find('/') == std::string::npos;
  return fmt::format("{} wrote {}\n  use it: voxmap tag --pack {} --pack {}\n", err.tick(),
                     terminal_safe(folder_), fmt::join(packs, " --pack "),
                     shell_word(bare ? "./" + folder_ : folder_));
}

std::string on_top_of(std::span<const PackInfo> packs) {
  std::vector<std::string> names;
  for (const PackInfo& pack : packs) names.push_back(pack.name + " " + pack.version);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace voxmap::cli
