// Named feelings added up from the facts, for any filter that says nothing of mentions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/sqlite.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// People and mentions by cell: stage * names.size() + feeling.
struct FeltCounts {
  std::vector<std::int64_t> persons, mentions;
};

// Counts who felt what where. A person is a respondent, or a document where none is known.
class FeltCounter {
 public:
  explicit FeltCounter(std::size_t cells)
      : counts_{std::vector<std::int64_t>(cells), std::vector<std::int64_t>(cells)}, last_(cells) {}

  // Mentions of one document follow one another; its number is not 0. Respondent 0: not known.
  void add(std::size_t cell, std::int64_t document, std::int64_t respondent) {
    ++counts_.mentions[cell];
    if (last_[cell] == document) return;
    last_[cell] = document;
    if (respondent == 0) {
      ++counts_.persons[cell];
      return;
    }
    respondents_.emplace_back(respondent, cell);
    if (respondents_.size() < limit_) return;
    compact();
    limit_ = std::max(kFirstLimit, 2 * respondents_.size());
  }
  // Of other documents.
  void join(const FeltCounter& other) {
    for (std::size_t cell = 0; cell < counts_.mentions.size(); ++cell) {
      counts_.mentions[cell] += other.counts_.mentions[cell];
      counts_.persons[cell] += other.counts_.persons[cell];
    }
    respondents_.insert(respondents_.end(), other.respondents_.begin(), other.respondents_.end());
  }
  FeltCounts take() {
    compact();
    for (const auto& [respondent, cell] : respondents_) ++counts_.persons[cell];
    return std::move(counts_);
  }

 private:
  void compact() {
    std::ranges::sort(respondents_);
    respondents_.erase(std::unique(respondents_.begin(), respondents_.end()), respondents_.end());
  }

  static constexpr std::size_t kFirstLimit = 1U << 20U;
  FeltCounts counts_;
  std::vector<std::int64_t> last_;  // document
  std::vector<std::pair<std::int64_t, std::size_t>> respondents_;
  std::size_t limit_ = kFirstLimit;
};

// `names` sorted; `stage_of` by row of a touchpoint, 0 for none.
[[nodiscard]] FeltCounts count_felt(sql::Database& db, std::int64_t as_of, const Filter& filter,
                                    const std::vector<std::string>& names,
                                    const std::unordered_map<std::int64_t, std::size_t>& stage_of,
                                    std::size_t stages, std::size_t shares);

}  // namespace voxmap
