// How far the engine's answers agree with people's: all figures of `voxmap evaluate`.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "learn/bootstrap.hpp"
#include "learn/gold.hpp"
#include "learn/metrics.hpp"

namespace voxmap::learn {

// What the engine said of one row: of its target where it has one, else of the whole text.
struct Answer {
  Label label = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::string language;                  // found or declared
  std::vector<std::string> touchpoints;  // each once
};

struct Measured {
  double value = 0;
  std::optional<Interval> interval;  // 95 %, by bootstrap
};

struct ClassLine {
  Label label = Label::none;
  Hits hits;
};

struct LabelReport {
  std::size_t rows = 0;
  std::size_t no_evidence = 0;     // answers "none"; they count as neutral
  std::vector<ClassLine> classes;  // of the gold, negative to positive
  Measured accuracy, macro_f1, macro_recall;
  // [gold][said]: negative, neutral, positive.
  std::array<std::array<std::uint64_t, 3>, 3> confusion{};
  std::optional<Measured> auc;  // of the valence, where the gold has two classes
  std::optional<double> auc_positive, auc_negative;  // each class against all others
};

struct ScoreReport {
  std::size_t rows = 0;
  std::optional<Measured> pearson, spearman;
};

// Rows whose valence is in [from, to), the last bin including 1000; first those without evidence.
struct Bin {
  std::int32_t from = 0, to = 0;
  bool evidence = true;
  std::size_t rows = 0;
  std::array<std::size_t, 3> gold{};  // negative, neutral, positive
};

struct EmotionReport {
  std::size_t rows = 0;
  std::vector<std::pair<Emotion, Hits>> emotions;
  Measured macro_f1, micro_f1, jaccard;
  std::vector<std::optional<double>> auc;  // parallel to emotions
};

struct TouchpointReport {
  std::size_t rows = 0;
  std::size_t exact = 0;                                  // rows whose set is the gold's
  std::vector<std::pair<std::string, Hits>> touchpoints;  // of the gold, by name
  Hits all;                                               // those of answers beyond the gold's, too
};

// One value of a column: how the measures look among its rows alone.
struct Group {
  std::string by, name;
  std::size_t rows = 0;
  std::optional<double> accuracy, macro_f1, pearson, emotion_macro_f1;
};

struct Report {
  std::size_t rows = 0;
  std::optional<LabelReport> labels;
  std::vector<Bin> bins;  // of the rows with a label
  std::optional<ScoreReport> scores;
  std::optional<EmotionReport> emotions;
  std::optional<TouchpointReport> touchpoints;
  std::vector<Group> groups;
  std::vector<std::size_t> worst;  // indices of rows, the worst first
  std::size_t resamples = 0;
};

struct EvaluateOptions {
  std::size_t resamples = kResamples;
  std::size_t worst = 10;
};

// answers[i] belongs to table.rows[i]. Same input, same report.
[[nodiscard]] Report evaluate(const GoldTable& table, const std::vector<Answer>& answers,
                              const EvaluateOptions& options = {});

}  // namespace voxmap::learn
