// Testing hypotheses: values by person, comparison, verdict, quotes.
#include "journey/hypotheses.hpp"

#include <algorithm>
#include <map>

#include "journey/comparisons.hpp"
#include "journey/distributions.hpp"
#include "journey/places.hpp"
#include "voxmap/act.hpp"

namespace voxmap {
namespace {

constexpr double kUnit = 100000;  // values are whole numbers of 1/100000
constexpr double kShown = 0.05;
constexpr std::size_t kCandidates = 500;  // quotes looked at

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
  [[nodiscard]] std::int64_t of(const MentionRow& m) const {
    if (emotion_) return m.emotions[static_cast<std::size_t>(*emotion_)];
    if (act_) {
      return std::ranges::any_of(m.acts, [&](const ActRow& a) { return a.act == *act_; }) ? 1000
                                                                                          : 0;
    }
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

class Tester {
 public:
  Tester(Reader& reader, const Journey& journey, const Filter& filter, std::int64_t min_n)
      : reader_(reader),
        journey_(journey),
        filter_(filter),
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
      if (t.p < kShown) {
        t.verdict =
            (t.difference > 0) == t.hypothesis->higher ? Verdict::supported : Verdict::refuted;
      }
      add_quotes(t);
    }
    return all;
  }

 private:
  [[nodiscard]] bool about(const Hypothesis& h, const PersonHistory::Moment& m) const {
    if (h.touchpoint.empty()) {
      return m.stage != PersonHistory::kNowhere && stages_[m.stage].stage == h.stage;
    }
    return m.touchpoint != PersonHistory::kNowhere &&
           touchpoints_[m.touchpoint].touchpoint == h.touchpoint;
  }

  [[nodiscard]] Filter of_segment(const std::string& id) const {
    Filter filter = filter_;
    if (id.empty()) return filter;
    const auto group = std::ranges::find(journey_.segments, id, &Group::id);
    filter.when.insert(filter.when.end(), group->when.begin(), group->when.end());
    return filter;
  }

  // Every segment that is asked about is read once, for all hypotheses.
  void collect() {
    std::map<std::string, std::vector<const Hypothesis*>> by_segment;
    for (const Hypothesis& h : journey_.hypotheses) {
      by_segment[h.segment].push_back(&h);
      if (h.against == Hypothesis::Against::segment) by_segment[h.other].push_back(&h);
    }
    for (const auto& [segment, list] : by_segment) {
      reader_.histories(of_segment(segment),
                        [&, &id = segment, &asked = list](const PersonHistory& person) {
                          for (const Hypothesis* h : asked) add(*h, person, sides_[{h, id}]);
                        });
    }
  }

  void add(const Hypothesis& h, const PersonHistory& person, Sides& sides) const {
    const Measure measure(h.measure);
    std::int64_t here = 0;
    std::int64_t here_n = 0;
    std::int64_t there = 0;
    std::int64_t there_n = 0;
    for (const PersonHistory::Moment& m : person.moments) {
      const auto value = measure.of(m);
      if (!value) continue;
      if (about(h, m)) {
        here += *value;
        ++here_n;
      } else if (m.stage != PersonHistory::kNowhere) {
        there += *value;
        ++there_n;
      }
    }
    if (here_n > 0) sides.here.add(mean_in_centi(here, here_n));
    if (there_n > 0 && here_n == 0) sides.only_elsewhere.add(mean_in_centi(there, there_n));
    if (here_n > 0 && there_n > 0) {
      sides.change.add(mean_in_centi(here, here_n) - mean_in_centi(there, there_n));
      sides.both.add(mean_in_centi(here, here_n));
    }
  }

  static double mean(const Sample& s) {
    return static_cast<double>(s.sum) / static_cast<double>(s.n) / kUnit;
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
      t.interval = Interval{difference->interval.low / kUnit, difference->interval.high / kUnit};
      t.p = difference->p;
    }
    return t;
  }

  // The threshold in whole units, so that the sums stay exact.
  static std::optional<Difference> against_threshold(const Sample& s, double threshold) {
    const double units = threshold * kUnit;
    const auto by = static_cast<std::int64_t>(units < 0 ? units - 0.5 : units + 0.5);
    const Sample moved{
        .n = s.n, .sum = s.sum - s.n * by, .square = s.square - 2 * by * s.sum + s.n * by * by};
    return paired(moved);
  }

  void add_quotes(Tested& t) {
    const Hypothesis& h = *t.hypothesis;
    Filter filter = of_segment(h.segment);
    filter.stage = h.stage;
    filter.touchpoint = h.touchpoint;
    filter.quotable = true;
    const Measure measure(h.measure);
    const auto pick = [&](bool high) -> std::optional<HypothesisQuote> {
      const auto order = measure.valence() ? (high ? Order::most_positive : Order::most_negative)
                                           : Order::strongest;
      std::optional<HypothesisQuote> best;
      std::int64_t value = 0;
      for (const MentionRow& m :
           reader_.mentions(filter, order, measure.valence() ? 1 : kCandidates)) {
        const std::int64_t here = measure.of(m);
        // Of an emotion or act: most of it, or none; the strongest of equals.
        if (!measure.valence() && (high ? here == 0 : here != 0)) continue;
        if (best && here <= value) continue;
        best = HypothesisQuote{
            m.id, std::string(m.span.of(m.text)), m.source, m.key, m.valence, m.touchpoint};
        value = here;
      }
      return best;
    };
    t.supporting = pick(h.higher);
    t.opposing = pick(!h.higher);
  }

  Reader& reader_;
  const Journey& journey_;
  const Filter& filter_;
  std::int64_t min_n_;
  std::vector<Reader::Place> stages_, touchpoints_;
  std::map<std::pair<const Hypothesis*, std::string>, Sides> sides_;
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
