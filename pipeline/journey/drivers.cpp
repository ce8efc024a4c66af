// From people's answers and feelings to drivers.
#include "journey/drivers.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>

#include "base/problems.hpp"
#include "journey/distributions.hpp"
#include "journey/places.hpp"

namespace voxmap {
namespace {

constexpr double kPointMilli = 1000;

using Histogram = std::map<std::int64_t, std::int64_t>;

// What is known of one place over all people.
struct Sums {
  std::int64_t persons = 0, mean = 0, square = 0;
  std::vector<std::int64_t> answers;  // of the people who spoke of it, as numbered by Scores
};

// People's answers and feelings added up: integers, in any order.
class Scores {
 public:
  Scores(const KpiDefinition& kpi, std::size_t places)
      : low_(std::int64_t{1000} * kpi.low),
        high_(std::int64_t{1000} * kpi.high),
        sums_(places),
        regression_(places) {}

  void add(const PersonScores& person) {
    std::int64_t sum = 0;
    own_.clear();
    for (const std::int64_t milli : person.answers) {
      if (milli < low_ || milli > high_) continue;
      sum += milli;
      own_.push_back(number(milli));
      ++counts_[own_.back()];
    }
    if (own_.empty()) return;
    row_.clear();
    for (const PersonScores::Mean& mean : person.means) {
      row_.push_back({mean.place, mean.centi});
      Sums& sums = sums_[mean.place];
      ++sums.persons;
      sums.mean += mean.centi;
      sums.square += std::int64_t{mean.centi} * mean.centi;
      if (sums.answers.size() < values_.size()) sums.answers.resize(values_.size());
      for (const std::size_t answer : own_) ++sums.answers[answer];
    }
    // Half away from zero; answers are not negative.
    const auto count = static_cast<std::int64_t>(own_.size());
    regression_.add(row_, (2 * sum + count) / (2 * count));
  }

  // Of other people.
  void join(const Scores& other) {
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < other.values_.size(); ++i) {
      numbers.push_back(number(other.values_[i]));
      counts_[numbers.back()] += other.counts_[i];
    }
    for (std::size_t place = 0; place < sums_.size(); ++place) {
      const Sums& from = other.sums_[place];
      Sums& to = sums_[place];
      to.persons += from.persons;
      to.mean += from.mean;
      to.square += from.square;
      to.answers.resize(values_.size());
      for (std::size_t i = 0; i < from.answers.size(); ++i)
        to.answers[numbers[i]] += from.answers[i];
    }
    regression_.join(other.regression_);
  }

  [[nodiscard]] const std::vector<Sums>& places() const noexcept { return sums_; }
  [[nodiscard]] const RegressionSums& regression() const noexcept { return regression_; }
  [[nodiscard]] Histogram answers() const { return histogram(counts_); }
  // Those of the people who said nothing of a place.
  [[nodiscard]] Histogram answers_without(const Sums& place) const {
    std::vector<std::int64_t> others = counts_;
    for (std::size_t i = 0; i < place.answers.size(); ++i) others[i] -= place.answers[i];
    return histogram(others);
  }

 private:
  std::size_t number(std::int64_t milli) {
    const auto known = std::ranges::find(values_, milli);
    if (known != values_.end()) return static_cast<std::size_t>(known - values_.begin());
    values_.push_back(milli);
    counts_.push_back(0);
    return values_.size() - 1;
  }
  [[nodiscard]] Histogram histogram(const std::vector<std::int64_t>& counts) const {
    Histogram out;
    for (std::size_t i = 0; i < counts.size(); ++i) out[values_[i]] = counts[i];
    return out;
  }

  std::int64_t low_, high_;
  std::vector<Sums> sums_;
  RegressionSums regression_;
  std::vector<std::int64_t> values_, counts_;  // answers, and people's by their numbers
  std::vector<std::size_t> own_;               // of the person at hand
  std::vector<RegressionSums::Entry> row_;
};

const KpiDefinition& kpi_of(Reader& reader, const DriverOptions& options) {
  std::map<std::string, std::int64_t> answers;
  std::map<std::string, std::string> definitions;
  for (const RatingStats& r : reader.ratings(options.filter)) {
    if (!r.stage.empty() || find_kpi(r.scale, r.definition) == nullptr) continue;
    for (const auto& [milli, count] : r.histogram) answers[r.scale] += count;
    definitions.try_emplace(r.scale, r.definition);
  }
  std::string scale = options.scale;
  if (scale.empty()) {
    std::int64_t most = 0;
    for (const auto& [name, count] : answers) {
      if (count > most) scale = name;
      most = std::max(most, count);
    }
  }
  if (const auto asked = definitions.find(scale); asked != definitions.end()) {
    return *find_kpi(scale, asked->second);
  }
  std::vector<std::string> known;
  known.reserve(answers.size());
  for (const auto& [name, count] : answers) known.push_back(name);
  if (known.empty()) {
    throw Error(Exit::data, "nobody gave a score",
                "map a column as a rating, or load reviews with stars: docs/mapping.md");
  }
  std::string hint = did_you_mean(scale, known);
  if (hint.empty()) {
    hint = "there are answers on: ";
    for (std::size_t i = 0; i < known.size(); ++i) hint += (i == 0 ? "" : ", ") + known[i];
  }
  throw Error(Exit::usage, "no answers on the scale \"" + scale + "\"", std::move(hint));
}

class DriverAnalyser {
 public:
  DriverAnalyser(Reader& reader, const Journey& journey, const DriverOptions& options)
      : journey_(journey), options_(options), places_(reader.places(options.level)) {
    result_.kpi = &kpi_of(reader, options);
    std::vector<Reader::PersonShare> shares;
    for (std::size_t i = 0; i < reader.shares(); ++i) {
      Scores& scores = scores_.emplace_back(*result_.kpi, places_.size());
      shares.emplace_back([&scores](const PersonScores& person) { scores.add(person); });
    }
    reader.people(options.filter, result_.kpi->scale, options.level, shares);
    for (std::size_t i = 1; i < scores_.size(); ++i) scores_.front().join(scores_[i]);
  }

