// The numbers of a map that are of no single place: ratings and totals, added up again.
#pragma once

#include "cli/command.hpp"

namespace voxmap::cli {

// For `voxmap explain --kpi SCALE`, of the whole journey or with --stage of one stage. Exit::no
// where the map hides it or nobody was asked.
[[nodiscard]] int explain_kpi(Context& context);

// For `voxmap explain --totals`. Exit::no where the map rounds them.
[[nodiscard]] int explain_totals(Context& context);

}  // namespace voxmap::cli
