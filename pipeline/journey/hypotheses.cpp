// Testing hypotheses: values by person, comparison, verdict, quotes.
#include "journey/hypotheses.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "journey/comparisons.hpp"
#include "journey/distributions.hpp"
#include "journey/guard.hpp"
#include "journey/places.hpp"
#include "voxmap/act.hpp"

namespace voxmap {
namespace {

constexpr double kValueUnit = 100000;  // values are whole numbers of 1/100000

// What a mention says to the measure: in thousandths; nullopt: nothing.
class Measure {
 public:
  explicit Measure(const std::string& name)
      : emotion_(parse_emotion(name)), act_(parse_act(name)) {}

  [[nodiscard]] std::optional<std::int64_t> of(const PersonHistory::Moment& m) const {
    if (emotion_) return m.emotions[static_cast<std::size_t>(*emotion_)];
    if (act_) return (m.acts >> static_cast<unsigned>(*act_) & 1U) != 0 ? 1000 : 0;
    if (m.label == Label::none) return std::nullopt;
    return m.valence;
  }
  [[nodiscard]] bool valence() const { return !emotion_ && !act_; }

 private:
  std::optional<Emotion> emotion_;
  std::optional<Act> act_;
};

struct Sides {
  Sample here, only_elsewhere;
  Sample change, both;  // of those who spoke of both: here less elsewhere, here
};

// The mention that says most of it: by its value, then by its valence of either sign, then by
// source, key and place.
class BestQuote {
 public:
  void offer(std::int64_t value, const PersonHistory::Moment& m) {
    const std::int64_t strength = m.valence < 0 ? -m.valence : m.valence;
    if (mention_ != 0) {
      if (value < value_) return;
      if (value == value_ && strength < strength_) return;
      if (value == value_ && strength == strength_ &&
          std::tie(m.name->source, m.name->key, m.mention) >=
              std::tuple(std::string_view(source_), std::string_view(key_), mention_)) {
        return;
      }
    }
    value_ = value;
    strength_ = strength;
    mention_ = m.mention;
    source_ = m.name->source;
    key_ = m.name->key;
  }
  [[nodiscard]] std::int64_t mention() const noexcept { return mention_; }  // 0: none

 private:
  std::int64_t value_ = 0, strength_ = 0, mention_ = 0;
  std::string source_, key_;
};

// A hypothesis as it is asked of each person; places are numbers.
struct Question {
  const Hypothesis* hypothesis = nullptr;
  Measure measure;
  std::uint32_t stage = PersonHistory::kNowhere, touchpoint = PersonHistory::kNowhere;
  bool quotes = false;  // of these people
  bool others = false;  // what they say elsewhere counts
  Sides* sides = nullptr;
  BestQuote* high = nullptr;
  BestQuote* low = nullptr;

  [[nodiscard]] bool about(const PersonHistory::Moment& m) const noexcept {
    return touchpoint != PersonHistory::kNowhere ? m.touchpoint == touchpoint : m.stage == stage;
  }
};

class Tester {
 public:
  Tester(Reader& reader, const Journey& journey, const Filter& filter, std::int64_t min_n)
      : reader_(reader),
        journey_(journey),
        filter_(filter),
        limit_(std::max<std::int64_t>(min_n, 1)),
        min_n_(std::max<std::int64_t>(min_n, 2)),
        stages_(reader.places(Reader::Level::stage)),
        touchpoints_(reader.places(Reader::Level::touchpoint)) {}

  std::vector<Tested> test() {
    collect();
    std::vector<Tested> all;
    std::vector<double> p;
    for (const Hypothesis& h : journey_.hypotheses) {
      all.push_back(compare(h));
      if (all.back().verdict != Verdict::too_few) p.push_back(all.back().p);
    }
    const std::vector<double> adjusted = holm(p);
    std::size_t next = 0;
    for (Tested& t : all) {
      if (t.verdict == Verdict::too_few) continue;
      t.p = adjusted[next++];
      if (t.p < kSignificant) {
        t.verdict =
            (t.difference > 0) == t.hypothesis->higher ? Verdict::supported : Verdict::refuted;
      }
      add_quotes(t);
    }
    guard(all);
    return all;
  }

