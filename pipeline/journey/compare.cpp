// Differences between two series.
#include "journey/compare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "journey/distributions.hpp"
#include "journey/map_parts.hpp"

namespace voxmap {
namespace {

// Of groups of which one holds the other: the few people more would show in the difference of the
// sums.
bool few_apart(const SeriesStage& a, const SeriesStage& b, std::int64_t min_n) {
  const std::int64_t apart = a.feeling.persons - b.feeling.persons;
  return apart != 0 && apart > -min_n && apart < min_n;
}

void add_ratings(std::vector<RatingDifference>& out, const Stage& stage,
                 const std::vector<SeriesKpi>& a, const std::vector<SeriesKpi>& b) {
  for (const SeriesKpi& left : a) {
    const auto right = std::ranges::find_if(b, [&](const SeriesKpi& k) {
      return k.kpi.definition == left.kpi.definition && k.kpi.scale == left.kpi.scale;
    });
    if (right == b.end() || left.kpi.cell != Cell::shown || right->kpi.cell != Cell::shown) {
      continue;
    }
    const KpiDefinition* definition = find_kpi(left.kpi.scale, left.kpi.definition);
    out.push_back({.stage = stage.id,
                   .title = stage.title,
                   .a = left.kpi,
                   .b = right->kpi,
                   .change = kpi_difference(*definition, right->histogram, left.histogram)});
  }
}

}  // namespace

Comparison compare(const Journey& journey, Series a, Series b, const CompareOptions& options) {
  Comparison out;
  out.title = options.title.empty() ? journey.title : options.title;
  out.a = a.title;
  out.b = b.title;
  out.persons_a = a.persons;
  out.persons_b = b.persons;
  out.rounded_a = a.rounded;
  out.rounded_b = b.rounded;
  out.min_n = options.min_n;
  out.same_people = options.same_people;
  std::vector<double> p;
  for (std::size_t i = 0; i < journey.stages.size(); ++i) {
    SeriesStage& left = a.stages[i];
    SeriesStage& right = b.stages[i];
    const bool both = left.cell == Cell::shown && right.cell == Cell::shown;
    if (options.nested && both && few_apart(left, right, options.min_n)) hide(right);
    StageDifference d;
    d.id = journey.stages[i].id;
    d.title = journey.stages[i].title;
    d.cell_a = left.cell;
    d.cell_b = right.cell;
    d.a = left.feeling;
    d.b = right.feeling;
    if (left.cell == Cell::shown && right.cell == Cell::shown) {
      d.change = welch(right.sample, left.sample);
    }
    if (d.change) {
      d.change->value /= kCenti;
      d.change->interval.low /= kCenti;
      d.change->interval.high /= kCenti;
      p.push_back(d.change->p);
    }
    out.stages.push_back(std::move(d));
  }
  out.tests = p.size();
  const std::vector<double> adjusted = holm(p);
  std::size_t at = 0;
  for (StageDifference& d : out.stages) {
    if (!d.change) continue;
    d.adjusted = adjusted[at++];
    d.significant = d.adjusted < 0.05;
  }
  add_ratings(out.ratings, Stage{}, a.kpis, b.kpis);
  for (std::size_t i = 0; i < journey.stages.size(); ++i) {
    add_ratings(out.ratings, journey.stages[i], a.stages[i].kpis, b.stages[i].kpis);
  }
  return out;
}

std::string compare_note(const Comparison& c) {
  std::string out = fmt::format(
      "Difference: second minus first, with Welch's 95 % interval. {} stage{} compared; p is "
      "adjusted for that many by Holm, and an arrow stands only where it is below 0.05.",
      c.tests, c.tests == 1 ? " is" : "s are");
  if (c.same_people) {
    out += " People who are on both sides make the intervals too wide, not too narrow.";
  }
  return out;
}

}  // namespace voxmap
