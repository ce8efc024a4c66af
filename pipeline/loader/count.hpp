// Counting records one way in both loops.
#pragma once

#include <utility>

#include "voxmap/store.hpp"

namespace voxmap {

inline void count(RunCounts& counts, Put put, const Tagged& tagged) {
  switch (put) {
    case Put::loaded:
      ++counts.loaded;
      break;
    case Put::updated:
      ++counts.updated;
      break;
    case Put::rescored:
      ++counts.rescored;
      break;
    case Put::unchanged:
      ++counts.unchanged;
      return;
  }
  counts.mentions += tagged.mentions.size();
}

inline void count(RunCounts& counts, const Reject& reject) {
  ++counts.rejected;
  ++counts.reject_reasons[reject.reason];
}

inline void count(RunCounts& counts, const Skip& skip) {
  ++counts.skipped;
  ++counts.skip_reasons[skip.reason];
}

}  // namespace voxmap
