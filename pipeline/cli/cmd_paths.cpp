// voxmap paths: what people speak of one after the other, and what comes next.
#include <array>

#include "cli/paths_report.hpp"
#include "cli/store_flags.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 12> kPathsFlags = {{
    kStoreFlag,
    {"by", '\0', "LEVEL", "what a step is between (default: touchpoint)", false,
     "touchpoint,stage"},
    {"after", '\0', "ID", "forecast what follows this place; again for one more, the last one last",
     true, ""},
    {"apart", '\0', "", "only steps from one document to a later one", false, ""},
    {"persona", '\0', "ID", "only this persona", false, ""},
    {"segment", '\0', "ID", "only this segment of the journey", false, ""},
    {"source", '\0', "NAME", "only this source", false, ""},
    {"from", '\0', "DATE", "said on this day or later (UTC)", false, ""},
    {"to", '\0', "DATE", "said before this day (UTC)", false, ""},
    {"min-n", '\0', "N", "nothing of fewer people (default: 5)", false, ""},
    {"limit", 'n', "N", "rows of each table (default: 10)", false, ""},
    kJsonFlag,
}};

int run_paths(Context& context) {
  const auto& args = context.arguments;
  const auto path = store_path(args);
  const auto store = open_for_reading(path);
  const auto reader = store->reader();
  const auto journey = stored_journey(*reader, path);
  PathOptions options;
  options.filter = filter_from(args, journey);
  options.level = args.get("by") == "stage" ? Reader::Level::stage : Reader::Level::touchpoint;
  options.min_n = args.number("min-n", 1).value_or(options.min_n);
  options.apart = args.has("apart");
  options.after = args.all("after");
  const auto rows = static_cast<std::size_t>(args.number("limit", 1).value_or(10));
  const PathAnalysis analysis = find_paths(*reader, journey, options);
  context.out.write(args.has("json") ? paths_json(analysis, options)
                                     : paths_text(analysis, options, rows, context.out));
  return analysis.stops.empty() ? 1 : 0;
}

}  // namespace

const Command kPaths = {
    "paths",
    "what people speak of one after the other, where they drop, what comes next",
    "Puts what each person said in order, over all sources, and counts people: where they are last "
    "heard of, the steps and paths they take, how the feeling of the same people changes where the "
    "channel, device or department changes, and a forecast of the next place and of whether it is "
    "negative, which is refused when it does no better than the plain rate on people it has not "
    "seen. Nothing of fewer people than --min-n is told. Exit 1 when nothing is left.",
    "voxmap paths --store shop.voxmap\n"
    "voxmap paths --store shop.voxmap --by stage --apart\n"
    "voxmap paths --store shop.voxmap --after checkout.payment --json",
    {},
    kPathsFlags,
    run_paths};

}  // namespace voxmap::cli
