// From stages with fields to lanes with stages.
#include "journey/lanes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "journey/acts.hpp"
#include "journey/feelings.hpp"
#include "journey/format.hpp"
#include "journey/star.hpp"

namespace voxmap {
namespace {

class LaneTable {
 public:
  explicit LaneTable(const MapData& map) : map_(map) {}

  std::vector<Lane> take() && { return std::move(lanes_); }

  // What the journey file says is no secret, whatever the stage's state.
  template <typename Text>
  void said(std::string_view id, std::string_view title, const Text& text) {
    Lane lane = start(id, title, "text", 0);
    for (const MapStage& s : map_.stages) {
      LaneCell& cell = lane.cells.emplace_back();
      cell.text = one_line(text(s));
      if (!cell.text.empty()) cell.state = Cell::shown;
    }
    add(std::move(lane));
  }

  // What the data say: only of shown stages.
  template <typename Fill>
  void found(std::string_view id, std::string_view title, std::string_view unit, int decimals,
             const Fill& fill_cell) {
    Lane lane = start(id, title, unit, decimals);
    for (const MapStage& s : map_.stages) {
      LaneCell& cell = lane.cells.emplace_back();
      cell.state = s.cell;
      if (s.cell == Cell::shown) fill_cell(s, cell);
    }
    add(std::move(lane));
  }

  void kpis() {
    std::vector<const MapKpi*> definitions;
    for (const MapStage& s : map_.stages) {
      for (const MapKpi& k : s.kpis) {
        const bool known = std::ranges::any_of(
            definitions, [&](const MapKpi* d) { return d->definition == k.definition; });
        if (!known) definitions.push_back(&k);
      }
    }
    for (const MapKpi* d : definitions) kpi(*d);
  }

 private:
  static Lane start(std::string_view id, std::string_view title, std::string_view unit,
                    int decimals) {
    return {std::string(id), std::string(title), std::string(unit), decimals, {}};
  }

  void add(Lane lane) {
    const bool any =
        std::ranges::any_of(lane.cells, [](const LaneCell& c) { return c.state != Cell::empty; });
    if (any) lanes_.push_back(std::move(lane));
  }

  void kpi(const MapKpi& definition) {
    const std::string_view unit = unit_of(definition.formula);
    Lane values = start("kpi:" + definition.definition, definition.label, unit, 2);
    Lane targets =
        start("kpi_target:" + definition.definition, definition.label + ", target", unit, 2);
    for (const MapStage& s : map_.stages) {
      LaneCell& cell = values.cells.emplace_back();
      LaneCell& target = targets.cells.emplace_back();
      for (const MapKpi& k : s.kpis) {
        if (k.definition != definition.definition) continue;
        cell.state = k.cell;
        if (k.target) {
          target.state = Cell::shown;
          target.value = k.target;
        }
        if (k.cell != Cell::shown) continue;
        cell.value = k.estimate.value;
        cell.n = k.estimate.n;
        cell.interval = k.estimate.interval;
        cell.directional = k.directional;
      }
    }
    add(std::move(values));
    add(std::move(targets));
  }

