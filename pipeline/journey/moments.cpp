// The rule behind candidates for moments of truth.
#include "journey/moments.hpp"

#include <algorithm>
#include <cmath>

#include "journey/drivers.hpp"
#include "journey/guard.hpp"
#include "journey/places.hpp"

namespace voxmap {
namespace {

struct Whole {
  double mean = 0;            // over people and touchpoints
  std::int64_t mentions = 0;  // placed
  double at_risk = 0;         // share of them
  double largest = 0;         // |impact|
  double top_quarter = 0;     // |impact| from which on
  double highest = -2, lowest = 2;
  std::int64_t most_people = 0;
};

bool shown(const Stats& s, std::int64_t min_n) {
  return !s.stage.empty() && !s.touchpoint.empty() && s.persons >= min_n;
}

double mean_of_stats(const Stats& s) {
  return static_cast<double>(s.sum_mean) / static_cast<double>(s.persons) / kCenti;
}

Whole add_up(const std::vector<Stats>& stats, const std::map<std::string, double>& impacts,
             std::int64_t min_n) {
  Whole w;
  std::int64_t persons = 0;
  std::int64_t sum = 0;
  std::int64_t at_risk = 0;
  for (const Stats& s : stats) {
    if (s.touchpoint.empty() && !s.stage.empty() && s.persons >= min_n) {
      w.mentions += s.mentions;
      at_risk += s.at_risk;
    }
    if (!shown(s, min_n)) continue;
    persons += s.persons;
    sum += s.sum_mean;
    w.highest = std::max(w.highest, mean_of_stats(s));
    w.lowest = std::min(w.lowest, mean_of_stats(s));
    w.most_people = std::max(w.most_people, s.persons);
  }
  if (persons > 0) w.mean = static_cast<double>(sum) / static_cast<double>(persons) / kCenti;
  if (w.mentions > 0) w.at_risk = static_cast<double>(at_risk) / static_cast<double>(w.mentions);
  std::vector<double> sizes;
  for (const auto& [touchpoint, impact] : impacts) sizes.push_back(std::abs(impact));
  std::ranges::sort(sizes, std::greater{});
  if (!sizes.empty()) {
    w.largest = sizes.front();
    w.top_quarter = sizes[(sizes.size() - 1) / 4];
  }
  return w;
}

Moment describe_moment(const Stats& s, const Whole& w, const std::map<std::string, double>& impacts,
                       std::optional<std::int64_t> about) {
  Moment m;
  m.persons = about.value_or(s.persons);
  m.rounded = about.has_value();
  m.mean = mean_of_stats(s);
  const auto estimate = estimate_mean(s.persons, s.sum_mean, s.sum_mean_square);
  if (estimate && estimate->half_width) {
    const double half = *estimate->half_width / kCenti;
    m.interval = Interval{std::max(-1.0, m.mean - half), std::min(1.0, m.mean + half)};
  }
  if (w.mentions > 0) m.volume = static_cast<double>(s.mentions) / static_cast<double>(w.mentions);
  if (m.rounded) m.volume = std::round(m.volume * 20) / 20;
  m.at_risk = static_cast<double>(s.at_risk) / static_cast<double>(s.mentions);
  if (const auto impact = impacts.find(s.touchpoint); impact != impacts.end()) {
    m.impact = impact->second;
  }
  // With fewer than four there is no quarter to be in.
  if (m.impact && impacts.size() >= 4 && w.largest > 0 && std::abs(*m.impact) >= w.top_quarter) {
    m.reasons.push_back(MomentReason::impact);
  }
  if (m.mean == w.highest) m.reasons.push_back(MomentReason::highest);
  if (m.mean == w.lowest) m.reasons.push_back(MomentReason::lowest);
  if (std::abs(m.mean) >= kMomentIntensity) m.reasons.push_back(MomentReason::intensity);
  if (m.volume >= kMomentVolume) m.reasons.push_back(MomentReason::volume);
  if (s.at_risk > 0 && wilson(s.at_risk, s.mentions).low > w.at_risk) {
    m.reasons.push_back(MomentReason::churn);
  }
  const bool stands_out = m.interval && (m.interval->low > w.mean || m.interval->high < w.mean);
  m.candidate = stands_out && !m.reasons.empty();
  m.rank = 0.3 * std::abs(m.mean) +
           0.2 * static_cast<double>(m.persons) / static_cast<double>(w.most_people);
  if (m.impact && w.largest > 0) m.rank += 0.5 * std::abs(*m.impact) / w.largest;
  return m;
}

}  // namespace

std::string_view to_string(MomentState state) noexcept {
  switch (state) {
    case MomentState::candidate:
      return "candidate";
    case MomentState::confirmed:
      return "confirmed";
    case MomentState::rejected:
      return "rejected";
    case MomentState::none:
      break;
  }
  return "none";
}

std::string_view to_string(MomentReason reason) noexcept {
  switch (reason) {
    case MomentReason::impact:
      return "impact";
    case MomentReason::highest:
      return "highest";
    case MomentReason::lowest:
      return "lowest";
    case MomentReason::intensity:
      return "intensity";
    case MomentReason::volume:
      return "volume";
    case MomentReason::churn:
      break;
  }
  return "churn";
}

std::string join(const std::vector<MomentReason>& reasons) {
  std::string out;
  for (const MomentReason reason : reasons) {
    if (!out.empty()) out += ", ";
    out += to_string(reason);
  }
  return out;
}

MomentAnalysis find_moments(const std::vector<Stats>& stats, const Journey& journey,
                            const std::map<std::string, double>& impacts,
                            const std::vector<MomentDecision>& decisions, std::int64_t min_n) {
  min_n = std::max<std::int64_t>(min_n, 1);
  const Whole whole = add_up(stats, impacts, min_n);
  const auto rounded = rounded_touchpoints(stats, min_n);
  MomentAnalysis analysis;
  analysis.journey_mean = whole.mean;
  for (const Stats& s : stats) {
    if (s.touchpoint.empty() || s.stage.empty()) continue;
    const MomentDecision* decision = find_decision(decisions, s.touchpoint);
    Moment m;
    if (shown(s, min_n)) {
      const auto about = rounded.find(s.touchpoint);
      m = describe_moment(s, whole, impacts,
                          about == rounded.end() ? std::nullopt : std::optional(about->second));
    }
    if (!m.candidate && decision == nullptr) continue;
    m.stage = s.stage;
    m.touchpoint = s.touchpoint;
    m.title = place_title(journey, {s.stage, s.touchpoint});
    m.state = MomentState::candidate;
    if (decision != nullptr) {
      m.state = decision->confirmed ? MomentState::confirmed : MomentState::rejected;
      m.decision = *decision;
    }
    analysis.moments.push_back(std::move(m));
  }
  std::ranges::stable_sort(analysis.moments, std::greater{}, &Moment::rank);
  return analysis;
}

std::map<std::string, double> find_impacts(Reader& reader, const Journey& journey,
                                           const Filter& filter, std::int64_t min_n) {
  bool answered = false;
  for (const RatingStats& r : reader.ratings(filter)) {
    answered = answered || (r.stage.empty() && find_kpi(r.scale, r.definition) != nullptr);
  }
  std::map<std::string, double> impacts;
  if (!answered) return impacts;
  const DriverAnalysis drivers = find_drivers(
      reader, journey,
      {.filter = filter, .scale = {}, .level = Reader::Level::touchpoint, .min_n = min_n});
  for (const Driver& d : drivers.drivers) {
    if (d.impact) impacts[d.touchpoint] = *d.impact;
  }
  return impacts;
}

}  // namespace voxmap
