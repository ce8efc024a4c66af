// Curves of other people, with what must be hidden of them.
#include "journey/series.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "journey/guard.hpp"
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

// One stage of parts side by side.
class Leftovers {
 public:
  Leftovers(std::vector<Series>& parts, std::size_t stage, std::int64_t whole, std::int64_t min_n,
            const Apart& apart)
      : parts_(parts), stage_(stage), whole_(whole), min_n_(min_n), apart_(apart) {}

  // The smallest of shown ones that tell of few people together; null: they do not.
  [[nodiscard]] SeriesStage* told() const {
    std::size_t hidden = 0;
    std::vector<std::size_t> shown;
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      const Cell cell = parts_[p].stages[stage_].cell;
      hidden += cell == Cell::hidden ? 1 : 0;
      if (cell == Cell::shown) shown.push_back(p);
    }
    if (hidden == 1 && !shown.empty()) return least(shown);
    std::vector<std::size_t> taken;
    return search(shown, 0, whole_, taken);
  }

 private:
  SeriesStage& at(std::size_t part) const { return parts_[part].stages[stage_]; }
  [[nodiscard]] SeriesStage* least(const std::vector<std::size_t>& of) const {
    return &at(*std::ranges::min_element(
        of, {}, [&](std::size_t part) { return at(part).feeling.persons; }));
  }

  // Goes through all sets of parts that have nobody in common, as far as somebody is left over.
  SeriesStage* search(const std::vector<std::size_t>& shown, std::size_t next, std::int64_t rest,
                      std::vector<std::size_t>& taken) const {
    if (!taken.empty() && rest > 0 && rest < min_n_) return least(taken);
    for (std::size_t i = next; i < shown.size() && rest > 0; ++i) {
      const bool fits =
          std::ranges::all_of(taken, [&](std::size_t other) { return apart_(other, shown[i]); });
      if (!fits) continue;
      taken.push_back(shown[i]);
      SeriesStage* found = search(shown, i + 1, rest - at(shown[i]).feeling.persons, taken);
      if (found != nullptr) return found;
      taken.pop_back();
    }
    return nullptr;
  }

  std::vector<Series>& parts_;
  std::size_t stage_;
  std::int64_t whole_, min_n_;
  const Apart& apart_;
};

}  // namespace

bool apart(const Group& a, const Group& b) {
  const auto names = [](const Condition& c) { return c.op == Condition::Op::one_of; };
  return std::ranges::any_of(a.when, [&](const Condition& x) {
    return names(x) && std::ranges::any_of(b.when, [&](const Condition& y) {
             return names(y) && x.attribute == y.attribute &&
                    std::ranges::none_of(x.values, [&](const std::string& value) {
                      return std::ranges::find(y.values, value) != y.values.end();
                    });
           });
  });
}

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
  JourneyKpis kpis = journey_kpis(ratings, journey, min_n);
  HiddenParts hidden;
  std::int64_t persons = 0;
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
    if (to.cell == Cell::hidden) hidden.add(sums->mentions);
    persons += to.feeling.persons;
    to.kpis = with_answers(ratings, from.id, std::move(kpis.stages[out.stages.size()]));
    out.stages.push_back(std::move(to));
  }
  out.kpis = with_answers(ratings, "", std::move(kpis.whole));
  const Reader::Totals totals = reader.totals(filter);
  const std::int64_t left = totals.persons - persons;
  out.rounded = hidden.few(min_n) || (hidden.parts > 1 && left > 0 && left < min_n);
  out.persons = out.rounded ? round_total(totals.persons, persons) : totals.persons;
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

void hide_among(std::vector<Series>& parts, const std::vector<std::int64_t>& whole,
                std::int64_t min_n, const Apart& apart) {
  const std::size_t stages = parts.empty() ? 0 : parts.front().stages.size();
  for (std::size_t i = 0; i < stages; ++i) {
    const Leftovers leftovers(parts, i, i < whole.size() ? whole[i] : 0, min_n, apart);
    while (SeriesStage* least = leftovers.told()) hide(*least);
  }
}

}  // namespace voxmap
