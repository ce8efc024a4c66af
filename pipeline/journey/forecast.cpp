// Counting, backing off and judging forecasts.
#include "journey/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "journey/comparisons.hpp"
#include "journey/distributions.hpp"

namespace voxmap {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;
constexpr std::uint8_t kFolds = 5;
constexpr double kStrength = 4;
constexpr double kGainMilli = 1000;

// FNV-1a, 32 bits: which fold a person is in must not change with the library or the machine.
std::uint32_t hash(std::string_view text, std::uint32_t from) {
  for (const char c : text) from = (from ^ static_cast<unsigned char>(c)) * 16777619U;
  return from;
}

}  // namespace

Forecaster::Context Forecaster::shorten(const Context& context, std::size_t order) {
  Context out;
  out.fill(kNone);
  std::copy_n(context.begin(), order, out.begin());
  return out;
}

void Forecaster::add(std::string_view source, std::string_view key,
                     std::span<const std::uint32_t> states, std::span<const std::uint32_t> next) {
  if (states.empty()) return;
  Person person;
  const std::uint32_t mixed = hash(key, hash("\x1f", hash(source, 2166136261U)));
  person.fold = static_cast<std::uint8_t>((mixed ^ mixed >> 16U) % kFolds);
  std::vector<Counts*> met;
  for (std::size_t i = 0; i < states.size(); ++i) {
    Context context;
    context.fill(kNone);
    for (std::size_t k = 0; k < kOrders && k <= i; ++k) context[k] = states[i - k];
    person.steps.emplace_back(context, next[i]);
    for (std::size_t order = 0; order <= kOrders; ++order) {
      const Context shorter = shorten(context, order);
      if (order > 0 && shorter[order - 1] == kNone) break;
      Counts& counts = table_[shorter];
      ++counts.outcomes[next[i]];
      ++counts.all;
      met.push_back(&counts);
    }
  }
  std::ranges::sort(met);
  met.erase(std::unique(met.begin(), met.end()), met.end());
  for (Counts* const counts : met) ++counts->persons;
  people_.push_back(std::move(person));
}

double Forecaster::probability(const Context& context, std::size_t order, std::uint32_t outcome,
                               const Table* without) const {
  // Outcomes never met have a share as well: as if each of those known were met once more.
  const auto known = static_cast<double>(table_.at(shorten(context, 0)).outcomes.size());
  double p = 1 / known;
  for (std::size_t k = 0; k <= order; ++k) {
    if (k > 0 && context[k - 1] == kNone) break;
    const Context shorter = shorten(context, k);
    const auto found = table_.find(shorter);
    if (found == table_.end()) break;
    double count = 0;
    auto all = static_cast<double>(found->second.all);
    if (const auto c = found->second.outcomes.find(outcome); c != found->second.outcomes.end()) {
      count = static_cast<double>(c->second);
    }
    if (without != nullptr) {
      if (const auto less = without->find(shorter); less != without->end()) {
        all -= static_cast<double>(less->second.all);
        if (const auto c = less->second.outcomes.find(outcome); c != less->second.outcomes.end()) {
          count -= static_cast<double>(c->second);
        }
      }
    }
    const double strength = k == 0 ? known : kStrength;
    p = (count + strength * p) / (all + strength);
  }
  return p;
}

