// The report of `voxmap drivers`, for a person and as JSON.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "journey/drivers.hpp"

namespace voxmap::cli {

[[nodiscard]] std::string p_text(double p);  // "0.013", "<0.001"

[[nodiscard]] std::string drivers_text(const DriverAnalysis& analysis, const DriverOptions& options,
                                       const Stream& out);
[[nodiscard]] std::string drivers_json(const DriverAnalysis& analysis,
                                       const DriverOptions& options);

}  // namespace voxmap::cli
