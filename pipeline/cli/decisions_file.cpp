// The decisions beside a journey.
#include "cli/decisions_file.hpp"

#include <filesystem>

#include "base/file.hpp"
#include "cli/config.hpp"

namespace voxmap::cli {

std::string decisions_file(const Arguments& args, const Journey& journey) {
  if (args.has("decisions")) return args.get("decisions");
  if (!args.has("store") && std::filesystem::exists("voxmap.toml")) {
    return decisions_path(read_config("voxmap.toml").journey);
  }
  return decisions_path(journey.file);
}

std::vector<MomentDecision> read_decisions(const std::string& path, const Journey& journey) {
  if (!std::filesystem::exists(path)) return {};
  std::vector<Problem> warnings;
  return parse_decisions(read_file(path), path, journey, warnings);
}

void add_decision(const std::string& path, const MomentDecision& decision, const Journey& journey) {
  std::string text;
  if (std::filesystem::exists(path)) {
    text = read_file(path);
  } else {
    text =
        "# Decisions about the journey, added by `voxmap moments`. The last one about a touchpoint "
        "counts.\n";
  }
  if (!text.empty() && text.back() != '\n') text += '\n';
  text += to_toml(decision);
  std::vector<Problem> warnings;
  // A file that cannot be read back is not written.
  static_cast<void>(parse_decisions(text, path, journey, warnings));
  write_file(path, text);
}

}  // namespace voxmap::cli
