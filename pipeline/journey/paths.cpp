// From visits to steps, common paths, last stops and forecasts, with small groups left out.
#include "journey/paths.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "base/problems.hpp"
#include "journey/comparisons.hpp"
#include "journey/map_parts.hpp"
#include "journey/places.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kShortestPath = 3;  // places in a common path; two are a step
constexpr std::size_t kLongestPath = 4;
constexpr std::uint32_t kNegative = 1;

class PathAnalyser {
 public:
  PathAnalyser(Reader& reader, const Journey& journey, const PathOptions& options)
      : journey_(journey),
        options_(options),
        min_n_(std::max<std::int64_t>(options.min_n, 1)),
        places_(reader.places(options.level)),
        persons_(places_.size()),
        moved_(places_.size()),
        shown_(places_.size(), kHidden),
        last_(places_.size()),
        steps_(places_.size() * places_.size()),
        targets_(places_.size()),
        followed_(2 * places_.size()) {
    after_ = wanted();
    HandoverSums handovers(journey, reader.places(Reader::Level::touchpoint));
    const bool same = options.level == Reader::Level::touchpoint;
    walk_paths(
        reader, options.filter, options.level,
        [&](const Path& path) {
          add(path);
          remember(path);
          if (same) handovers.add(path, options.apart);
        },
        result_.untimed);
    if (!same) {
      std::int64_t untimed = 0;
      walk_paths(
          reader, options.filter, Reader::Level::touchpoint,
          [&](const Path& path) { handovers.add(path, options.apart); }, untimed);
    }
    result_.handovers = handovers.finish(min_n_, result_.hidden_handovers);
  }

  PathAnalysis finish() {
    describe_memory();
    describe_stops();
    describe_steps();
    describe_common();
    result_.next_place = next_place_.judge();
    result_.next_negative = next_negative_.judge();
    if (negative_steps_.second > 0) {
      result_.negative_rate =
          static_cast<double>(negative_steps_.first) / static_cast<double>(negative_steps_.second);
    }
    describe_negatives();
    describe_next();
    return std::move(result_);
  }

 private:
  static constexpr std::size_t kHidden = SIZE_MAX;
  static constexpr double kUnit = 100000;  // centi-scores

  void remember(const Path& path) {
    felt_.clear();
    for (const Visit& v : path.visits) {
      if (v.scored > 0) felt_.push_back(mean_in_centi(v.valence, v.scored));
    }
    if (felt_.size() < 2) return;
    const std::int64_t twice = twice_peak_end(felt_);
    const std::int64_t sum = std::accumulate(felt_.begin(), felt_.end(), std::int64_t{0});
    const auto count = static_cast<std::int64_t>(felt_.size());
    twice_remembered_.add(twice);
    twice_more_.add(twice - mean_in_twice(sum, count));
  }
  // Twice the mean, rounded half away from zero.
  static std::int64_t mean_in_twice(std::int64_t sum, std::int64_t count) {
    const std::int64_t size = (4 * std::abs(sum) + count) / (2 * count);
    return sum < 0 ? -size : size;
  }
  void describe_memory() {
    const Sample& all = twice_remembered_;
    if (all.n < min_n_) return;
    PeakEnd& out = result_.peak_end;
    const auto mean = [](const Sample& s) {
      return static_cast<double>(s.sum) / static_cast<double>(s.n) / (2 * kUnit);
    };
    out.persons = all.n;
    out.remembered = mean(all);
    out.mean = mean(all) - mean(twice_more_);
    const auto range = [](const Sample& s) -> std::optional<Interval> {
      const auto found = paired(s);
      if (!found) return std::nullopt;
      return Interval{found->interval.low / (2 * kUnit), found->interval.high / (2 * kUnit)};
    };
    out.interval = range(all);
    out.difference_interval = range(twice_more_);
  }

  using Step = std::pair<std::uint32_t, std::uint32_t>;
  struct Followed {
    std::int64_t persons = 0, negative = 0;
  };
  // Places one after another, each + 1; 0 behind the last of a short one.
  using Run = std::array<std::uint32_t, kLongestPath>;
  struct RunHash {
    std::size_t operator()(const Run& run) const noexcept {
      std::uint64_t mixed = 0;
      for (const std::uint32_t place : run) mixed = (mixed ^ place) * 0x9E3779B97F4A7C15ULL;
      return mixed ^ mixed >> 32U;
    }
  };

  std::vector<std::uint32_t> wanted() const {
    std::vector<std::uint32_t> out;
    std::vector<std::string> known;
    for (const Reader::Place& p : places_) {
      known.push_back(p.touchpoint.empty() ? p.stage : p.touchpoint);
    }
    for (const std::string& id : options_.after) {
      const auto found = std::ranges::find(known, id);
      if (found == known.end()) {
        throw Error(Exit::usage, "the journey has no place \"" + id + "\"",
                    did_you_mean(id, known));
      }
      out.push_back(static_cast<std::uint32_t>(found - known.begin()));
    }
    return out;
  }

