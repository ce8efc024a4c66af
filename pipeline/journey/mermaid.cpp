// The map as a Mermaid journey diagram: touchpoints as tasks, scored 0 to 5.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "journey/format.hpp"
#include "journey/render.hpp"

namespace voxmap {
namespace {

// Mermaid ends a task's name at ":" and a statement at ";"; "#" and "%%" start comments.
std::string task_name(std::string_view raw) {
  std::string out;
  for (const char c : one_line(raw)) {
    out += std::string_view(":;#%<>\"").find(c) == std::string_view::npos ? c : ' ';
  }
  return out;
}

// -1..1 to the diagram's 0..5.
int score(double valence) {
  return static_cast<int>(std::clamp(std::lround(2.5 + 2.5 * valence), 0L, 5L));
}

}  // namespace

std::string render_mermaid(const MapData& map) {
  std::string out = "journey\n    title " + task_name(map.title) + "\n";
  for (const MapStage& s : map.stages) {
    if (s.cell != Cell::shown) continue;
    out += "    section " + task_name(s.title) + "\n";
    const bool any = std::ranges::any_of(
        s.touchpoints, [](const MapTouchpoint& t) { return t.cell == Cell::shown; });
    if (!any) {
      out += fmt::format("      {}: {}: Customer\n", task_name(s.title), score(s.feeling.mean));
    }
    for (const MapTouchpoint& t : s.touchpoints) {
      if (t.cell != Cell::shown) continue;
      out += fmt::format("      {}: {}: Customer\n", task_name(t.title), score(t.feeling.mean));
    }
  }
  return out;
}

}  // namespace voxmap
