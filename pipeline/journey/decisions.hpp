// What people decided about the journey: a file beside the journey file.
//
// Kept as TOML and not in the store, so that it survives a store that is made anew, can be read
// and reviewed as a change, and costs no new scores: the journey file's own digest is part of the
// rules, this file's is not. Decisions are added at the end; the last one about a touchpoint
// counts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voxmap/error.hpp"
#include "voxmap/journey.hpp"

namespace voxmap {

struct MomentDecision {
  std::string touchpoint;  // id
  bool confirmed = true;   // false: rejected
  std::string by, note;
  std::string at;         // "2026-03-01"
  std::int64_t rule = 0;  // version of the rule that made it a candidate
  std::string reasons;    // what the rule said then; may be empty
};

// Throws Error(Exit::config) with every Problem. Touchpoints that the journey does not have are
// warnings: a decision may outlive one.
[[nodiscard]] std::vector<MomentDecision> parse_decisions(std::string_view toml,
                                                          const std::string& file,
                                                          const Journey& journey,
                                                          std::vector<Problem>& warnings);

// As a [[moment]] table, to be added to the file.
[[nodiscard]] std::string to_toml(const MomentDecision& decision);

// "shop/journey.toml" -> "shop/journey.decisions.toml".
[[nodiscard]] std::string decisions_path(std::string_view journey_file);

// The last one about the touchpoint; nullptr: none.
[[nodiscard]] const MomentDecision* find_decision(const std::vector<MomentDecision>& decisions,
                                                  std::string_view touchpoint);

}  // namespace voxmap
