// The numbers of a place added up again from its mentions, person by person: what a map shows can
// be followed down to the mentions, and each of those to its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "voxmap/store.hpp"

namespace voxmap {

struct ReplayPerson {
  std::string source, key;  // of a document of that person, the first by these
  std::int64_t centi = 0;   // mean of its scored mentions here, valence x 100
  std::vector<std::pair<std::int64_t, Valence>> mentions;  // those, in order of input
};

struct Replay {
  Stats sums;                        // added up here
  bool same = false;                 // as Reader::stats() has them
  std::vector<ReplayPerson> people;  // by mean, the lowest first; then by source and key
};

// Of the filter's touchpoint, or else its stage; it says nothing else of mentions. Reads each of
// the mentions with its evidence.
[[nodiscard]] Replay replay_place(Reader& reader, const Filter& filter);

}  // namespace voxmap
