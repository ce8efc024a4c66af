// Evaluating alert rules on two windows of days.
#include "journey/alerts.hpp"

#include <algorithm>
#include <map>

#include "base/problems.hpp"
#include "base/time.hpp"
#include "journey/comparisons.hpp"
#include "journey/distributions.hpp"
#include "journey/format.hpp"
#include "journey/freshness.hpp"
#include "voxmap/act.hpp"

namespace voxmap {
namespace {

using Kind = AlertRule::Kind;
using std::chrono::days;

class Evaluation {
 public:
  Evaluation(Reader& reader, const Journey& journey, Time end, std::int64_t min_n)
      : reader_(reader), journey_(journey), end_(end), min_n_(std::max<std::int64_t>(min_n, 1)) {}

  std::vector<Alert> evaluate(const std::vector<AlertRule>& rules) {
    for (const AlertRule& rule : rules) {
      for (const Stage& stage : journey_.stages) {
        const bool asked =
            rule.stages.empty() || std::ranges::find(rule.stages, stage.id) != rule.stages.end();
        if (asked) alerts_.push_back(look(rule, stage));
      }
    }
    adjust();
    return std::move(alerts_);
  }

 private:
  Alert look(const AlertRule& rule, const Stage& stage) {
    Alert alert;
    alert.rule = rule.name;
    alert.stage = stage.id;
    alert.kind = rule.kind;
    const Stats now = window(rule.days, 0, stage.id);
    const Stats before = window(rule.days, 1, stage.id);
    switch (rule.kind) {
      case Kind::falls:
        falls(now, before, stage, alert);
        break;
      case Kind::above:
        above(rule, now, stage, alert);
        break;
      case Kind::spike:
        spike(rule, now, before, stage, alert);
        break;
      case Kind::stale:
        stale(rule, stage, alert);
        break;
    }
    return alert;
  }

  // The sums of a stage over the newest days, or over as many before those.
  Stats window(std::int64_t length, int back, const std::string& stage) {
    auto& known = windows_[{length, back}];
    if (!known) {
      Filter filter;
      filter.to = end_ - days(length * back);
      filter.from = *filter.to - days(length);
      known = reader_.stats(filter);
    }
    const auto found = std::ranges::find_if(
        *known, [&](const Stats& s) { return s.stage == stage && s.touchpoint.empty(); });
    return found == known->end() ? Stats{} : *found;
  }

  void falls(const Stats& now, const Stats& before, const Stage& stage, Alert& alert) const {
    alert.state = AlertState::too_few;
    if (now.persons < min_n_ || before.persons < min_n_) return;
    const auto mean = [](const Stats& s) {
      return static_cast<double>(s.sum_mean) / static_cast<double>(s.persons) / kCenti;
    };
    alert.state = AlertState::quiet;
    alert.persons = now.persons;
    alert.value = mean(now);
    alert.reference = mean(before);
    const auto difference =
        welch({.n = now.persons, .sum = now.sum_mean, .square = now.sum_mean_square},
              {.n = before.persons, .sum = before.sum_mean, .square = before.sum_mean_square});
    if (difference) {
      alert.interval =
          Interval{difference->interval.low / kCenti, difference->interval.high / kCenti};
      alert.p = difference->p;
    }
    alert.text = stage.title + ": " + signed_fixed(alert.value, 2) + " after " +
                 signed_fixed(alert.reference, 2);
    if (alert.interval) {
      alert.text += ", a change of " + signed_fixed(alert.value - alert.reference, 2) + " [" +
                    signed_fixed(alert.interval->low, 2) + ", " +
                    signed_fixed(alert.interval->high, 2) + "]";
    }
  }

  void above(const AlertRule& rule, const Stats& now, const Stage& stage, Alert& alert) const {
    alert.state = AlertState::too_few;
    if (now.persons < min_n_ || now.mentions == 0) return;
    std::int64_t count = 0;
    if (rule.measure == "negative") {
      count = now.by_label[static_cast<std::size_t>(Label::negative)];
    } else if (const auto emotion = parse_emotion(rule.measure)) {
      count = now.emotion_marks[static_cast<std::size_t>(*emotion)];
    } else if (const auto act = parse_act(rule.measure)) {
      count = now.acts[static_cast<std::size_t>(*act)];
    }
    const Interval interval = wilson(count, now.mentions);
    alert.persons = now.persons;
    alert.value = static_cast<double>(count) / static_cast<double>(now.mentions);
    alert.reference = rule.level;
    alert.interval = interval;
    alert.state = interval.low > rule.level ? AlertState::raised : AlertState::quiet;
    alert.text = stage.title + ": " + rule.measure + " in " + percent(alert.value) +
                 " of the mentions (" + percent(interval.low) + " to " + percent(interval.high) +
                 "), level " + percent(rule.level);
  }

