// The report of `voxmap evaluate`, for a person and as JSON.
#pragma once

#include <string>

#include "cli/coded_rows.hpp"

namespace voxmap::cli {

// `judge` tags the worst rows once more, for their evidence.
struct Evaluated {
  const std::string& file;
  const learn::GoldTable& table;
  const std::vector<learn::Answer>& answers;
  const learn::Report& report;
};

[[nodiscard]] std::string evaluate_text(const Evaluated& evaluated, Judge& judge,
                                        const Stream& out);
[[nodiscard]] std::string evaluate_json(const Evaluated& evaluated, Judge& judge);

// "0.671  [0.661, 0.682]"
[[nodiscard]] std::string measured_text(const learn::Measured& measured);

}  // namespace voxmap::cli
