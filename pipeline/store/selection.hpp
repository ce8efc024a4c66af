// All that a map asks of the documents a filter admits, added up in one pass over the facts.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/sqlite.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// People and their means, in centi-scores.
struct PeopleSums {
  std::int64_t persons = 0, sum_mean = 0, sum_mean_square = 0;
  void count(std::int64_t sum, std::int64_t mentions) noexcept;
  bool operator==(const PeopleSums&) const = default;
};

struct Selection {
  // A mention that may be quoted.
  struct Quote {
    int strength = 0;
    std::int64_t mention = 0;
    std::uint32_t order = 0;  // in its document
    std::string source, key;
    // The stronger one first; ties by source, key and place.
    [[nodiscard]] bool before(const Quote& other) const;
    bool operator==(const Quote&) const = default;
  };
  // So many of a touchpoint and a side are kept.
  static constexpr std::size_t kQuotes = 64;
  using Rating =
      std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // touchpoint, scale, definition

  std::unordered_map<std::int64_t, Stats> stats;  // by scope, as in rollup_person
  std::map<std::pair<std::int64_t, std::int64_t>, PeopleSums> months;  // stage scope, month
  std::unordered_map<std::int64_t, std::int64_t> newest_of;  // stage scope: when last spoken of
  std::map<Rating, std::map<std::int64_t, std::int64_t>> ratings;      // ids of strings
  std::map<std::pair<std::int64_t, bool>, std::vector<Quote>> quotes;  // touchpoint, positive
  std::int64_t documents = 0, persons = 0, mentions = 0, unassigned = 0;
  std::optional<std::int64_t> oldest, newest;
  bool mixed_rules = false;
  bool operator==(const Selection&) const = default;
};

// Can a Selection answer it: does it say nothing of mentions?
[[nodiscard]] bool selects_documents(const Filter& filter);

// Do both say the same of documents?
[[nodiscard]] bool same_documents(const Filter& a, const Filter& b);

// Respondents with several documents.
class Several {
 public:
  explicit Several(sql::Database& db);
  [[nodiscard]] bool contains(std::int64_t respondent) const noexcept {
    const auto at = static_cast<std::size_t>(respondent);
    return at < known_.size() && known_[at];
  }
  // One more than the greatest number.
  [[nodiscard]] std::size_t size() const noexcept { return known_.size(); }

 private:
  std::vector<bool> known_;
};

// Of the document's part of the filter; the same for any number of shares, which is at least 1.
[[nodiscard]] Selection select_facts(sql::Database& db, std::int64_t as_of, const Filter& filter,
                                     std::size_t shares);

}  // namespace voxmap