  void spike(const AlertRule& rule, const Stats& now, const Stats& before, const Stage& stage,
             Alert& alert) const {
    alert.state = AlertState::too_few;
    // A small number before is not told, and no rise from it.
    if (now.persons < min_n_ || before.persons < min_n_) return;
    alert.persons = now.persons;
    alert.value = static_cast<double>(now.persons);
    alert.reference = static_cast<double>(before.persons);
    const bool more = alert.value >= rule.factor * alert.reference;
    const bool surely = wilson(now.persons, now.persons + before.persons).low > 0.5;
    alert.state = more && surely ? AlertState::raised : AlertState::quiet;
    alert.text =
        stage.title + ": " + grouped(now.persons) + " people after " + grouped(before.persons);
  }

  void stale(const AlertRule& rule, const Stage& stage, Alert& alert) {
    Filter filter;
    filter.to = end_;
    const auto all = reader_.newest(filter);
    const auto newest = all.find(stage.id);
    alert.reference = static_cast<double>(rule.days);
    if (newest == all.end()) {
      alert.state = AlertState::no_time;
      alert.text = stage.title + ": nothing with a time";
      return;
    }
    const auto age = std::chrono::floor<days>(end_ - std::chrono::milliseconds(1) - newest->second);
    alert.newest = format_date(newest->second);
    alert.value = static_cast<double>(age.count());
    alert.state = newest->second < end_ - days(rule.days) ? AlertState::raised : AlertState::quiet;
    alert.text = stage.title + ": newest from " + alert.newest;
  }

  void adjust() {
    std::vector<double> p;
    for (const Alert& a : alerts_) {
      if (a.kind == Kind::falls && a.state == AlertState::quiet) p.push_back(a.p);
    }
    const std::vector<double> adjusted = holm(p);
    std::size_t next = 0;
    for (Alert& a : alerts_) {
      if (a.kind != Kind::falls || a.state != AlertState::quiet) continue;
      a.p = adjusted[next++];
      if (a.p < kSignificant && a.value < a.reference) a.state = AlertState::raised;
    }
  }

  Reader& reader_;
  const Journey& journey_;
  Time end_;
  std::int64_t min_n_;
  std::map<std::pair<std::int64_t, int>, std::optional<std::vector<Stats>>> windows_;
  std::vector<Alert> alerts_;
};

}  // namespace

std::string_view to_string(Kind kind) noexcept {
  switch (kind) {
    case Kind::falls:
      return "falls";
    case Kind::above:
      return "above";
    case Kind::spike:
      return "spike";
    case Kind::stale:
      break;
  }
  return "stale";
}

std::string_view to_string(AlertState state) noexcept {
  switch (state) {
    case AlertState::raised:
      return "raised";
    case AlertState::too_few:
      return "too few people";
    case AlertState::no_time:
      return "no time";
    case AlertState::quiet:
      break;
  }
  return "quiet";
}

std::vector<Alert> evaluate_alerts(Reader& reader, const Journey& journey,
                                   const std::vector<AlertRule>& rules, Time end,
                                   std::int64_t min_n) {
  return Evaluation(reader, journey, end, min_n).evaluate(rules);
}

std::vector<Problem> check_alerts(const std::vector<AlertRule>& rules, const Journey& journey) {
  std::vector<std::string> known;
  for (const Stage& s : journey.stages) known.push_back(s.id);
  std::vector<Problem> problems;
  for (const AlertRule& rule : rules) {
    for (const std::string& stage : rule.stages) {
      if (journey.find_stage(stage)) continue;
      Problem problem;
      problem.message = "the journey has no stage \"" + stage + "\"";
      problem.where = rule.where;
      problem.hint = did_you_mean(stage, known);
      problems.push_back(std::move(problem));
    }
  }
  return problems;
}

}  // namespace voxmap
