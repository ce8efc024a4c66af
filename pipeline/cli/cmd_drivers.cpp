// voxmap drivers: what goes with the scores people give.
#include <array>

#include <fmt/format.h>

#include "cli/choices.hpp"
#include "cli/drivers_report.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 11> kDriversFlags = {{
    kStoreFlag,
    {"kpi", 'k', "SCALE", "the score to explain (default: the one most people gave)", false,
     "nps,csat,ces,stars"},
    {"by", '\0', "LEVEL", "what may drive it (default: touchpoint)", false, "touchpoint,stage"},
    {"persona", '\0', "ID", "only this persona", false, ""},
    {"segment", '\0', "ID", "only this segment of the journey", false, ""},
    {"source", '\0', "NAME", "only this source", false, ""},
    {"from", '\0', "DATE", "said on this day or later (UTC)", false, ""},
    {"to", '\0', "DATE", "said before this day (UTC)", false, ""},
    kAsOfFlag,
    {"min-n", '\0', "N", "leave out places of fewer people (default: 5)", false, ""},
    kJsonFlag,
}};

int run_drivers(Context& context) {
  const auto& args = context.arguments;
  const auto [path, store, reader, journey] = open_map_store(args);
  DriverOptions options;
  options.filter = filter_from(args, journey);
  options.scale = args.get("kpi");
  options.level = args.get("by") == "stage" ? Reader::Level::stage : Reader::Level::touchpoint;
  options.min_n = args.number("min-n", 1).value_or(options.min_n);
  const DriverAnalysis analysis = find_drivers(*reader, journey, options);
  if (analysis.persons < kLeastPeople) {
    throw Error(Exit::data,
                fmt::format("{} people answered and said something: too few to look for drivers",
                            grouped(analysis.persons)),
                fmt::format("at least {} are needed, and {} more for every place", kLeastPeople,
                            kPeopleAPlace));
  }
  context.out.write(args.has("json") ? drivers_json(analysis, options)
                                     : drivers_text(analysis, options, context.out));
  return 0;
}

}  // namespace

const Command kDrivers = {
    "drivers",
    "which touchpoints go with the scores people give, and how surely",
    "Explains a KPI by what people feel at each touchpoint or stage: least squares over people "
    "with "
    "all places at once, a person's mean valence at each, 0 where it said nothing of it. Prints "
    "the "
    "effect of each with its 95 % interval and p (Holm), its relative weight in what all explain, "
    "its leave-one-out impact on the KPI, and its place among importance and performance. Exit 65 "
    "when fewer than 30 people answered and said something.",
    "voxmap drivers --store shop.voxmap\n"
    "voxmap drivers --store shop.voxmap --kpi csat --by stage\n"
    "voxmap drivers --store shop.voxmap --segment loyal --json",
    {},
    kDriversFlags,
    run_drivers};

}  // namespace voxmap::cli
