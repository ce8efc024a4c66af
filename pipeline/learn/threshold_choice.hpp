// The thresholds that are best for given rows: by bagging, over round candidates.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "learn/calibrate.hpp"

namespace voxmap::learn {

inline constexpr std::size_t kClasses = 3;
inline constexpr std::size_t kNegative = 0, kNeutral = 1, kPositive = 2;
[[nodiscard]] std::size_t class_of(Label label) noexcept;

// Cuts of the valence. Without evidence a text is neutral, whatever they are.
class LabelChoice {
 public:
  // `rows`: those of the texts that have a label.
  LabelChoice(const std::vector<Coded>& texts, const std::vector<std::size_t>& rows,
              const LabelThresholds& before);
  // The medians of the best cuts of `bags` resamples; `in`: positions in `rows`.
  [[nodiscard]] LabelThresholds choose(const std::vector<std::size_t>& in, std::size_t bags) const;
  [[nodiscard]] const std::vector<std::size_t>& gold() const { return gold_; }  // by position

 private:
  struct Cuts {
    std::int32_t down = 0, up = 0;  // both above 0
  };
  [[nodiscard]] Cuts best(const std::vector<std::size_t>& in, const Counts& counts) const;

  LabelThresholds before_;
  std::vector<std::int32_t> up_, down_;   // candidates, ascending and above 0
  std::vector<std::size_t> gold_;         // by position
  std::vector<std::size_t> ups_, downs_;  // how many candidates the row reaches
};

// The least intensity of one emotion.
class EmotionChoice {
 public:
  EmotionChoice(const std::vector<Coded>& texts, Emotion emotion, std::int32_t before);
  [[nodiscard]] std::int32_t choose(const std::vector<std::size_t>& in, std::size_t bags) const;

 private:
  std::int32_t before_;
  std::vector<std::int32_t> all_;  // candidates, ascending
  std::vector<bool> gold_;
  std::vector<std::size_t> reached_;  // how many candidates the row reaches
};

}  // namespace voxmap::learn
