// Named feelings: blends of a mention's emotions, as a pack's feelings.tsv defines them. One
// arithmetic for the text stage and for what is read back from a store.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "voxmap/emotion.hpp"
#include "voxmap/mention.hpp"

namespace voxmap {

// What one row of feelings.tsv gives a mention.
struct FeelingBlend {
  std::array<std::int16_t, kEmotionCount> shares{};  // per mille; together 1..1000
  Valence low = -kMaxScore;                          // the mention's valence is in [low, high]
  Valence high = kMaxScore;
  bool operator==(const FeelingBlend&) const = default;

  // What `emotion` adds; cut towards 0.
  [[nodiscard]] constexpr std::int32_t part(std::size_t emotion,
                                            const Intensities& emotions) const noexcept {
    return emotions[emotion] * shares[emotion] / 1000;
  }
  // 0..1000: the sum of its parts; 0 when an emotion with a share is not there.
  [[nodiscard]] constexpr std::int32_t intensity(Valence valence,
                                                 const Intensities& emotions) const noexcept {
    if (valence < low || valence > high) return 0;
    std::int32_t sum = 0;
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      if (shares[e] == 0) continue;
      if (emotions[e] == 0) return 0;
      sum += part(e, emotions);
    }
    return sum;
  }
};

// A row as a Tagger made it: the same words, whatever numbers its rules have.
struct FeelingDefinition {
  std::string language;  // of the packs; rows count for verbatims in it
  std::string feeling;   // "frustration"
  std::string rule;      // "en/feeling:frustration"
  FeelingBlend blend;
  std::vector<std::string> words;  // rules of which one has to be evidence, unless empty; sorted
  bool operator==(const FeelingDefinition&) const = default;
};

// A named feeling of a stored mention, as the packs that scored it define it.
struct FeelingRow {
  std::string feeling;  // "frustration"
  std::int32_t intensity = 0;
  std::string rule;                // "en/feeling:frustration"
  std::vector<FeelingStep> steps;  // their weights add up to the intensity
};

// A named feeling at a stage.
struct FeelingStats {
  std::string stage;    // id; empty: unassigned
  std::string feeling;  // "frustration"
  std::int64_t persons = 0, mentions = 0;
  bool operator==(const FeelingStats&) const = default;
};

// Of each feeling the row that gives the mention most, the first of equals. A Row has `feeling`,
// which puts rows of one feeling next to each other, and `blend`. said(row): are the words that the
// row asks for evidence of the mention? Asked of few. found(row, intensity) is told.
template <class Row, class Said, class Found>
void find_feelings(std::span<const Row> rows, Valence valence, const Intensities& emotions,
                   const Said& said, const Found& found) {
  for (std::size_t r = 0; r < rows.size();) {
    const Row* best = nullptr;
    std::int32_t most = 0;
    const auto& feeling = rows[r].feeling;
    for (; r < rows.size() && rows[r].feeling == feeling; ++r) {
      const std::int32_t here = rows[r].blend.intensity(valence, emotions);
      if (here <= most || !said(rows[r])) continue;
      most = here;
      best = &rows[r];
    }
    if (best != nullptr) found(*best, most);
  }
}

}  // namespace voxmap
