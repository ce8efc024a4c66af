// A pack of kind "learned" on its way to disk: weights, thresholds, or both.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/terminal.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

struct PackTexts {
  std::string title, summary;
  std::vector<std::pair<std::string, std::int16_t>> thresholds;  // keys of [thresholds]
  std::string weights;                                           // of weights.tsv; empty: no file
};

// Checks the place before the work.
class NewPack {
 public:
  // `command` writes it: "learn" or "calibrate". `weighs`: weights.tsv will be written; a pack with
  // it is only ever replaced by one with it. Throws Error(Exit::usage) for a name that is none,
  // Exit::cannot_create where something stands already that is no such pack, or is one and
  // `replace` is not set.
  NewPack(std::string_view command, const std::string& folder, std::string language, bool weighs,
          bool replace);
  // Throws as write_file.
  void write(const PackTexts& texts) const;
  // That it was written, and how to use it behind `packs`.
  [[nodiscard]] std::string written(std::span<const std::string> packs, const Stream& err) const;

 private:
  std::string command_, folder_, language_, name_;
};

// "en 1.0.0, en-travel 1.0.0"
[[nodiscard]] std::string on_top_of(std::span<const PackInfo> packs);

}  // namespace voxmap::cli
