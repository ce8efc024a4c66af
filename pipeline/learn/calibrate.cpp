// Thresholds, and what they gain on rows held out.
#include "learn/calibrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "learn/metrics.hpp"
#include "learn/threshold_choice.hpp"

namespace voxmap::learn {
namespace {

constexpr std::uint64_t kGainSeed = 0x6761696EULL;

class Calibrator {
 public:
  Calibrator(const std::vector<Coded>& texts, const Thresholds& before,
             const CalibrateOptions& options)
      : texts_(texts), before_(before), options_(options), fold_(fold_of(texts, options.folds)) {
    result_.found = before;
  }

  void labels();
  void emotions(const std::vector<Emotion>& emotions);
  Calibration finish() { return std::move(result_); }

 private:
  // Positions in `rows` whose fold is not `left_out`.
  [[nodiscard]] std::vector<std::size_t> without(std::size_t left_out,
                                                 const std::vector<std::size_t>& rows) const {
    std::vector<std::size_t> in;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (fold_[rows[i]] != left_out) in.push_back(i);
    }
    return in;
  }

  const std::vector<Coded>& texts_;
  const Thresholds& before_;
  const CalibrateOptions& options_;
  std::vector<std::size_t> fold_;
  Calibration result_;
};

constexpr std::array<std::size_t, kClasses> kAll = {kNegative, kNeutral, kPositive};
constexpr std::string_view kChance = "the gain may be chance: its interval holds 0";
constexpr std::string_view kNoGain = "no better than the threshold in force";

void Calibrator::labels() {
  std::vector<std::size_t> rows;
  std::array<std::size_t, kClasses> of_class{};
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    if (!texts_[i].label) continue;
    rows.push_back(i);
    ++of_class[class_of(*texts_[i].label)];
  }
  CalibrationGain gain;
  gain.name = "labels";
  gain.measure = "macro-F1";
  gain.rows = rows.size();
  if (rows.size() < kLeastCalibrated ||
      *std::min_element(of_class.begin(), of_class.end()) < kLeastCalibratedOfAClass) {
    gain.refused = fmt::format(
        "too few rows: {} with a label, {} negative, {} neutral and {} positive; at least {}, and "
        "{} of each, are needed",
        rows.size(), of_class[kNegative], of_class[kNeutral], of_class[kPositive], kLeastCalibrated,
        kLeastCalibratedOfAClass);
    result_.gains.push_back(gain);
    return;
  }
  const LabelChoice choice(texts_, rows, before_.labels);
  const auto answer = [&](std::size_t i, const LabelThresholds& thresholds) {
    const Coded& text = texts_[rows[i]];
    return text.said == Label::none ? kNeutral : class_of(thresholds.label_of(text.valence));
  };
  std::vector<std::size_t> base(rows.size());
  std::vector<std::size_t> held(rows.size());
  for (std::size_t k = 0; k < options_.folds; ++k) {
    const LabelThresholds chosen = choice.choose(without(k, rows), options_.bags);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      base[i] = answer(i, before_.labels);
      if (fold_[rows[i]] == k) held[i] = answer(i, chosen);
    }
  }
  const auto macro = [&](const std::vector<std::size_t>& said, const Counts& counts) {
    Confusion confusion(kClasses);
    for (std::size_t i = 0; i < said.size(); ++i)
      confusion.add(choice.gold()[i], said[i], counts[i]);
    return confusion.macro_f1(kAll);
  };
  const Counts once(rows.size(), 1);
  gain.base = macro(base, once);
  gain.calibrated = macro(held, once);
  std::vector<double> drawn;
  resample(rows.size(), options_.resamples, kGainSeed, [&](const Counts& counts) {
    drawn.push_back(macro(held, counts) - macro(base, counts));
  });
  gain.difference = percentiles(std::move(drawn));
  const LabelThresholds found = choice.choose(without(options_.folds, rows), options_.bags);
  gain.kept = gain.difference->low > 0 && found != before_.labels;
  if (gain.kept) {
    result_.found.labels = found;
  } else {
    gain.refused = gain.calibrated > gain.base ? kChance : kNoGain;
  }
  result_.gains.push_back(gain);
}

