// Prints how a place's numbers add up.
#include "cli/explain_place.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "cli/explain_line.hpp"
#include "cli/store_flags.hpp"
#include "journey/feelings.hpp"
#include "journey/format.hpp"
#include "journey/guard.hpp"
#include "journey/json_out.hpp"
#include "journey/map_parts.hpp"
#include "journey/places.hpp"
#include "journey/replay.hpp"
#include "voxmap/act.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMilli = 1000;

// "joy 12, anger 3": those over 0; with their share of `of`, unless that is 0: "joy 12 (40 %)".
template <typename Names, typename Counts>
std::string listed(const Names& names, const Counts& counts, std::int64_t of = 0) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::size(names); ++i) {
    if (counts[i] <= 0) continue;
    parts.push_back(fmt::format("{} {}", names[i], grouped(counts[i])));
    if (of > 0) {
      parts.back() +=
          fmt::format(" ({})", percent(static_cast<double>(counts[i]) / static_cast<double>(of)));
    }
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

// "negative 53 % (48 to 58 %)" of the scored mentions, as the map has it.
std::string label_shares(const Stats& s) {
  const std::int64_t scored = s.mentions - s.by_label[static_cast<std::size_t>(Label::none)];
  if (scored == 0) return {};
  std::vector<std::string> parts;
  for (const Label label : {Label::negative, Label::neutral, Label::positive}) {
    const Share share = share_of(s.by_label[static_cast<std::size_t>(label)], scored);
    parts.push_back(fmt::format("{} {} ({} to {} %)", to_string(label), percent(share.share),
                                fixed(share.interval.low * 100, 0),
                                fixed(share.interval.high * 100, 0)));
  }
  return explain_line("", fmt::format("of {} scored: {}", grouped(scored), fmt::join(parts, ", ")));
}

std::string feelings_of_people(const Replay& replay, std::int64_t min_n) {
  std::vector<std::string> parts;
  for (const auto& [name, felt] : replay.feelings) {
    if (felt.persons < min_n) continue;
    parts.push_back(fmt::format("{} {} ({} mentions)", feeling_title(name), grouped(felt.persons),
                                grouped(felt.mentions)));
  }
  if (parts.empty()) return {};
  return explain_line("feelings", fmt::format("of people: {}", fmt::join(parts, ", ")));
}

// A touchpoint's share of its stage's mentions and its importance, from the map's own numbers.
std::string importance(const MapData& map, const std::string& touchpoint, bool unicode) {
  std::int64_t pairs = 0;
  double sum = 0;
  const MapTouchpoint* own = nullptr;
  const MapStage* stage = nullptr;
  for (const MapStage& s : map.stages) {
    for (const MapTouchpoint& t : s.touchpoints) {
      if (t.cell != Cell::shown) continue;
      pairs += t.feeling.persons;
      sum += t.feeling.mean * static_cast<double>(t.feeling.persons);
      if (t.id != touchpoint) continue;
      own = &t;
      stage = &s;
    }
  }
  if (own == nullptr) return {};
  std::string out =
      explain_line("share", fmt::format("{} of {} mentions of {} = {}", grouped(own->mentions),
                                        grouped(stage->mentions), terminal_safe(stage->title),
                                        percent(own->share)));
  if (!own->impact) return out;
  const double all = sum / static_cast<double>(pairs);
  const std::int64_t others = pairs - own->feeling.persons;
  return out +
         explain_line(
             "importance",
             fmt::format("{}: the mean over {} pairs of a person and a shown touchpoint, {}, minus "
                         "that over the {} without it, {}",
                         signed_fixed(*own->impact, 3, unicode), grouped(pairs),
                         signed_fixed(all, 5, unicode), grouped(others),
                         signed_fixed(all - *own->impact, 5, unicode)));
}

std::string arithmetic(const Replay& replay, bool unicode) {
  const Stats& s = replay.sums;
  const Feeling feeling = feeling_of(s);
  const double sum = static_cast<double>(s.sum_mean) / kCenti;
  std::string out = explain_line(
      "valence",
      fmt::format("{}{}", signed_fixed(feeling.mean, 2, unicode),
                  feeling.interval ? fmt::format(", 95 %: {} to {}",
                                                 signed_fixed(feeling.interval->low, 2, unicode),
                                                 signed_fixed(feeling.interval->high, 2, unicode))
                                   : std::string()));
  out += explain_line("", fmt::format("the means of {} people add up to {}; / {} = {}",
                                      grouped(s.persons), signed_fixed(sum, 5, unicode),
                                      grouped(s.persons), signed_fixed(feeling.mean, 5, unicode)));
  if (feeling.interval) {
    const double squares = static_cast<double>(s.sum_mean_square) / kCenti / kCenti;
    const double t = t_975(s.persons - 1);
    out += explain_line(
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
  static constexpr std::array<std::string_view, 1> kNone = {"no emotion"};
  std::string out = explain_line(
      "mentions", fmt::format("{}: {}", grouped(s.mentions), listed(kLabels, s.by_label)));
  out += label_shares(s);
  std::int64_t marks = s.no_emotion;
  for (const std::int64_t m : s.emotion_marks) marks += m;
  out += explain_line("emotions", fmt::format("{} marks: {}{}{}", grouped(marks),
                                              listed(kEmotionNames, s.emotion_marks, marks),
                                              marks > s.no_emotion ? ", " : "",
                                              listed(kNone, std::array{s.no_emotion}, marks)));
  if (const auto acts = listed(kActNames, s.acts); !acts.empty()) out += explain_line("acts", acts);
  if (s.at_risk > 0)
    out += explain_line("at risk", fmt::format("{} mentions ({})", grouped(s.at_risk),
                                               percent(share_of(s.at_risk, s.mentions).share)));
  std::vector<std::string> sources;
  for (const SourceVolume& v : volume_of(s, min_n)) {
    sources.push_back(terminal_safe(v.source) + " " +
                      (v.cell == Cell::shown ? grouped(v.mentions) : "(few)"));
  }
  return out + explain_line("sources", fmt::format("{}", fmt::join(sources, ", ")));
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
    out += explain_line(kpi.label, fmt::format("{} ({}), {}, of {} answers: {}",
                                               kpi_value(kpi, kpi.estimate.value, unicode),
                                               kpi.definition, kpi_interval(kpi, unicode),
                                               grouped(kpi.estimate.n), fmt::join(parts, ", ")));
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
  return out + explain_rest(replay.people.size(), limit);
}

Json label_shares_json(const Stats& s) {
  const std::int64_t scored = s.mentions - s.by_label[static_cast<std::size_t>(Label::none)];
  Json json = Json::object();
  for (const Label label : {Label::negative, Label::neutral, Label::positive}) {
    const Share share = share_of(s.by_label[static_cast<std::size_t>(label)], scored);
    json[std::string(to_string(label))] = {{"count", share.count},
                                           {"share", rounded(share.share, 6)},
                                           {"interval", interval_json(share.interval, 6)}};
  }
  return json;
}

template <typename Names, typename Counts>
Json tallies_json(const Names& names, const Counts& counts) {
  Json json = Json::object();
  for (std::size_t i = 0; i < std::size(names); ++i) json[std::string(names[i])] = counts[i];
  return json;
}

const MapTouchpoint* find_on_map(const MapData& map, const std::string& touchpoint) {
  for (const MapStage& s : map.stages) {
    for (const MapTouchpoint& t : s.touchpoints) {
      if (t.id == touchpoint) return &t;
    }
  }
  return nullptr;
}

std::string place_json(const Replay& replay, const MapData& map, const Filter& filter,
                       std::int64_t min_n) {
  const Stats& s = replay.sums;
  Json json = {{"stage", filter.stage}, {"touchpoint", filter.touchpoint}};
  json["same_as_map"] = replay.same;
  json["persons"] = s.persons;
  json["sum_of_means_centi"] = s.sum_mean;
  json["sum_of_squares_centi"] = s.sum_mean_square;
  const Feeling feeling = feeling_of(s);
  json["valence"] = rounded(feeling.mean, 6);
  json["interval"] = interval_json(feeling.interval, 6);
  json["mentions"] = s.mentions;
  json["labels"] = label_shares_json(s);
  json["emotions"] = tallies_json(kEmotionNames, s.emotion_marks);
  json["emotions"]["none"] = s.no_emotion;
  json["acts"] = tallies_json(kActNames, s.acts);
  json["at_risk"] = s.at_risk;
  json["feelings"] = Json::object();
  for (const auto& [name, felt] : replay.feelings) {
    if (felt.persons < min_n) continue;
    json["feelings"][name] = {{"persons", felt.persons}, {"mentions", felt.mentions}};
  }
  if (const MapTouchpoint* t = find_on_map(map, filter.touchpoint)) {
    json["share"] = rounded(t->share, 6);
    json["impact"] = t->impact ? Json(rounded(*t->impact, 6)) : Json();
  }
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
  return json_text(json, -1);
}

}  // namespace

int explain_place(Context& context) {
  const auto& args = context.arguments;
  const auto [path, store, reader, journey] = open_map_store(args);
  const Filter filter = filter_from(args, journey);
  const std::int64_t min_n = explain_min_n(args);
  const Replay replay = replay_place(*reader, filter);
  if (replay.sums.persons < min_n) {
    return explain_nothing(context,
                           fmt::format("fewer than {} people: hidden on the map, and here", min_n));
  }
  MapOptions options;
  options.filter = filter;
  options.filter.stage = options.filter.touchpoint = "";
  options.min_n = min_n;
  const bool touchpoint = !filter.touchpoint.empty();
  const MapData map = touchpoint ? build_map(*reader, journey, options) : MapData{};
  const MapTouchpoint* const on_map = find_on_map(map, filter.touchpoint);
  if (on_map != nullptr && on_map->rounded) {
    return explain_nothing(
        context,
        "its exact numbers would give away a hidden touchpoint of its stage, so that "
        "the map rounds them; --min-n 1 adds up everything");
  }
  if (!replay.same) {
    explain_differs(path);
  }
  if (args.has("json")) {
    context.out.write(place_json(replay, map, filter, min_n));
    return 0;
  }
  const bool unicode = context.out.unicode();
  const std::string title = filter.touchpoint.empty() && filter.stage == "unassigned"
                                ? "not on any stage"
                                : place_title(journey, {filter.stage, filter.touchpoint});
  context.out.write(
      fmt::format("{}\n\n", terminal_safe(title)) + arithmetic(replay, unicode) +
      counts(replay.sums, min_n) + feelings_of_people(replay, min_n) +
      importance(map, filter.touchpoint, unicode) + kpis(*reader, journey, filter, min_n, unicode) +
      explain_line("added up", "again from the mentions: the map's sums are the same") +
      people(replay, explain_limit(args), unicode) +
      fmt::format("\n  of a mention: voxmap explain --store {} MENTION\n", shell_word(path)));
  return 0;
}

}  // namespace voxmap::cli
