// Means and ratings by day, week or month.
#include "journey/export_metric.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/time.hpp"
#include "journey/export.hpp"
#include "journey/format.hpp"
#include "journey/journey_file.hpp"
#include "journey/statistics.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using Every = MetricOptions::Every;

sys_days start_of(Time at, Every every) {
  const auto day = std::chrono::floor<days>(at);
  if (every == Every::day) return day;
  if (every == Every::week) return day - (std::chrono::weekday(day) - std::chrono::Monday);
  const std::chrono::year_month_day date(day);
  return sys_days(date.year() / date.month() / 1);
}

sys_days next(sys_days start, Every every) {
  if (every == Every::day) return start + days(1);
  if (every == Every::week) return start + days(7);
  const std::chrono::year_month_day date(start);
  return sys_days((date.year() / date.month() + std::chrono::months(1)) / 1);
}

std::int64_t round_half(std::int64_t of, std::int64_t by) {
  return (of >= 0 ? of + by / 2 : of - by / 2) / by;
}

class Rows {
 public:
  explicit Rows(const MetricOptions& options) : options_(options) { out_.csv = "date,value\n"; }
  void add(sys_days start, std::int64_t n, double value, int decimals) {
    if (n < options_.min_n) {
      ++out_.hidden;
      return;
    }
    out_.csv += fmt::format("{},{}\n", format_date(start), fixed(value, decimals));
    ++out_.rows;
  }
  Metric& out() { return out_; }

 private:
  const MetricOptions& options_;
  Metric out_;
};

void valence(Reader& reader, const Filter& filter, const MetricOptions& options, Rows& rows) {
  struct Sum {
    std::int64_t valence = 0, mentions = 0;
  };
  std::map<sys_days, std::map<std::string, Sum>> periods;
  ExportOptions all;
  all.filter = filter;
  each_exported(reader, all, [&](const MentionRow& row) {
    if (row.label == Label::none) return;
    if (!row.said_at) {
      ++rows.out().without_time;
      return;
    }
    Sum& sum = periods[start_of(*row.said_at, options.every)][export_person(row)];
    sum.valence += row.valence;
    ++sum.mentions;
  });
  for (const auto& [start, people] : periods) {
    std::int64_t centi = 0;  // as on the map: a person's mean is rounded to a hundredth of a score
    for (const auto& [person, sum] : people) centi += round_half(sum.valence * 100, sum.mentions);
    const auto n = static_cast<std::int64_t>(people.size());
    rows.add(start, n, static_cast<double>(centi) / static_cast<double>(n) / 100000, 4);
  }
}

void rating(Reader& reader, Filter filter, const MetricOptions& options,
            const KpiDefinition& definition, Rows& rows) {
  const Reader::Totals totals = reader.totals(filter);
  if (!totals.oldest || !totals.newest) return;
  const auto from = filter.from;
  const auto to = filter.to;
  for (sys_days start = start_of(*totals.oldest, options.every); start <= *totals.newest;) {
    const sys_days end = next(start, options.every);
    filter.from = from ? std::max(*from, Time(start)) : Time(start);
    filter.to = to ? std::min(*to, Time(end)) : Time(end);
    std::map<std::int64_t, std::int64_t> histogram;
    for (const RatingStats& r : reader.ratings(filter)) {
      if (!r.stage.empty() || r.scale != definition.scale) continue;
      for (const auto& [milli, count] : r.histogram) histogram[milli] += count;
    }
    const KpiEstimate estimate = estimate_kpi(definition, histogram);
    if (estimate.n > 0) rows.add(start, estimate.n, estimate.value, 2);
    start = end;
  }
}

}  // namespace

Metric export_metric(Reader& reader, const Filter& filter, const MetricOptions& options) {
  Rows rows(options);
  if (options.metric == "valence") {
    valence(reader, filter, options, rows);
    return std::move(rows.out());
  }
  const auto colon = options.metric.find(':');
  const std::string_view scale = std::string_view(options.metric).substr(0, colon);
  const std::string_view name = colon == std::string::npos
                                    ? std::string_view()
                                    : std::string_view(options.metric).substr(colon + 1);
  const KpiDefinition* definition = find_kpi(scale, name);
  if (definition == nullptr) {
    throw Error(Exit::usage, fmt::format("no metric \"{}\"", options.metric),
                "valence, or a rating's scale such as nps, csat, ces, stars; nps:nps_0_10 names "
                "its definition");
  }
  rating(reader, filter, options, *definition, rows);
  return std::move(rows.out());
}

}  // namespace voxmap
