// Linear models by LIBLINEAR: R.-E. Fan, K.-W. Chang, C.-J. Hsieh, X.-R. Wang, C.-J. Lin,
// "LIBLINEAR: a library for large linear classification", JMLR 9 (2008). Only its primal solvers
// are used: they draw no random numbers, so that the same rows give the same model.
#pragma once

#include <memory>
#include <vector>

#include "learn/design.hpp"

namespace voxmap::learn {

// A score is: the weights of the row's phrases + beside[0]*b0 + beside[1]*b1 + bias.
struct LinearModel {
  std::vector<double> phrases;
  std::array<double, 2> beside{};
  double bias = 0;
  [[nodiscard]] double score(const Design& design, std::size_t row) const;
};

class Linear {
 public:
  explicit Linear(const Design& design);
  ~Linear();
  Linear(const Linear&) = delete;
  Linear& operator=(const Linear&) = delete;

  // L2-regularised logistic regression for the rows, `truth` by row of the design; both kinds
  // occur.
  [[nodiscard]] LinearModel classify(const std::vector<std::size_t>& rows,
                                     const std::vector<bool>& truth, double c) const;
  // L2-regularised support vector regression with squared loss.
  [[nodiscard]] LinearModel regress(const std::vector<std::size_t>& rows,
                                    const std::vector<double>& wanted, double c) const;

 private:
  struct Nodes;
  [[nodiscard]] LinearModel train(const std::vector<std::size_t>& rows, std::vector<double> wanted,
                                  double c, int solver) const;
  const Design& design_;
  std::unique_ptr<Nodes> nodes_;
};

}  // namespace voxmap::learn
