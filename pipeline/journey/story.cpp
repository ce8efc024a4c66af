// Sentences from numbers. A stage is called good or bad only when its whole interval is on that
// side of 0, better than another only when the intervals do not touch, changed only when the test
// says so.
#include "journey/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "journey/format.hpp"

namespace voxmap {
namespace {

std::string interval(const std::optional<Interval>& range) {
  if (!range) return "no interval";
  return fmt::format("95 %: {} to {}", signed_fixed(range->low, 2), signed_fixed(range->high, 2));
}

std::string basis(const Feeling& f, bool rounded = false) {
  return fmt::format("{}, {}, {} {}", signed_fixed(f.mean, 2), interval(f.interval),
                     rounded ? "n about" : "n =", grouped(f.persons));
}

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    out += i == 0 ? "" : i + 1 == items.size() ? " and " : ", ";
    out += items[i];
  }
  return out;
}

std::vector<std::string> titles(const MapData& map, Tone tone) {
  std::vector<std::string> out;
  for (const MapStage& s : map.stages) {
    if (s.cell == Cell::shown && s.feeling.tone == tone) out.push_back(s.title);
  }
  return out;
}

// The stage that all others are surely above (side -1) or below (1), by intervals that do not
// touch.
const MapStage* surely_extreme(const MapData& map, int side) {
  const MapStage* best = nullptr;
  std::size_t shown = 0;
  for (const MapStage& s : map.stages) {
    if (s.cell != Cell::shown || !s.feeling.interval) continue;
    ++shown;
    if (best == nullptr || side * s.feeling.mean > side * best->feeling.mean) best = &s;
  }
  if (best == nullptr || shown < 2) return nullptr;
  for (const MapStage& s : map.stages) {
    if (&s == best || s.cell != Cell::shown) continue;
    if (!s.feeling.interval) return nullptr;
    const bool apart = side > 0 ? s.feeling.interval->high < best->feeling.interval->low
                                : s.feeling.interval->low > best->feeling.interval->high;
    if (!apart) return nullptr;
  }
  return best;
}

// A change without its sign, which the words beside it tell.
std::string size_of(const MapKpi& k) {
  const std::string text = kpi_difference_text(k, std::abs(*k.change));
  return text.starts_with('+') ? text.substr(1) : text;
}

StoryPart glance(const MapData& map) {
  StoryPart out;
  out.heading = "At a glance";
  const MapTotals& t = map.totals;
  const std::string about = t.rounded ? "about " : "";
  out.sentences.push_back(fmt::format(
      "{}: {}{} people said {}{} things that could be read, {} of them about a stage of this "
      "journey.",
      period(map), about, grouped(t.persons), about, grouped(t.mentions), percent(t.coverage)));
  const auto say = [&](Tone tone, std::string_view word) {
    const auto list = titles(map, tone);
    if (list.empty()) return;
    out.sentences.push_back(fmt::format("People speak {} of {}.", word, listed(list)));
  };
  say(Tone::positive, "well");
  say(Tone::negative, "badly");
  if (const auto open = titles(map, Tone::unclear); !open.empty()) {
    out.sentences.push_back(
        fmt::format("For {} the data do not tell: the interval includes 0.", listed(open)));
  }
  if (const MapStage* high = surely_extreme(map, 1)) {
    out.sentences.push_back(
        fmt::format("No stage is felt better than {} ({}).", high->title, basis(high->feeling)));
  }
  if (const MapStage* low = surely_extreme(map, -1)) {
    out.sentences.push_back(
        fmt::format("None is felt worse than {} ({}).", low->title, basis(low->feeling)));
  }
  for (const MapKpi& k : map.kpis) {
    if (k.cell != Cell::shown) continue;
    const std::string range = kpi_interval(k);
    std::string text =
        fmt::format("{} is {}{}, n = {}", k.label, kpi_value(k, k.estimate.value),
                    range.empty() ? "" : " (95 %: " + range + ")", grouped(k.estimate.n));
    if (const auto arrow = change_arrow(k); !arrow.empty()) {
      text += fmt::format(", {} by {} against the period before (95 %: {} to {})",
                          *k.change > 0 ? "up" : "down", size_of(k),
                          kpi_difference_text(k, k.change_interval.low),
                          kpi_difference_text(k, k.change_interval.high));
    }
    out.sentences.push_back(text + ".");
  }
  return out;
}

