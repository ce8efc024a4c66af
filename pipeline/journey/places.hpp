// Stages and touchpoints as people read them.
#pragma once

#include <string>

#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// The journey's title of the place; its id where the journey no longer has it.
[[nodiscard]] std::string place_title(const Journey& journey, const Reader::Place& place);

// The mean of `count` scores that sum up to `sum`, in centi-scores, half away from zero: as in
// Stats. count > 0.
[[nodiscard]] std::int64_t mean_in_centi(std::int64_t sum, std::int64_t count);

}  // namespace voxmap
