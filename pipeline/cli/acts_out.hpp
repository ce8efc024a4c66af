// Speech acts, effort and churn risk as `voxmap tag`, `explain` and `quotes` put them out.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/json_line.hpp"
#include "cli/terminal.hpp"
#include "voxmap/store.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

// "acts":[{"act":"thanks","span":[0,9],"rule":"en/act:thank you","mention":0}], "effort",
// "effort_parts":[{"span":[0,9],"rule":...,"weight":250}], "churn_risk" and "churn_parts".
void write_acts(JsonLine& json, const Tagged& tagged, const Tagger& tagger);

// "\tthanks,leaving\t250\t600": acts by name, each once, effort and churn risk; empty: none.
void append_acts(std::string& line, const Tagged& tagged);

// Acts with their words, places and rules, for a person; empty when there are none.
[[nodiscard]] std::string explain_acts(std::string_view text, std::span<const ActRow> acts,
                                       const Stream& out);
// The sums behind effort and churn risk of the mention's record, for a person; empty: neither.
[[nodiscard]] std::string explain_signals(const MentionRow& row, const Stream& out);
// The acts of a mention, and effort and churn risk of its record with their parts.
void write_acts(JsonLine& json, const MentionRow& row);
// Acts, effort and churn risk for a person; empty when there is nothing to tell.
[[nodiscard]] std::string explain_acts(std::string_view text, const Tagged& tagged,
                                       const Tagger& tagger, const Stream& out);

}  // namespace voxmap::cli
