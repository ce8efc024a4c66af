// Comparisons and small multiples on the command line.
#include "cli/map_views.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/time.hpp"
#include "cli/choices.hpp"
#include "cli/picture.hpp"
#include "journey/compare.hpp"
#include "journey/format.hpp"
#include "journey/map_parts.hpp"
#include "journey/panels.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

SeriesOptions series_of(const MapOptions& map) {
  return {.filter = map.filter,
          .persona = map.persona,
          .segment = map.segment,
          .title = {},
          .min_n = map.min_n};
}

std::string days(const Filter& filter) {
  const auto from = filter.from ? short_date(format_date(*filter.from)) : std::string();
  const auto to = filter.to ? short_date(format_date(*filter.to - std::chrono::milliseconds(1)))
                            : std::string();
  if (from.empty() && to.empty()) return "all of the time";
  if (from.empty()) return "until " + to;
  return to.empty() ? "since " + from : from + " – " + to;
}

// The other side: what is said of it, and the run to read as of.
struct Other {
  SeriesOptions series;
  std::int64_t run = 0;
  CompareOptions how;
  std::string this_title;  // of the side the flags select
};

[[noreturn]] void not_understood(const std::string& with) {
  throw Error(Exit::usage, fmt::format("--compare \"{}\" is not understood", with),
              "previous, 2026-01-01..2026-04-01, segment=ID, persona=ID, source=NAME or run=N");
}

Other period_of(const std::string& with, const MapOptions& options) {
  Other out{.series = series_of(options), .run = 0, .how = {}, .this_title = days(options.filter)};
  Filter& filter = out.series.filter;
  if (with == "previous") {
    if (!filter.from || !filter.to) {
      throw Error(Exit::usage, "the period before what? --compare previous needs --from and --to",
                  "such as --from 2026-04-01 --to 2026-07-01");
    }
    const auto length = *filter.to - *filter.from;
    filter.to = filter.from;
    filter.from = *filter.from - length;
  } else {
    const auto dots = with.find("..");
    if (dots == std::string::npos) not_understood(with);
    filter.from = parse_moment(with.substr(0, dots), "--compare");
    filter.to = parse_moment(with.substr(dots + 2), "--compare");
  }
  out.series.title = days(filter);
  out.how.same_people = true;
  return out;
}

Other group_of(const std::string& kind, const std::string& value, const Journey& journey,
               const MapOptions& options) {
  Other out{.series = series_of(options), .run = 0, .how = {}, .this_title = "everybody"};
  if (kind == "segment") {
    out.series.segment = value;
    out.series.title = find_group(journey.segments, "segment", value).title;
    if (!options.segment.empty()) {
      out.this_title = find_group(journey.segments, "segment", options.segment).title;
    }
    out.how.nested = options.segment.empty();
  } else if (kind == "persona") {
    out.series.persona = value;
    out.series.title = find_group(journey.personas, "persona", value).title;
    if (!options.persona.empty()) {
      out.this_title = find_group(journey.personas, "persona", options.persona).title;
    }
    out.how.nested = options.persona.empty();
  } else {
    out.series.filter.source = value;
    out.series.title = value;
    if (!options.filter.source.empty()) out.this_title = options.filter.source;
    out.how.nested = options.filter.source.empty();
  }
  out.how.same_people = out.how.nested;
  return out;
}

Other other_of(const std::string& with, const Journey& journey, const MapOptions& options) {
  const auto equals = with.find('=');
  if (equals == std::string::npos) return period_of(with, options);
  const std::string kind = with.substr(0, equals);
  const std::string value = with.substr(equals + 1);
  if (kind == "segment" || kind == "persona" || kind == "source") {
    return group_of(kind, value, journey, options);
  }
  std::int64_t run = 0;
  const auto [end, bad] = std::from_chars(value.data(), value.data() + value.size(), run);
  if (kind != "run" || bad != std::errc{} || end != value.data() + value.size() || run < 1) {
    not_understood(with);
  }
  Other out{.series = series_of(options), .run = run, .how = {}, .this_title = {}};
  out.series.title = fmt::format("as of run {}", run);
  out.this_title =
      options.as_of == 0 ? std::string("as it is now") : fmt::format("as of run {}", options.as_of);
  out.how.same_people = true;
  out.how.nested = true;
  return out;
}

[[noreturn]] void no_format(std::string_view what, std::string_view format, std::string_view more) {
  throw Error(Exit::usage, fmt::format("{} has no format \"{}\"", what, format),
              fmt::format("one of: terminal, html, {}json, csv", more));
}

}  // namespace

std::string draw_comparison(Store& store, Reader& reader, const Journey& journey,
                            const MapOptions& options, const Arguments& args, const Stream& out) {
  Other other = other_of(args.get("compare"), journey, options);
  SeriesOptions here = series_of(options);
  here.title = other.this_title;
  other.how.title = options.title;
  other.how.min_n = options.min_n;
  Series second = build_series(reader, journey, here);
  Series first = [&] {
    if (other.run == 0) return build_series(reader, journey, other.series);
    const auto past = store.reader_as_of(other.run);
    return build_series(*past, journey, other.series);
  }();
  const Comparison c = compare(journey, std::move(first), std::move(second), other.how);
  const auto format = args.get("format", "terminal");
  if (format == "terminal") return compare_terminal(c, out.unicode(), out.color());
  if (format == "html") return compare_html(c);
  if (format == "json") return compare_json(c);
  if (format == "csv") return compare_csv(c);
  no_format("a comparison", format, {});
}

std::string draw_panels(Reader& reader, const Journey& journey, const MapOptions& options,
                        const Arguments& args, const Stream& out) {
  const auto by = args.get("by");
  const auto panels = build_panels(reader, journey, series_of(options),
                                   by == "persona"   ? PanelsBy::persona
                                   : by == "segment" ? PanelsBy::segment
                                                     : PanelsBy::source);
  const auto format = args.get("format", "terminal");
  if (format == "terminal") return panels_terminal(panels, out.unicode());
  if (format == "html") return panels_html(panels);
  if (format == "svg") return panels_svg(panels);
  if (format == "png" || format == "pdf") {
    const auto newest = reader.totals(options.filter).newest;
    return render_picture(panels_svg(panels), newest ? format_date(*newest) : std::string(),
                          format);
  }
  if (format == "json") return panels_json(panels);
  if (format == "csv") return panels_csv(panels);
  no_format("--by", format, "svg, png, pdf, ");
}

}  // namespace voxmap::cli
