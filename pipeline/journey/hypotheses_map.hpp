// Hypotheses as the map shows them: docs/hypotheses.md.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "journey/map.hpp"

namespace voxmap {

// Tests those of the journey over the people of the map. One about a place that the map hides, or
// whose numbers would give away a few people beside the map's own, is of too few people. After the
// totals.
void add_hypotheses(MapData& map, Reader& reader, const Journey& journey, const Filter& filter);

// "anger at Get help: +0.18 of 60 people, +0.10 against other places, the same people"; `place` is
// what the reader calls it.
[[nodiscard]] std::string measured_text(const Hypothesis& h, const Tested& t,
                                        std::string_view place, bool unicode = true);
// "difference +0.08 [+0.01, +0.15], p 0.137; stated: higher"
[[nodiscard]] std::string difference_text(const Hypothesis& h, const Tested& t,
                                          bool unicode = true);
// id, text, where, how, verdict, and the numbers unless it is of too few people.
[[nodiscard]] nlohmann::ordered_json hypothesis_json(const Hypothesis& h, const Tested& t);

// A table with quotes for and against; empty where nothing is stated.
[[nodiscard]] std::string html_hypotheses(const MapData& map);

}  // namespace voxmap