void Calibrator::emotions(const std::vector<Emotion>& emotions) {
  const std::size_t rows = texts_.size();
  std::vector<std::size_t> all(rows);
  for (std::size_t i = 0; i < rows; ++i) all[i] = i;
  struct Held {
    Emotion emotion = Emotion::anger;
    std::size_t gain = 0;  // in result_.gains
    std::int32_t found = 0;
  };
  std::vector<Held> tried;
  // Bit k: tried[k].
  std::vector<std::uint32_t> gold(rows, 0);
  std::vector<std::uint32_t> base(rows, 0);
  std::vector<std::uint32_t> held(rows, 0);
  for (const Emotion emotion : emotions) {
    const auto e = static_cast<std::size_t>(emotion);
    CalibrationGain gain;
    gain.name = to_string(emotion);
    gain.measure = "F1";
    gain.rows = rows;
    for (const Coded& text : texts_) gain.positive += text.felt[e] > 0 ? 1U : 0U;
    if (rows < kLeastCalibrated ||
        std::min(gain.positive, rows - gain.positive) < kLeastCalibratedOfAClass) {
      gain.refused = fmt::format(
          "too few rows: {} of {} with it; at least {}, and {} with and without it, are needed",
          gain.positive, rows, kLeastCalibrated, kLeastCalibratedOfAClass);
      result_.gains.push_back(gain);
      continue;
    }
    const std::int32_t before = std::max<std::int32_t>(before_.emotions[e], 1);
    const EmotionChoice choice(texts_, emotion, before);
    const std::uint32_t bit = 1U << tried.size();
    for (std::size_t k = 0; k < options_.folds; ++k) {
      const std::int32_t chosen = choice.choose(without(k, all), options_.bags);
      for (std::size_t i = 0; i < rows; ++i) {
        if (fold_[i] == k && texts_[i].emotions[e] >= chosen) held[i] |= bit;
      }
    }
    for (std::size_t i = 0; i < rows; ++i) {
      if (texts_[i].felt[e] > 0) gold[i] |= bit;
      if (texts_[i].emotions[e] >= before) base[i] |= bit;
    }
    tried.push_back({emotion, result_.gains.size(),
                     choice.choose(without(options_.folds, all), options_.bags)});
    result_.gains.push_back(gain);
  }
  if (tried.empty()) return;
  const Counts once(rows, 1);
  const LabelSets before = label_sets(gold, base, tried.size(), once);
  const LabelSets after = label_sets(gold, held, tried.size(), once);
  std::vector<std::vector<double>> drawn(tried.size());
  std::vector<double> together;
  resample(rows, options_.resamples, kGainSeed, [&](const Counts& counts) {
    const LabelSets a = label_sets(gold, base, tried.size(), counts);
    const LabelSets b = label_sets(gold, held, tried.size(), counts);
    for (std::size_t k = 0; k < tried.size(); ++k) {
      drawn[k].push_back(b.labels[k].f1() - a.labels[k].f1());
    }
    together.push_back(b.macro_f1 - a.macro_f1);
  });
  CalibrationGain all_of_them;
  all_of_them.name = "all emotions";
  all_of_them.measure = "macro-F1";
  all_of_them.rows = rows;
  all_of_them.base = before.macro_f1;
  all_of_them.calibrated = after.macro_f1;
  all_of_them.difference = percentiles(std::move(together));
  const bool jointly = all_of_them.difference->low > 0;
  for (std::size_t k = 0; k < tried.size(); ++k) {
    CalibrationGain& gain = result_.gains[tried[k].gain];
    gain.base = before.labels[k].f1();
    gain.calibrated = after.labels[k].f1();
    gain.difference = percentiles(std::move(drawn[k]));
    const auto e = static_cast<std::size_t>(tried[k].emotion);
    const bool rose = gain.calibrated > gain.base;
    const bool moved = tried[k].found != std::max<std::int32_t>(before_.emotions[e], 1);
    gain.kept = moved && rose && (jointly || gain.difference->low > 0);
    if (gain.kept) {
      result_.found.emotions[e] = static_cast<std::int16_t>(tried[k].found);
      all_of_them.kept = true;
    } else {
      gain.refused = rose && moved ? kChance : kNoGain;
    }
  }
  if (tried.size() > 1) result_.gains.push_back(all_of_them);
}

}  // namespace

bool Calibration::any() const {
  return std::any_of(gains.begin(), gains.end(),
                     [](const CalibrationGain& gain) { return gain.kept; });
}

Calibration calibrate(const std::vector<Coded>& texts, bool labels,
                      const std::vector<Emotion>& emotions, const Thresholds& before,
                      const CalibrateOptions& options) {
  Calibrator calibrator(texts, before, options);
  if (labels) calibrator.labels();
  calibrator.emotions(emotions);
  return calibrator.finish();
}

}  // namespace voxmap::learn
