// The map as two tables for other tools: lanes x stages, as mapping tools paste and export it, and
// the same cells one a row with unit, number of people and interval.
#include <fmt/format.h>

#include "journey/csv_text.hpp"
#include "journey/format.hpp"
#include "journey/lanes.hpp"
#include "journey/render.hpp"

namespace voxmap {
namespace {

std::string content(const LaneCell& cell, const Lane& lane) {
  if (cell.state != Cell::shown) return cell.state == Cell::hidden ? "hidden" : "";
  return cell.value ? fixed(*cell.value, lane.decimals) : csv_text(cell.text);
}

std::string bound(const LaneCell& cell, double Interval::*end, int decimals) {
  return cell.interval ? fixed((*cell.interval).*end, decimals) : "";
}

}  // namespace

std::string render_csv_matrix(const MapData& map) {
  std::string out = "lane";
  for (const MapStage& s : map.stages) out += "," + csv_text(s.title);
  out += '\n';
  for (const Lane& lane : lanes_of(map)) {
    out += csv_text(lane.title);
    for (const LaneCell& cell : lane.cells) out += "," + content(cell, lane);
    out += '\n';
  }
  return out;
}

std::string render_csv_cells(const MapData& map) {
  std::string out =
      "journey,version,stage_ord,stage,lane,value,unit,n,ci_low,ci_high,ruleset,state\n";
  const std::string head = csv_text(map.journey) + "," + csv_text(map.version);
  const std::string rules = csv_text(map.rules_digest);
  for (const Lane& lane : lanes_of(map)) {
    for (std::size_t i = 0; i < lane.cells.size(); ++i) {
      const LaneCell& cell = lane.cells[i];
      const std::string_view state = cell.directional ? "directional" : to_string(cell.state);
      out += fmt::format(
          "{},{},{},{},{},{},{},{},{},{},{}\n", head, i + 1, csv_text(map.stages[i].id),
          csv_text(lane.id), cell.state == Cell::shown ? content(cell, lane) : "", lane.unit,
          cell.n > 0 ? std::to_string(cell.n) : "", bound(cell, &Interval::low, lane.decimals),
          bound(cell, &Interval::high, lane.decimals), rules, state);
    }
  }
  return out;
}

}  // namespace voxmap
