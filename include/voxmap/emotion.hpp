// The scales of voxmap. All scores are integers, so that sums are exact and bytes are the same
// on every machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace voxmap {

// Plutchik's eight basic emotions (R. Plutchik, "A general psychoevolutionary theory of emotion",
// 1980), in alphabetical order: the order of every array, table column and file.
enum class Emotion : std::uint8_t {
  anger,
  anticipation,
  disgust,
  fear,
  joy,
  sadness,
  surprise,
  trust
};
inline constexpr std::size_t kEmotionCount = 8;
inline constexpr std::array<std::string_view, kEmotionCount> kEmotionNames = {
    "anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust"};

[[nodiscard]] constexpr std::string_view to_string(Emotion e) noexcept {
  return kEmotionNames[static_cast<std::size_t>(e)];
}
[[nodiscard]] constexpr std::optional<Emotion> parse_emotion(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    if (kEmotionNames[i] == name) return static_cast<Emotion>(i);
  }
  return std::nullopt;
}

using Valence = std::int16_t;                                 // -1000 (worst) .. 1000 (best)
using Intensities = std::array<std::int16_t, kEmotionCount>;  // each 0 .. 1000
inline constexpr Valence kMaxScore = 1000;

// What a valence amounts to. `none` means that there was no evidence, which is not neutral; emotion
// weights (lexicons/README.md) alone are none.
enum class Label : std::uint8_t { none, negative, neutral, positive };
inline constexpr std::array<std::string_view, 4> kLabelNames = {"none", "negative", "neutral",
                                                                "positive"};
[[nodiscard]] constexpr std::string_view to_string(Label l) noexcept {
  return kLabelNames[static_cast<std::size_t>(l)];
}

}  // namespace voxmap
