// A store in memory for the journey's tests: mentions go in, sums come out as a real Reader's
// would.
#pragma once

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// A journey of two stages with a touchpoint each; `more` is TOML that follows.
inline Journey two_stages(const std::string& more) {
  return parse_journey(R"(
[journey]
id = "shop"
[[stage]]
id = "buy"
[[stage.touchpoint]]
id = "buy.pay"
[[stage]]
id = "get"
[[stage.touchpoint]]
id = "get.courier"
)" + more,
                       "journey.toml");
}

class FakeReader final : public Reader {
 public:
  explicit FakeReader(const Journey& journey) : journey_(journey) {}

  // One mention of its own document. Label follows the valence; `none` when there is no evidence.
  MentionRow& say(std::string_view touchpoint, std::string person, std::string source, int valence,
                  std::string text, std::vector<std::pair<Emotion, int>> emotions = {}) {
    MentionRow row;
    row.id = static_cast<std::int64_t>(rows_.size()) + 1;
    row.source = std::move(source);
    row.key = "R_" + std::to_string(row.id);
    row.respondent = std::move(person);
    row.input = row.source + ".csv";
    row.origin.line = static_cast<std::uint64_t>(row.id) + 1;
    row.text = std::move(text);
    row.span = {0, static_cast<std::uint32_t>(row.text.size())};
    if (const auto t = journey_.find_touchpoint(touchpoint)) {
      row.touchpoint = touchpoint;
      row.stage = journey_.stages[journey_.touchpoints[*t].stage].id;
    }
    row.valence = static_cast<Valence>(valence);
    row.label = valence > 0 ? Label::positive : valence < 0 ? Label::negative : Label::none;
    if (valence != 0) row.evidence.push_back({{0, 4}, "en/valence:test", valence, "valence"});
    for (const auto& [emotion, strength] : emotions) {
      row.emotions[static_cast<std::size_t>(emotion)] = static_cast<std::int16_t>(strength);
    }
    rows_.push_back(std::move(row));
    return rows_.back();
  }
  void rate(std::string stage, std::string scale, std::map<std::int64_t, std::int64_t> histogram) {
    ratings_.push_back({std::move(stage), std::move(scale), "", std::move(histogram)});
  }

  // One person of people(): milli answers, and the mean in centi-scores of some touchpoints.
  void answer(std::vector<std::int64_t> answers, std::vector<PersonScores::Mean> means) {
    answers_.emplace_back(std::move(answers), std::move(means));
  }

  // Of respondents: what a filter's conditions are asked of in stats(). Who has none is in no
  // group.
  std::map<std::string, std::vector<Attribute>> attributes;
  std::vector<Filter> asked;  // filters of every call, in order
  std::vector<std::string> packs = {"en 1.0.0 3f9c21"};
  std::vector<MonthStats> month_stats;
  StoreStatus stored;

  std::optional<JourneyText> journey() override { return std::nullopt; }

  std::vector<Stats> stats(const Filter& filter, bool) override {
    asked.push_back(filter);
    std::vector<Stats> out;
    for (const Stage& s : journey_.stages) {
      out.push_back(sum(s.id, "", filter));
      for (const Touchpoint& t : journey_.touchpoints) {
        if (journey_.stages[t.stage].id == s.id) out.push_back(sum(s.id, t.id, filter));
      }
    }
    out.push_back(sum("", "", filter));
    return out;
  }
  std::vector<RatingStats> ratings(const Filter&) override { return ratings_; }
  std::vector<FeelingStats> felt;
  std::vector<FeelingStats> feelings(const Filter& filter, bool) override {
    asked.push_back(filter);
    return felt;
  }
  std::vector<std::string> feeling_names() override { return {}; }

  std::vector<MonthStats> months(const Filter&, bool) override { return month_stats; }

  std::vector<Place> places(Level) override {
    std::vector<Place> out;
    for (const Touchpoint& t : journey_.touchpoints) {
      out.push_back({journey_.stages[t.stage].id, t.id});
    }
    return out;
  }
  [[nodiscard]] std::size_t shares() override { return 2; }
  using Reader::people;
  void people(const Filter&, std::string_view, Level, std::span<const PersonShare> found) override {
    std::size_t next = 0;
    for (const auto& [answers, means] : answers_) {
      found[next++ % found.size()]({.answers = answers, .means = means});
    }
  }

