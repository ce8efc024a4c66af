// Counting and writing out named feelings of the map.
#include "journey/feelings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "journey/format.hpp"
#include "journey/html.hpp"

namespace voxmap {

std::string feeling_title(std::string_view feeling) {
  std::string title(feeling);
  std::ranges::replace(title, '_', ' ');
  return title;
}

void count_feelings(MapData& map, Reader& reader, const Filter& filter) {
  map.feelings = true;
  for (const FeelingStats& s : reader.feelings(filter)) {
    const auto stage = std::ranges::find(map.stages, s.stage, &MapStage::id);
    if (stage == map.stages.end() || stage->cell != Cell::shown) continue;
    if (s.persons < map.min_n) {
      stage->feelings.push_back({s.feeling, Cell::hidden, 0, 0});
    } else {
      stage->feelings.push_back({s.feeling, Cell::shown, s.persons, s.mentions});
    }
  }
}

std::vector<const MapFeeling*> top_feelings(const MapStage& stage) {
  std::vector<const MapFeeling*> top;
  for (const MapFeeling& f : stage.feelings) {
    if (f.cell == Cell::shown) top.push_back(&f);
  }
  std::ranges::stable_sort(top, std::ranges::greater{}, &MapFeeling::persons);
  return top;
}

std::string feeling_facts(const MapStage& stage) {
  std::string out;
  for (const MapFeeling* f : top_feelings(stage)) {
    out += fmt::format("{}{} {}", out.empty() ? "" : "  ", feeling_title(f->feeling),
                       grouped(f->persons));
  }
  return out;
}

std::vector<std::string> feelings_of(const MapData& map) {
  std::set<std::string> names;
  for (const MapStage& s : map.stages) {
    for (const MapFeeling& f : s.feelings) names.insert(f.feeling);
  }
  return {names.begin(), names.end()};
}

const MapFeeling* find_feeling(const MapStage& stage, std::string_view feeling) {
  const auto found = std::ranges::find(stage.feelings, feeling, &MapFeeling::feeling);
  return found == stage.feelings.end() ? nullptr : &*found;
}

std::string html_feelings(const MapData& map) {
  const std::vector<std::string> names = feelings_of(map);
  if (names.empty()) return {};
  std::string out = fmt::format(
      "<h2 id=\"feelings\">Feelings by name</h2>\n"
      "<p>People by what they felt at a stage: blends of the emotions and the valence of a mention "
      "that the packs define. A person may feel several. Fewer than {} people are not shown.</p>\n"
      "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"feelings\">"
      "<table class=\"marks\">\n<thead><tr><th scope=\"col\">Feeling</th>",
      map.min_n);
  for (const MapStage& s : map.stages) {
    out += fmt::format("<th scope=\"col\" class=\"n\">{}</th>", escape_xml(s.title));
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const std::string& name : names) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", escape_xml(feeling_title(name)));
    for (const MapStage& s : map.stages) {
      const MapFeeling* f = find_feeling(s, name);
      const bool hidden = s.cell == Cell::hidden || (f != nullptr && f->cell == Cell::hidden);
      if (hidden) {
        out += fmt::format("<td class=\"n dim\">&lt;{}</td>", map.min_n);
      } else {
        out += f == nullptr ? "<td class=\"n dim\">–</td>"
                            : fmt::format("<td class=\"n\">{}</td>", grouped(f->persons));
      }
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace voxmap
