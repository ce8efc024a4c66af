// Finds thresholds from few coded texts: from which valence on a text is called positive or
// negative, and from which intensity on an emotion counts.
//
// A threshold that is best for some dozens of texts is often chance. So each is the median of the
// best ones of many bootstrap resamples (L. Breiman, "Bagging predictors", Machine Learning 24,
// 1996), ties going to the one nearest to what is in force; and it is kept only when texts that
// were held out while choosing show a gain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "learn/bootstrap.hpp"
#include "learn/design.hpp"
#include "learn/metrics.hpp"

namespace voxmap::learn {

struct LabelThresholds {
  std::int16_t negative_from = -100;  // -1000..-1
  std::int16_t positive_from = 100;   // 1..1000
  [[nodiscard]] Label label_of(Valence valence) const noexcept {
    if (valence >= positive_from) return Label::positive;
    return valence <= negative_from ? Label::negative : Label::neutral;
  }
  friend bool operator==(const LabelThresholds&, const LabelThresholds&) = default;
};

// In force before, and as found.
struct Thresholds {
  LabelThresholds labels;
  Intensities emotions{};  // the least that counts; 0: everything above 0
};

struct CalibrateOptions {
  std::size_t folds = 5;
  std::size_t resamples = kResamples;
  std::size_t bags = 51;  // resamples that choose a threshold; odd, so that the median is of them
};

// What one answer gains: "labels", an emotion, or all emotions together.
struct CalibrationGain {
  std::string name;
  std::string measure;                 // "macro-F1" or "F1"
  std::size_t rows = 0;                // coded
  std::size_t positive = 0;            // of an emotion: rows with it
  double base = 0, calibrated = 0;     // the measure, on rows held out
  std::optional<Interval> difference;  // calibrated - base, 95 % by bootstrap
  bool kept = false;
  std::string refused;  // why it was not; empty for "all emotions", which is no threshold
};

struct Calibration {
  Thresholds found;                    // those refused are as before
  std::vector<CalibrationGain> gains;  // labels, emotions, and all emotions where there are two
  [[nodiscard]] bool any() const;      // whether a threshold was kept
};

// Fewer are not calibrated from.
inline constexpr std::size_t kLeastCalibrated = 50;
inline constexpr std::size_t kLeastCalibratedOfAClass = 10;

// `labels`: whether to calibrate the labels of those texts that have one; `emotions`: those that
// were coded. Coded::emotions hold every intensity, not cut by a threshold. Labels are kept when
// the 95 % interval of their gain is above 0. An emotion's threshold is kept when that of its own
// gain is, or when that of all emotions' mean is and its own figure rose. Same texts: same result.
[[nodiscard]] Calibration calibrate(const std::vector<Coded>& texts, bool labels,
                                    const std::vector<Emotion>& emotions, const Thresholds& before,
                                    const CalibrateOptions& options = {});

}  // namespace voxmap::learn
