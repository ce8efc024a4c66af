// What `voxmap map` draws beside the map itself: a comparison, small multiples.
#pragma once

#include <string>

#include "cli/command.hpp"
#include "journey/map.hpp"

namespace voxmap::cli {

// Of --compare: this selection against the one the flag names. Throws Error(Exit::usage) for a
// format there is not, or a selection that is not understood.
[[nodiscard]] std::string draw_comparison(Store& store, Reader& reader, const Journey& journey,
                                          const MapOptions& options, const Arguments& args,
                                          const Stream& out);
// Of --by.
[[nodiscard]] std::string draw_panels(Reader& reader, const Journey& journey,
                                      const MapOptions& options, const Arguments& args,
                                      const Stream& out);

}  // namespace voxmap::cli
