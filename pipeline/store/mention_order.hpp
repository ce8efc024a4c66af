// The order in which mentions are answered, and the first few of many in it. For
// reader_mentions.cpp.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/quotes.hpp"
#include "store/scan.hpp"
#include "store/sqlite.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// Where a mention stands in the answer: less is earlier.
struct MentionRank {
  std::int64_t first = 0;
  std::string source, input;
  std::int64_t line = 0, byte = 0;  // Order::input only, like `input`
  std::string key;
  std::int64_t verbatim = 0;
  Span span;
  std::int64_t id = 0;
  friend auto operator<=>(const MentionRank&, const MentionRank&) = default;
};

inline std::int64_t rank_of(const ScannedMention& mention, Order order) {
  switch (order) {
    case Order::strongest:
      return -std::abs(int{mention.valence});
    case Order::most_positive:
      return -mention.valence;
    case Order::most_negative:
      return mention.valence;
    case Order::newest:
      return mention.said_at ? -*mention.said_at : std::numeric_limits<std::int64_t>::max();
    case Order::input:
      break;
  }
  return 0;
}

inline bool admitted(const ScannedMention& mention, const Filter& filter, Order order) {
  if (filter.quotable && !quotable(mention.span)) return false;
  if (filter.label) return true;  // the scan saw to it
  switch (order) {
    case Order::strongest:
      return mention.label == Label::positive || mention.label == Label::negative;
    case Order::most_positive:
      return mention.label == Label::positive;
    case Order::most_negative:
      return mention.label == Label::negative;
    case Order::newest:
    case Order::input:
      break;
  }
  return true;
}

inline std::unordered_map<std::int64_t, std::string> texts_by_id(sql::Database& db,
                                                                 std::string_view sql) {
  std::unordered_map<std::int64_t, std::string> names;
  sql::Statement rows(db, sql);
  while (rows.step()) names[rows.integer(0)] = rows.text(1);
  return names;
}

// The first `limit` of all that are offered.
class BestMentions {
 public:
  BestMentions(sql::Database& db, Order order, std::size_t limit)
      : order_(order), limit_(limit), sources_(texts_by_id(db, "SELECT id, name FROM source")) {
    if (order == Order::input) inputs_ = texts_by_id(db, "SELECT id, path FROM input");
  }

  // False when the mention, and so any that comes later in the order's own terms, is not wanted.
  bool offer(const ScannedMention& mention) {
    const std::int64_t first = rank_of(mention, order_);
    const bool full = heap_.size() >= limit_;
    if (full && (limit_ == 0 || first > heap_.front().first)) return false;
    MentionRank rank;
    rank.first = first;
    rank.source = sources_[mention.source];
    if (order_ == Order::input) {
      rank.input = inputs_[mention.input];
      rank.line = mention.line;
      rank.byte = mention.byte;
    }
    rank.key = mention.key;
    rank.verbatim = mention.verbatim;
    rank.span = mention.span;
    rank.id = mention.id;
    if (full) {
      if (rank > heap_.front()) return true;
      std::ranges::pop_heap(heap_);
      heap_.back() = std::move(rank);
    } else {
      heap_.push_back(std::move(rank));
    }
    std::ranges::push_heap(heap_);
    return true;
  }

  std::vector<MentionRank> take() {
    std::ranges::sort_heap(heap_);
    return std::move(heap_);
  }

 private:
  Order order_;
  std::size_t limit_;
  std::unordered_map<std::int64_t, std::string> sources_, inputs_;
  std::vector<MentionRank> heap_;  // the last of them on top
};

}  // namespace voxmap
