// From the store's integer sums to the numbers of the map, with suppression applied.
#include "journey/map.hpp"
#include "journey/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/time.hpp"
#include "journey/feelings.hpp"
#include "journey/format.hpp"
#include "journey/hypotheses_map.hpp"
#include "journey/map_extras.hpp"
#include "journey/map_parts.hpp"
#include "journey/quotes.hpp"

namespace voxmap {
namespace {

std::int64_t count_of(const Stats& stats, Label label) {
  return stats.by_label[static_cast<std::size_t>(label)];
}

class Builder {
 public:
  Builder(Reader& reader, const Journey& journey, const MapOptions& options)
      : reader_(reader), journey_(journey), options_(options), filter_(options.filter) {}

  MapData build() {
    read_head();
    stats_ = reader_.stats(filter_);
    rounded_ = rounded_touchpoints(stats_, map_.min_n);
    kpis_ = journey_kpis(reader_.ratings(filter_), journey_, map_.min_n);
    read_sources();
    for (std::uint32_t i = 0; i < journey_.stages.size(); ++i) map_.stages.push_back(stage(i));
    map_.kpis = std::move(kpis_.whole);
    read_totals();
    read_extremes();
    add_extras(map_, journey_, options_, stats_);
    add_ages(map_, reader_, filter_, options_);
    read_moments();
    if (options_.insight) add_hypotheses(map_, reader_, journey_, filter_);
    if (options_.feelings) count_feelings(map_, reader_, filter_);
    return std::move(map_);
  }

 private:
  void read_head() {
    map_.journey = journey_.id;
    map_.title = options_.title.empty() ? journey_.title : options_.title;
    map_.version = journey_.version;
    map_.journey_digest = journey_.digest;
    map_.store = options_.store;
    map_.as_of = options_.as_of;
    map_.min_n = std::max<std::int64_t>(1, options_.min_n);
    if (!options_.persona.empty()) {
      const Group& persona = find_group(journey_.personas, "persona", options_.persona);
      map_.persona = persona.title;
      narrow_to_persona(filter_, persona);
    }
    if (!options_.segment.empty()) {
      const Group& segment = find_group(journey_.segments, "segment", options_.segment);
      map_.segment = segment.title;
      narrow_to_segment(filter_, segment);
    }
    map_.narrowed = narrowed();
    if (filter_.from) map_.from = format_date(*filter_.from);
    // The filter's end is exclusive; people read the last day that counts.
    if (filter_.to) map_.to = format_date(*filter_.to - std::chrono::milliseconds(1));
  }

  [[nodiscard]] std::string narrowed() const {
    std::string out;
    const auto flag = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) out += fmt::format(" --{} {}", name, shell_word(value));
    };
    const auto day = [](const std::optional<Time>& at) {
      if (!at) return std::string();
      return *at == std::chrono::floor<std::chrono::days>(*at) ? format_date(*at)
                                                               : format_time(*at);
    };
    flag("persona", options_.persona);
    flag("segment", options_.segment);
    flag("source", filter_.source);
    flag("from", day(filter_.from));
    flag("to", day(filter_.to));
    if (options_.min_n != MapOptions{}.min_n) flag("min-n", std::to_string(map_.min_n));
    return out;
  }

  void read_sources() {
    std::set<std::string> names;
    for (const Stats& s : stats_) {
      for (const auto& [name, count] : s.by_source) {
        if (count > 0) names.insert(name);
      }
    }
    map_.sources.assign(names.begin(), names.end());
  }

  const Stats* find(std::string_view stage, std::string_view touchpoint) const {
    const auto found = std::ranges::find_if(
        stats_, [&](const Stats& s) { return s.stage == stage && s.touchpoint == touchpoint; });
    return found == stats_.end() ? nullptr : &*found;
  }

  MapStage stage(std::uint32_t index) {
    const Stage& from = journey_.stages[index];
    const Stats* stats = find(from.id, "");
    MapStage to;
    to.id = from.id;
    to.title = from.title;
    to.goal = from.goal;
    to.business_goal = from.business_goal;
    to.owner = from.owner;
    to.cell = cell_of(stats, map_.min_n);
    if (to.cell == Cell::shown) fill_stage(*stats, to);
    add_touchpoints(index, stats, to);
    to.kpis = std::move(kpis_.stages[index]);
    for (const MapTouchpoint& t : to.touchpoints) {
      if (t.cell == Cell::hidden) quotes_.leave_out(t.id);
    }
    if (to.cell == Cell::shown) {
      Filter only = filter_;
      only.stage = from.id;
      to.best = quotes_.pick(only, Label::positive);
      to.worst = quotes_.pick(only, Label::negative);
    }
    return to;
  }

