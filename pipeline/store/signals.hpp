// Acts, churn risk and effort as a store keeps them: with the mentions they belong to.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "store/names.hpp"
#include "voxmap/mention.hpp"

namespace voxmap {

struct StoredAct {
  Span span;
  std::int64_t rule = 0;  // row
  Act act = Act::complaint;
  std::int32_t churn = 0, effort = 0;  // what it added to the document's sums
};

// What a rule of the engine added to the document's sums.
struct EnginePart {
  std::int64_t rule = 0;  // row
  std::int32_t churn = 0, effort = 0;
};

// What a mention's text ends with. churn_risk is the document's: its first mention has it, and the
// others when it is at risk, so that each counts as such by itself. The first has the parts of the
// engine's rules as well; all others stand with their acts. The sum of all parts is the churn risk.
struct Signals {
  std::int32_t churn_risk = 0;
  std::vector<StoredAct> acts;
  std::vector<EnginePart> engine;

  [[nodiscard]] bool empty() const noexcept {
    return churn_risk == 0 && acts.empty() && engine.empty();
  }
  void clear() noexcept {
    churn_risk = 0;
    acts.clear();
    engine.clear();
  }
};

// Deals what was found in a document out to its mentions. Used again from document to document.
class SignalDealer {
 public:
  // `tagged` and `rules` must live until the last next(). Throws Error(Exit::software) for an act
  // of a mention that is not there.
  void begin(const Tagged& tagged, Rules& rules);
  // Of the mentions in their order, one call each.
  const Signals& next();

 private:
  const Tagged* tagged_ = nullptr;
  Rules* rules_ = nullptr;
  struct Weighed {
    const ActFound* found;
    std::int32_t churn, effort;
  };
  std::vector<Weighed> acts_;  // by mention
  std::size_t act_ = 0;
  std::uint32_t mention_ = 0;
  Signals signals_;
};

}  // namespace voxmap
