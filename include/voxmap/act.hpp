// Speech acts: what a customer does with words, beside what is felt. docs/acts.md is the manual.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "voxmap/span.hpp"

namespace voxmap {

// In the order in which outputs list them. The numbers are stored: new acts are added at the end.
enum class Act : std::uint8_t {
  complaint,       // by a fact: "still waiting", "charged twice"
  request,         // "please help", "i would like a refund"
  question,        // a sentence that asks
  thanks,          // "thank you"
  leaving,         // a threat to leave, or its announcement: "switching to", "never again"
  recommendation,  // "highly recommend"
  warning,         // to others: "stay away"
  effort_high,     // much effort: "had to call 3 times"
  effort_low       // little: "so easy to use"
};
inline constexpr std::size_t kActCount = 9;
inline constexpr std::array<std::string_view, kActCount> kActNames = {
    "complaint",      "request", "question",    "thanks",    "leaving",
    "recommendation", "warning", "effort_high", "effort_low"};

// The churn risk from which a document counts as at risk on the map. Of 1000.
inline constexpr std::int32_t kAtRisk = 500;

[[nodiscard]] constexpr std::string_view to_string(Act act) noexcept {
  return kActNames[static_cast<std::size_t>(act)];
}
[[nodiscard]] constexpr std::optional<Act> parse_act(std::string_view name) noexcept {
  for (std::size_t a = 0; a < kActCount; ++a) {
    if (kActNames[a] == name) return static_cast<Act>(a);
  }
  return std::nullopt;
}

// An act of a stored mention.
struct ActRow {
  Act act = Act::complaint;
  Span span;
  std::string rule;
};

// A summand of a document's churn risk or effort.
struct SignalRow {
  std::int64_t mention = 0;  // the act's; 0: a rule of the engine
  std::string words;         // the act's
  std::string rule;
  std::int32_t weight = 0;
};

}  // namespace voxmap