  void fill_stage(const Stats& stats, MapStage& to) {
    to.feeling = feeling_of(stats);
    to.mentions = stats.mentions;
    to.scored = stats.mentions - count_of(stats, Label::none);
    to.negative = share_of(count_of(stats, Label::negative), to.scored);
    to.neutral = share_of(count_of(stats, Label::neutral), to.scored);
    to.positive = share_of(count_of(stats, Label::positive), to.scored);
    to.emotion_marks = stats.emotion_marks;
    to.no_emotion = stats.no_emotion;
    to.acts = stats.acts;
    to.at_risk = share_of(stats.at_risk, stats.mentions);
    to.volume = volume_of(stats, map_.sources, map_.min_n);
  }

  void add_touchpoints(std::uint32_t index, const Stats* stage, MapStage& to) {
    for (const Touchpoint& t : journey_.touchpoints) {
      if (t.stage != index) continue;
      const Stats* stats = find(to.id, t.id);
      MapTouchpoint out{.id = t.id,
                        .title = t.title,
                        .channel = t.channel,
                        .device = t.device,
                        .department = t.department,
                        .owner = t.owner,
                        .cell = cell_of(stats, map_.min_n),
                        .feeling = {},
                        .mentions = 0,
                        .share = 0,
                        .rounded = false,
                        .impact = {},
                        .moment = MomentState::none};
      if (to.cell == Cell::hidden && out.cell != Cell::empty) out.cell = Cell::hidden;
      if (out.cell == Cell::shown) {
        out.feeling = feeling_of(*stats);
        out.mentions = stats->mentions;
        out.share = static_cast<double>(stats->mentions) / static_cast<double>(stage->mentions);
      }
      to.touchpoints.push_back(std::move(out));
    }
    for (std::size_t i = 0; i < to.touchpoints.size(); ++i) {
      MapTouchpoint& t = to.touchpoints[i];
      if (t.cell != Cell::shown) continue;
      if (const auto about = rounded_.find(t.id); about != rounded_.end()) {
        t.rounded = true;
        t.feeling.persons = about->second;
        t.mentions = 0;
        t.share = std::round(t.share * 20) / 20;
      }
      const auto mean = [&](std::size_t at) { return to.touchpoints[at].feeling.mean; };
      if (!to.lowest || mean(i) < mean(*to.lowest)) to.lowest = i;
      if (!to.highest || mean(i) > mean(*to.highest)) to.highest = i;
    }
  }

  void read_totals() {
    Reader::Totals totals = reader_.totals(filter_);
    const Stats* unassigned = find("", "");
    MapTotals& to = map_.totals;
    to = {totals.documents, totals.persons, totals.mentions, totals.unassigned, false, 0};
    if (to.mentions > 0) {
      to.coverage =
          static_cast<double>(to.mentions - to.unassigned) / static_cast<double>(to.mentions);
    }
    // Their number is no secret: only a mean over few people would be.
    if (unassigned != nullptr && unassigned->persons > 0) {
      map_.unassigned_cell = cell_of(unassigned, map_.min_n);
    }
    if (map_.unassigned_cell == Cell::shown) map_.unassigned_feeling = feeling_of(*unassigned);
    round_totals(unassigned);
    if (totals.oldest) map_.oldest = format_date(*totals.oldest);
    if (totals.newest) map_.newest = format_date(*totals.newest);
    map_.packs = std::move(totals.packs);
    map_.rules_digest = std::move(totals.rules_digest);
    map_.redaction = std::move(totals.redaction);
    map_.later = totals.later;
  }