  // What was said, by person; the touchpoints in the order of places(), the stages in the
  // journey's.
  using Reader::histories;
  void histories(std::span<const Filter> filters, std::span<const HistoryShare> found,
                 Detail) override {
    std::size_t next = 0;
    for (std::size_t i = 0; i < filters.size(); ++i) {
      asked.push_back(filters[i]);
      tell([&](const PersonHistory& person) { found[next++ % found.size()](i, person); });
    }
  }
  void tell(const std::function<void(const PersonHistory&)>& found) {
    std::map<std::string, std::vector<const MentionRow*>> people;
    for (const MentionRow& r : rows_) people[r.respondent].push_back(&r);
    for (auto& [person, rows] : people) {
      std::ranges::stable_sort(rows, {}, [](const MentionRow* r) {
        return std::pair(!r->said_at.has_value(), r->said_at.value_or(Time{}));
      });
      std::vector<PersonHistory::Moment> moments;
      std::deque<PersonHistory::Name> names;
      for (const MentionRow* r : rows) {
        PersonHistory::Moment m{.document = r->id, .said_at = r->said_at};
        if (const auto t = journey_.find_touchpoint(r->touchpoint)) {
          m.touchpoint = *t;
          m.stage = journey_.touchpoints[*t].stage;
        }
        m.label = r->label;
        m.valence = r->valence;
        m.emotions = r->emotions;
        for (const ActRow& a : r->acts) {
          m.acts = static_cast<std::uint16_t>(m.acts | 1U << static_cast<unsigned>(a.act));
        }
        m.quotable = quotable(r->span);
        m.mention = r->id;
        m.name = &names.emplace_back(PersonHistory::Name{r->source, r->key});
        moments.push_back(m);
      }
      found({.source = rows.front()->source, .key = rows.front()->key, .moments = moments});
    }
  }

  Totals totals(const Filter&) override {
    Totals t;
    std::set<std::string> people;
    for (const MentionRow& r : rows_) {
      people.insert(r.respondent);
      if (r.stage.empty()) ++t.unassigned;
      if (r.said_at && (!t.oldest || *r.said_at < *t.oldest)) t.oldest = r.said_at;
      if (r.said_at && (!t.newest || *r.said_at > *t.newest)) t.newest = r.said_at;
    }
    t.documents = t.mentions = static_cast<std::int64_t>(rows_.size());
    t.persons = static_cast<std::int64_t>(people.size());
    t.rules_digest = "8d1f";
    t.packs = packs;
    t.redaction = "email, card, phone";
    return t;
  }

