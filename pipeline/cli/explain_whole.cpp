// How ratings and totals add up.
#include "cli/explain_whole.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "base/utf8.hpp"
#include "cli/explain_line.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "journey/guard.hpp"
#include "journey/json_out.hpp"
#include "journey/map_parts.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;
using Answers = std::map<std::int64_t, std::int64_t>;  // milli value -> count
using Formula = KpiDefinition::Formula;

constexpr double kMilliAnswer = 1000;

double value_of(std::int64_t milli) { return static_cast<double>(milli) / kMilliAnswer; }

bool on_scale(const KpiDefinition& d, std::int64_t milli) {
  return milli >= std::int64_t{1000} * d.low && milli <= std::int64_t{1000} * d.high;
}

template <typename Is>
std::int64_t count_if(const KpiDefinition& d, const Answers& answers, const Is& is) {
  std::int64_t sum = 0;
  for (const auto& [milli, n] : answers) sum += on_scale(d, milli) && is(milli) ? n : 0;
  return sum;
}

// NPS and CES net: answers at the two ends.
std::string ends(const KpiDefinition& d, const MapKpi& kpi, const Answers& answers, bool unicode) {
  const std::int64_t from = d.formula == Formula::nps ? 9 : d.from;
  const std::int64_t until = d.formula == Formula::nps ? 6 : 3;
  const std::int64_t high =
      count_if(d, answers, [&](std::int64_t milli) { return milli >= 1000 * from; });
  const std::int64_t low =
      count_if(d, answers, [&](std::int64_t milli) { return milli <= 1000 * until; });
  const auto n = static_cast<double>(kpi.estimate.n);
  const double p = static_cast<double>(high) / n;
  const double q = static_cast<double>(low) / n;
  const double half = 100 * kNormal975 * std::sqrt(std::max(0.0, p + q - (p - q) * (p - q)) / n);
  return explain_line(
             "", fmt::format("{} to {}: {}; {} to {}: {}; 100 x ({} - {}) / {} = {}", from, d.high,
                             grouped(high), d.low, until, grouped(low), high, low, kpi.estimate.n,
                             signed_fixed(kpi.estimate.value, 3, unicode))) +
         explain_line("",
                      fmt::format("{0} 1.96 x 100 x sqrt(({1} + {2} - ({1} - {2})^2) / {3}) = {4}",
                                  unicode ? "±" : "+/-", fixed(p, 5), fixed(q, 5), kpi.estimate.n,
                                  fixed(half, 3)));
}

std::string arithmetic_of(const KpiDefinition& d, const MapKpi& kpi, const Answers& answers,
                          bool unicode) {
  if (d.formula == Formula::nps || d.formula == Formula::net) return ends(d, kpi, answers, unicode);
  if (d.formula == Formula::share_at_least) {
    const std::int64_t high = count_if(
        d, answers, [&](std::int64_t milli) { return milli >= std::int64_t{1000} * d.from; });
    return explain_line("", fmt::format("{} to {}: {} of {}; Wilson's interval", d.from, d.high,
                                        grouped(high), grouped(kpi.estimate.n)));
  }
  std::int64_t sum = 0;
  for (const auto& [milli, n] : answers) sum += on_scale(d, milli) ? milli * n : 0;
  return explain_line("",
                      fmt::format("the answers add up to {}; / {} = {}; Student's t", value_of(sum),
                                  grouped(kpi.estimate.n), fixed(kpi.estimate.value, 5)));
}

// The rating asked for among those of a place.
const MapKpi* asked_for(const std::vector<MapKpi>& kpis, const std::string& name) {
  const auto found = std::ranges::find_if(
      kpis, [&](const MapKpi& k) { return k.definition == name || k.scale == name; });
  return found == kpis.end() ? nullptr : &*found;
}