  void round_totals(const Stats* unassigned) {
    MapTotals& to = map_.totals;
    HiddenParts hidden;
    std::int64_t persons = map_.unassigned_cell == Cell::shown ? unassigned->persons : 0;
    std::int64_t mentions = to.unassigned;
    for (const MapStage& s : map_.stages) {
      if (s.cell == Cell::hidden) hidden.add(find(s.id, "")->mentions);
      persons += s.feeling.persons;
      mentions += s.mentions;
    }
    const std::int64_t left = to.persons - persons;
    const bool few_left = hidden.parts > 1 && left > 0 && left < map_.min_n;
    if (!hidden.few(map_.min_n) && !few_left) return;
    to.rounded = true;
    to.documents = round_total(to.documents, mentions);
    to.persons = round_total(to.persons, persons);
    const std::int64_t all = mentions + counted_as(hidden, map_.min_n);
    to.coverage = static_cast<double>(all - to.unassigned) / static_cast<double>(all);
    to.coverage = std::round(to.coverage * 100) / 100;
    to.mentions = round_total(all);
    to.unassigned = round_total(to.unassigned);
  }

  void read_moments() {
    std::map<std::string, double> impacts;
    if (!options_.insight && options_.decisions.empty()) return;
    if (options_.insight) impacts = find_impacts(reader_, journey_, filter_, map_.min_n);
    const auto found =
        find_moments(stats_, journey_, impacts, options_.decisions, map_.min_n).moments;
    for (const Moment& moment : found) {
      if (moment.state == MomentState::candidate && !options_.insight) continue;
      for (MapStage& stage : map_.stages) {
        for (MapTouchpoint& t : stage.touchpoints) {
          if (t.id == moment.touchpoint) t.moment = moment.state;
        }
      }
    }
  }

  void read_extremes() {
    for (std::size_t s = 0; s < map_.stages.size(); ++s) {
      const MapStage& stage = map_.stages[s];
      const auto mean = [&](const LowPoint& p) {
        return map_.stages[p.stage].touchpoints[p.touchpoint].feeling.mean;
      };
      if (stage.lowest) {
        const LowPoint low{s, *stage.lowest, {}};
        if (!map_.lowest || mean(low) < mean(*map_.lowest)) map_.lowest = low;
      }
      if (stage.highest) {
        const LowPoint high{s, *stage.highest, {}};
        if (!map_.highest || mean(high) > mean(*map_.highest)) map_.highest = high;
      }
    }
    add_quote(map_.lowest, Label::negative);
    add_quote(map_.highest, Label::positive);
  }

  void add_quote(std::optional<LowPoint>& point, Label label) {
    if (!point) return;
    const MapStage& stage = map_.stages[point->stage];
    Filter only = filter_;
    only.stage = stage.id;
    only.touchpoint = stage.touchpoints[point->touchpoint].id;
    point->quote = quotes_.pick_anyone(only, label);
  }

  Reader& reader_;
  const Journey& journey_;
  const MapOptions& options_;
  Filter filter_;
  QuotePicker quotes_{reader_, journey_};
  std::vector<Stats> stats_;
  std::map<std::string, std::int64_t, std::less<>> rounded_;  // touchpoints and their people
  JourneyKpis kpis_;
  MapData map_;
};

}  // namespace

Share share_of(std::int64_t count, std::int64_t of) {
  if (of == 0) return {};
  return {count, static_cast<double>(count) / static_cast<double>(of), wilson(count, of)};
}

std::string_view to_string(Tone tone) noexcept {
  switch (tone) {
    case Tone::negative:
      return "negative";
    case Tone::positive:
      return "positive";
    case Tone::unclear:
      break;
  }
  return "unclear";
}

std::int64_t MapStage::marks() const {
  std::int64_t sum = no_emotion;
  for (const std::int64_t m : emotion_marks) sum += m;
  return sum;
}

bool MapStage::any_act() const {
  return at_risk.count > 0 ||
         std::ranges::any_of(acts, [](std::int64_t count) { return count > 0; });
}

MomentState MapStage::moment() const {
  MomentState strongest = MomentState::none;
  for (const MapTouchpoint& t : touchpoints) {
    if (t.moment == MomentState::confirmed) return t.moment;
    if (t.moment == MomentState::candidate) strongest = t.moment;
  }
  return strongest;
}

MapData build_map(Reader& reader, const Journey& journey, const MapOptions& options) {
  return Builder(reader, journey, options).build();
}

}  // namespace voxmap
