// How old the data are, and how a stage's feeling went month by month.
#include <fmt/format.h>

#include <algorithm>

#include "base/time.hpp"
#include "journey/map_extras.hpp"
#include "journey/map_parts.hpp"

namespace voxmap {
namespace {

constexpr std::int64_t kMonthsAYear = 12;

std::optional<std::chrono::sys_days> day_of(std::string_view iso) {
  if (iso.size() != 10) return std::nullopt;
  const auto time = parse_time(iso);
  if (!time || time->ambiguous_order) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(time->at);
}

// Months are counted from year 0.
std::optional<std::int64_t> month_of(std::string_view iso) {
  const auto day = day_of(iso);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date(*day);
  return std::int64_t{int{date.year()}} * 12 + unsigned{date.month()} - 1;
}

std::string month_name(std::int64_t month) {
  return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

std::string last_day(std::int64_t month) {
  using namespace std::chrono;
  const year_month_day_last last(
      year(static_cast<int>(month / 12)),
      month_day_last(std::chrono::month(static_cast<unsigned>(month % 12 + 1))));
  return format_date(sys_days(last));
}

// Hidden months together must be of min_n people, or the stage's mean minus theirs would give the
// few away: so long as they are fewer, the smallest month that is shown goes as well.
void hide_few(std::vector<TrendPoint>& trend, const std::vector<std::int64_t>& persons,
              std::int64_t min_n) {
  std::int64_t hidden = 0;
  for (std::size_t i = 0; i < trend.size(); ++i) {
    if (trend[i].cell == Cell::hidden) hidden += persons[i];
  }
  while (hidden > 0 && hidden < min_n) {
    std::size_t least = trend.size();
    for (std::size_t i = 0; i < trend.size(); ++i) {
      if (trend[i].cell != Cell::shown) continue;
      if (least == trend.size() || persons[i] < persons[least]) least = i;
    }
    if (least == trend.size()) return;
    hidden += persons[least];
    trend[least] = {Cell::hidden, 0, 0};
  }
}

void fill(MapStage& s, const std::vector<MonthStats>& all, std::int64_t first, std::size_t months,
          std::int64_t min_n) {
  s.trend.assign(months, {});
  std::vector<std::int64_t> persons(months, 0);
  std::int64_t newest = -1;
  for (const MonthStats& m : all) {
    if (m.stage != s.id || m.persons <= 0) continue;
    newest = std::max(newest, m.month);
    if (m.month < first || m.month - first >= static_cast<std::int64_t>(months)) continue;
    const auto at = static_cast<std::size_t>(m.month - first);
    persons[at] = m.persons;
    TrendPoint& point = s.trend[at];
    point.cell = m.persons < min_n ? Cell::hidden : Cell::shown;
    if (point.cell == Cell::hidden) continue;
    point.persons = m.persons;
    point.mean = static_cast<double>(m.sum_mean) / static_cast<double>(m.persons) / kCenti;
  }
  hide_few(s.trend, persons, min_n);
  if (newest >= 0) s.newest = month_name(newest);
}

}  // namespace

std::optional<std::int64_t> days_between(std::string_view from, std::string_view to) {
  const auto a = day_of(from);
  const auto b = day_of(to);
  if (!a || !b) return std::nullopt;
  return (*b - *a).count();
}

void add_ages(MapData& map, Reader& reader, const Filter& filter, const MapOptions& options) {
  map.freshness.on = options.on.empty() ? map.newest : options.on;
  const auto newest = month_of(map.newest);
  if (newest) {
    const std::int64_t first =
        std::max(*newest - kMonthsAYear + 1, month_of(map.oldest).value_or(*newest));
    for (std::int64_t m = first; m <= *newest; ++m) map.months.push_back(month_name(m));
    const auto months = reader.months(filter);
    for (MapStage& s : map.stages) {
      if (s.cell == Cell::shown) fill(s, months, first, map.months.size(), map.min_n);
    }
  }
  for (const MapStage& s : map.stages) {
    if (s.cell != Cell::shown) continue;
    ++map.freshness.stages;
    if (s.newest.empty()) continue;
    // A stage's newest day is not known, only its month: it counts as old as that month's end.
    std::string last = last_day(*month_of(s.newest + "-01"));
    if (const auto ahead = days_between(map.newest, last); ahead && *ahead > 0) last = map.newest;
    const auto days = days_between(last, map.freshness.on);
    if (days && *days <= kFreshDays) ++map.freshness.fresh;
  }
  const StoreStatus status = reader.status();
  for (const std::string& name : map.sources) {
    SourceAge age{.source = name, .newest = {}, .days = 0};
    const auto found = std::ranges::find(status.sources, name, &StoreStatus::SourceStatus::name);
    if (found != status.sources.end() && found->newest) {
      age.newest = format_date(*found->newest);
      age.days = days_between(age.newest, map.freshness.on).value_or(0);
    }
    map.ages.push_back(std::move(age));
  }
}

}  // namespace voxmap
