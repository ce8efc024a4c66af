// Curves of other people, with what must be hidden of them.
#include "journey/series.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "journey/map_parts.hpp"

namespace voxmap {
namespace {

std::vector<SeriesKpi> with_answers(const std::vector<RatingStats>& ratings, std::string_view stage,
                                    std::vector<MapKpi> kpis) {
  std::vector<SeriesKpi> out;
  for (MapKpi& kpi : kpis) {
    SeriesKpi one{.kpi = std::move(kpi), .histogram = {}};
    if (one.kpi.cell == Cell::shown) {
      for (const RatingStats& r : ratings) {
        if (r.stage != stage || r.scale != one.kpi.scale) continue;
        for (const auto& [value, count] : r.histogram) one.histogram[value] += count;
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Series build_series(Reader& reader, const Journey& journey, const SeriesOptions& options) {
  Filter filter = options.filter;
  if (!options.persona.empty()) {
    narrow_to_persona(filter, find_group(journey.personas, "persona", options.persona));
  }
  if (!options.segment.empty()) {
    narrow_to_segment(filter, find_group(journey.segments, "segment", options.segment));
  }
  Series out;
  out.title = options.title;
  if (filter.from) out.from = format_date(*filter.from);
  if (filter.to) out.to = format_date(*filter.to - std::chrono::milliseconds(1));
  const std::vector<Stats> stats = reader.stats(filter);
  const std::vector<RatingStats> ratings = reader.ratings(filter);
  const std::int64_t min_n = std::max<std::int64_t>(1, options.min_n);
  std::int64_t hidden = 0;
  for (const Stage& from : journey.stages) {
    const auto found = std::ranges::find_if(
        stats, [&](const Stats& s) { return s.stage == from.id && s.touchpoint.empty(); });
    const Stats* sums = found == stats.end() ? nullptr : &*found;
    SeriesStage to;
    to.cell = cell_of(sums, min_n);
    if (to.cell == Cell::shown) {
      to.feeling = feeling_of(*sums);
      to.sample = {sums->persons, sums->sum_mean, sums->sum_mean_square};
    }
    hidden += to.cell == Cell::hidden ? 1 : 0;
    to.kpis = with_answers(ratings, from.id, kpis_of(ratings, from.id, from.kpis, min_n));
    out.stages.push_back(std::move(to));
  }
  out.kpis = with_answers(ratings, "", kpis_of(ratings, "", {}, min_n));
  const Reader::Totals totals = reader.totals(filter);
  out.rounded = hidden == 1;
  out.persons = out.rounded ? round_total(totals.persons) : totals.persons;
  out.documents = out.rounded ? round_total(totals.documents) : totals.documents;
  return out;
}

void hide(SeriesStage& stage) {
  stage.cell = Cell::hidden;
  stage.feeling = {};
  stage.sample = {};
}

void hide_against(Series& part, const std::vector<std::int64_t>& whole, std::int64_t min_n) {
  for (std::size_t i = 0; i < part.stages.size() && i < whole.size(); ++i) {
    SeriesStage& stage = part.stages[i];
    const std::int64_t rest = whole[i] - stage.feeling.persons;
    if (stage.cell == Cell::shown && rest > 0 && rest < min_n) hide(stage);
  }
}

void hide_among(std::vector<Series>& parts) {
  const std::size_t stages = parts.empty() ? 0 : parts.front().stages.size();
  for (std::size_t i = 0; i < stages; ++i) {
    std::size_t hidden = 0;
    SeriesStage* least = nullptr;
    for (Series& part : parts) {
      SeriesStage& stage = part.stages[i];
      hidden += stage.cell == Cell::hidden ? 1 : 0;
      if (stage.cell != Cell::shown) continue;
      if (least == nullptr || stage.feeling.persons < least->feeling.persons) least = &stage;
    }
    if (hidden == 1 && least != nullptr) hide(*least);
  }
}

}  // namespace voxmap
