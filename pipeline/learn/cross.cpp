// Cross-validation.
#include "learn/cross.hpp"

namespace voxmap::learn {
namespace {

LinearModel train(const Linear& linear, const Output& output, const std::vector<std::size_t>& rows,
                  double c) {
  return output.regression ? linear.regress(rows, output.wanted, c)
                           : linear.classify(rows, output.truth, c);
}

}  // namespace

HeldOut held_out_scores(const Linear& linear, const Design& design,
                        const std::vector<Output>& outputs, const Folds& folds,
                        const std::vector<double>& c) {
  HeldOut scores(c.size(), std::vector<std::vector<double>>(
                               outputs.size(), std::vector<double>(folds.rows.size(), 0.0)));
  for (std::size_t k = 0; k < folds.count; ++k) {
    std::vector<std::size_t> others;
    for (const std::size_t row : folds.rows) {
      if (folds.fold[row] != k) others.push_back(row);
    }
    if (others.size() == folds.rows.size()) continue;  // nobody in this fold
    for (std::size_t n = 0; n < c.size(); ++n) {
      for (std::size_t o = 0; o < outputs.size(); ++o) {
        const LinearModel model = train(linear, outputs[o], others, c[n]);
        for (std::size_t i = 0; i < folds.rows.size(); ++i) {
          const std::size_t row = folds.rows[i];
          if (folds.fold[row] == k) scores[n][o][i] = model.score(design, row);
        }
      }
    }
  }
  return scores;
}

std::vector<LinearModel> final_models(const Linear& linear, const std::vector<Output>& outputs,
                                      const Folds& folds, double c) {
  std::vector<LinearModel> models;
  for (const Output& output : outputs) models.push_back(train(linear, output, folds.rows, c));
  return models;
}

}  // namespace voxmap::learn
