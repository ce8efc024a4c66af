// Which file holds the decisions, read and added to.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "journey/decisions.hpp"

namespace voxmap::cli {

inline constexpr Flag kDecisionsFlag = {
    "decisions", '\0', "FILE", "decisions of people (default: JOURNEY.decisions.toml)", false, ""};

// --decisions; otherwise beside the journey of ./voxmap.toml, where no --store is named, or beside
// the file the stored journey was read from.
[[nodiscard]] std::string decisions_file(const Arguments& args, const Journey& journey);

// None when there is no such file.
[[nodiscard]] std::vector<MomentDecision> read_decisions(const std::string& path,
                                                         const Journey& journey);
// Adds it at the end, or makes the file.
void add_decision(const std::string& path, const MomentDecision& decision, const Journey& journey);

}  // namespace voxmap::cli
