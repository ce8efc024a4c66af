// Who stands behind a hand-over and behind a hypothesis.
#include "cli/explain_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "cli/explain_line.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "journey/handovers.hpp"
#include "journey/hypotheses.hpp"
#include "journey/hypotheses_map.hpp"
#include "journey/json_out.hpp"
#include "journey/map_parts.hpp"
#include "journey/replay.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string value(const std::optional<std::int64_t>& centi, bool unicode) {
  return centi ? signed_fixed(static_cast<double>(*centi) / kCenti, 5, unicode) : "-";
}

Json value_json(const std::optional<std::int64_t>& centi) { return centi ? Json(*centi) : Json(); }

Json people_json(const std::vector<ReplayPair>& people) {
  Json out = Json::array();
  for (const ReplayPair& p : people) {
    out.push_back({{"source", p.source},
                   {"key", p.key},
                   {"first_centi", value_json(p.first)},
                   {"second_centi", value_json(p.second)}});
  }
  return out;
}

std::string people_text(const std::vector<ReplayPair>& people, std::size_t limit,
                        std::string_view first, std::string_view second, bool unicode) {
  std::string out = fmt::format("\n  {:>10}  {:>10}\n", first, second);
  for (const ReplayPair& p : std::span(people).first(std::min(limit, people.size()))) {
    out += fmt::format("  {}  {}  {} {}\n", pad_left(value(p.first, unicode), 10),
                       pad_left(value(p.second, unicode), 10), terminal_safe(p.source),
                       terminal_safe(p.key));
  }
  return out + explain_rest(people.size(), limit);
}

// "the values of 12 people add up to -1.20000; / 12 = -0.10000"
std::string mean_line(std::string_view name, const Sample& s, bool unicode) {
  const double sum = static_cast<double>(s.sum) / kCenti;
  return explain_line(name, fmt::format("{} people add up to {}; / {} = {}", grouped(s.n),
                                        signed_fixed(sum, 5, unicode), grouped(s.n),
                                        signed_fixed(sum / static_cast<double>(s.n), 5, unicode)));
}

void same_or_throw(const std::string& path, double a, double b, std::int64_t n, std::int64_t m) {
  if (n != m || std::abs(a - b) > 1e-9) explain_differs(path);
}

struct HypothesisSides {
  Sample here, elsewhere;  // as they are compared
  std::vector<ReplayPair> people;
};

// Those that a test of the same people leaves out are left out here too.
HypothesisSides sides_of(Reader& reader, const Journey& journey, const Filter& filter,
                         const Hypothesis& h, const Tested& t) {
  HypothesisSides out;
  Filter first = filter;
  if (!h.segment.empty()) {
    narrow_to_segment(first, find_group(journey.segments, "segment", h.segment));
  }
  out.people = replay_hypothesis(reader, journey, first, h);
  if (t.same_people) {
    std::erase_if(out.people, [](const ReplayPair& p) { return !p.first || !p.second; });
  }
  for (ReplayPair& p : out.people) {
    if (p.first) out.here.add(*p.first);
    if (p.second && (t.same_people || !p.first)) out.elsewhere.add(*p.second);
    if (p.first && !t.same_people) p.second.reset();
  }
  if (h.against == Hypothesis::Against::segment) {
    Filter second = filter;
    narrow_to_segment(second, find_group(journey.segments, "segment", h.other));
    for (ReplayPair& p : replay_hypothesis(reader, journey, second, h)) {
      out.elsewhere.add(*p.first);
      out.people.push_back({std::move(p.source), std::move(p.key), {}, p.first});
    }
  }
  return out;
}

}  // namespace