 private:
  // What the map does not show of these places is not told here either.
  void guard(std::vector<Tested>& all) {
    const std::vector<Stats> stats = reader_.stats(filter_);
    const auto rounded = rounded_touchpoints(stats, limit_);
    const auto people = [&](std::string_view stage, std::string_view touchpoint) {
      const auto found = std::ranges::find_if(stats, [&](const Stats& s) {
        return s.touchpoint == touchpoint && (stage.empty() || s.stage == stage);
      });
      return found == stats.end() ? 0 : found->persons;
    };
    for (Tested& t : all) {
      if (t.verdict == Verdict::too_few) continue;
      const Hypothesis& h = *t.hypothesis;
      const std::int64_t whole = people(h.stage, h.touchpoint);
      if (whole < limit_ || gives_away(h, t, whole)) {
        t = too_few(h);
        continue;
      }
      if (const auto about = rounded.find(h.touchpoint); about != rounded.end()) {
        t.rounded = true;
        t.persons = h.segment.empty() && !t.same_people ? about->second : round_total(t.persons);
      }
      for (auto* quote : {&t.supporting, &t.opposing}) {
        const bool placed = *quote && !(*quote)->touchpoint.empty();
        if (placed && people("", (*quote)->touchpoint) < limit_) quote->reset();
      }
    }
  }

  // Would the people of a part, or of two, leave over so few that the map's own number tells of
  // them?
  [[nodiscard]] bool gives_away(const Hypothesis& h, const Tested& t, std::int64_t whole) const {
    if (h.segment.empty()) return false;
    const auto few = [&](std::int64_t part) { return whole - part > 0 && whole - part < limit_; };
    return few(t.persons) || (h.against == Hypothesis::Against::segment &&
                              (few(t.others) || few(t.persons + t.others)));
  }

  [[nodiscard]] Filter of_segment(const std::string& id) const {
    Filter filter = filter_;
    if (id.empty()) return filter;
    const auto group = std::ranges::find(journey_.segments, id, &Group::id);
    filter.when.insert(filter.when.end(), group->when.begin(), group->when.end());
    return filter;
  }

  [[nodiscard]] Question question(const Hypothesis& h, const std::string& segment) {
    Question q{.hypothesis = &h, .measure = Measure(h.measure)};
    const auto number = [](const std::vector<Reader::Place>& places, const auto& is) {
      const auto found = std::ranges::find_if(places, is);
      // What the store has never heard of nobody is about.
      return found == places.end() ? PersonHistory::kNowhere - 1
                                   : static_cast<std::uint32_t>(found - places.begin());
    };
    if (h.touchpoint.empty()) {
      q.stage = number(stages_, [&](const Reader::Place& p) { return p.stage == h.stage; });
    } else {
      q.touchpoint = number(touchpoints_,
                            [&](const Reader::Place& p) { return p.touchpoint == h.touchpoint; });
    }
    q.quotes = segment == h.segment;
    q.others = h.against == Hypothesis::Against::others;
    q.sides = &sides_[{&h, segment}];
    q.high = &quotes_[{&h, true}];
    q.low = &quotes_[{&h, false}];
    return q;
  }

  // One pass for all segments that are asked about, and all hypotheses.
  void collect() {
    std::map<std::string, std::vector<Question>> by_segment;
    for (const Hypothesis& h : journey_.hypotheses) {
      by_segment[h.segment].push_back(question(h, h.segment));
      if (h.against == Hypothesis::Against::segment) {
        by_segment[h.other].push_back(question(h, h.other));
      }
    }
    std::vector<Filter> filters;
    std::vector<const std::vector<Question>*> asked;
    for (const auto& [segment, list] : by_segment) {
      filters.push_back(of_segment(segment));
      asked.push_back(&list);
    }
    reader_.histories(filters, [&](std::size_t filter, const PersonHistory& person) {
      for (const Question& q : *asked[filter]) add(q, person);
    });
  }

  static void offer(const Question& q, std::int64_t value, const PersonHistory::Moment& m) {
    if (!m.quotable || (m.label != Label::positive && m.label != Label::negative)) return;
    if (!q.measure.valence()) {
      (value > 0 ? *q.high : *q.low).offer(value, m);  // much of it, or none
    } else if (m.label == Label::positive) {
      q.high->offer(value, m);
    } else {
      q.low->offer(-value, m);
    }
  }

