// Effort and churn risk: sums of weights that the packs state.
#include <algorithm>

#include "text/acts.hpp"

namespace voxmap::text {
namespace {

// The sum of the parts; what is beyond `low` and kMaxScore becomes a part of its own.
std::int32_t limited_sum(std::vector<SignalPart>& parts, std::int32_t low) {
  std::int32_t sum = 0;
  for (const SignalPart& part : parts) sum += part.weight;
  const std::int32_t limited = std::clamp(sum, low, std::int32_t{kMaxScore});
  if (limited != sum) parts.push_back({0, {}, kLimitRule, limited - sum});
  return limited;
}

void judge_effort(const Acts& acts, Tagged& out) {
  for (const ActFound& found : out.acts) {
    if (found.act != Act::effort_high && found.act != Act::effort_low) continue;
    const std::int32_t weight =
        acts.weight(found.act == Act::effort_high ? ActWeight::effort_high : ActWeight::effort_low);
    out.effort_parts.push_back({found.verbatim, found.span, found.rule, weight});
  }
  if (!out.effort_parts.empty()) out.effort = limited_sum(out.effort_parts, -kMaxScore);
}

std::int32_t churn_weight(const Acts& acts, Act act) {
  switch (act) {
    case Act::complaint:
      return acts.weight(ActWeight::churn_complaint);
    case Act::thanks:
      return acts.weight(ActWeight::churn_thanks);
    case Act::leaving:
      return acts.weight(ActWeight::churn_leaving);
    case Act::recommendation:
      return acts.weight(ActWeight::churn_recommendation);
    case Act::warning:
      return acts.weight(ActWeight::churn_warning);
    case Act::effort_high:
      return acts.weight(ActWeight::churn_effort_high);
    case Act::request:
    case Act::question:
    case Act::effort_low:
      break;
  }
  return 0;
}

// Each act once, by its first words; complaints until their most.
void act_parts(const Acts& acts, Tagged& out) {
  std::uint32_t met = 0;
  std::int32_t complaints = acts.weight(ActWeight::churn_complaint_most);
  for (const ActFound& found : out.acts) {
    std::int32_t weight = churn_weight(acts, found.act);
    const std::uint32_t bit = 1U << static_cast<std::uint32_t>(found.act);
    if (found.act == Act::complaint) {
      weight = std::min(weight, complaints);
      complaints -= weight;
    } else if ((met & bit) != 0) {
      weight = 0;
    }
    met |= bit;
    if (weight != 0) out.churn_parts.push_back({found.verbatim, found.span, found.rule, weight});
  }
}

}  // namespace

void judge_acts(const Acts& acts, Tagged& out) {
  if (acts.empty() || (out.label == Label::none && out.acts.empty())) return;
  judge_effort(acts, out);
  act_parts(acts, out);
  const auto part = [&](bool holds, RuleId rule, ActWeight weight) {
    if (holds && acts.weight(weight) != 0) {
      out.churn_parts.push_back({0, {}, rule, acts.weight(weight)});
    }
  };
  part(out.valence <= acts.weight(ActWeight::churn_negative_from), kValenceRule,
       ActWeight::churn_negative);
  part(out.emotions[static_cast<std::size_t>(Emotion::anger)] >=
           acts.weight(ActWeight::churn_anger_from),
       kAngerRule, ActWeight::churn_anger);
  out.churn_risk = limited_sum(out.churn_parts, 0);
}

}  // namespace voxmap::text
