// What `voxmap learn` says about a learned pack, and writes into it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/new_pack.hpp"
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

// What is written into the new pack.
[[nodiscard]] PackTexts pack_texts(const LearnReport& report);
[[nodiscard]] std::string learn_text(const LearnReport& report, const Stream& out);
[[nodiscard]] std::string learn_json(const LearnReport& report);
// phrase, one column a dimension, texts with it: strongest valence first.
[[nodiscard]] std::string review_tsv(const LearnReport& report);

}  // namespace voxmap::cli
