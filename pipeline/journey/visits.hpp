// A person's path: the places it spoke of, one after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "voxmap/store.hpp"

namespace voxmap {

// What a person said of one place in a row, in one document.
struct Visit {
  std::uint32_t place = 0;  // in Reader::places() of the level
  std::int64_t document = 0;
  std::int64_t scored = 0, valence = 0;  // mentions with a label other than none, and their sum
  [[nodiscard]] bool negative() const noexcept { return scored > 0 && valence < 0; }
};

struct Path {
  std::string_view source, key;  // of the person's first document
  std::vector<Visit> visits;     // at least one
};

// Everybody's path. A person's documents are ordered by time, and where they have none it can only
// be within one document: what several documents without a time say is left out. Within a document
// the order is that of its text, which need not be that of events. `untimed` counts the people of
// whom something was left out.
using PathShare = std::function<void(const Path&)>;
void walk_paths(Reader& reader, const Filter& filter, Reader::Level level, const PathShare& found,
                std::int64_t& untimed);
// Shared out as Reader::histories(): each of `found` is called by a thread of its own. `brief`:
// whose path it is has no name.
void walk_paths(Reader& reader, const Filter& filter, Reader::Level level,
                std::span<const PathShare> found, std::int64_t& untimed,
                Reader::Detail detail = Reader::Detail::whole);

}  // namespace voxmap
