// Named feelings as the map shows them: lexicons/README.md defines them, docs/map.md counts them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journey/map.hpp"

namespace voxmap {

// As a person reads it: "trust broken".
[[nodiscard]] std::string feeling_title(std::string_view feeling);

// Counts the people who felt something at the stages that may be shown. A
// feeling of fewer than min_n people is hidden.
void count_feelings(MapData& map, Reader& reader, const Filter& filter);

// The stage's feelings that may be shown, of most people first.
[[nodiscard]] std::vector<const MapFeeling*> top_feelings(const MapStage& stage);
// "frustration 12  delight 7"; empty: none.
[[nodiscard]] std::string feeling_facts(const MapStage& stage);
// All that any stage has, shown or hidden; sorted.
[[nodiscard]] std::vector<std::string> feelings_of(const MapData& map);
[[nodiscard]] const MapFeeling* find_feeling(const MapStage& stage, std::string_view feeling);

// A table: people by feeling and stage. Empty when none were counted.
[[nodiscard]] std::string html_feelings(const MapData& map);

}  // namespace voxmap
