// LimeSurvey's table of responses, wherever its rows were read.
#pragma once

#include <memory>

#include "voxmap/source.hpp"

namespace voxmap::survey {

struct Codebook;

// The responses of a CSV or vv file. `structure` says what its columns mean before the option
// codebook is asked; null: nothing came with it.
[[nodiscard]] std::unique_ptr<Source> open_limesurvey(Input input, const Codebook* structure);

}  // namespace voxmap::survey
