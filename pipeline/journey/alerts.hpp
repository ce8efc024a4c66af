// Alerts as data: rules over the newest days, against the same number of days before.
//
//   falls   the stage's mean valence over people is lower than before: Welch, p below 0.05 by Holm
//           over all places that `falls` rules look at
//   above   the share of its mentions that are negative, or have an emotion or an act, is above
//           `level` with its whole Wilson 95 % interval
//   spike   `factor` times as many people spoke of it as before or more, and the Wilson interval of
//           their part in both lies above one half (J. Przyborowski, H. Wilenski, Biometrika 31
//           (1940) 313-323: given the sum, the newer of two equal Poisson rates has half of it)
//   stale   nothing was said of it in the newest `days`
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journey/statistics.hpp"
#include "voxmap/error.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

struct AlertRule {
  std::string name = {};
  enum class Kind : std::uint8_t { falls, above, spike, stale } kind = Kind::falls;
  std::vector<std::string> stages = {};  // ids; empty: every stage of the journey
  std::int64_t days = 30;
  std::string measure = {};  // above: "negative", an emotion or an act
  double level = 0;          // above: 0..1
  double factor = 2;         // spike: > 1
  Location where = {};
};

enum class AlertState : std::uint8_t { quiet, raised, too_few, no_time };
[[nodiscard]] std::string_view to_string(AlertRule::Kind kind) noexcept;
[[nodiscard]] std::string_view to_string(AlertState state) noexcept;

// One rule at one stage.
struct Alert {
  std::string rule, stage;
  AlertRule::Kind kind = AlertRule::Kind::falls;
  AlertState state = AlertState::quiet;
  // With a state of quiet or raised only: what is compared, by kind. falls: means and their
  // difference; above: share and level; spike: people; stale: days since the newest, and `days`.
  double value = 0, reference = 0;
  std::optional<Interval> interval;  // falls: of the difference; above: of the share
  double p = 1;                      // falls: Holm
  std::int64_t persons = 0;          // in the newest days; 0 for stale
  std::string newest;                // stale: day of the newest, or empty
  std::string text;                  // one sentence
};

// `end`: the first moment after the newest day. Rules in order, stages in journey order.
[[nodiscard]] std::vector<Alert> evaluate_alerts(Reader& reader, const Journey& journey,
                                                 const std::vector<AlertRule>& rules, Time end,
                                                 std::int64_t min_n);

// Stages that rules name and the journey does not have.
[[nodiscard]] std::vector<Problem> check_alerts(const std::vector<AlertRule>& rules,
                                                const Journey& journey);

}  // namespace voxmap
