// The strongest quotes of each side met in a pass over the facts, for selection.cpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "store/selection.hpp"

namespace voxmap::selecting {

class StrongestQuotes {
 public:
  explicit StrongestQuotes(std::size_t sides) : floors_(sides, 0), kept_(sides) {}

  // Whether one of that strength can be among the strongest, as far as that tells.
  [[nodiscard]] bool may_keep(std::size_t side, int strength) const {
    return !full(side) || strength >= floors_[side];
  }
  // The same of one whose name is known.
  [[nodiscard]] bool may_keep(std::size_t side, int strength, std::string_view source,
                              std::string_view key, std::uint32_t order) const {
    if (!full(side) || strength != floors_[side]) return may_keep(side, strength);
    const Selection::Quote& last = kept_[side].front();
    return std::tuple(source, key, order) <=
           std::tuple(std::string_view(last.source), std::string_view(last.key), last.order);
  }

  // In place of the last one where there are enough.
  void keep(std::size_t side, Selection::Quote&& quote) {
    std::vector<Selection::Quote>& kept = kept_[side];
    if (full(side)) {
      if (!quote.before(kept.front())) return;
      std::ranges::pop_heap(kept, earlier);
      kept.pop_back();
    }
    kept.push_back(std::move(quote));
    std::ranges::push_heap(kept, earlier);
    floors_[side] = kept.front().strength;
  }

  void join(StrongestQuotes&& other) {
    for (std::size_t side = 0; side < kept_.size(); ++side) {
      for (Selection::Quote& quote : other.kept_[side]) keep(side, std::move(quote));
    }
  }

  // Hands over those of each side that has any, the strongest first.
  template <typename Take>
  void drain(const Take& take) {
    for (std::size_t side = 0; side < kept_.size(); ++side) {
      if (kept_[side].empty()) continue;
      std::ranges::sort(kept_[side], earlier);
      take(side, std::move(kept_[side]));
    }
  }

 private:
  static bool earlier(const Selection::Quote& a, const Selection::Quote& b) { return a.before(b); }
  [[nodiscard]] bool full(std::size_t side) const {
    return kept_[side].size() >= Selection::kQuotes;
  }

  std::vector<int> floors_;                          // strength of the last one
  std::vector<std::vector<Selection::Quote>> kept_;  // heaps, the last one on top
};

}  // namespace voxmap::selecting
