// The map as a table with a column a stage and a row a lane, which is how mapping tools and
// spreadsheets hold a journey. The matrix and cells CSV and the workbook are made of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journey/map.hpp"

namespace voxmap {

// One lane in one stage. `value` or `text` is filled, by the lane's kind, when `state` is shown.
struct LaneCell {
  Cell state = Cell::empty;
  std::optional<double> value;
  std::string text;
  std::int64_t n = 0;                // people, answers or mentions behind the value; 0: none apply
  std::optional<Interval> interval;  // 95 %
  bool directional = false;
};

struct Lane {
  std::string id;     // "valence", "emotion:joy", "volume:survey", "kpi:nps_0_10"
  std::string title;  // "Emotion: joy"
  std::string unit;   // "text", "valence", "share", "people", "mentions", "net_percent", ...
  int decimals = 0;   // of `value`
  std::vector<LaneCell> cells;  // one a stage, in the map's order
};

// Lanes in the order they are read: goals, touchpoints, valence, people, mentions, labels,
// emotions, volume by source, ratings with their targets, quotes. Lanes that no stage has anything
// in (an owner nobody set) are left out; hidden cells keep their state and nothing else.
[[nodiscard]] std::vector<Lane> lanes_of(const MapData& map);

// "shown", "hidden" or "empty".
[[nodiscard]] std::string_view to_string(Cell cell) noexcept;
// "net_percent", "percent" or "mean".
[[nodiscard]] std::string_view unit_of(KpiDefinition::Formula formula) noexcept;

}  // namespace voxmap
