// How new the data of a stage are.
#pragma once

#include <optional>
#include <string>

#include "voxmap/store.hpp"

namespace voxmap {

// The end of the newest day of the data (the first moment of the day after), UTC; nullopt: no
// times.
[[nodiscard]] std::optional<Time> end_of_data(Reader& reader);

// The end of the day that `at` lies in.
[[nodiscard]] Time end_of_day(Time at);

}  // namespace voxmap
