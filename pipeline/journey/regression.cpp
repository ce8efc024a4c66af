// Least squares on the correlation matrix; the sums behind it are exact integers.
#include "journey/regression.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <utility>

#include "journey/distributions.hpp"

namespace voxmap {
namespace {

__extension__ using Wide = __int128;  // n * a sum of products does not fit 64 bits

constexpr double kIndependent = 1e-8;

}  // namespace

RegressionSums::RegressionSums(std::size_t predictors)
    : x_(predictors), xy_(predictors), xx_(predictors * (predictors + 1) / 2) {}

std::int64_t& RegressionSums::product(std::size_t a, std::size_t b) {
  const auto [low, high] = std::minmax(a, b);
  return xx_[high * (high + 1) / 2 + low];
}

std::int64_t RegressionSums::product(std::size_t a, std::size_t b) const {
  const std::size_t y = x_.size();
  if (a == y && b == y) return yy_;
  if (a == y || b == y) return xy_[std::min(a, b)];
  const auto [low, high] = std::minmax(a, b);
  return xx_[high * (high + 1) / 2 + low];
}

void RegressionSums::add(const std::vector<Entry>& row, std::int64_t y) {
  ++n_;
  y_ += y;
  yy_ += y * y;
  for (std::size_t i = 0; i < row.size(); ++i) {
    x_[row[i].at] += row[i].x;
    xy_[row[i].at] += row[i].x * y;
    for (std::size_t k = 0; k <= i; ++k) product(row[i].at, row[k].at) += row[i].x * row[k].x;
  }
}

void RegressionSums::join(const RegressionSums& other) {
  const auto sum = [](std::vector<std::int64_t>& to, const std::vector<std::int64_t>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  n_ += other.n_;
  y_ += other.y_;
  yy_ += other.yy_;
  sum(x_, other.x_);
  sum(xy_, other.xy_);
  sum(xx_, other.xx_);
}

double RegressionSums::deviations(std::size_t a, std::size_t b) const {
  const auto sum = [&](std::size_t at) { return at == x_.size() ? y_ : x_[at]; };
  const Wide numerator = Wide{n_} * product(a, b) - Wide{sum(a)} * sum(b);
  return static_cast<double>(numerator) / static_cast<double>(n_);
}

double RegressionSums::mean(std::size_t a) const {
  return static_cast<double>(a == x_.size() ? y_ : x_[a]) / static_cast<double>(n_);
}

Regression regress(const RegressionSums& sums, const std::vector<std::size_t>& predictors) {
  Regression result;
  result.rows = sums.rows();
  if (result.rows < 2) return result;
  const std::size_t y = sums.predictors();
  const auto correlation = [&](std::size_t a, std::size_t b) {
    return sums.deviations(a, b) / std::sqrt(sums.deviations(a, a) * sums.deviations(b, b));
  };
  // Those that say something of their own: the pivot of Cholesky's method is 1 - R2 on the earlier.
  std::vector<std::size_t> kept;
  Eigen::MatrixXd lower = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(predictors.size()),
                                                static_cast<Eigen::Index>(predictors.size()));
  for (const std::size_t candidate : predictors) {
    const auto row = static_cast<Eigen::Index>(kept.size());
    bool own = sums.deviations(candidate, candidate) > 0;
    double pivot = 1;
    for (Eigen::Index i = 0; own && i < row; ++i) {
      double value = correlation(candidate, kept[static_cast<std::size_t>(i)]);
      for (Eigen::Index k = 0; k < i; ++k) value -= lower(row, k) * lower(i, k);
      lower(row, i) = value / lower(i, i);
      pivot -= lower(row, i) * lower(row, i);
      own = pivot >= kIndependent;
    }
    if (!own) {
      result.left_out.push_back(candidate);
      continue;
    }
    lower(row, row) = std::sqrt(pivot);
    kept.push_back(candidate);
  }
  result.df = result.rows - static_cast<std::int64_t>(kept.size()) - 1;
  if (kept.empty() || result.df < 1 || !(sums.deviations(y, y) > 0)) return result;

  const auto count = static_cast<Eigen::Index>(kept.size());
  Eigen::MatrixXd matrix(count, count);
  Eigen::VectorXd with_y(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const std::size_t a = kept[static_cast<std::size_t>(i)];
    with_y(i) = correlation(a, y);
    for (Eigen::Index k = 0; k < count; ++k) {
      matrix(i, k) = i == k ? 1 : correlation(a, kept[static_cast<std::size_t>(k)]);
    }
  }
  const Eigen::LDLT<Eigen::MatrixXd> solver(matrix);
  const Eigen::VectorXd beta = solver.solve(with_y);
  const Eigen::MatrixXd inverse = solver.solve(Eigen::MatrixXd::Identity(count, count));
  const auto df = static_cast<double>(result.df);
  result.r2 = std::clamp(with_y.dot(beta), 0.0, 1.0);
  result.adjusted_r2 = 1 - (1 - result.r2) * static_cast<double>(result.rows - 1) / df;
  const auto number = static_cast<double>(count);
  result.f = result.r2 / number / ((1 - result.r2) / df);
  result.f_p = f_upper(result.f, number, df);

  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(matrix);
  const Eigen::VectorXd roots = eigen.eigenvalues().cwiseMax(0).cwiseSqrt();
  const Eigen::MatrixXd lambda =
      eigen.eigenvectors() * roots.asDiagonal() * eigen.eigenvectors().transpose();
  const Eigen::VectorXd of_orthogonal = lambda.ldlt().solve(with_y);
  const Eigen::VectorXd weights = lambda.cwiseAbs2() * of_orthogonal.cwiseAbs2();

  const double spread_y = std::sqrt(sums.deviations(y, y));
  const double quantile = t_975(result.df);
  result.intercept = sums.mean(y);
  for (Eigen::Index i = 0; i < count; ++i) {
    const std::size_t a = kept[static_cast<std::size_t>(i)];
    const double scale = spread_y / std::sqrt(sums.deviations(a, a));
    Coefficient c;
    c.predictor = a;
    c.beta = beta(i);
    c.value = beta(i) * scale;
    c.standard_error = std::sqrt((1 - result.r2) / df * inverse(i, i)) * scale;
    c.interval = {c.value - quantile * c.standard_error, c.value + quantile * c.standard_error};
    c.p = student_two_sided(c.value / c.standard_error, df);
    c.weight = weights(i);
    result.intercept -= c.value * sums.mean(a);
    result.coefficients.push_back(c);
  }
  return result;
}

}  // namespace voxmap
