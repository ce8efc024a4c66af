// Stored documents tagged again, for a rescore: one thread reads, some tag, the caller's takes them
// in the order of the store. What it takes is the same for any number of threads (a test compares).
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "voxmap/store.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap {

struct Retagged {
  ScoredDocument stored;
  Tagged tagged;
  std::vector<ScoredMention> now;  // the mentions of `tagged` as a store would show them
};

// From the tagging threads, at the same time.
using ShowMentions = std::function<std::vector<ScoredMention>(const Tagged&)>;
// In the caller's thread; false: no more.
using TakeRetagged = std::function<bool(const Retagged&)>;

// Every document that other rules than `rules_digest` scored, with `taggers` threads that tag
// beside one that reads; 0: all in the caller's. `reader` belongs to this call until it returns.
// `take` may write to the store and commit. Throws what reader, tagger, `show` and `take` throw.
void retag(Reader& reader, std::string_view rules_digest, const Tagger& tagger,
           const ShowMentions& show, unsigned taggers, const TakeRetagged& take);

}  // namespace voxmap