  void each_mention(const Filter& filter, Order order, std::size_t limit,
                    const std::function<bool(MentionRow&)>& take, Detail) override {
    for (MentionRow& row : listed(filter, order, limit)) {
      if (!take(row)) return;
    }
  }
  std::vector<MentionRow> listed(const Filter& filter, Order order, std::size_t limit) {
    asked.push_back(filter);
    std::vector<MentionRow> out;
    for (const MentionRow& r : rows_) {
      if (!filter.stage.empty() && r.stage != filter.stage) continue;
      if (!filter.touchpoint.empty() && r.touchpoint != filter.touchpoint) continue;
      if (filter.label && r.label != *filter.label) continue;
      if (filter.quotable && !quotable(r.span)) continue;
      if (!in_time(filter, r)) continue;
      if (order == Order::most_positive && r.label != Label::positive) continue;
      if (order == Order::most_negative && r.label != Label::negative) continue;
      out.push_back(r);
    }
    if (order == Order::input) return out;  // as they were said
    std::ranges::sort(out, [](const MentionRow& a, const MentionRow& b) {
      return std::tuple(-std::abs(int{a.valence}), a.source, a.key, a.span) <
             std::tuple(-std::abs(int{b.valence}), b.source, b.key, b.span);
    });
    if (order == Order::newest) {
      std::ranges::stable_sort(out, std::greater{}, &MentionRow::said_at);
    }
    if (out.size() > limit) out.resize(limit);
    return out;
  }
  std::optional<MentionRow> mention(std::int64_t id) override {
    const auto row = std::ranges::find(rows_, id, &MentionRow::id);
    return row == rows_.end() ? std::nullopt : std::optional(*row);
  }
  std::map<std::string, Time> newest(const Filter& filter) override {
    std::map<std::string, Time> out;
    for (const MentionRow& r : rows_) {
      if (!r.said_at || !in_time(filter, r)) continue;
      Time& at =
          out.try_emplace(r.stage.empty() ? "unassigned" : r.stage, *r.said_at).first->second;
      at = std::max(at, *r.said_at);
    }
    return out;
  }
  void each_mention(const Filter& filter,
                    const std::function<bool(const MentionRow&)>& take) override {
    for (const MentionRow& row : mentions(filter, Order::input, SIZE_MAX)) {
      if (!take(row)) return;
    }
  }
  void each_mention(std::span<const std::int64_t> ids,
                    const std::function<bool(const MentionRow&)>& take) override {
    for (const std::int64_t id : ids) {
      const auto row = std::ranges::find(rows_, id, &MentionRow::id);
      if (row != rows_.end() && !take(*row)) return;
    }
  }
  void documents(std::string_view, std::int64_t,
                 const std::function<bool(const ScoredDocument&)>&) override {}
  void rated(const std::function<bool(const RatedDocument&)>&) override {}
  std::vector<Run> runs(std::size_t) override { return {}; }
  std::vector<RejectRow> rejects(std::optional<std::int64_t>, std::size_t) override { return {}; }
  StoreStatus status() override { return stored; }
  void dump(const std::function<void(std::string_view)>&) override {}

 private:
  static bool in_time(const Filter& filter, const MentionRow& r) {
    if (!filter.from && !filter.to) return true;
    return r.said_at && (!filter.from || *r.said_at >= *filter.from) &&
           (!filter.to || *r.said_at < *filter.to);
  }

  bool in_groups(const Filter& filter, const MentionRow& r) const {
    const auto known = attributes.find(r.respondent);
    return std::ranges::all_of(filter.when, [&](const Condition& condition) {
      return known != attributes.end() && holds(condition, known->second);
    });
  }

  Stats sum(const std::string& stage, const std::string& touchpoint, const Filter& filter) const {
    Stats out;
    out.stage = stage;
    out.touchpoint = touchpoint;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> people;  // sum, mentions
    for (const MentionRow& r : rows_) {
      if (r.stage != stage || (!touchpoint.empty() && r.touchpoint != touchpoint)) continue;
      if (!in_time(filter, r) || !in_groups(filter, r)) continue;
      ++out.mentions;
      ++out.by_label[static_cast<std::size_t>(r.label)];
      ++out.by_source[r.source];
      bool marked = false;
      for (std::size_t i = 0; i < kEmotionCount; ++i) {
        if (r.emotions[i] > 0) {
          ++out.emotion_marks[i];
          marked = true;
        }
      }
      if (!marked) ++out.no_emotion;
      std::set<Act> acts;
      for (const ActRow& found : r.acts) acts.insert(found.act);
      for (const Act act : acts) ++out.acts[static_cast<std::size_t>(act)];
      if (r.churn_risk >= kAtRisk) ++out.at_risk;
      if (r.label == Label::none) continue;
      people[r.respondent].first += r.valence;
      ++people[r.respondent].second;
    }
    for (const auto& [person, score] : people) {
      const std::int64_t mean =
          std::llround(static_cast<double>(score.first) * 100 / static_cast<double>(score.second));
      ++out.persons;
      out.sum_mean += mean;
      out.sum_mean_square += mean * mean;
    }
    return out;
  }

  const Journey& journey_;
  std::vector<MentionRow> rows_;
  std::vector<RatingStats> ratings_;
  std::vector<std::pair<std::vector<std::int64_t>, std::vector<PersonScores::Mean>>> answers_;
};

}  // namespace voxmap
