// What of the map is drawn, in which order, and how the line runs between the means: of [map] in
// the journey file, or of flags.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace voxmap {

// Lanes below the stage bar, in the order they are drawn in when nobody says otherwise. goals and
// business are what is wanted, touchpoints and handovers how it is done, the rest is data.
enum class MapLane : std::uint8_t {
  goals,
  business,
  touchpoints,
  curve,
  emotions,
  feelings,
  volume,
  quotes,
  kpis,
  handovers,
  trend,
  data
};
inline constexpr std::array<std::string_view, 12> kLaneNames = {
    "goals",  "business", "touchpoints", "curve",     "emotions", "feelings",
    "volume", "quotes",   "kpis",        "handovers", "trend",    "data"};
[[nodiscard]] std::vector<MapLane> all_lanes();

// smooth: a monotone cubic that never overshoots a mean; line: straight; step: one level a stage.
enum class CurveStyle : std::uint8_t { smooth, line, step };
inline constexpr std::array<std::string_view, 3> kCurveNames = {"smooth", "line", "step"};

struct MapLook {
  std::vector<MapLane> lanes = all_lanes();
  CurveStyle curve = CurveStyle::smooth;
};

// The lanes of these names, in their order; names with a leading "-" are all others but these.
// What is wrong comes in `fault`, in words, and then nothing is returned.
[[nodiscard]] std::vector<MapLane> named_lanes(std::span<const std::string> names,
                                               std::string& fault);
// As above of a list with commas, none of an empty one; throws Error(Exit::usage).
[[nodiscard]] std::vector<MapLane> parse_lanes(std::string_view list);
[[nodiscard]] bool parse_curve(std::string_view name, CurveStyle& style);

}  // namespace voxmap
