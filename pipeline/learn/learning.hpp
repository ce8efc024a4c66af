// The parts of learning that labels, scores and emotions share.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "learn/cross.hpp"
#include "learn/learner.hpp"

namespace voxmap::learn {

inline constexpr std::int32_t kMostWeight = 4000;  // as weights.tsv allows
inline constexpr std::int32_t kMostBase = 10000;
inline constexpr std::int32_t kMostBias = 100000;
inline constexpr double kBeside = 3;  // the base's score is a feature of this size at 1000

[[nodiscard]] inline std::int32_t whole(double value, std::int32_t low, std::int32_t high) {
  return std::clamp(static_cast<std::int32_t>(std::lround(value)), low, high);
}

// What `share` of the values stay below.
[[nodiscard]] inline double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

class Learner {
 public:
  Learner(const std::vector<Coded>& texts, const LearnOptions& options)
      : texts_(texts), options_(options), design_(make_design(texts, options.phrases)) {
    folds_.fold = fold_of(texts, options.folds);
    folds_.count = options.folds;
  }

  void labels();
  void scores();
  void emotion(Emotion emotion);
  LearnedPack finish();

 private:
  void rows_where(const std::function<bool(const Coded&)>& coded) {
    folds_.rows.clear();
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (coded(texts_[i])) folds_.rows.push_back(i);
    }
  }
  void set_beside(const std::function<double(const Coded&)>& base) {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      const double value = base(texts_[i]) / kMaxScore * kBeside;
      design_.beside[i] = {std::max(value, 0.0), std::min(value, 0.0)};
    }
  }
  void add(const std::string& phrase, std::string_view dimension, std::int32_t weight) {
    lines_[phrase][std::string(dimension)] = weight;
  }
  // Weights of the combination of models with these factors.
  void add_phrases(const std::vector<LinearModel>& models, const std::vector<double>& factors,
                   std::string_view dimension) {
    for (std::size_t p = 0; p < design_.phrases.size(); ++p) {
      double sum = 0;
      for (std::size_t m = 0; m < models.size(); ++m) sum += factors[m] * models[m].phrases[p];
      const std::int32_t weight = whole(sum, -kMostWeight, kMostWeight);
      if (std::abs(weight) >= options_.least_weight) add(design_.phrases[p], dimension, weight);
    }
  }
  static double beside_of(const std::vector<LinearModel>& models,
                          const std::vector<double>& factors, std::size_t which) {
    double sum = 0;
    for (std::size_t m = 0; m < models.size(); ++m) sum += factors[m] * models[m].beside[which];
    return sum * kBeside;
  }
  static double bias_of(const std::vector<LinearModel>& models,
                        const std::vector<double>& factors) {
    double sum = 0;
    for (std::size_t m = 0; m < models.size(); ++m) sum += factors[m] * models[m].bias;
    return sum;
  }
  [[nodiscard]] Gain begin(std::string_view dimension, std::string_view measure) const {
    Gain gain;
    gain.dimension = dimension;
    gain.measure = measure;
    gain.rows = folds_.rows.size();
    return gain;
  }
  // Judges the gain and notes it; true when it is to be kept.
  bool judge(Gain gain, const std::function<double(const Counts&)>& difference);
  bool refuse(Gain gain, std::string why) {
    gain.refused = std::move(why);
    pack_.gains.push_back(std::move(gain));
    return false;
  }

  const std::vector<Coded>& texts_;
  const LearnOptions& options_;
  Design design_;
  Folds folds_;
  LearnedPack pack_;
  std::map<std::string, std::map<std::string, std::int32_t>> lines_;
};

}  // namespace voxmap::learn
