// The [[hypothesis]] tables of a journey file.
#pragma once

#include "base/toml.hpp"
#include "voxmap/journey.hpp"

namespace voxmap {

// Reads them into the journey, whose stages, touchpoints and segments are known by now.
void read_hypotheses(TomlTable& root, Journey& journey, Problems& problems);

}  // namespace voxmap