std::string kpi_text(const MapKpi& kpi, const Answers& answers, const std::string& place,
                     bool unicode) {
  const KpiDefinition& d = *find_kpi(kpi.scale, kpi.definition);
  std::string out = fmt::format("{} of {}\n\n", kpi.label, terminal_safe(place));
  const std::string range = kpi_interval(kpi, unicode);
  out +=
      explain_line("value", fmt::format("{}{} ({})", kpi_value(kpi, kpi.estimate.value, unicode),
                                        range.empty() ? "" : ", 95 %: " + range, kpi.definition));
  out += arithmetic_of(d, kpi, answers, unicode);
  std::vector<std::string> counted;
  std::vector<std::string> off;
  for (const auto& [milli, n] : answers) {
    (on_scale(d, milli) ? counted : off)
        .push_back(fmt::format("{} x {}", grouped(n), value_of(milli)));
  }
  out += explain_line("answers",
                      fmt::format("{}: {}", grouped(kpi.estimate.n), fmt::join(counted, ", ")));
  if (!off.empty())
    out += explain_line("off scale", fmt::format("{}: not counted", fmt::join(off, ", ")));
  if (kpi.target) {
    out += explain_line(
        "target", fmt::format("{}: {}", kpi_value(kpi, *kpi.target, unicode), target_word(kpi)));
  }
  return out;
}

std::string kpi_json(const MapKpi& kpi, const Answers& answers, const std::string& stage) {
  const KpiDefinition& d = *find_kpi(kpi.scale, kpi.definition);
  Json json = {{"stage", stage}, {"scale", kpi.scale}, {"definition", kpi.definition}};
  json["n"] = kpi.estimate.n;
  json["value"] = rounded(kpi.estimate.value, 6);
  json["interval"] = interval_json(kpi.estimate.interval, 6);
  json["answers"] = Json::array();
  for (const auto& [milli, n] : answers) {
    json["answers"].push_back(
        {{"value", value_of(milli)}, {"count", n}, {"on_scale", on_scale(d, milli)}});
  }
  return json_text(json, -1);
}

// What the totals are made of, counted again.
struct Whole {
  std::set<std::pair<std::string, std::string>> documents, people;
  std::map<std::string, std::int64_t> mentions;  // by stage; "": on none
  std::int64_t all = 0;
};

Whole count_again(Reader& reader, const Filter& filter) {
  Whole out;
  reader.each_mention(filter, [&](const MentionRow& m) {
    out.documents.emplace(m.source, m.key);
    out.people.emplace(m.respondent.empty() ? m.source : std::string(),
                       m.respondent.empty() ? m.key : m.respondent);
    ++out.mentions[m.stage];
    ++out.all;
    return true;
  });
  return out;
}

std::string with_rest(std::int64_t total, std::size_t said) {
  const std::int64_t rest = total - static_cast<std::int64_t>(said);
  return grouped(total) +
         (rest > 0 ? fmt::format(": {} said something, {} only gave a rating",
                                 grouped(static_cast<std::int64_t>(said)), grouped(rest))
                   : "");
}

std::string totals_text(const MapData& map, const Whole& whole) {
  const MapTotals& t = map.totals;
  std::vector<std::string> stages;
  for (const MapStage& s : map.stages) {
    const auto found = whole.mentions.find(s.id);
    const std::int64_t n = found == whole.mentions.end() ? 0 : found->second;
    stages.push_back(s.id + " " + (s.cell == Cell::hidden ? "(few)" : grouped(n)));
  }
  std::string out = "The whole journey\n\n";
  out += explain_line("people", with_rest(t.persons, whole.people.size()));
  out += explain_line("documents", with_rest(t.documents, whole.documents.size()));
  out += explain_line("mentions", fmt::format("{}: {}, on no stage {}", grouped(t.mentions),
                                              fmt::join(stages, ", "), grouped(t.unassigned)));
  out += explain_line("coverage", fmt::format("({} - {}) / {} = {}", t.mentions, t.unassigned,
                                              t.mentions, fixed(t.coverage, 4)));
  const Freshness& f = map.freshness;
  std::vector<std::string> newest;
  for (const MapStage& s : map.stages) {
    if (s.cell == Cell::shown && !s.newest.empty()) newest.push_back(s.id + " " + s.newest);
  }
  out += explain_line("fresh", fmt::format("{} of {} shown stages have data of the {} days to {}",
                                           f.fresh, f.stages, kFreshDays, f.on));
  if (!newest.empty()) out += explain_line("", fmt::format("newest: {}", fmt::join(newest, ", ")));
  for (const SourceAge& age : map.ages) {
    out += explain_line(
        "source",
        terminal_safe(age.source) +
            (age.newest.empty() ? std::string(": no dates")
                                : fmt::format(": newest {}, {} day{} before", age.newest,
                                              grouped(age.days), age.days == 1 ? "" : "s")));
  }
  return out + explain_line("added up", "again from the mentions: the map's totals are the same");
}

