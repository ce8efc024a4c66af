// The numbers of a place added up again from its mentions, person by person: what a map shows can
// be followed down to the mentions, and each of those to its bytes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

struct ReplayPerson {
  std::string source, key;  // of a document of that person, the first by these
  std::int64_t centi = 0;   // mean of its scored mentions here, valence x 100
  std::vector<std::pair<std::int64_t, Valence>> mentions;  // those, in order of input
};

struct ReplayFeeling {
  std::int64_t persons = 0, mentions = 0;
};

struct Replay {
  Stats sums;                                     // added up here
  std::map<std::string, ReplayFeeling> feelings;  // by name
  bool same = false;                              // as Reader::stats() has them
  std::vector<ReplayPerson> people;  // by mean, the lowest first; then by source and key
};

// Of the filter's touchpoint, or else its stage; it says nothing else of mentions. Reads each of
// the mentions with its evidence.
[[nodiscard]] Replay replay_place(Reader& reader, const Filter& filter);

// What one person felt on two sides, centi-scores; nothing where they said nothing to it.
struct ReplayPair {
  std::string source, key;  // of a document of that person
  std::optional<std::int64_t> first, second;
};

// Those who went from one touchpoint to the other directly, with what they felt at both: the people
// of that hand-over, as of HandoverSums. By change, the lowest first; then by source and key.
[[nodiscard]] std::vector<ReplayPair> replay_handover(Reader& reader, const Filter& filter,
                                                      std::string_view from, std::string_view to);

// The values that a hypothesis is tested on, from the mentions: `first` at its place; `second` at
// all others, of a hypothesis against those. By the first, the lowest first.
[[nodiscard]] std::vector<ReplayPair> replay_hypothesis(Reader& reader, const Journey& journey,
                                                        const Filter& filter, const Hypothesis& h);

}  // namespace voxmap
