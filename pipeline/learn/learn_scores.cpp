// Valence from numbers: support vector regression.
#include <fmt/format.h>

#include "learn/learning.hpp"

namespace voxmap::learn {

void Learner::scores() {
  rows_where([](const Coded& text) { return text.score.has_value(); });
  Gain gain = begin("valence", "Pearson r");
  double low = 0;
  double high = 0;
  for (std::size_t i = 0; i < folds_.rows.size(); ++i) {
    const double score = *texts_[folds_.rows[i]].score;
    low = i == 0 ? score : std::min(low, score);
    high = i == 0 ? score : std::max(high, score);
  }
  if (folds_.rows.size() < kLeastRows || low >= high) {
    refuse(gain, fmt::format("too few rows: {} with a score that differs, at least {} are needed",
                             low < high ? folds_.rows.size() : 0, kLeastRows));
    return;
  }
  // 0 stays neutral where scores lie on both of its sides, else the middle of the scale is.
  const double centre = low < 0 && high > 0 ? 0 : (low + high) / 2;
  const double reach = std::max(high - centre, centre - low);
  set_beside([](const Coded& text) { return static_cast<double>(text.valence); });
  const Linear linear(design_);
  std::vector<Output> outputs(1);
  outputs[0].regression = true;
  outputs[0].wanted.assign(texts_.size(), 0);
  std::vector<double> gold;
  std::vector<double> base;
  for (const std::size_t row : folds_.rows) {
    outputs[0].wanted[row] = (*texts_[row].score - centre) / reach;
    gold.push_back(*texts_[row].score);
    base.push_back(texts_[row].valence);
  }
  const HeldOut held = held_out_scores(linear, design_, outputs, folds_, options_.c);
  const auto best_c = [&](std::size_t left_out) {
    Counts counts;
    for (const std::size_t row : folds_.rows)
      counts.push_back(folds_.fold[row] != left_out ? 1 : 0);
    std::size_t best = 0;
    double most = -2;
    for (std::size_t c = 0; c < options_.c.size(); ++c) {
      const double r = pearson(held[c][0], gold, counts).value_or(-1);
      if (r > most) {
        most = r;
        best = c;
      }
    }
    return best;
  };
  std::vector<double> said(gold.size());
  for (std::size_t k = 0; k < folds_.count; ++k) {
    const std::size_t c = best_c(k);
    for (std::size_t i = 0; i < gold.size(); ++i) {
      if (folds_.fold[folds_.rows[i]] == k) said[i] = held[c][0][i];
    }
  }
  const Counts once(gold.size(), 1);
  gain.base = pearson(base, gold, once).value_or(0);
  gain.learned = pearson(said, gold, once).value_or(0);
  gain.c = options_.c[best_c(folds_.count)];
  if (!judge(gain, [&](const Counts& counts) {
        return pearson(said, gold, counts).value_or(0) - pearson(base, gold, counts).value_or(0);
      })) {
    return;
  }
  const std::vector<LinearModel> models = final_models(linear, outputs, folds_, gain.c);
  const std::vector<double> factor = {double{kMaxScore}};
  add_phrases(models, factor, "valence");
  add("<base+>", "valence", whole(beside_of(models, factor, 0), -kMostBase, kMostBase));
  add("<base->", "valence", whole(beside_of(models, factor, 1), -kMostBase, kMostBase));
  add("<bias>", "valence", whole(bias_of(models, factor), -kMostBias, kMostBias));
}

}  // namespace voxmap::learn