std::string totals_json(const MapData& map, const Whole& whole) {
  const MapTotals& t = map.totals;
  Json json = {{"persons", t.persons},
               {"persons_with_mentions", whole.people.size()},
               {"documents", t.documents},
               {"documents_with_mentions", whole.documents.size()},
               {"mentions", t.mentions},
               {"unassigned", t.unassigned},
               {"coverage", rounded(t.coverage, 6)}};
  json["stages"] = Json::object();
  for (const MapStage& s : map.stages) {
    const auto found = whole.mentions.find(s.id);
    json["stages"][s.id] = s.cell == Cell::hidden          ? Json()
                           : found == whole.mentions.end() ? Json(0)
                                                           : Json(found->second);
  }
  return json_text(json, -1);
}

}  // namespace

int explain_kpi(Context& context) {
  const auto& args = context.arguments;
  const auto [path, store, reader, journey] = open_map_store(args);
  Filter filter = filter_from(args, journey);
  const std::string stage = std::exchange(filter.stage, "");
  const std::int64_t min_n = explain_min_n(args);
  const auto ratings = reader->ratings(filter);
  const JourneyKpis all = journey_kpis(ratings, journey, min_n);
  const auto at = std::ranges::find(journey.stages, stage, &Stage::id);
  if (!stage.empty() && at == journey.stages.end()) {
    throw Error(Exit::usage, "ratings are of the whole journey or of a stage");
  }
  const auto& list =
      stage.empty() ? all.whole : all.stages[static_cast<std::size_t>(at - journey.stages.begin())];
  const MapKpi* kpi = asked_for(list, args.get("kpi"));
  if (kpi == nullptr || kpi->cell == Cell::empty) {
    std::vector<std::string> known;
    for (const MapKpi& k : list) {
      if (k.cell != Cell::empty) known.push_back(k.scale);
    }
    return explain_nothing(
        context,
        fmt::format("nobody was asked \"{}\" here{}", args.get("kpi"),
                    known.empty() ? "" : fmt::format("; known: {}", fmt::join(known, ", "))));
  }
  if (kpi->cell == Cell::hidden) {
    return explain_nothing(context,
                           fmt::format("fewer than {} answers, or they would tell of as few: "
                                       "hidden on the map, and here",
                                       min_n));
  }
  Answers answers;
  for (const RatingStats& r : ratings) {
    if (r.stage != stage || r.scale != kpi->scale) continue;
    for (const auto& [milli, n] : r.histogram) answers[milli] += n;
  }
  context.out.write(args.has("json")
                        ? kpi_json(*kpi, answers, stage)
                        : kpi_text(*kpi, answers, stage.empty() ? "the whole journey" : at->title,
                                   context.out.unicode()));
  return 0;
}

int explain_totals(Context& context) {
  const auto& args = context.arguments;
  const auto [path, store, reader, journey] = open_map_store(args);
  MapOptions options;
  options.filter = filter_from(args, journey);
  options.min_n = explain_min_n(args);
  const MapData map = build_map(*reader, journey, options);
  if (map.totals.rounded) {
    return explain_nothing(
        context,
        "exact totals would give a hidden stage away, so that the map rounds them; "
        "--min-n 1 adds up everything");
  }
  const Whole whole = count_again(*reader, options.filter);
  const auto none = whole.mentions.find("");
  const MapTotals& t = map.totals;
  if (whole.all != t.mentions ||
      (none == whole.mentions.end() ? 0 : none->second) != t.unassigned ||
      static_cast<std::int64_t>(whole.people.size()) > t.persons ||
      static_cast<std::int64_t>(whole.documents.size()) > t.documents) {
    explain_differs(path);
  }
  context.out.write(args.has("json") ? totals_json(map, whole) : totals_text(map, whole));
  return 0;
}

}  // namespace voxmap::cli
