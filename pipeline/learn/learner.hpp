// Learns a pack from coded texts, and measures on texts it has not seen whether it is any better.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "learn/bootstrap.hpp"
#include "learn/design.hpp"
#include "learn/metrics.hpp"

namespace voxmap::learn {

enum class By : std::uint8_t { labels, scores };  // what the valence is learned from

struct LearnOptions {
  PhraseLimits phrases;
  std::size_t folds = 5;
  std::vector<double> c = {0.03, 0.1, 0.3, 1.0};  // the strengths of regularisation tried
  std::size_t resamples = kResamples;
  std::int32_t least_weight = 5;  // phrases that weigh less in every dimension are left out
};

// A row of weights.tsv: lexicons/README.md says what it means.
struct WeightLine {
  std::string phrase;     // or <bias>, <base> ...
  std::string dimension;  // valence, neutral or an emotion
  std::int32_t weight = 0;
};

// Before and after, on rows that were held out while learning: each fold is answered by a model of
// the other folds, with the C and the class offsets that did best on those.
struct Gain {
  std::string dimension;                           // "valence" or an emotion
  std::string measure;                             // "macro-F1", "Pearson r", "F1"
  std::size_t rows = 0;                            // coded
  std::size_t positive = 0;                        // of an emotion: rows with it
  double base = 0, learned = 0;                    // the measure
  double base_accuracy = 0, learned_accuracy = 0;  // of labels and emotions
  std::optional<Interval> difference;              // learned - base, 95 % by bootstrap
  double better = 0;                               // share of the resamples with learned above base
  double c = 0;                                    // of the model that was kept
  bool kept = false;
  std::string refused;  // why it was not
};

struct LearnedPack {
  std::vector<WeightLine> weights;                    // sorted by phrase, then dimension
  std::vector<Gain> gains;                            // valence first, then emotions
  std::size_t candidates = 0;                         // phrases that were tried
  std::size_t phrases = 0;                            // that are in the pack
  std::int16_t positive_from = 0, negative_from = 0;  // 0: the base's own
  [[nodiscard]] bool any() const;                     // whether a dimension was kept
};

// Fewer rows than these are not learned from.
inline constexpr std::size_t kLeastRows = 100;
inline constexpr std::size_t kLeastOfAClass = 15;
inline constexpr double kSure = 0.9;

// `by`: what the valence is learned from, if at all; `emotions`: those that were coded. Same texts
// and options: same pack. A dimension is kept when it gains,
// and does so in kSure of the resamples.
[[nodiscard]] LearnedPack learn_pack(const std::vector<Coded>& texts, std::optional<By> by,
                                     const std::vector<Emotion>& emotions,
                                     const LearnOptions& options);

}  // namespace voxmap::learn
