// Leave-one-out, hand-overs between main touchpoints, the look.
#include "journey/map_extras.hpp"

#include <algorithm>
#include <cmath>

#include "journey/map_parts.hpp"

namespace voxmap {
namespace {

const Stats* find(const std::vector<Stats>& stats, const MapStage& s, const MapTouchpoint& t) {
  const auto found = std::ranges::find_if(
      stats, [&](const Stats& one) { return one.stage == s.id && one.touchpoint == t.id; });
  return found == stats.end() ? nullptr : &*found;
}

// Over pairs of a person and a touchpoint, hidden touchpoints left out: so it needs no more than
// the sums there are, and tells nothing of those.
void add_impacts(MapData& map, const std::vector<Stats>& stats) {
  std::int64_t pairs = 0;
  std::int64_t sum = 0;
  // Of a touchpoint whose people are rounded, as many as the map says.
  const auto sum_of = [](const MapTouchpoint& t, const Stats& one) -> std::int64_t {
    if (!t.rounded) return one.sum_mean;
    return std::llround(t.feeling.mean * kCenti * static_cast<double>(t.feeling.persons));
  };
  const auto each = [&](const auto& take) {
    for (MapStage& s : map.stages) {
      for (MapTouchpoint& t : s.touchpoints) {
        if (t.cell != Cell::shown) continue;
        if (const Stats* one = find(stats, s, t)) take(t, *one);
      }
    }
  };
  each([&](MapTouchpoint& t, const Stats& one) {
    pairs += t.feeling.persons;
    sum += sum_of(t, one);
  });
  if (pairs == 0) return;
  const double all = static_cast<double>(sum) / static_cast<double>(pairs);
  each([&](MapTouchpoint& t, const Stats& one) {
    const std::int64_t rest = pairs - t.feeling.persons;
    if (rest <= 0) return;
    const double without = static_cast<double>(sum - sum_of(t, one)) / static_cast<double>(rest);
    t.impact = (all - without) / kCenti;
  });
}

// The touchpoint most is said of; of a stage without shown ones the first in the journey.
const MapTouchpoint* main_touchpoint(const MapStage& s) {
  const MapTouchpoint* best = nullptr;
  for (const MapTouchpoint& t : s.touchpoints) {
    if (t.cell == Cell::shown && (best == nullptr || t.share > best->share)) best = &t;
  }
  if (best == nullptr && !s.touchpoints.empty()) best = &s.touchpoints.front();
  return best;
}

// "any" and "none" are no devices that one could change from.
bool vague(const std::string& device) { return device == "any" || device == "none"; }

void add_handovers(MapData& map) {
  for (std::size_t i = 0; i + 1 < map.stages.size(); ++i) {
    const MapTouchpoint* from = main_touchpoint(map.stages[i]);
    const MapTouchpoint* to = main_touchpoint(map.stages[i + 1]);
    if (from == nullptr || to == nullptr) continue;
    HandOver gap{.from = i,
                 .to = i + 1,
                 .from_touchpoint = from->title,
                 .to_touchpoint = to->title,
                 .changes = {},
                 .change = {},
                 .interval = {},
                 .pairs = 0,
                 .sure = false};
    const auto compare = [&](const std::string& a, const std::string& b) {
      if (!a.empty() && !b.empty() && a != b) gap.changes.push_back(a + " › " + b);
    };
    compare(from->channel, to->channel);
    compare(from->department, to->department);
    if (!vague(from->device) && !vague(to->device)) compare(from->device, to->device);
    if (!gap.changes.empty()) map.handovers.push_back(std::move(gap));
  }
}

// In the words of the map.
std::vector<std::string> changes_of(const Handover& pair) {
  std::vector<std::string> out;
  for (const std::string* change : {&pair.channel, &pair.department, &pair.device}) {
    if (change->empty()) continue;
    std::string text = *change;
    if (const auto at = text.find(" > "); at != std::string::npos) text.replace(at, 3, " › ");
    out.push_back(std::move(text));
  }
  return out;
}

}  // namespace

void pair_handovers(MapData& map, const Journey& journey, const std::vector<Handover>& pairs) {
  const auto stage = [&](const std::string& id) -> std::optional<std::uint32_t> {
    const auto at = journey.find_touchpoint(id);
    return at ? std::optional(journey.touchpoints[*at].stage) : std::nullopt;
  };
  std::vector<HandOver> found;
  for (std::uint32_t i = 0; i + 1 < map.stages.size(); ++i) {
    const Handover* best = nullptr;
    for (const Handover& pair : pairs) {
      if (stage(pair.from) != i || stage(pair.to) != i + 1) continue;
      if (best == nullptr || pair.persons > best->persons) best = &pair;
    }
    if (best == nullptr) {
      const auto known = std::ranges::find(map.handovers, i, &HandOver::from);
      if (known != map.handovers.end()) found.push_back(*known);
      continue;
    }
    const auto title = [&](const std::string& id) {
      return journey.touchpoints[*journey.find_touchpoint(id)].title;
    };
    found.push_back({.from = i,
                     .to = i + 1,
                     .from_touchpoint = title(best->from),
                     .to_touchpoint = title(best->to),
                     .changes = changes_of(*best),
                     .change = best->change,
                     .interval = best->interval,
                     .pairs = best->persons,
                     .sure = best->shown});
  }
  map.handovers = std::move(found);
}

void add_extras(MapData& map, const Journey& journey, const MapOptions& options,
                const std::vector<Stats>& stats) {
  for (std::size_t i = 0; i < map.stages.size(); ++i) {
    if (const auto milli = journey.stages[i].assumed_milli) {
      map.stages[i].assumed = static_cast<double>(*milli) / 1000;
    }
  }
  add_impacts(map, stats);
  add_handovers(map);
  std::string fault;
  if (!journey.lanes.empty()) map.look.lanes = named_lanes(journey.lanes, fault);
  if (!options.lanes.empty()) map.look.lanes = options.lanes;
  (void)parse_curve(journey.curve, map.look.curve);
  if (options.curve) map.look.curve = *options.curve;
}

}  // namespace voxmap
