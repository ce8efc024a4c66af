// The period before, a segment, what the team assumed: as lines beside the map's own.
#include "journey/overlays.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/time.hpp"
#include "journey/distributions.hpp"
#include "journey/format.hpp"
#include "journey/map_parts.hpp"

namespace voxmap {
namespace {

Overlay overlay_of(const Series& series, Overlay::Kind kind) {
  Overlay out{.kind = kind, .title = series.title, .points = {}};
  for (const SeriesStage& s : series.stages) {
    Overlay::Point point;
    point.cell = s.cell;
    if (s.cell == Cell::shown) {
      point.persons = s.feeling.persons;
      point.mean = s.feeling.mean;
      point.interval = s.feeling.interval;
    }
    out.points.push_back(point);
  }
  return out;
}

SeriesOptions options_of(const MapOptions& map) {
  return {.filter = map.filter,
          .persona = map.persona,
          .segment = map.segment,
          .title = {},
          .min_n = map.min_n};
}

// Of stages that both show, with p adjusted over all of them.
void add_changes(Overlay& overlay, const Series& now, const Series& before) {
  std::vector<std::optional<Difference>> differences(overlay.points.size());
  std::vector<double> p;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const SeriesStage& a = now.stages[i];
    const SeriesStage& b = before.stages[i];
    if (a.cell != Cell::shown || b.cell != Cell::shown) continue;
    differences[i] = welch(a.sample, b.sample);
    if (differences[i]) p.push_back(differences[i]->p);
  }
  const std::vector<double> adjusted = holm(p);
  std::size_t at = 0;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    if (!differences[i]) continue;
    Overlay::Point& point = overlay.points[i];
    point.change = differences[i]->value / kCenti;
    point.change_interval =
        Interval{differences[i]->interval.low / kCenti, differences[i]->interval.high / kCenti};
    point.significant = adjusted[at++] < 0.05;
  }
}

void add_kpi_changes(std::vector<MapKpi>& kpis, const std::vector<SeriesKpi>& now,
                     const std::vector<SeriesKpi>& before) {
  for (MapKpi& kpi : kpis) {
    const auto find = [&](const std::vector<SeriesKpi>& in) {
      return std::ranges::find_if(in, [&](const SeriesKpi& k) {
        return k.kpi.definition == kpi.definition && k.kpi.cell == Cell::shown;
      });
    };
    const auto a = find(now);
    const auto b = find(before);
    if (kpi.cell != Cell::shown || a == now.end() || b == before.end()) continue;
    const KpiDefinition* definition = find_kpi(kpi.scale, kpi.definition);
    const auto difference = kpi_difference(*definition, a->histogram, b->histogram);
    if (!difference) continue;
    kpi.change = difference->value;
    kpi.change_interval = difference->interval;
  }
}

// People by stage of those in both segments.
std::vector<std::int64_t> in_both(Reader& reader, const Journey& journey, const MapOptions& options,
                                  const std::string& a, const std::string& b) {
  SeriesOptions both = options_of(options);
  both.segment = a;
  narrow_to_segment(both.filter, find_group(journey.segments, "segment", b));
  both.min_n = 1;
  std::vector<std::int64_t> out;
  for (const SeriesStage& s : build_series(reader, journey, both).stages) {
    out.push_back(s.feeling.persons);
  }
  return out;
}

// A segment on the curve: the map's own line, or one beside it.
struct Line {
  std::string segment;
  Overlay* overlay = nullptr;  // null: the map's own, which stays
};

std::int64_t people_of(const Line& line, const MapData& map, std::size_t stage) {
  return line.overlay == nullptr ? map.stages[stage].feeling.persons
                                 : line.overlay->points[stage].persons;
}

void hide_point(Overlay& overlay, std::size_t stage) {
  overlay.points[stage] = {};
  overlay.points[stage].cell = Cell::hidden;
}

// What two segments beside each other tell by subtraction: of one inside the other who is in the
// larger one only, and of two apart who is in neither.
void hide_between(MapData& map, const Line& a, const Line& b,
                  const std::vector<std::int64_t>& both) {
  const auto few = [&](std::int64_t rest) { return rest > 0 && rest < map.min_n; };
  for (std::size_t i = 0; i < map.stages.size(); ++i) {
    const std::int64_t first = people_of(a, map, i);
    const std::int64_t second = people_of(b, map, i);
    if (first == 0 || second == 0) continue;  // hidden or empty
    const bool nested = both[i] == std::min(first, second);
    const bool beside =
        a.overlay != nullptr && few(map.stages[i].feeling.persons - first - second + both[i]);
    if (!(nested && few(std::max(first, second) - both[i])) && !beside) continue;
    Overlay* const least = a.overlay != nullptr && first < second ? a.overlay : b.overlay;
    if (least != nullptr) hide_point(*least, i);
  }
}

