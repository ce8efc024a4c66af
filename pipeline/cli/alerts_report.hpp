// Alerts as text and as JSON, for `voxmap alerts` and `voxmap run`.
#pragma once

#include <string>
#include <vector>

#include "cli/config.hpp"
#include "cli/terminal.hpp"
#include "journey/alerts.hpp"

namespace voxmap::cli {

struct AlertReport {
  std::string until;  // the newest day looked at
  std::vector<Alert> alerts;
  [[nodiscard]] std::size_t raised() const;
};

// Evaluates the config's rules. `today`: a day, or empty for the newest of the data. Throws
// Error(Exit::config) with every stage that the journey does not have.
[[nodiscard]] AlertReport look_for_alerts(const Config& config, Reader& reader,
                                          const Journey& journey, const std::string& today);

[[nodiscard]] std::string alerts_text(const AlertReport& report, bool all, const Stream& out);
[[nodiscard]] std::string alerts_json(const AlertReport& report, bool pretty);

}  // namespace voxmap::cli
