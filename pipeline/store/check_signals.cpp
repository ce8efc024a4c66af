// Do acts lie in their texts, and do the parts of a churn risk add up to it?
#include <algorithm>

#include "store/check.hpp"
#include "store/mention_text.hpp"

namespace voxmap {

namespace {

// One document's mentions, as they come by.
class Sum {
 public:
  explicit Sum(std::int64_t document = 0) : document_(document) {}

  void add(const MentionValues& mention, const Signals& signals) {
    if (first_) risk_ = signals.churn_risk;
    if (!first_ && mention.churn_risk != (risk_ >= kAtRisk ? risk_ : 0)) wrong_ = true;
    first_ = false;
    for (const StoredAct& found : signals.acts) add(found.churn, found.effort);
    for (const EnginePart& part : signals.engine) add(part.churn, part.effort);
  }
  [[nodiscard]] std::int64_t document() const noexcept { return document_; }
  [[nodiscard]] bool holds() const noexcept {
    return !wrong_ && churn_ == risk_ && risk_ >= 0 && risk_ <= kMaxScore &&
           std::abs(effort_) <= kMaxScore;
  }

 private:
  void add(std::int32_t churn, std::int32_t effort) {
    churn_ += churn;
    effort_ += effort;
  }
  std::int64_t document_;
  std::int64_t churn_ = 0, effort_ = 0, risk_ = 0;
  bool first_ = true, wrong_ = false;
};

}  // namespace

SignalFaults check_signals(sql::Database& db) {
  SignalFaults faults;
  sql::Statement rows(db,
                      "SELECT coalesce(document, id >> 10), mentions, length(CAST(text AS BLOB)) "
                      "FROM verbatim WHERE mentions IS NOT NULL ORDER BY id");
  Sum sum;
  std::vector<MentionValues> mentions;
  Signals signals;
  while (rows.step()) {
    if (rows.integer(0) != sum.document()) {
      if (!sum.holds()) ++faults.sums;
      sum = Sum(rows.integer(0));
    }
    mentions.clear();
    if (!parse_mentions(rows.text(1), 0, mentions)) db.fail(SQLITE_CORRUPT);
    for (const MentionValues& mention : mentions) {
      signals.clear();
      if (!parse_signals(mention.signals, signals)) db.fail(SQLITE_CORRUPT);
      sum.add(mention, signals);
      faults.spans += std::ranges::count_if(signals.acts, [&](const StoredAct& act) {
        return std::int64_t{act.span.end} > rows.integer(2);
      });
    }
  }
  if (!sum.holds()) ++faults.sums;
  return faults;
}

}  // namespace voxmap