  static void add(const Question& q, const PersonHistory& person) {
    std::int64_t here = 0;
    std::int64_t here_n = 0;
    std::int64_t there = 0;
    std::int64_t there_n = 0;
    for (const PersonHistory::Moment& m : person.moments) {
      const bool about = q.about(m);
      if (!about && (!q.others || m.stage == PersonHistory::kNowhere)) continue;
      const auto value = q.measure.of(m);
      if (!value) continue;
      if (about) {
        if (q.quotes) offer(q, *value, m);
        here += *value;
        ++here_n;
      } else {
        there += *value;
        ++there_n;
      }
    }
    Sides& sides = *q.sides;
    if (here_n > 0) sides.here.add(mean_in_centi(here, here_n));
    if (there_n > 0 && here_n == 0) sides.only_elsewhere.add(mean_in_centi(there, there_n));
    if (here_n > 0 && there_n > 0) {
      sides.change.add(mean_in_centi(here, here_n) - mean_in_centi(there, there_n));
      sides.both.add(mean_in_centi(here, here_n));
    }
  }

  static double mean(const Sample& s) {
    return static_cast<double>(s.sum) / static_cast<double>(s.n) / kValueUnit;
  }

  static Tested too_few(const Hypothesis& h) {
    Tested t;
    t.hypothesis = &h;
    return t;
  }

  Tested compare(const Hypothesis& h) {
    Tested t = too_few(h);
    const Sides& sides = sides_[{&h, h.segment}];
    if (sides.here.n < min_n_) return t;
    std::optional<Difference> difference;
    t.persons = sides.here.n;
    t.value = mean(sides.here);
    if (h.against == Hypothesis::Against::threshold) {
      t.reference = h.threshold;
      difference = against_threshold(sides.here, h.threshold);
    } else if (h.against == Hypothesis::Against::others &&
               sides.change.n >= std::max(kPairedFrom, min_n_)) {
      t.same_people = true;
      t.persons = sides.change.n;
      t.value = mean(sides.both);
      t.reference = t.value - mean(sides.change);
      difference = paired(sides.change);
    } else {
      const Sample& other = h.against == Hypothesis::Against::others ? sides.only_elsewhere
                                                                     : sides_[{&h, h.other}].here;
      if (other.n < min_n_) return too_few(h);
      t.others = other.n;
      t.reference = mean(other);
      difference = welch(sides.here, other);
    }
    t.difference = t.value - t.reference;
    t.verdict = Verdict::undecided;
    if (difference) {
      t.interval =
          Interval{difference->interval.low / kValueUnit, difference->interval.high / kValueUnit};
      t.p = difference->p;
    }
    return t;
  }

  // The threshold in whole units, so that the sums stay exact.
  static std::optional<Difference> against_threshold(const Sample& s, double threshold) {
    const double units = threshold * kValueUnit;
    const auto by = static_cast<std::int64_t>(units < 0 ? units - 0.5 : units + 0.5);
    const Sample moved{
        .n = s.n, .sum = s.sum - s.n * by, .square = s.square - 2 * by * s.sum + s.n * by * by};
    return paired(moved);
  }

  void add_quotes(Tested& t) {
    const auto pick = [&](bool high) -> std::optional<HypothesisQuote> {
      const std::int64_t id = quotes_[{t.hypothesis, high}].mention();
      if (id == 0) return std::nullopt;
      const auto m = reader_.mention(id);
      if (!m) return std::nullopt;
      return HypothesisQuote{
          id, std::string(m->span.of(m->text)), m->source, m->key, m->valence, m->touchpoint};
    };
    t.supporting = pick(t.hypothesis->higher);
    t.opposing = pick(!t.hypothesis->higher);
  }

  Reader& reader_;
  const Journey& journey_;
  const Filter& filter_;
  std::int64_t limit_;  // of what may be told
  std::int64_t min_n_;  // of what can be tested
  std::vector<Reader::Place> stages_, touchpoints_;
  std::map<std::pair<const Hypothesis*, std::string>, Sides> sides_;
  std::map<std::pair<const Hypothesis*, bool>, BestQuote> quotes_;  // true: of much of it
};

}  // namespace

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::supported:
      return "supported";
    case Verdict::refuted:
      return "refuted";
    case Verdict::too_few:
      return "too few people";
    case Verdict::undecided:
      break;
  }
  return "undecided";
}

std::vector<Tested> test_hypotheses(Reader& reader, const Journey& journey, const Filter& filter,
                                    std::int64_t min_n) {
  if (journey.hypotheses.empty()) return {};
  return Tester(reader, journey, filter, min_n).test();
}

}  // namespace voxmap
