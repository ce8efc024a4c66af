// Finds each act its weights and its mention.
#include "store/signals.hpp"

#include <algorithm>

#include "voxmap/error.hpp"

namespace voxmap {

namespace {

bool is_engines(const SignalPart& part) { return part.span.empty() && part.weight != 0; }

// The weight of an act: parts come in the order of the acts, and most acts have none.
std::int32_t take_weight(std::span<const SignalPart> parts, std::size_t& at,
                         const ActFound& found) {
  if (at == parts.size() || parts[at].span.empty()) return 0;
  const SignalPart& part = parts[at];
  if (part.verbatim != found.verbatim || part.rule != found.rule || part.span != found.span) {
    return 0;
  }
  ++at;
  return part.weight;
}

}  // namespace

void SignalDealer::begin(const Tagged& tagged, Rules& rules) {
  tagged_ = &tagged;
  rules_ = &rules;
  acts_.clear();
  act_ = 0;
  mention_ = 0;
  std::size_t churn = 0, effort = 0;
  for (const ActFound& found : tagged.acts) {
    if (found.mention >= tagged.mentions.size()) {
      throw Error(Exit::software, "an act of a mention that is not there");
    }
    acts_.push_back({&found, take_weight(tagged.churn_parts, churn, found),
                     take_weight(tagged.effort_parts, effort, found)});
  }
  // Nearly always in order, and stable_sort asks for memory before it looks.
  const auto mention = [](const Weighed& act) { return act.found->mention; };
  if (!std::ranges::is_sorted(acts_, {}, mention)) std::ranges::stable_sort(acts_, {}, mention);
}

const Signals& SignalDealer::next() {
  signals_.clear();
  const std::int32_t risk = tagged_->churn_risk.value_or(0);
  if (mention_ == 0) {
    for (const SignalPart& part : tagged_->churn_parts) {
      if (is_engines(part)) signals_.engine.push_back({rules_->id(part.rule), part.weight, 0});
    }
    for (const SignalPart& part : tagged_->effort_parts) {
      if (is_engines(part)) signals_.engine.push_back({rules_->id(part.rule), 0, part.weight});
    }
  }
  if (mention_ == 0 || risk >= kAtRisk) signals_.churn_risk = risk;
  for (; act_ < acts_.size() && acts_[act_].found->mention == mention_; ++act_) {
    const Weighed& act = acts_[act_];
    signals_.acts.push_back(
        {act.found->span, rules_->id(act.found->rule), act.found->act, act.churn, act.effort});
  }
  ++mention_;
  return signals_;
}

}  // namespace voxmap
