// Moments of truth: touchpoints that stand out, by a rule with reasons; a person confirms or
// rejects them.
//
// Rule 1. A touchpoint of at least min_n people is a candidate when its 95 % interval excludes the
// mean of the journey (over people and touchpoints) and at least one reason holds:
//   impact     its leave-one-out impact on the KPI is, by size, in the top quarter of all known
//   peak       it has the highest mean of all shown, or the lowest
//   intensity  its mean is 0.4 or more away from 0
//   volume     a tenth or more of all placed mentions are of it
//   churn      the share of its mentions from documents at risk lies, with its whole Wilson
//              interval, above that of all placed mentions
// Rank: 0.5 |impact| / the largest + 0.3 |mean| + 0.2 the share of people who spoke of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "journey/decisions.hpp"
#include "journey/statistics.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

inline constexpr std::int64_t kMomentRule = 1;
inline constexpr double kMomentIntensity = 0.4;
inline constexpr double kMomentVolume = 0.1;

enum class MomentState : std::uint8_t { none, candidate, confirmed, rejected };
[[nodiscard]] std::string_view to_string(MomentState state) noexcept;

enum class MomentReason : std::uint8_t { impact, highest, lowest, intensity, volume, churn };
[[nodiscard]] std::string_view to_string(MomentReason reason) noexcept;

struct Moment {
  std::string stage, touchpoint;  // ids
  std::string title;
  MomentState state = MomentState::none;
  // As the rule sees it now; of one that is decided these may have gone. Not told below min_n:
  // persons is 0 then.
  bool candidate = false;
  std::int64_t persons = 0;
  bool rounded = false;  // people to tens, volume to 5 %: for a hidden touchpoint of its stage
  double mean = 0;       // -1..1
  std::optional<Interval> interval;
  std::optional<double> impact;
  double volume = 0;   // share of placed mentions
  double at_risk = 0;  // share of its mentions
  std::vector<MomentReason> reasons;
  double rank = 0;
  std::optional<MomentDecision> decision;
};

struct MomentAnalysis {
  double journey_mean = 0;
  std::vector<Moment> moments;  // candidates and what is decided, by rank; ties in journey order
};

// `stats` as Reader::stats() gives them; impacts by touchpoint (drivers.hpp), empty: not known.
[[nodiscard]] MomentAnalysis find_moments(const std::vector<Stats>& stats, const Journey& journey,
                                          const std::map<std::string, double>& impacts,
                                          const std::vector<MomentDecision>& decisions,
                                          std::int64_t min_n);

// The leave-one-out impacts on the KPI most people gave; empty where nobody gave a score, or too
// few did. Reads every mention.
[[nodiscard]] std::map<std::string, double> find_impacts(Reader& reader, const Journey& journey,
                                                         const Filter& filter, std::int64_t min_n);

// "impact, lowest": for a file or a line.
[[nodiscard]] std::string join(const std::vector<MomentReason>& reasons);

}  // namespace voxmap
