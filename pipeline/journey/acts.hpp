// Speech acts and churn risk as the map shows them: docs/acts.md.
#pragma once

#include <string>
#include <string_view>

#include "journey/map.hpp"

namespace voxmap {

// An act as a person reads it: "much effort".
[[nodiscard]] std::string_view act_title(Act act);

// "at risk 4 %  complaint 12  question 3": of a shown stage, most frequent first; empty: none.
[[nodiscard]] std::string act_facts(const MapStage& stage);

// A table: mentions by act, and the share of mentions of documents at risk. Empty when no stage
// that may be shown has any.
[[nodiscard]] std::string html_acts(const MapData& map);

}  // namespace voxmap