void tell_kpis(const MapStage& s, StoryPart& out) {
  for (const MapKpi& k : s.kpis) {
    if (k.cell != Cell::shown) continue;
    const std::string range = kpi_interval(k);
    std::string text =
        fmt::format("{} here is {}{}, n = {}", k.label, kpi_value(k, k.estimate.value),
                    range.empty() ? "" : " (95 %: " + range + ")", grouped(k.estimate.n));
    if (k.target) {
      const std::string_view word = target_word(k);
      text += fmt::format("; the target of {} is {}", kpi_value(k, *k.target),
                          word == "open" ? "inside what the answers allow" : word);
    }
    out.sentences.push_back(text + ".");
  }
}

void tell_changes(const MapData& map, std::size_t i, StoryPart& out) {
  const MapStage& s = map.stages[i];
  for (const Overlay& o : map.overlays) {
    if (i >= o.points.size()) continue;
    const Overlay::Point& p = o.points[i];
    if (p.significant && p.change) {
      out.sentences.push_back(
          fmt::format("That is {} by {} against the period before ({}; Holm over all stages).",
                      *p.change > 0 ? "better" : "worse", fixed(std::abs(*p.change), 2),
                      interval(p.change_interval)));
    }
  }
  if (!s.assumed || !s.feeling.interval) return;
  const Interval& range = *s.feeling.interval;
  if (*s.assumed < range.low || *s.assumed > range.high) {
    out.sentences.push_back(fmt::format("The team assumed {}: people feel {} than that.",
                                        signed_fixed(*s.assumed, 2),
                                        *s.assumed < range.low ? "better" : "worse"));
  } else {
    out.sentences.push_back(
        fmt::format("The team assumed {}, which the data allow.", signed_fixed(*s.assumed, 2)));
  }
}

// Touchpoints that differ from 0 for sure, the most important ones first.
void tell_touchpoints(const MapStage& s, StoryPart& out) {
  const auto list = [&](Tone tone) {
    std::vector<std::string> names;
    for (const MapTouchpoint* t : by_impact(s)) {
      if (t->cell != Cell::shown || t->feeling.tone != tone || names.size() == 3) continue;
      names.push_back(fmt::format("{} ({})", t->title, basis(t->feeling, t->rounded)));
    }
    return names;
  };
  if (const auto good = list(Tone::positive); !good.empty()) {
    out.sentences.push_back("Felt as good here: " + listed(good) + ".");
  }
  if (const auto bad = list(Tone::negative); !bad.empty()) {
    out.sentences.push_back("Felt as bad here: " + listed(bad) + ".");
  }
}

StoryPart stage_part(const MapData& map, std::size_t i) {
  const MapStage& s = map.stages[i];
  StoryPart out;
  out.heading = s.title;
  if (!s.goal.empty()) out.sentences.push_back("What people want here: " + s.goal + ".");
  if (s.cell != Cell::shown) {
    out.sentences.push_back(s.cell == Cell::hidden
                                ? fmt::format("Fewer than {} people spoke of it, so that nothing "
                                              "of it is told.",
                                              map.min_n)
                                : std::string("Nobody spoke of it."));
    return out;
  }
  const Feeling& f = s.feeling;
  out.tone = f.tone;
  const std::string_view verdict = f.tone == Tone::positive   ? "is felt as good"
                                   : f.tone == Tone::negative ? "is felt as bad"
                                                              : "may be felt either way";
  out.sentences.push_back(fmt::format("{} {} ({}){}.", s.title, verdict, basis(f),
                                      f.directional ? ": few people, a direction rather than a "
                                                      "measurement"
                                                    : ""));
  tell_changes(map, i, out);
  if (const auto top = top_emotions(s); !top.empty()) {
    out.sentences.push_back(fmt::format("The emotion found most often is {} ({} of {} marks).",
                                        to_string(top[0].first), percent(top[0].second),
                                        grouped(s.marks())));
  }
  tell_touchpoints(s, out);
  tell_kpis(s, out);
  if (s.best) out.quotes.push_back(*s.best);
  if (s.worst) out.quotes.push_back(*s.worst);
  return out;
}

StoryPart limits(const MapData& map) {
  StoryPart out;
  out.heading = "What this does not tell";
  out.sentences.push_back(
      "The intervals say how well these people stand for others like them, not what those think "
      "who "
      "never answered, and nothing of mistakes in the scoring.");
  out.sentences.push_back(fmt::format("{}{} mentions name no touchpoint of this journey.",
                                      map.totals.rounded ? "About " : "",
                                      grouped(map.totals.unassigned)));
  out.sentences.emplace_back("Nothing here shows causes: it shows what goes together.");
  return out;
}

}  // namespace

std::vector<StoryPart> tell_story(const MapData& map) {
  std::vector<StoryPart> parts = {glance(map)};
  for (std::size_t i = 0; i < map.stages.size(); ++i) parts.push_back(stage_part(map, i));
  parts.push_back(limits(map));
  return parts;
}

}  // namespace voxmap
