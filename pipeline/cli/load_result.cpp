// The end of a load.
#include "cli/load_result.hpp"

#include <fmt/format.h>

#include "cli/report.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {

int finish_load(LoadJob& job, const LoadSettings& settings, Context& context, bool suggest) {
  const auto& total = job.total();
  if (!context.arguments.has("quiet")) {
    context.err.write(fmt::format("  {} mentions scored · {} stages · {}\n",
                                  grouped(static_cast<std::int64_t>(total.mentions)),
                                  job.journey().stages.size(), settings.store));
    if (suggest) {
      context.err.write(fmt::format(
          "  {}\n",
          context.err.styled(
              Style::dim, fmt::format("see the map:      voxmap map --store {}", settings.store))));
    }
  }
  if (settings.max_rejects && total.rejected > *settings.max_rejects) {
    print(Error(Exit::data,
                fmt::format("{} records were rejected, {} are allowed", total.rejected,
                            *settings.max_rejects),
                fmt::format("voxmap rejects --store {} shows each with its reason; everything else "
                            "was loaded",
                            settings.store)),
          context.err);
    return static_cast<int>(Exit::data);
  }
  return 0;
}

}  // namespace voxmap::cli
