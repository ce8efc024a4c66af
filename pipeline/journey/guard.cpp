// Rounding and hiding beside what is hidden.
#include "journey/guard.hpp"

#include <algorithm>

namespace voxmap {
namespace {

std::int64_t step_of(std::int64_t value) { return value < 10000 ? 10 : 100; }

}  // namespace

std::int64_t round_total(std::int64_t value) {
  const std::int64_t step = step_of(value);
  return (value + step / 2) / step * step;
}

std::int64_t round_total(std::int64_t value, std::int64_t known) {
  const std::int64_t step = step_of(value);
  std::int64_t out = round_total(value);
  while (out > 0 && out - step / 2 > known + 1) out -= step;
  return out;
}

std::int64_t counted_as(const HiddenParts& hidden, std::int64_t min_n) {
  const std::int64_t few = std::max<std::int64_t>(min_n, 10);
  return hidden.mentions < few ? few / 2 : hidden.mentions;
}

std::map<std::string, std::int64_t, std::less<>> rounded_touchpoints(
    const std::vector<Stats>& stats, std::int64_t min_n) {
  std::map<std::string, std::int64_t, std::less<>> out;
  for (const Stats& stage : stats) {
    if (stage.stage.empty() || !stage.touchpoint.empty() || stage.persons < min_n) continue;
    HiddenParts hidden;
    std::vector<const Stats*> shown;
    for (const Stats& s : stats) {
      if (s.stage != stage.stage || s.touchpoint.empty() || s.mentions == 0) continue;
      if (s.persons < min_n) {
        hidden.add(s.mentions);
      } else {
        shown.push_back(&s);
      }
    }
    if (!hidden.few(min_n) || shown.empty()) continue;
    // With the most that these may stand for, at least all but one of the stage's people must be
    // accounted for; else at least two would be known to be hidden.
    std::int64_t most = 0;
    const Stats* largest = shown.front();
    for (const Stats* s : shown) {
      const std::int64_t about = round_total(s->persons);
      out[s->touchpoint] = about;
      most += about + step_of(s->persons) / 2 - 1;
      if (s->persons > largest->persons) largest = s;
    }
    for (; most < stage.persons - 1; most += step_of(largest->persons)) {
      out[largest->touchpoint] += step_of(largest->persons);
    }
  }
  return out;
}

std::vector<SourceVolume> volume_of(const Stats& stage, std::int64_t min_n) {
  std::vector<std::string> sources;
  for (const auto& [name, mentions] : stage.by_source) sources.push_back(name);
  return volume_of(stage, sources, min_n);
}

void hide_few_answers(const std::vector<MapKpi>& whole, const std::vector<MapKpi*>& stages,
                      std::int64_t min_n) {
  for (const MapKpi& all : whole) {
    if (all.cell != Cell::shown) continue;
    while (true) {
      std::int64_t rest = all.estimate.n;
      bool hidden = false;
      MapKpi* least = nullptr;
      for (MapKpi* k : stages) {
        if (k->scale != all.scale) continue;
        hidden = hidden || k->cell == Cell::hidden;
        if (k->cell != Cell::shown) continue;
        rest -= k->estimate.n;
        if (least == nullptr || k->estimate.n < least->estimate.n) least = k;
      }
      if (!hidden || least == nullptr || rest <= 0 || rest >= min_n) break;
      least->cell = Cell::hidden;
      least->estimate = {};
      least->directional = false;
    }
  }
}

std::vector<SourceVolume> volume_of(const Stats& stage, const std::vector<std::string>& sources,
                                    std::int64_t min_n) {
  std::vector<SourceVolume> out;
  std::int64_t hidden = 0;
  for (const std::string& source : sources) {
    const auto found = stage.by_source.find(source);
    const std::int64_t mentions = found == stage.by_source.end() ? 0 : found->second;
    const bool few = mentions > 0 && mentions < min_n;
    if (few) hidden += mentions;
    out.push_back({source, few ? 0 : mentions, few ? Cell::hidden : Cell::shown});
  }
  while (hidden > 0 && hidden < min_n) {
    SourceVolume* least = nullptr;
    for (SourceVolume& v : out) {
      const bool counts = v.cell == Cell::shown && v.mentions > 0;
      if (counts && (least == nullptr || v.mentions < least->mentions)) least = &v;
    }
    if (least == nullptr) break;
    hidden += least->mentions;
    *least = {least->source, 0, Cell::hidden};
  }
  return out;
}

}  // namespace voxmap
