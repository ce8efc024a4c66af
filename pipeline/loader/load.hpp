// The main path: records from a source, tagged, into the store.
//
// load() is the plain loop and the reference; load_parallel() reads, tags and writes in threads and
// leaves the same bytes in the store, whatever the number of threads (a test compares the two).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "loader/prepare.hpp"
#include "voxmap/source.hpp"
#include "voxmap/store.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap {

struct LoadOptions {
  // Records of a transaction. A commit waits for the disk, and nothing is written meanwhile.
  std::size_t commit_every = 200000;
  unsigned threads = 2;  // the caller's, too, which writes; parallel only
  // Called by the writing thread after every kProgressEvery records, committed or not: what was
  // taken in so far, and bytes of the input.
  std::function<void(const RunCounts&, std::uint64_t position)> progress;
  // Called by it after every commit: what is durable.
  std::function<void(const RunCounts&)> committed;
};
inline constexpr std::uint64_t kProgressEvery = 5000;

// Both: the run must have begun on `writer`. Returns when the source is at its end or a stop was
// asked for (what was read by then is committed); everything counted is durable on return. Throws
// what the source, tagger or writer throws, after committing what came before it where the writer
// still can.
RunCounts load(Source& source, Preparer& preparer, const Tagger& tagger, Writer& writer,
               const LoadOptions& options, const std::stop_token& stop);

// Called once for each thread, before anything is written; that thread alone uses what it gets: it
// answers for unchanged documents before they are tagged. nullptr: every document is tagged (a
// first load has nothing to find).
using MakeLooker = std::function<std::unique_ptr<Looker>()>;
RunCounts load_parallel(Source& source, const Preparer& preparer, const Tagger& tagger,
                        Writer& writer, const MakeLooker& make_looker, const LoadOptions& options,
                        const std::stop_token& stop);

}  // namespace voxmap
