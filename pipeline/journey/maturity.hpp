// How alive a journey map is: a checklist of five levels, and the next step.
//
//   1 drawn      every stage has a goal and a touchpoint
//   2 evidenced  data of enough people in half of the stages
//   3 measured   enough people in every stage; each has an owner and a KPI that people answered
//   4 alive      fresh data (kFreshDays) in four fifths of the stages, two sources or more, half of
//                all mentions on a stage
//   5 learning   a hypothesis decided, a moment of truth confirmed by a person
// The level is the highest whose checks and those of all before it are met; 0: not even drawn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journey/decisions.hpp"
#include "journey/map.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

struct MaturityCheck {
  int level = 1;
  std::string id;    // "goals": for scripts
  std::string text;  // "every stage has a goal"
  std::int64_t done = 0, of = 0, needed = 0;
  std::vector<std::string> missing;  // titles or ids of stages, in journey order
  [[nodiscard]] bool met() const noexcept { return done >= needed; }
};

struct MaturityStage {
  std::string id, title, owner;
  bool enough = false;       // people: min_n or more
  std::int64_t persons = 0;  // 0 when not enough
  std::string newest;        // day; empty: none known or not enough
  bool fresh = false;
  bool kpi =
      false;  // named in the journey, with min_n answers or more, here or of the whole journey
};

struct Maturity {
  int level = 0;
  std::string until;  // the day the age of data is counted from; empty: data without times
  std::vector<MaturityCheck> checks;  // by level
  std::vector<MaturityStage> stages;
  std::optional<std::size_t> next;  // the first check that is not met
};
[[nodiscard]] std::string_view maturity_name(int level) noexcept;

// `end`: the first moment after the day that counts as today; nullopt: that of the newest data.
// Reads every mention when the journey states hypotheses.
[[nodiscard]] Maturity assess_maturity(Reader& reader, const Journey& journey,
                                       const std::vector<MomentDecision>& decisions,
                                       std::optional<Time> end, std::int64_t min_n);

}  // namespace voxmap
