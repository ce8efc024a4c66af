// Codebooks that stand beside a file and were not asked for: suggested, never used.
#pragma once

#include <optional>
#include <string>

#include "voxmap/source.hpp"

namespace voxmap::cli {

// One sentence about the codebook in the folder of `path` that knows most of the columns of
// `source`; nullopt when none knows half of them. Looks at 200 files at most.
[[nodiscard]] std::optional<std::string> codebook_hint(const std::string& path,
                                                       const Source& source);

}  // namespace voxmap::cli
