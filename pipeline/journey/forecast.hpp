// What comes next, from what people did so far: a Markov chain with back-off, held against the base
// rate on people it has not seen.
//
// p(y | the last k states) = (count + m p(y | the last k - 1 states)) / (all + m), m = 4, down to
// the plain rate of y: D. J. C. MacKay, L. C. Bauman Peto, Natural Language Engineering 1 (1995)
// 289-308. Judged by five-fold cross-validation over people, in bits a step (log loss); a person is
// in the fold of its first document's source and key.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "journey/statistics.hpp"

namespace voxmap {

inline constexpr std::size_t kOrders = 2;  // states looked back at, at most

struct ForecastQuality {
  std::int64_t persons = 0, steps = 0;  // predicted
  struct Order {
    double gain = 0;                   // bits a step over the base rate, mean over people
    std::optional<Interval> interval;  // 95 %, paired t over people
    double p = 1;                      // Holm over the orders
    double right = 0;                  // share of steps whose most likely outcome came
  };
  std::array<Order, kOrders> orders;
  double base_right = 0;
  // The order with the largest gain whose p is below 0.05; 0: none does better than the base rate,
  // and nothing should be forecast.
  std::size_t best = 0;
};

// Counts of outcomes by the states before. States and outcomes are small numbers.
class Forecaster {
 public:
  // One person's steps in order: the states up to each, and what came next. `states` and `next` of
  // the same size; next[i] follows states[i].
  void add(std::string_view source, std::string_view key, std::span<const std::uint32_t> states,
           std::span<const std::uint32_t> next);

  [[nodiscard]] ForecastQuality judge() const;

  struct Outcome {
    std::uint32_t outcome = 0;
    double p = 0;
  };
  struct Answer {
    std::vector<Outcome> outcomes;  // most likely first; ties by number
    std::size_t order = 0;          // of the longest run of states that was met
    std::int64_t persons = 0;       // who met it
  };
  // After these states, the last ones of them at most kOrders; nullopt: nothing was ever added.
  [[nodiscard]] std::optional<Answer> after(std::span<const std::uint32_t> states,
                                            std::size_t order) const;

 private:
  // The last states before a step, newest first; shorter ones are filled with kNone.
  using Context = std::array<std::uint32_t, kOrders>;
  struct Counts {
    std::map<std::uint32_t, std::int64_t> outcomes;
    std::int64_t all = 0, persons = 0;
  };
  using Table = std::map<Context, Counts>;  // of every order; the empty context is the base rate
  struct Person {
    std::uint8_t fold = 0;
    std::vector<std::pair<Context, std::uint32_t>> steps;
  };

  static Context shorten(const Context& context, std::size_t order);
  [[nodiscard]] double probability(const Context& context, std::size_t order, std::uint32_t outcome,
                                   const Table* without) const;

  Table table_;
  std::vector<Person> people_;
};

}  // namespace voxmap
