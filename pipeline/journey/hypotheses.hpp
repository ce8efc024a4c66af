// Hypotheses held against the evidence.
//
// A person's value at a place: its mean valence there, over scored mentions (-1..1); the mean
// intensity of an emotion over its mentions there, 0 where there is none (0..1); the share of its
// mentions there that an act belongs to (0..1). Values are compared by
//   a threshold   the mean minus the threshold, Student's t
//   others        at the place and at all others: the same people, paired, where at least 30 spoke
//                 of both; otherwise those who spoke of it and those who never did, Welch
//   a segment     the people of one segment and those of the other, Welch
// p is adjusted by Holm over all hypotheses that could be tested. Supported or refuted: p < 0.05,
// and the difference goes the way stated, or the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journey/statistics.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

enum class Verdict : std::uint8_t { undecided, supported, refuted, too_few };
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;

inline constexpr std::int64_t kPairedFrom = 30;

struct HypothesisQuote {
  std::int64_t mention = 0;
  std::string text, source, key;
  Valence valence = 0;
  std::string touchpoint;  // id; empty: none
};

struct Tested {
  const Hypothesis* hypothesis = nullptr;  // in the journey
  Verdict verdict = Verdict::too_few;      // then nothing below is told
  bool same_people = false;                // paired
  std::int64_t persons = 0;                // at the place, or pairs
  bool rounded = false;                    // `persons` to tens: journey/guard.hpp
  std::int64_t others = 0;                 // compared with; 0: the same people or a threshold
  double value = 0, reference = 0;         // means of both sides, or the threshold
  double difference = 0;                   // value - reference
  std::optional<Interval> interval;        // 95 %, of the difference; not adjusted
  double p = 1;                            // Holm
  std::optional<HypothesisQuote> supporting, opposing;
};

// In the order of the file. Fewer than min_n people on either side: too_few.
[[nodiscard]] std::vector<Tested> test_hypotheses(Reader& reader, const Journey& journey,
                                                  const Filter& filter, std::int64_t min_n);

}  // namespace voxmap
