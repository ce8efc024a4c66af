// Starter journeys: the journey.toml a pack's folder may hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voxmap/journey.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

// The pack of that name (its folder's) in pack_folders(), or the one in the folder `name`.
[[nodiscard]] std::optional<PackInfo> find_pack(std::string_view name);

// The file a --journey names. "pack:en-travel" is the starter journey of that pack, and so is
// "en-travel" when there is no such file; anything else stays as it is. Throws
// Error(Exit::no_input) when the pack is not there or has no journey.
[[nodiscard]] std::string journey_path(const std::string& name);

// read_journey of that.
[[nodiscard]] Journey read_journey_of(const std::string& name);

// Tags the pack's journey_samples.tsv and compares the touchpoints found with those stated.
// Returns how many rows there are. Throws Error(Exit::data) with a Problem for each row that is
// attached elsewhere, or that names a touchpoint the journey does not have.
std::size_t check_journey_samples(const PackInfo& pack, const Journey& journey);

}  // namespace voxmap::cli