  template <class Value>
  static void sort_once_each(std::vector<Value>& values) {
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
  }

  void add(const Path& path) {
    ++result_.persons;
    const auto& visits = path.visits;
    seen_.clear();
    own_.clear();
    states_.clear();
    next_.clear();
    feelings_.clear();
    negatives_.clear();
    changes_.clear();
    for (std::size_t i = 0; i < visits.size(); ++i) {
      seen_.push_back(visits[i].place);
      if (i == 0) continue;
      const Visit& from = visits[i - 1];
      const Visit& to = visits[i];
      const bool within = from.document == to.document;
      if (options_.apart && within) continue;
      ++result_.steps;
      if (within) ++result_.within;
      own_.emplace_back(from.place, to.place);
      states_.push_back(from.place);
      next_.push_back(to.place);
      if (from.scored == 0 || to.scored == 0) continue;
      feelings_.push_back(from.place * 2 + (from.negative() ? kNegative : 0));
      negatives_.push_back(to.negative() ? kNegative : 0);
      changes_.emplace_back(feelings_.back(), negatives_.back());
      negative_steps_.first += negatives_.back();
      ++negative_steps_.second;
    }
    sort_once_each(seen_);
    for (const std::uint32_t place : seen_) ++persons_[place];
    sort_once_each(changes_);
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      const auto [state, negative] = changes_[i];
      if (i == 0 || changes_[i - 1].first != state) ++followed_[state].persons;
      if (negative != 0) ++followed_[state].negative;
    }
    ++last_[visits.back().place];
    add_steps();
    add_runs(visits);
    next_place_.add(path.source, path.key, states_, next_);
    next_negative_.add(path.source, path.key, feelings_, negatives_);
  }

  // The person's, once each.
  void add_steps() {
    sort_once_each(own_);
    if (!own_.empty()) ++result_.movers;
    for (auto step = own_.begin(); step != own_.end();) {
      const std::uint32_t from = step->first;
      to_.clear();
      for (; step != own_.end() && step->first == from; ++step) {
        ++steps_[from * places_.size() + step->second];
        to_.push_back(step->second);
      }
      ++moved_[from];
      ++targets_[from][to_];
    }
  }

  // Every stretch of 3 and 4 places, once a person.
  void add_runs(const std::vector<Visit>& visits) {
    own_runs_.clear();
    for (std::size_t i = 0; i < visits.size(); ++i) {
      Run run{};
      run[0] = visits[i].place + 1;
      for (std::size_t k = i + 1; k < visits.size() && k < i + kLongestPath; ++k) {
        if (options_.apart && visits[k].document == visits[k - 1].document) break;
        run[k - i] = visits[k].place + 1;
        if (k - i + 1 >= kShortestPath) own_runs_.push_back(run);
      }
    }
    sort_once_each(own_runs_);
    for (const Run& run : own_runs_) ++runs_[run];
  }

  // Told only when those who went and those who stayed are both enough.
  [[nodiscard]] bool tellable(std::int64_t part, std::int64_t all) const {
    const auto fine = [&](std::int64_t n) { return n == 0 || n >= min_n_; };
    return fine(part) && fine(all - part);
  }

  void describe_stops() {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (persons_[i] == 0) continue;
      if (persons_[i] < min_n_) {
        ++result_.hidden_stops;
        continue;
      }
      shown_[i] = result_.stops.size();
      PathStop stop{.place = places_[i],
                    .title = place_title(journey_, places_[i]),
                    .persons = persons_[i],
                    .moved = moved_[i] >= min_n_ ? moved_[i] : 0,
                    .last = {}};
      const std::int64_t last = last_[static_cast<std::uint32_t>(i)];
      if (tellable(last, persons_[i])) stop.last = share_of(last, persons_[i]);
      result_.stops.push_back(std::move(stop));
    }
  }

  // People of the row with a step that is not among `visible`.
  [[nodiscard]] std::int64_t others(std::uint32_t from, const std::set<std::uint32_t>& visible) {
    std::int64_t persons = 0;
    for (const auto& [to, count] : targets_[from]) {
      const auto hidden = [&](std::uint32_t t) { return !visible.contains(t); };
      if (std::ranges::any_of(to, hidden)) persons += count;
    }
    return persons;
  }

  void describe_steps() {
    for (std::uint32_t from = 0; from < places_.size(); ++from) {
      if (shown_[from] == kHidden || moved_[from] < min_n_) continue;
      std::vector<std::pair<std::int64_t, std::uint32_t>> row;
      for (std::uint32_t to = 0; to < places_.size(); ++to) {
        const std::int64_t persons = steps_[from * places_.size() + to];
        if (persons >= min_n_) row.emplace_back(-persons, to);
      }
      std::ranges::sort(row);
      std::set<std::uint32_t> visible;
      for (const auto& cell : row) visible.insert(cell.second);
      // A few left over could be worked out from the rest of the row: the least common step goes
      // with them until they are enough.
      while (!row.empty()) {
        const std::int64_t rest = others(from, visible);
        if (rest == 0 || rest >= min_n_) break;
        visible.erase(row.back().second);
        row.pop_back();
      }
      for (const auto& [less, to] : row) {
        result_.matrix.push_back({shown_[from], shown_[to], share_of(-less, moved_[from])});
      }
    }
  }

  void describe_common() {
    std::vector<std::pair<std::int64_t, std::vector<std::uint32_t>>> found;
    for (const auto& [run, persons] : runs_) {
      if (persons < min_n_) continue;
      std::vector<std::uint32_t>& places = found.emplace_back(-persons, 0).second;
      for (const std::uint32_t place : run) {
        if (place != 0) places.push_back(place - 1);
      }
    }
    std::ranges::sort(found);
    for (const auto& entry : found) {
      const std::vector<std::uint32_t>& run = entry.second;
      // A stretch that only ever is part of a longer one says nothing of its own.
      const auto first = std::lower_bound(
          found.begin(), found.end(), entry.first,
          [](const auto& other, std::int64_t persons) { return other.first < persons; });
      bool part = false;
      for (auto other = first; !part && other != found.end() && other->first == entry.first;
           ++other) {
        const std::vector<std::uint32_t>& longer = other->second;
        part = longer.size() > run.size() &&
               std::search(longer.begin(), longer.end(), run.begin(), run.end()) != longer.end();
      }
      if (part) continue;
      CommonPath path{.stops = {}, .persons = -entry.first};
      for (const std::uint32_t place : run) path.stops.push_back(shown_[place]);
      result_.common.push_back(std::move(path));
    }
  }

  void describe_negatives() {
    if (result_.next_negative.best == 0) return;
    for (std::uint32_t state = 0; state < followed_.size(); ++state) {
      const Followed& followed = followed_[state];
      const std::size_t stop = shown_[state / 2];
      if (stop == kHidden || followed.persons < min_n_) continue;
      if (!tellable(followed.negative, followed.persons)) continue;
      result_.negatives.push_back({stop, state % 2 == kNegative, followed.persons,
                                   share_of(followed.negative, followed.persons)});
    }
  }

  void describe_next() {
    if (after_.empty() || result_.next_place.best == 0) return;
    // Back off to what enough people did.
    for (std::size_t order = std::min(result_.next_place.best, after_.size()); order > 0; --order) {
      const auto answer = next_place_.after(after_, order);
      if (!answer || answer->order != order || answer->persons < min_n_) continue;
      result_.next_order = order;
      result_.next_persons = answer->persons;
      for (const Forecaster::Outcome& o : answer->outcomes) {
        if (shown_[o.outcome] != kHidden) result_.next.push_back({shown_[o.outcome], o.p});
      }
      return;
    }
  }

  const Journey& journey_;
  const PathOptions& options_;
  std::int64_t min_n_;
  std::vector<Reader::Place> places_;
  std::vector<std::int64_t> persons_, moved_;
  std::vector<std::size_t> shown_;  // in the result's stops
  std::vector<std::uint32_t> after_;
  std::vector<std::int64_t> last_;
  std::vector<std::int64_t> steps_;  // people by place and place
  // By place: where people went from there, and how many to just these.
  std::vector<std::map<std::vector<std::uint32_t>, std::int64_t>> targets_;
  std::unordered_map<Run, std::int64_t, RunHash> runs_;  // told in another order
  std::vector<Followed> followed_;                       // by place * 2 + negative
  std::pair<std::int64_t, std::int64_t> negative_steps_;
  // Of the person at hand.
  std::vector<std::uint32_t> seen_, to_, states_, next_, feelings_, negatives_;
  std::vector<Step> own_, changes_;
  std::vector<Run> own_runs_;
  Forecaster next_place_, next_negative_;
  std::vector<std::int64_t> felt_;
  Sample twice_remembered_, twice_more_;  // of each person; more: less twice the mean
  PathAnalysis result_;
};

}  // namespace

PathAnalysis find_paths(Reader& reader, const Journey& journey, const PathOptions& options) {
  return PathAnalyser(reader, journey, options).finish();
}

}  // namespace voxmap