ForecastQuality Forecaster::judge() const {
  ForecastQuality quality;
  if (people_.empty()) return quality;
  std::array<Table, kFolds> folds;
  for (const Person& person : people_) {
    for (const auto& [context, outcome] : person.steps) {
      for (std::size_t order = 0; order <= kOrders; ++order) {
        const Context shorter = shorten(context, order);
        if (order > 0 && shorter[order - 1] == kNone) break;
        Counts& counts = folds[person.fold][shorter];
        ++counts.outcomes[outcome];
        ++counts.all;
      }
    }
  }
  // By fold, order and context, each looked up once: people share few contexts.
  struct Forecast {
    std::uint32_t likeliest = kNone;
    std::map<std::uint32_t, double> bits;  // by outcome
  };
  std::array<std::array<std::map<Context, Forecast>, kOrders + 1>, kFolds> forecasts;
  const auto forecast_of = [&](const Context& context, std::size_t order,
                               std::size_t fold) -> const Forecast& {
    const auto [at, first] = forecasts[fold][order].try_emplace(shorten(context, order));
    Forecast& forecast = at->second;
    if (!first) return forecast;
    double most = -1;
    for (const auto& [outcome, count] : table_.at(shorten(context, 0)).outcomes) {
      const double p = probability(context, order, outcome, &folds[fold]);
      if (p > most) forecast.likeliest = outcome;
      most = std::max(most, p);
      forecast.bits.emplace(outcome, std::log2(p));
    }
    return forecast;
  };
  std::array<Sample, kOrders> gains;
  std::array<std::int64_t, kOrders + 1> right{};
  for (const Person& person : people_) {
    std::array<double, kOrders + 1> bits{};
    for (const auto& [context, outcome] : person.steps) {
      for (std::size_t order = 0; order <= kOrders; ++order) {
        const Forecast& forecast = forecast_of(context, order, person.fold);
        bits[order] -= forecast.bits.at(outcome);
        if (forecast.likeliest == outcome) ++right[order];
      }
    }
    const auto steps = static_cast<double>(person.steps.size());
    quality.steps += static_cast<std::int64_t>(person.steps.size());
    // In thousandths of a bit: whole numbers add up to the same whatever their order.
    for (std::size_t k = 0; k < kOrders; ++k) {
      gains[k].add(std::llround((bits[0] - bits[k + 1]) / steps * kGainMilli));
    }
  }
  quality.persons = static_cast<std::int64_t>(people_.size());
  const auto all = static_cast<double>(quality.steps);
  quality.base_right = static_cast<double>(right[0]) / all;
  std::vector<double> p;
  for (std::size_t k = 0; k < kOrders; ++k) {
    ForecastQuality::Order& order = quality.orders[k];
    order.gain = static_cast<double>(gains[k].sum) / static_cast<double>(gains[k].n) / kGainMilli;
    order.right = static_cast<double>(right[k + 1]) / all;
    const auto difference = paired(gains[k]);
    if (difference) {
      order.interval =
          Interval{difference->interval.low / kGainMilli, difference->interval.high / kGainMilli};
    }
    p.push_back(difference ? difference->p : 1);
  }
  const std::vector<double> adjusted = holm(p);
  for (std::size_t k = 0; k < kOrders; ++k) {
    quality.orders[k].p = adjusted[k];
    const bool better = adjusted[k] < 0.05 && quality.orders[k].gain > 0;
    if (better &&
        (quality.best == 0 || quality.orders[k].gain > quality.orders[quality.best - 1].gain)) {
      quality.best = k + 1;
    }
  }
  return quality;
}

std::optional<Forecaster::Answer> Forecaster::after(std::span<const std::uint32_t> states,
                                                    std::size_t order) const {
  if (people_.empty()) return std::nullopt;
  Context context;
  context.fill(kNone);
  for (std::size_t k = 0; k < std::min({order, kOrders, states.size()}); ++k) {
    context[k] = states[states.size() - 1 - k];
  }
  Answer answer;
  for (std::size_t k = 0; k <= kOrders; ++k) {
    if (k > 0 && context[k - 1] == kNone) break;
    const auto found = table_.find(shorten(context, k));
    if (found == table_.end()) break;
    answer.order = k;
    answer.persons = found->second.persons;
  }
  for (const auto& [outcome, count] : table_.at(shorten(context, 0)).outcomes) {
    answer.outcomes.push_back({outcome, probability(context, kOrders, outcome, nullptr)});
  }
  std::ranges::stable_sort(answer.outcomes, std::greater{}, &Outcome::p);
  return answer;
}

}  // namespace voxmap
