// What the answers about numbers of a map share.
#include "cli/explain_line.hpp"

#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {

int explain_nothing(Context& context, std::string_view why) {
  if (!context.arguments.has("quiet")) context.err.write(fmt::format("{}\n", why));
  return static_cast<int>(Exit::no);
}

void explain_differs(const std::string& store) {
  throw Error(Exit::software, store + ": the map's sums differ from its mentions",
              "voxmap check " + shell_word(store));
}

std::string explain_rest(std::size_t all, std::size_t limit) {
  if (all <= limit) return {};
  return fmt::format("  and {} more: --limit {}\n", grouped(static_cast<std::int64_t>(all - limit)),
                     all);
}

}  // namespace voxmap::cli
