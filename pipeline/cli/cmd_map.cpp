// voxmap map: the journey map.
#include <fmt/format.h>

#include <array>

#include "base/file.hpp"
#include "base/time.hpp"
#include "cli/choices.hpp"
#include "cli/decisions_file.hpp"
#include "cli/map_views.hpp"
#include "cli/pack_journey.hpp"
#include "cli/store_flags.hpp"
#include "journey/map_extras.hpp"
#include "journey/map_parts.hpp"
#include "journey/overlays.hpp"
#include "journey/render.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kMapPositionals = {
    {{"JOURNEY", "a journey file to draw by (default: the one the store was loaded with)", false,
      false}}};
constexpr std::array<Flag, 21> kMapFlags = {{
    kStoreFlag,
    {"format", 'f', "FORMAT", "what to draw (default: terminal)", false, kMapFormats},
    {"output", 'o', "FILE", "write to this file instead of standard output", false, ""},
    {"persona", '\0', "ID", "only this persona of the journey", false, ""},
    {"segment", '\0', "ID", "only this segment of the journey", false, ""},
    {"source", '\0', "NAME", "only this source", false, ""},
    {"from", '\0', "DATE", "said on this day or later (UTC)", false, ""},
    {"to", '\0', "DATE", "said before this day (UTC)", false, ""},
    kAsOfFlag,
    {"min-n", '\0', "N", "stages with fewer people are hidden (default: 5)", false, ""},
    {"overlay", '\0', "LINE",
     "a second line on the curve: previous (the period before --from), assumed, or a segment's id; "
     "two at most",
     true, ""},
    {"compare", '\0', "WITH",
     "the difference to: previous, 2026-01-01..2026-04-01, segment=ID, persona=ID, source=NAME or "
     "run=N",
     false, ""},
    {"by", '\0', "GROUP", "small multiples, on one scale", false, "persona,segment,source"},
    {"pairs", '\0', "", "hand-overs with what the same people felt before and after", false, ""},
    {"lanes", '\0', "LIST", "lanes in the order drawn, or \"-quotes,-trend\": all but these", false,
     ""},
    {"curve", '\0', "STYLE", "how the line runs (default: smooth)", false, "smooth,line,step"},
    {"on", '\0', "DATE", "count ages to this day (default: the newest record's)", false, ""},
    {"title", '\0', "TEXT", "title instead of the journey's", false, ""},
    {"feelings", '\0', "", "also people by named feeling (frustration, relief)", false, ""},
    {"insight", '\0', "", "also hypotheses, and candidates for moments of truth", false, ""},
    kDecisionsFlag,
}};

Filter narrowed(const Journey& journey, const MapOptions& options) {
  Filter filter = options.filter;
  if (!options.persona.empty()) {
    narrow_to_persona(filter, find_group(journey.personas, "persona", options.persona));
  }
  if (!options.segment.empty()) {
    narrow_to_segment(filter, find_group(journey.segments, "segment", options.segment));
  }
  return filter;
}

std::string draw_map(Reader& reader, const Journey& journey, const MapOptions& options,
                     const Context& context, bool to_file) {
  const auto& args = context.arguments;
  auto map = build_map(reader, journey, options);
  add_overlays(map, reader, journey, options, args.all("overlay"));
  if (args.has("pairs")) {
    const Filter filter = narrowed(journey, options);
    pair_handovers(map, journey, find_handovers(reader, journey, filter, map.min_n));
  }
  const auto format = args.get("format", "terminal");
  if (format != "terminal") return render(map, format);
  TerminalOptions look;
  look.unicode = to_file || context.out.unicode();
  look.colour = !to_file && context.out.color();
  look.width = static_cast<int>(context.out.width());
  return render_terminal(map, look);
}

int run_map(Context& context) {
  const auto& args = context.arguments;
  const auto format = args.get("format", "terminal");
  const bool to_file = args.has("output") && args.get("output") != "-";
  if (is_binary_format(format) && !to_file && context.out.is_terminal()) {
    throw Error(Exit::usage, fmt::format("{} is not for a terminal", format),
                fmt::format("voxmap map --format {0} -o map.{0}", format));
  }
  const auto path = store_path(args);
  const auto store = open_for_reading(path);
  const auto reader = reader_of(*store, args);
  const auto stored = stored_journey(*reader, path);
  const auto journey = args.has("JOURNEY") ? read_journey_of(args.get("JOURNEY")) : stored;

  MapOptions options;
  options.persona = args.get("persona");
  options.segment = args.get("segment");
  options.filter.source = args.get("source");
  options.filter.from = parse_moment(args.get("from"), "--from");
  options.filter.to = parse_moment(args.get("to"), "--to");
  options.min_n = args.number("min-n", 1).value_or(5);
  options.title = args.get("title");
  options.store = path;
  options.as_of = args.number("as-of", 1).value_or(0);
  options.lanes = parse_lanes(args.get("lanes"));
  CurveStyle curve{};
  if (parse_curve(args.get("curve"), curve)) options.curve = curve;
  if (const auto on = parse_moment(args.get("on"), "--on")) options.on = format_date(*on);
  options.insight = args.has("insight");
  options.feelings = args.has("feelings");
  options.decisions = read_decisions(decisions_file(args, journey), journey);
  const std::string text =
      args.has("compare") ? draw_comparison(*store, *reader, journey, options, args, context.out)
      : args.has("by")    ? draw_panels(*reader, journey, options, args, context.out)
                          : draw_map(*reader, journey, options, context, to_file);
  if (to_file) {
    write_file(args.get("output"), text);
    if (!args.has("quiet")) {
      context.err.write(fmt::format("{} wrote {}\n", context.err.tick(), args.get("output")));
    }
  } else {
    context.out.write(text);
  }
  return 0;
}

}  // namespace

const Command kMap = {
    "map",
    "draw the journey map: the emotion curve by stage, with its uncertainty",
    "Draws the journey map from the store: for each stage the mean feeling over people with its "
    "95 % interval, the emotions, the volume by source, quotes with their evidence, KPIs. Stages "
    "with too few people are hidden. The same store gives the same bytes. With --as-of it is drawn "
    "as a run left it: the documents, scores and journey of then. --format story tells it in "
    "sentences, --compare gives the difference to another period, group or run stage by stage, "
    "--by draws groups side by side.",
    "voxmap map --store shop.voxmap\n"
    "voxmap map --store shop.voxmap --format html -o map.html\n"
    "voxmap map --store shop.voxmap --format xlsx -o map.xlsx\n"
    "voxmap map --store shop.voxmap --segment loyal --from 2026-01-01 --format json\n"
    "voxmap map --store shop.voxmap --from 2026-04-01 --to 2026-07-01 --overlay previous\n"
    "voxmap map --store shop.voxmap --from 2026-04-01 --to 2026-07-01 --compare previous\n"
    "voxmap map --store shop.voxmap --by persona --format html -o personas.html\n"
    "voxmap map --store shop.voxmap --as-of 3",
    kMapPositionals,
    kMapFlags,
    run_map};

}  // namespace voxmap::cli
