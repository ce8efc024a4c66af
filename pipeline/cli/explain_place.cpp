// Prints how a place's numbers add up.
#include "cli/explain_place.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "journey/guard.hpp"
#include "journey/map_parts.hpp"
#include "journey/places.hpp"
#include "journey/replay.hpp"
#include "voxmap/act.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMilli = 1000;

std::string line(std::string_view name, const std::string& value) {
  return fmt::format("  {:11}{}\n", name, value);
}

// "joy 12, anger 3": those over 0.
template <typename Names, typename Counts>
std::string listed(const Names& names, const Counts& counts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::size(names); ++i) {
    if (counts[i] > 0) parts.push_back(fmt::format("{} {}", names[i], grouped(counts[i])));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string arithmetic(const Replay& replay, bool unicode) {
  const Stats& s = replay.sums;
  const Feeling feeling = feeling_of(s);
  const double sum = static_cast<double>(s.sum_mean) / kCenti;
  std::string out = line(
      "valence",
      fmt::format("{}{}", signed_fixed(feeling.mean, 2, unicode),
                  feeling.interval ? fmt::format(", 95 %: {} to {}",
                                                 signed_fixed(feeling.interval->low, 2, unicode),
                                                 signed_fixed(feeling.interval->high, 2, unicode))
                                   : std::string()));
  out += line("", fmt::format("the means of {} people add up to {}; / {} = {}", grouped(s.persons),
                              signed_fixed(sum, 5, unicode), grouped(s.persons),
                              signed_fixed(feeling.mean, 5, unicode)));
  if (feeling.interval) {
    const double squares = static_cast<double>(s.sum_mean_square) / kCenti / kCenti;
    const double t = t_975(s.persons - 1);
    out += line(
        "", fmt::format("their squares to {}; standard error {}; t of {} degrees of "
                        "freedom {}: {} {}",
                        fixed(squares, 5), fixed(feeling.half_width / t, 5), grouped(s.persons - 1),
                        fixed(t, 4), unicode ? "±" : "+/-", fixed(feeling.half_width, 5)));
  }
  return out;
}

std::string counts(const Stats& s, std::int64_t min_n) {
  static constexpr std::array<std::string_view, 4> kLabels = {"none", "negative", "neutral",
                                                              "positive"};
  std::string out =
      line("mentions", fmt::format("{}: {}", grouped(s.mentions), listed(kLabels, s.by_label)));
  std::int64_t marks = s.no_emotion;
  for (const std::int64_t m : s.emotion_marks) marks += m;
  out += line("emotions", fmt::format("{} marks: {}{}no emotion {}", grouped(marks),
                                      listed(kEmotionNames, s.emotion_marks),
                                      marks > s.no_emotion ? ", " : "", grouped(s.no_emotion)));
  if (const auto acts = listed(kActNames, s.acts); !acts.empty()) out += line("acts", acts);
  if (s.at_risk > 0) out += line("at risk", grouped(s.at_risk) + " mentions");
  std::vector<std::string> sources;
  for (const SourceVolume& v : volume_of(s, min_n)) {
    sources.push_back(terminal_safe(v.source) + " " +
                      (v.cell == Cell::shown ? grouped(v.mentions) : "(few)"));
  }
  return out + line("sources", fmt::format("{}", fmt::join(sources, ", ")));
}

std::string kpis(Reader& reader, const Journey& journey, const Filter& filter, std::int64_t min_n,
                 bool unicode) {
  const auto stage = std::ranges::find(journey.stages, filter.stage, &Stage::id);
  if (stage == journey.stages.end() || !filter.touchpoint.empty()) return {};
  std::string out;
  Filter everywhere = filter;  // what a stage may say depends on the others
  everywhere.stage = "";
  const auto ratings = reader.ratings(everywhere);
  const auto index = static_cast<std::size_t>(stage - journey.stages.begin());
  const JourneyKpis all = journey_kpis(ratings, journey, min_n);
  for (const MapKpi& kpi : all.stages[index]) {
    if (kpi.cell != Cell::shown) continue;
    std::map<std::int64_t, std::int64_t> answers;
    for (const RatingStats& r : ratings) {
      if (r.stage != stage->id || r.scale != kpi.scale) continue;
      for (const auto& [value, n] : r.histogram) answers[value] += n;
    }
    std::vector<std::string> parts;
    parts.reserve(answers.size());
    for (const auto& [value, n] : answers) {
      parts.push_back(fmt::format("{} x {}", grouped(n), static_cast<double>(value) / kMilli));
    }
    out += line(kpi.label, fmt::format("{} ({}), {}, of {} answers: {}",
                                       kpi_value(kpi, kpi.estimate.value, unicode), kpi.definition,
                                       kpi_interval(kpi, unicode), grouped(kpi.estimate.n),
                                       fmt::join(parts, ", ")));
  }
  return out;
}

std::string people(const Replay& replay, std::size_t limit, bool unicode) {
  std::string out = "\n  people by mean, with the mentions each is the mean of\n";
  for (const ReplayPerson& p :
       std::span(replay.people).first(std::min(limit, replay.people.size()))) {
    std::vector<std::string> parts;
    parts.reserve(p.mentions.size());
    for (const auto& [id, valence] : p.mentions) {
      parts.push_back(fmt::format("{} ({})", id, signed_fixed(valence / kMilli, 3, unicode)));
    }
    out += fmt::format("  {:>9}  {} {}: {}\n",
                       signed_fixed(static_cast<double>(p.centi) / kCenti, 5, unicode),
                       terminal_safe(p.source), terminal_safe(p.key), fmt::join(parts, ", "));
  }
  if (replay.people.size() > limit) {
    out += fmt::format("  and {} more: --limit {}\n",
                       grouped(static_cast<std::int64_t>(replay.people.size() - limit)),
                       replay.people.size());
  }
  return out;
}

std::string place_json(const Replay& replay, const Filter& filter, std::int64_t min_n) {
  const Stats& s = replay.sums;
  Json json = {{"stage", filter.stage}, {"touchpoint", filter.touchpoint}};
  json["same_as_map"] = replay.same;
  json["persons"] = s.persons;
  json["sum_of_means_centi"] = s.sum_mean;
  json["sum_of_squares_centi"] = s.sum_mean_square;
  json["mentions"] = s.mentions;
  json["by_source"] = Json::object();
  for (const SourceVolume& v : volume_of(s, min_n)) {
    json["by_source"][v.source] = v.cell == Cell::shown ? Json(v.mentions) : Json();
  }
  json["people"] = Json::array();
  for (const ReplayPerson& p : replay.people) {
    Json mentions = Json::array();
    for (const auto& [id, valence] : p.mentions) {
      mentions.push_back({{"mention", id}, {"valence", valence}});
    }
    json["people"].push_back({{"source", p.source},
                              {"key", p.key},
                              {"mean_centi", p.centi},
                              {"mentions", std::move(mentions)}});
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

int explain_place(Context& context) {
  const auto& args = context.arguments;
  const auto path = store_path(args);
  const auto store = open_for_reading(path);
  const auto reader = reader_of(*store, args);
  const auto journey = stored_journey(*reader, path);
  const Filter filter = filter_from(args, journey);
  const std::int64_t min_n = args.number("min-n", 1).value_or(5);
  const auto limit = static_cast<std::size_t>(args.number("limit", 1).value_or(20));
  const Replay replay = replay_place(*reader, filter);
  if (replay.sums.persons < min_n) {
    if (!args.has("quiet")) {
      context.err.write(fmt::format("fewer than {} people: hidden on the map, and here\n", min_n));
    }
    return static_cast<int>(Exit::no);
  }
  Filter everywhere = filter;
  everywhere.stage = everywhere.touchpoint = "";
  if (rounded_touchpoints(reader->stats(everywhere), min_n).contains(filter.touchpoint)) {
    if (!args.has("quiet")) {
      context.err.write(
          "its exact numbers would give away a hidden touchpoint of its stage, so that the map "
          "rounds "
          "them; --min-n 1 adds up everything\n");
    }
    return static_cast<int>(Exit::no);
  }
  if (!replay.same) {
    throw Error(Exit::software, path + ": the map's sums differ from its mentions",
                "voxmap check " + shell_word(path));
  }
  if (args.has("json")) {
    context.out.write(place_json(replay, filter, min_n));
    return 0;
  }
  const bool unicode = context.out.unicode();
  const std::string title = filter.touchpoint.empty() && filter.stage == "unassigned"
                                ? "not on any stage"
                                : place_title(journey, {filter.stage, filter.touchpoint});
  context.out.write(
      fmt::format("{}\n\n", terminal_safe(title)) + arithmetic(replay, unicode) +
      counts(replay.sums, min_n) + kpis(*reader, journey, filter, min_n, unicode) +
      line("added up", "again from the mentions: the map's sums are the same") +
      people(replay, limit, unicode) +
      fmt::format("\n  of a mention: voxmap explain --store {} MENTION\n", shell_word(path)));
  return 0;
}

}  // namespace voxmap::cli