int explain_handover(Context& context) {
  const auto& args = context.arguments;
  const auto [path, store, reader, journey] = open_map_store(args);
  Filter filter = filter_from(args, journey);
  const std::string from = std::exchange(filter.touchpoint, "");
  const std::string to = args.get("next");
  if (!journey.find_touchpoint(to)) {
    std::vector<std::string> known;
    known.reserve(journey.touchpoints.size());
    for (const Touchpoint& t : journey.touchpoints) known.push_back(t.id);
    throw Error(Exit::usage, fmt::format("no touchpoint \"{}\" in the journey", to),
                did_you_mean(to, known));
  }
  const std::int64_t min_n = explain_min_n(args);
  const auto all = find_handovers(*reader, journey, filter, min_n);
  const auto found =
      std::ranges::find_if(all, [&](const Handover& h) { return h.from == from && h.to == to; });
  if (found == all.end()) {
    return explain_nothing(context, fmt::format("no hand-over of {} people or more: voxmap paths "
                                                "lists those there are",
                                                min_n));
  }
  const auto people = replay_handover(*reader, filter, from, to);
  Sample before;
  Sample after;
  Sample change;
  for (const ReplayPair& p : people) {
    before.add(*p.first);
    after.add(*p.second);
    change.add(*p.second - *p.first);
  }
  same_or_throw(path, found->change,
                static_cast<double>(change.sum) / static_cast<double>(change.n) / kCenti,
                found->persons, change.n);
  if (args.has("json")) {
    Json json = {
        {"from", from}, {"to", to}, {"persons", change.n}, {"change", rounded(found->change, 6)}};
    json["interval"] = interval_json(found->interval, 6);
    json["people"] = people_json(people);
    context.out.write(json_text(json, -1));
    return 0;
  }
  const bool unicode = context.out.unicode();
  std::string out = fmt::format("{} {} {}\n\n", from, unicode ? "→" : "->", to);
  out += explain_line(
      "change",
      fmt::format("{}{}, p {} by Holm over all hand-overs", signed_fixed(found->change, 2, unicode),
                  found->interval ? fmt::format(", 95 %: {} to {}",
                                                signed_fixed(found->interval->low, 2, unicode),
                                                signed_fixed(found->interval->high, 2, unicode))
                                  : "",
                  fixed(found->p, 3)));
  out += mean_line("before", before, unicode) + mean_line("after", after, unicode) +
         mean_line("difference", change, unicode);
  out +=
      explain_line("", fmt::format("their squares to {}; paired t of {} degrees of freedom",
                                   fixed(static_cast<double>(change.square) / kCenti / kCenti, 5),
                                   change.n - 1));
  context.out.write(out + people_text(people, explain_limit(args), "before", "after", unicode));
  return 0;
}

int explain_hypothesis(Context& context) {
  const auto& args = context.arguments;
  const auto [path, store, reader, journey] = open_map_store(args);
  const Filter filter = filter_from(args, journey);
  const std::int64_t min_n = explain_min_n(args);
  const auto tested = test_hypotheses(*reader, journey, filter, min_n);
  const auto found = std::ranges::find_if(
      tested, [&](const Tested& t) { return t.hypothesis->id == args.get("hypothesis"); });
  if (found == tested.end()) {
    std::vector<std::string> known;
    known.reserve(tested.size());
    for (const Tested& t : tested) known.push_back(t.hypothesis->id);
    throw Error(Exit::usage,
                fmt::format("no hypothesis \"{}\" in the journey", args.get("hypothesis")),
                did_you_mean(args.get("hypothesis"), known));
  }
  if (found->verdict == Verdict::too_few || found->rounded) {
    return explain_nothing(context,
                           fmt::format("fewer than {} people on a side, or exact numbers would "
                                       "tell of as few; --min-n 1 adds up everything",
                                       min_n));
  }
  const Tested& t = *found;
  const Hypothesis& h = *t.hypothesis;
  const HypothesisSides sides = sides_of(*reader, journey, filter, h, t);
  const auto mean = [](const Sample& s) {
    return static_cast<double>(s.sum) / static_cast<double>(s.n) / kCenti;
  };
  same_or_throw(path, t.value, mean(sides.here), t.persons, sides.here.n);
  if (h.against != Hypothesis::Against::threshold) {
    same_or_throw(path, t.reference, mean(sides.elsewhere), t.same_people ? t.persons : t.others,
                  sides.elsewhere.n);
  }
  if (args.has("json")) {
    Json json = hypothesis_json(h, t);
    json["people"] = people_json(sides.people);
    context.out.write(json_text(json, -1));
    return 0;
  }
  const bool unicode = context.out.unicode();
  std::string out = fmt::format("{}\n\n", terminal_safe(h.text));
  out += explain_line(to_string(t.verdict), difference_text(h, t, unicode));
  out += mean_line("at the place", sides.here, unicode);
  if (h.against == Hypothesis::Against::threshold) {
    out += explain_line("against", signed_fixed(h.threshold, 5, unicode));
  } else {
    out += mean_line("against", sides.elsewhere, unicode);
  }
  context.out.write(out +
                    people_text(sides.people, explain_limit(args), "here", "against", unicode));
  return 0;
}

}  // namespace voxmap::cli
