// A learned pack on its way to disk, and what `voxmap learn` says about it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "learn/learner.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

struct LearnReport {
  const std::string& file;  // the coded rows
  const std::string folder;
  std::span<const PackInfo> packs;  // learned on top of
  const std::vector<learn::Coded>& texts;
  const learn::LearnedPack& learned;
  const learn::LearnOptions& options;
};

// Checks the place before the work: throws Error(Exit::usage) for a name that is none,
// Exit::cannot_create where something stands there already that is no learned pack, or is one and
// `replace` is not set.
class NewPack {
 public:
  NewPack(const std::string& folder, const std::string& language, bool replace);
  // pack.toml and weights.tsv. Throws as write_file.
  void write(const LearnReport& report) const;

 private:
  std::string folder_, name_, language_;
};

[[nodiscard]] std::string learn_text(const LearnReport& report, const Stream& out);
[[nodiscard]] std::string learn_json(const LearnReport& report);
// phrase, one column a dimension, texts with it: strongest valence first.
[[nodiscard]] std::string review_tsv(const LearnReport& report);

}  // namespace voxmap::cli