  DriverAnalysis finish() {
    result_.persons = scores().regression().rows();
    result_.estimate = estimate_kpi(*result_.kpi, scores().answers());
    const std::vector<std::size_t> candidates = choose();
    if (result_.persons >= kLeastPeople)
      result_.regression = regress(scores().regression(), candidates);
    for (const std::size_t at : result_.regression.left_out) reasons_[at] = Reason::constant;
    describe();
    for (const auto& [at, reason] : reasons_) {
      result_.left_out.push_back({place_title(journey_, places_[at]), reason});
    }
    return std::move(result_);
  }

 private:
  using Reason = NoDriver::Reason;

  [[nodiscard]] const Scores& scores() const { return scores_.front(); }

  // The places with enough people, as many as all people together can carry: those most spoken of.
  std::vector<std::size_t> choose() {
    std::vector<std::size_t> enough;
    for (std::size_t at = 0; at < places_.size(); ++at) {
      if (scores().places()[at].persons == 0) continue;
      if (scores().places()[at].persons >= std::max<std::int64_t>(options_.min_n, 1)) {
        enough.push_back(at);
      } else {
        reasons_[at] = Reason::too_few_people;
      }
    }
    std::ranges::stable_sort(enough, std::greater{},
                             [&](std::size_t at) { return scores().places()[at].persons; });
    const auto most = static_cast<std::size_t>(result_.persons / kPeopleAPlace);
    for (std::size_t i = most; i < enough.size(); ++i)
      reasons_[enough[i]] = Reason::too_many_places;
    enough.resize(std::min(most, enough.size()));
    return enough;
  }

  void describe() {
    const auto& coefficients = result_.regression.coefficients;
    std::vector<double> p;
    double weights = 0;
    for (const Coefficient& c : coefficients) {
      p.push_back(c.p);
      weights += c.weight;
    }
    const std::vector<double> adjusted = holm(p);
    double feelings = 0;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
      const Coefficient& c = coefficients[i];
      const Sums& sums = scores().places()[c.predictor];
      Driver d;
      d.stage = places_[c.predictor].stage;
      d.touchpoint = places_[c.predictor].touchpoint;
      d.title = place_title(journey_, places_[c.predictor]);
      d.persons = sums.persons;
      const auto mean = estimate_mean(sums.persons, sums.mean, sums.square);
      d.feeling = mean->mean / kCenti;
      if (mean->half_width) {
        const double half = *mean->half_width / kCenti;
        d.feeling_interval =
            Interval{std::max(-1.0, d.feeling - half), std::min(1.0, d.feeling + half)};
      }
      constexpr double kUnit =
          kCenti / kPointMilli;  // milli points a centi-score to points a valence
      d.effect = c.value * kUnit;
      d.effect_interval = {c.interval.low * kUnit, c.interval.high * kUnit};
      d.beta = c.beta;
      d.p = adjusted[i];
      d.shown = d.p < kSignificant;
      d.weight = c.weight;
      d.share = weights > 0 ? c.weight / weights : 0;
      d.impact = impact(sums);
      feelings += d.feeling;
      order.push_back(c.predictor);
      result_.drivers.push_back(std::move(d));
    }
    const auto count = static_cast<double>(result_.drivers.size());
    for (Driver& d : result_.drivers) {
      if (!d.shown || d.effect < 0) continue;
      const bool important = d.share * count > 1;
      const bool well = d.feeling * count > feelings;
      d.quadrant = important ? (well ? Quadrant::keep_up : Quadrant::concentrate_here)
                             : (well ? Quadrant::possible_overkill : Quadrant::low_priority);
    }
    sort(order);
  }

  void sort(const std::vector<std::size_t>& places) {
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
      const double left = result_.drivers[a].share;
      const double right = result_.drivers[b].share;
      return left != right ? left > right : places[a] < places[b];
    });
    std::vector<Driver> sorted;
    sorted.reserve(order.size());
    for (const std::size_t at : order) sorted.push_back(std::move(result_.drivers[at]));
    result_.drivers = std::move(sorted);
  }

  [[nodiscard]] std::optional<double> impact(const Sums& sums) const {
    if (result_.persons - sums.persons < std::max<std::int64_t>(options_.min_n, 1)) return {};
    return result_.estimate.value -
           estimate_kpi(*result_.kpi, scores().answers_without(sums)).value;
  }

  const Journey& journey_;
  const DriverOptions& options_;
  std::vector<Reader::Place> places_;
  std::deque<Scores> scores_;  // by share; all of them in the first
  std::map<std::size_t, Reason> reasons_;
  DriverAnalysis result_;
};

}  // namespace

std::string_view to_string(Quadrant quadrant) noexcept {
  switch (quadrant) {
    case Quadrant::concentrate_here:
      return "concentrate here";
    case Quadrant::keep_up:
      return "keep up the good work";
    case Quadrant::low_priority:
      return "low priority";
    case Quadrant::possible_overkill:
      return "possible overkill";
    case Quadrant::none:
      break;
  }
  return "";
}

DriverAnalysis find_drivers(Reader& reader, const Journey& journey, const DriverOptions& options) {
  return DriverAnalyser(reader, journey, options).finish();
}

}  // namespace voxmap
