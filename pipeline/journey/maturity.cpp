// The checklist of a living map.
#include "journey/maturity.hpp"

#include <algorithm>
#include <set>

#include "base/time.hpp"
#include "journey/freshness.hpp"
#include "journey/hypotheses.hpp"
#include "journey/moments.hpp"

namespace voxmap {
namespace {

using std::chrono::days;

class Assessment {
 public:
  Assessment(Reader& reader, const Journey& journey, const std::vector<MomentDecision>& decisions,
             std::optional<Time> end, std::int64_t min_n)
      : reader_(reader),
        journey_(journey),
        decisions_(decisions),
        end_(end ? end : end_of_data(reader)),
        min_n_(std::max<std::int64_t>(min_n, 1)),
        stats_(reader.stats({})),
        ratings_(reader.ratings({})) {}

  Maturity assess() {
    if (end_) result_.until = format_date(*end_ - std::chrono::milliseconds(1));
    Filter filter;
    filter.to = end_;
    newest_ = reader_.newest(filter);
    for (const Stage& s : journey_.stages) result_.stages.push_back(describe(s));
    checks();
    for (std::size_t i = 0; i < result_.checks.size(); ++i) {
      if (result_.checks[i].met()) continue;
      result_.next = i;
      break;
    }
    result_.level = result_.next ? result_.checks[*result_.next].level - 1 : 5;
    return std::move(result_);
  }

 private:
  MaturityStage describe(const Stage& from) {
    MaturityStage to{.id = from.id, .title = from.title, .owner = from.owner, .newest = {}};
    const auto stats = std::ranges::find_if(
        stats_, [&](const Stats& s) { return s.stage == from.id && s.touchpoint.empty(); });
    to.enough = stats != stats_.end() && stats->persons >= min_n_;
    if (to.enough) {
      to.persons = stats->persons;
      if (const auto newest = newest_.find(from.id); newest != newest_.end()) {
        to.newest = format_date(newest->second);
        to.fresh = newest->second >= *end_ - days(kFreshDays);
      }
    }
    to.kpi = std::ranges::any_of(from.kpis, [&](const Kpi& k) {
      return answered(from.id, k.scale) || answered({}, k.scale);
    });
    return to;
  }

  [[nodiscard]] bool answered(const std::string& stage, const std::string& scale) const {
    std::int64_t answers = 0;
    for (const RatingStats& r : ratings_) {
      if (r.stage != stage || r.scale != scale) continue;
      for (const auto& [milli, count] : r.histogram) answers += count;
    }
    return answers >= min_n_;
  }

  // Of how many stages it has to hold: `part` of 10, rounded up.
  template <typename Holds>
  void of_stages(int level, std::string id, std::string text, std::int64_t part,
                 const Holds& holds) {
    MaturityCheck check{
        .level = level, .id = std::move(id), .text = std::move(text), .missing = {}};
    check.of = static_cast<std::int64_t>(journey_.stages.size());
    check.needed = (check.of * part + 9) / 10;
    for (std::size_t i = 0; i < journey_.stages.size(); ++i) {
      if (holds(i)) {
        ++check.done;
      } else {
        check.missing.push_back(journey_.stages[i].title);
      }
    }
    result_.checks.push_back(std::move(check));
  }

  void count(int level, std::string id, std::string text, std::int64_t done, std::int64_t of,
             std::int64_t needed) {
    MaturityCheck check{
        .level = level, .id = std::move(id), .text = std::move(text), .missing = {}};
    check.done = done;
    check.of = of;
    check.needed = needed;
    result_.checks.push_back(std::move(check));
  }

  void checks() {
    const auto& stages = result_.stages;
    of_stages(1, "goals", "every stage has a goal", 10,
              [&](std::size_t i) { return !journey_.stages[i].goal.empty(); });
    of_stages(1, "touchpoints", "every stage has a touchpoint", 10, [&](std::size_t i) {
      return std::ranges::any_of(journey_.touchpoints,
                                 [&](const Touchpoint& t) { return t.stage == i; });
    });
    of_stages(2, "evidence", "half of the stages have data of enough people", 5,
              [&](std::size_t i) { return stages[i].enough; });
    of_stages(3, "all_evidence", "every stage has data of enough people", 10,
              [&](std::size_t i) { return stages[i].enough; });
    of_stages(3, "owners", "every stage has an owner", 10,
              [&](std::size_t i) { return !stages[i].owner.empty(); });
    of_stages(3, "kpis", "every stage has a KPI that people answered", 10,
              [&](std::size_t i) { return stages[i].kpi; });
    of_stages(
        4, "fresh",
        "four fifths of the stages have data of the last " + std::to_string(kFreshDays) + " days",
        8, [&](std::size_t i) { return stages[i].fresh; });
    count_sources();
    count_learning();
  }

  void count_sources() {
    std::set<std::string> sources;
    std::int64_t mentions = 0;
    std::int64_t placed = 0;
    for (const Stats& s : stats_) {
      if (!s.touchpoint.empty()) continue;
      for (const auto& [name, number] : s.by_source) {
        if (number > 0) sources.insert(name);
      }
      // A share that counts few people would tell how many they are beside the map's numbers.
      if (!s.stage.empty() && s.persons < min_n_) continue;
      mentions += s.mentions;
      if (!s.stage.empty()) placed += s.mentions;
    }
    const auto many = static_cast<std::int64_t>(sources.size());
    count(4, "sources", "two sources or more", many, many, 2);
    const std::int64_t percent = mentions == 0 ? 0 : 100 * placed / mentions;
    count(4, "coverage", "half of all mentions are on a stage (percent)", percent, 100, 50);
  }

  void count_learning() {
    std::int64_t decided = 0;
    for (const Tested& t : test_hypotheses(reader_, journey_, {}, min_n_)) {
      decided += t.verdict == Verdict::supported || t.verdict == Verdict::refuted ? 1 : 0;
    }
    count(5, "hypotheses", "a hypothesis supported or refuted", decided,
          static_cast<std::int64_t>(journey_.hypotheses.size()), 1);
    std::int64_t confirmed = 0;
    for (const Touchpoint& t : journey_.touchpoints) {
      const MomentDecision* decision = find_decision(decisions_, t.id);
      confirmed += decision != nullptr && decision->confirmed ? 1 : 0;
    }
    count(5, "moments", "a moment of truth confirmed by a person", confirmed, confirmed, 1);
  }

  Reader& reader_;
  const Journey& journey_;
  const std::vector<MomentDecision>& decisions_;
  std::optional<Time> end_;
  std::int64_t min_n_;
  std::map<std::string, Time> newest_;  // by stage
  std::vector<Stats> stats_;
  std::vector<RatingStats> ratings_;
  Maturity result_;
};

}  // namespace

std::string_view maturity_name(int level) noexcept {
  switch (level) {
    case 1:
      return "drawn";
    case 2:
      return "evidenced";
    case 3:
      return "measured";
    case 4:
      return "alive";
    case 5:
      return "learning";
    default:
      return "sketched";
  }
}

Maturity assess_maturity(Reader& reader, const Journey& journey,
                         const std::vector<MomentDecision>& decisions, std::optional<Time> end,
                         std::int64_t min_n) {
  return Assessment(reader, journey, decisions, end, min_n).assess();
}

}  // namespace voxmap
