// Linear regression by ordinary least squares, and how much each predictor explains.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "journey/statistics.hpp"

namespace voxmap {

// Sums over n rows of predictors x and an outcome y, all integers: exact, and the same whatever the
// order of the rows. |values| up to 1e5 and up to 5e8 rows fit.
class RegressionSums {
 public:
  explicit RegressionSums(std::size_t predictors);

  // One row: only the predictors that are not 0, each once. `at` < the number of predictors.
  struct Entry {
    std::size_t at = 0;
    std::int64_t x = 0;
  };
  void add(const std::vector<Entry>& row, std::int64_t y);
  // The rows of another, with as many predictors.
  void join(const RegressionSums& other);

  [[nodiscard]] std::size_t predictors() const noexcept { return x_.size(); }
  [[nodiscard]] std::int64_t rows() const noexcept { return n_; }
  // Sums of products of deviations from the means, correctly rounded; index predictors() is y.
  [[nodiscard]] double deviations(std::size_t a, std::size_t b) const;
  [[nodiscard]] double mean(std::size_t a) const;  // index predictors() is y

 private:
  [[nodiscard]] std::int64_t& product(std::size_t a, std::size_t b);
  [[nodiscard]] std::int64_t product(std::size_t a, std::size_t b) const;

  std::int64_t n_ = 0, y_ = 0, yy_ = 0;
  std::vector<std::int64_t> x_, xy_;
  std::vector<std::int64_t> xx_;  // lower triangle
};

struct Coefficient {
  std::size_t predictor = 0;  // its index in the sums
  double value = 0;           // units of y for one unit of x
  double standard_error = 0;
  Interval interval;  // 95 %, by Student's t
  double beta = 0;    // of the standardised variables
  double p = 1;       // two-sided, that the true coefficient is 0
  // Relative weight (J. W. Johnson, Multivariate Behavioral Research 35, 2000): the part of R2 that
  // is this predictor's, shared fairly with those it correlates with. They add up to R2; >= 0.
  double weight = 0;
};

struct Regression {
  std::int64_t rows = 0;
  std::int64_t df = 0;  // rows - predictors - 1
  double intercept = 0;
  double r2 = 0, adjusted_r2 = 0;
  double f = 0, f_p = 1;                  // that all coefficients are 0
  std::vector<Coefficient> coefficients;  // in the order asked for
  std::vector<std::size_t> left_out;      // constant, or the sum of others before them
};

// y on the predictors named, in that order. One that is constant, or nearly a linear combination of
// those before it (1 - R2 on them below 1e-8), is left out. With no predictor or df < 1 only rows
// and left_out are filled.
[[nodiscard]] Regression regress(const RegressionSums& sums,
                                 const std::vector<std::size_t>& predictors);

}  // namespace voxmap
