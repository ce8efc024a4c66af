// How paths are told: as text and as JSON.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "journey/paths.hpp"

namespace voxmap::cli {

[[nodiscard]] std::string paths_text(const PathAnalysis& analysis, const PathOptions& options,
                                     std::size_t rows, const Stream& out);
[[nodiscard]] std::string paths_json(const PathAnalysis& analysis, const PathOptions& options);

}  // namespace voxmap::cli