  const MapData& map_;
  std::vector<Lane> lanes_;
};

void fill_cell(const Share& share, std::int64_t of, LaneCell& cell) {
  if (of == 0) {
    cell.state = Cell::empty;
    return;
  }
  cell.value = share.share;
  cell.n = of;
  cell.interval = share.interval;
}

void fill_cell(const std::optional<Quote>& quote, LaneCell& cell) {
  if (quote) {
    cell.text = one_line(quote->text);
  } else {
    cell.state = Cell::empty;
  }
}

std::string touchpoints(const MapStage& s) {
  std::string out;
  for (const MapTouchpoint& t : s.touchpoints) out += (out.empty() ? "" : "; ") + starred(t);
  return out;
}

void add_feelings(LaneTable& lanes) {
  lanes.found("valence", "Valence, -1 to +1", "valence", 4, [](const MapStage& s, LaneCell& cell) {
    cell.value = s.feeling.mean;
    cell.n = s.feeling.persons;
    cell.interval = s.feeling.interval;
    cell.directional = s.feeling.directional;
  });
  lanes.found("people", "People", "people", 0, [](const MapStage& s, LaneCell& cell) {
    cell.value = static_cast<double>(s.feeling.persons);
  });
  lanes.found("mentions", "Mentions", "mentions", 0, [](const MapStage& s, LaneCell& cell) {
    cell.value = static_cast<double>(s.mentions);
  });
  lanes.found("label:negative", "Negative", "share", 4,
              [](const MapStage& s, LaneCell& cell) { fill_cell(s.negative, s.scored, cell); });
  lanes.found("label:neutral", "Neutral", "share", 4,
              [](const MapStage& s, LaneCell& cell) { fill_cell(s.neutral, s.scored, cell); });
  lanes.found("label:positive", "Positive", "share", 4,
              [](const MapStage& s, LaneCell& cell) { fill_cell(s.positive, s.scored, cell); });
}

void add_emotions(LaneTable& lanes) {
  const auto emotion = [&](std::string_view name, const auto& marks) {
    lanes.found(fmt::format("emotion:{}", name), fmt::format("Emotion: {}", name), "share", 4,
                [&](const MapStage& s, LaneCell& cell) {
                  cell.n = s.marks();
                  cell.value =
                      cell.n == 0 ? 0 : static_cast<double>(marks(s)) / static_cast<double>(cell.n);
                });
  };
  for (const Emotion e : kEmotionOrder) {
    emotion(to_string(e),
            [e](const MapStage& s) { return s.emotion_marks.at(static_cast<std::size_t>(e)); });
  }
  emotion("none", [](const MapStage& s) { return s.no_emotion; });
}

void add_named_feelings(LaneTable& lanes, const MapData& map) {
  for (const std::string& name : feelings_of(map)) {
    lanes.found(fmt::format("feeling:{}", name), fmt::format("Feeling: {}", feeling_title(name)),
                "people", 0, [&](const MapStage& s, LaneCell& cell) {
                  const MapFeeling* f = find_feeling(s, name);
                  cell.state = f == nullptr ? Cell::empty : f->cell;
                  if (cell.state == Cell::shown) cell.value = static_cast<double>(f->persons);
                });
  }
}

// Left out where no act was found anywhere: zeros would say that somebody looked.
void add_acts(LaneTable& lanes, const MapData& map) {
  if (std::ranges::none_of(map.stages, [](const MapStage& s) { return s.any_act(); })) return;
  for (std::size_t a = 0; a < kActCount; ++a) {
    lanes.found(
        fmt::format("act:{}", kActNames.at(a)),
        fmt::format("Act: {}", act_title(static_cast<Act>(a))), "mentions", 0,
        [&](const MapStage& s, LaneCell& cell) { cell.value = static_cast<double>(s.acts.at(a)); });
  }
  lanes.found("at_risk", "Mentions of records at risk", "share", 4,
              [](const MapStage& s, LaneCell& cell) { fill_cell(s.at_risk, s.mentions, cell); });
}

}  // namespace

std::string_view to_string(Cell cell) noexcept {
  switch (cell) {
    case Cell::shown:
      return "shown";
    case Cell::hidden:
      return "hidden";
    case Cell::empty:
      break;
  }
  return "empty";
}

std::string_view unit_of(KpiDefinition::Formula formula) noexcept {
  switch (formula) {
    case KpiDefinition::Formula::nps:
    case KpiDefinition::Formula::net:
      return "net_percent";
    case KpiDefinition::Formula::share_at_least:
      return "percent";
    case KpiDefinition::Formula::mean:
      break;
  }
  return "mean";
}

std::vector<Lane> lanes_of(const MapData& map) {
  LaneTable lanes(map);
  lanes.said("goal", "Customer goal", [](const MapStage& s) { return s.goal; });
  lanes.said("business_goal", "Business goal", [](const MapStage& s) { return s.business_goal; });
  lanes.said("owner", "Owner", [](const MapStage& s) { return s.owner; });
  lanes.said("touchpoints", "Touchpoints", touchpoints);
  add_feelings(lanes);
  add_emotions(lanes);
  add_named_feelings(lanes, map);
  add_acts(lanes, map);
  for (std::size_t i = 0; i < map.sources.size(); ++i) {
    lanes.found("volume:" + map.sources[i], "Volume: " + map.sources[i], "mentions", 0,
                [&](const MapStage& s, LaneCell& cell) {
                  const SourceVolume& v = s.volume.at(i);
                  cell.state = v.cell;
                  if (v.cell == Cell::shown) cell.value = static_cast<double>(v.mentions);
                });
  }
  lanes.kpis();
  lanes.found("quote:positive", "Positive quote", "text", 0,
              [](const MapStage& s, LaneCell& cell) { fill_cell(s.best, cell); });
  lanes.found("quote:negative", "Negative quote", "text", 0,
              [](const MapStage& s, LaneCell& cell) { fill_cell(s.worst, cell); });
  return std::move(lanes).take();
}

}  // namespace voxmap
