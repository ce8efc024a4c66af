// Measures of agreement between what people coded and what the engine said.
//
// Every measure takes how often each row counts, so that a bootstrap resample is measured by the
// same code as the data itself. A measure that is not defined (no variance, one class only) is
// nullopt.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace voxmap::learn {

using Counts = std::vector<std::uint32_t>;  // by row

// Precision = right / said, recall = right / gold, F1 = their harmonic mean; 0 where undefined.
struct Hits {
  std::uint64_t right = 0;
  std::uint64_t said = 0;
  std::uint64_t gold = 0;
  [[nodiscard]] double precision() const noexcept;
  [[nodiscard]] double recall() const noexcept;
  [[nodiscard]] double f1() const noexcept;
};

// How gold classes were answered: matrix[g][p], rows and columns numbered 0 .. classes-1. Answers
// may be classes that the gold has not (`said` beyond `gold_classes`): they are wrong, and no class
// of their own in the means (as scikit-learn's f1_score(labels=gold classes, average="macro")).
class Confusion {
 public:
  explicit Confusion(std::size_t classes) : classes_(classes), cells_(classes * classes, 0) {}
  void add(std::size_t gold, std::size_t said, std::uint64_t times = 1) {
    cells_[gold * classes_ + said] += times;
  }
  [[nodiscard]] std::uint64_t at(std::size_t gold, std::size_t said) const {
    return cells_[gold * classes_ + said];
  }
  [[nodiscard]] std::size_t classes() const noexcept { return classes_; }
  [[nodiscard]] std::uint64_t rows() const noexcept;
  [[nodiscard]] Hits of(std::size_t cls) const;
  [[nodiscard]] double accuracy() const;
  // The mean of the F1 of the classes named in `among`.
  [[nodiscard]] double macro_f1(std::span<const std::size_t> among) const;
  [[nodiscard]] double macro_recall(std::span<const std::size_t> among) const;

 private:
  std::size_t classes_;
  std::vector<std::uint64_t> cells_;
};

// Pearson's product-moment correlation.
[[nodiscard]] std::optional<double> pearson(std::span<const double> x, std::span<const double> y,
                                            const Counts& counts);
// Spearman's rho: Pearson's r of the ranks, tied values having their mean rank.
[[nodiscard]] std::optional<double> spearman(std::span<const double> x, std::span<const double> y,
                                             const Counts& counts);
// Area under the ROC curve (Mann-Whitney U, ties count half): how likely a row that is true scores
// higher than one that is not.
[[nodiscard]] std::optional<double> auc(std::span<const double> scores,
                                        const std::vector<bool>& truth, const Counts& counts);

// Mean ranks, 1-based, with rows counted as often as `counts` says.
[[nodiscard]] std::vector<double> mean_ranks(std::span<const double> values, const Counts& counts);

// Several yes-or-no answers a row: bit k of a mask is label k.
struct LabelSets {
  std::vector<Hits> labels;
  double macro_f1 = 0;
  double micro_f1 = 0;
  double jaccard = 0;  // mean over rows of |both| / |either|; 1 where neither has any
};
[[nodiscard]] LabelSets label_sets(std::span<const std::uint32_t> gold,
                                   std::span<const std::uint32_t> said, std::size_t labels,
                                   const Counts& counts);

}  // namespace voxmap::learn
