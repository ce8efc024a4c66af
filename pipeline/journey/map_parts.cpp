// Feelings, KPIs and filters.
#include "journey/map_parts.hpp"

#include <algorithm>

#include "base/problems.hpp"
#include "journey/guard.hpp"

namespace voxmap {
namespace {

MapKpi estimate(const std::vector<RatingStats>& ratings, std::string_view stage, const Kpi& kpi,
                const KpiDefinition& definition, std::int64_t min_n) {
  std::map<std::int64_t, std::int64_t> histogram;
  for (const RatingStats& r : ratings) {
    if (r.stage != stage || r.scale != kpi.scale) continue;
    for (const auto& [value, count] : r.histogram) histogram[value] += count;
  }
  MapKpi out;
  out.scale = definition.scale;
  out.definition = definition.definition;
  out.label = definition.label;
  out.formula = definition.formula;
  if (kpi.target_milli) out.target = static_cast<double>(*kpi.target_milli) / 1000;
  KpiEstimate e = estimate_kpi(definition, histogram);
  if (e.n == 0) return out;
  out.cell = e.n < min_n ? Cell::hidden : Cell::shown;
  if (out.cell == Cell::shown) {
    out.estimate = e;
    out.directional = e.n < kDirectional;
  }
  return out;
}

}  // namespace

const Group& find_group(const std::vector<Group>& groups, std::string_view kind,
                        std::string_view id) {
  const auto found = std::ranges::find_if(groups, [&](const Group& g) { return g.id == id; });
  if (found != groups.end()) return *found;
  std::vector<std::string> known;
  for (const Group& g : groups) known.push_back(g.id);
  std::string hint = did_you_mean(id, known);
  if (hint.empty()) {
    hint = known.empty() ? "the journey file defines no " + std::string(kind) + "s" : "known: ";
    for (std::size_t i = 0; i < known.size(); ++i) hint += (i == 0 ? "" : ", ") + known[i];
  }
  throw Error(Exit::usage,
              "no " + std::string(kind) + " \"" + std::string(id) + "\" in the journey",
              std::move(hint));
}

Feeling feeling_of(const Stats& stats) {
  Feeling f;
  f.persons = stats.persons;
  f.directional = stats.persons < kDirectional;
  const auto estimate = estimate_mean(stats.persons, stats.sum_mean, stats.sum_mean_square);
  if (!estimate) return f;
  f.mean = estimate->mean / kCenti;
  if (estimate->half_width) {
    f.half_width = *estimate->half_width / kCenti;
    const double low = f.mean - f.half_width;
    const double high = f.mean + f.half_width;
    f.tone = low > 0 ? Tone::positive : high < 0 ? Tone::negative : Tone::unclear;
    f.interval = Interval{std::max(-1.0, low), std::min(1.0, high)};
  }
  return f;
}

Cell cell_of(const Stats* stats, std::int64_t min_n) {
  if (stats == nullptr || stats->mentions == 0) return Cell::empty;
  return stats->persons < min_n ? Cell::hidden : Cell::shown;
}

void narrow_to_persona(Filter& filter, const Group& persona) {
  if (persona.when.empty()) filter.persona = persona.id;
  filter.when.insert(filter.when.end(), persona.when.begin(), persona.when.end());
}

void narrow_to_segment(Filter& filter, const Group& segment) {
  filter.when.insert(filter.when.end(), segment.when.begin(), segment.when.end());
}

std::vector<MapKpi> kpis_of(const std::vector<RatingStats>& ratings, std::string_view stage,
                            const std::vector<Kpi>& wanted, std::int64_t min_n) {
  std::vector<Kpi> list = wanted;
  for (const RatingStats& r : ratings) {
    if (r.stage != stage) continue;
    const bool listed = std::ranges::any_of(list, [&](const Kpi& k) { return k.scale == r.scale; });
    if (!listed) list.push_back({r.scale, r.definition, std::nullopt});
  }
  std::vector<MapKpi> out;
  for (const Kpi& kpi : list) {
    const KpiDefinition* definition = find_kpi(kpi.scale, kpi.definition);
    if (definition != nullptr) out.push_back(estimate(ratings, stage, kpi, *definition, min_n));
  }
  return out;
}

JourneyKpis journey_kpis(const std::vector<RatingStats>& ratings, const Journey& journey,
                         std::int64_t min_n) {
  JourneyKpis out{.whole = kpis_of(ratings, "", {}, min_n), .stages = {}};
  for (const Stage& s : journey.stages) {
    out.stages.push_back(kpis_of(ratings, s.id, s.kpis, min_n));
  }
  std::vector<MapKpi*> stages;
  for (auto& list : out.stages) {
    for (MapKpi& k : list) stages.push_back(&k);
  }
  hide_few_answers(out.whole, stages, min_n);
  return out;
}

}  // namespace voxmap
