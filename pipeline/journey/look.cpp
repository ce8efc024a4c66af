// Names of lanes and curves.
#include "journey/look.hpp"

#include <algorithm>

#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {

std::vector<MapLane> all_lanes() {
  std::vector<MapLane> lanes;
  for (std::size_t i = 0; i < kLaneNames.size(); ++i) lanes.push_back(static_cast<MapLane>(i));
  return lanes;
}

std::vector<MapLane> named_lanes(std::span<const std::string> names, std::string& fault) {
  std::vector<MapLane> wanted, unwanted;
  for (const std::string& given : names) {
    const bool no = given.starts_with('-');
    const std::string name = given.substr(no ? 1 : 0);
    const auto* const found = std::ranges::find(kLaneNames, name);
    if (found == kLaneNames.end()) {
      const std::string hint =
          did_you_mean(name, std::vector<std::string>(kLaneNames.begin(), kLaneNames.end()));
      fault = "no lane \"" + name + "\"" + (hint.empty() ? "" : "; " + hint);
      return {};
    }
    const auto lane = static_cast<MapLane>(found - kLaneNames.begin());
    std::vector<MapLane>& to = no ? unwanted : wanted;
    if (std::ranges::find(to, lane) == to.end()) to.push_back(lane);
  }
  if (!wanted.empty() && !unwanted.empty()) {
    fault = "lanes are either named or, with \"-\", left out: not both";
    return {};
  }
  if (!wanted.empty()) return wanted;
  std::vector<MapLane> rest = all_lanes();
  std::erase_if(rest, [&](MapLane l) { return std::ranges::find(unwanted, l) != unwanted.end(); });
  return rest;
}

std::vector<MapLane> parse_lanes(std::string_view list) {
  std::vector<std::string> names;
  if (list.empty()) return {};
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    names.emplace_back(trim(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  std::string fault;
  const std::vector<MapLane> lanes = named_lanes(names, fault);
  if (!fault.empty()) {
    std::string known;
    for (const std::string_view name : kLaneNames)
      known += (known.empty() ? "" : ", ") + std::string(name);
    throw Error(Exit::usage, "--lanes: " + fault, "lanes are " + known);
  }
  return lanes;
}

bool parse_curve(std::string_view name, CurveStyle& style) {
  const auto* const found = std::ranges::find(kCurveNames, name);
  if (found == kCurveNames.end()) return false;
  style = static_cast<CurveStyle>(found - kCurveNames.begin());
  return true;
}

}  // namespace voxmap