void hide_among_lines(MapData& map, Reader& reader, const Journey& journey,
                      const MapOptions& options, const std::vector<std::string>& names) {
  std::vector<Line> lines;
  if (!options.segment.empty()) lines.push_back({options.segment, nullptr});
  for (std::size_t i = 0; i < names.size(); ++i) {
    Overlay& overlay = map.overlays[map.overlays.size() - names.size() + i];
    if (overlay.kind == Overlay::Kind::segment) lines.push_back({names[i], &overlay});
  }
  for (std::size_t a = 0; a < lines.size(); ++a) {
    for (std::size_t b = a + 1; b < lines.size(); ++b) {
      hide_between(map, lines[a], lines[b],
                   in_both(reader, journey, options, lines[a].segment, lines[b].segment));
    }
  }
}

}  // namespace

void overlay_previous(MapData& map, Reader& reader, const Journey& journey,
                      const MapOptions& options) {
  if (!options.filter.from) {
    throw Error(Exit::usage, "the period before what? the map has no beginning",
                "add --from, such as --from 2026-04-01 --to 2026-07-01");
  }
  SeriesOptions now = options_of(options);
  SeriesOptions before = now;
  Time end = options.filter.to.value_or(*options.filter.from);
  if (!options.filter.to) {
    const auto newest = parse_time(map.newest);
    if (newest) end = newest->at + std::chrono::days(1);
  }
  before.filter.to = options.filter.from;
  before.filter.from = *options.filter.from - (end - *options.filter.from);
  const std::string first = format_date(*before.filter.from);
  const std::string last = format_date(*before.filter.to - std::chrono::milliseconds(1));
  before.title = fmt::format("before: {} – {}", short_date(first), short_date(last));
  const Series a = build_series(reader, journey, now);
  const Series b = build_series(reader, journey, before);
  Overlay overlay = overlay_of(b, Overlay::Kind::previous);
  add_changes(overlay, a, b);
  map.overlays.push_back(std::move(overlay));
  add_kpi_changes(map.kpis, a.kpis, b.kpis);
  for (std::size_t i = 0; i < map.stages.size(); ++i) {
    add_kpi_changes(map.stages[i].kpis, a.stages[i].kpis, b.stages[i].kpis);
  }
}

void overlay_segment(MapData& map, Reader& reader, const Journey& journey,
                     const MapOptions& options, const std::string& segment) {
  SeriesOptions other = options_of(options);
  other.segment = segment;
  other.title = find_group(journey.segments, "segment", segment).title;
  Series series = build_series(reader, journey, other);
  // Unless the map is of a segment itself, this one is a part of it.
  if (options.segment.empty()) {
    std::vector<std::int64_t> whole;
    for (const MapStage& s : map.stages) whole.push_back(s.feeling.persons);
    hide_against(series, whole, map.min_n);
  }
  map.overlays.push_back(overlay_of(series, Overlay::Kind::segment));
}

void overlay_assumed(MapData& map) {
  Overlay overlay{.kind = Overlay::Kind::assumed, .title = "assumed by the team", .points = {}};
  bool any = false;
  for (const MapStage& s : map.stages) {
    Overlay::Point point;
    if (s.assumed) {
      any = true;
      point.cell = Cell::shown;
      point.mean = *s.assumed;
    }
    overlay.points.push_back(point);
  }
  if (!any) {
    throw Error(Exit::usage, "the journey file assumes no feelings",
                "add assumed = 0.3 to its stages");
  }
  map.overlays.push_back(std::move(overlay));
}

void add_overlays(MapData& map, Reader& reader, const Journey& journey, const MapOptions& options,
                  const std::vector<std::string>& names) {
  if (names.size() >= kMostLines) {
    throw Error(Exit::usage, fmt::format("{} lines on one curve are too many", names.size() + 1),
                fmt::format("{} at most; --by draws any number side by side", kMostLines));
  }
  for (const std::string& name : names) {
    if (name == "previous") {
      overlay_previous(map, reader, journey, options);
    } else if (name == "assumed") {
      overlay_assumed(map);
    } else {
      overlay_segment(map, reader, journey, options, name);
    }
  }
  hide_among_lines(map, reader, journey, options, names);
}

}  // namespace voxmap
