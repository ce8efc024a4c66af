// What `voxmap calibrate` says about thresholds, and writes into a pack.
#pragma once

#include <span>
#include <string>

#include "cli/new_pack.hpp"
#include "cli/terminal.hpp"
#include "learn/calibrate.hpp"

namespace voxmap::cli {

struct CalibrateReport {
  std::string file;  // the coded rows
  std::string folder;
  std::span<const PackInfo> packs;  // whose scores are calibrated
  std::size_t rows = 0;
  const learn::Thresholds& before;
  const learn::Calibration& calibration;
  const learn::CalibrateOptions& options;
};

[[nodiscard]] std::string calibrate_text(const CalibrateReport& report, const Stream& out);
[[nodiscard]] std::string calibrate_json(const CalibrateReport& report);
[[nodiscard]] PackTexts pack_texts(const CalibrateReport& report);

}  // namespace voxmap::cli
