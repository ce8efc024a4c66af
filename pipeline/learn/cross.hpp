// Cross-validation: scores of every row by models that have not seen it.
#pragma once

#include <functional>
#include <vector>

#include "learn/linear.hpp"

namespace voxmap::learn {

// One linear score to be learned.
struct Output {
  bool regression = false;
  std::vector<bool> truth;     // classification, by row of the design
  std::vector<double> wanted;  // regression
};

struct Folds {
  std::vector<std::size_t> rows;  // those that are coded
  std::vector<std::size_t> fold;  // by row of the design
  std::size_t count = 0;
};

// scores[c][output][i] of rows[i].
using HeldOut = std::vector<std::vector<std::vector<double>>>;
[[nodiscard]] HeldOut held_out_scores(const Linear& linear, const Design& design,
                                      const std::vector<Output>& outputs, const Folds& folds,
                                      const std::vector<double>& c);

// One model an output, of all coded rows.
[[nodiscard]] std::vector<LinearModel> final_models(const Linear& linear,
                                                    const std::vector<Output>& outputs,
                                                    const Folds& folds, double c);

}  // namespace voxmap::learn
