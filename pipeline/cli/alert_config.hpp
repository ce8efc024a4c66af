// [[alert]] of voxmap.toml, and what alerts say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/toml.hpp"
#include "cli/terminal.hpp"
#include "journey/alerts.hpp"

namespace voxmap::cli {

[[nodiscard]] std::vector<AlertRule> read_alerts(TomlTable& root, const std::string& file,
                                                 Problems& problems);

}  // namespace voxmap::cli
