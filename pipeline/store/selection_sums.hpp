// The running sums of one pass over the facts, for selection.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/selection.hpp"
#include "store/sqlite.hpp"
#include "voxmap/act.hpp"
#include "voxmap/emotion.hpp"

namespace voxmap::selecting {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// A sum that is emptied after each document or person, by the list of those touched.
struct Tally {
  std::int64_t count = 0, valence = 0;
};
class Tallies {
 public:
  explicit Tallies(std::size_t size) : sums_(size) {}
  void add(std::uint32_t at, std::int64_t count, std::int64_t valence) {
    Tally& sum = sums_[at];
    if (sum.count == 0) touched_.push_back(at);
    sum.count += count;
    sum.valence += valence;
  }
  template <typename Take>
  void drain(const Take& take) {
    for (const std::uint32_t at : touched_) {
      take(at, sums_[at]);
      sums_[at] = {};
    }
    touched_.clear();
  }

 private:
  std::vector<Tally> sums_;
  std::vector<std::uint32_t> touched_;
};

// Touchpoints and stages numbered without gaps; 0: unassigned, as a place and as a stage.
struct Numbers {
  std::vector<std::uint32_t> of_row{0};  // by touchpoint row: its number
  std::vector<std::int64_t> rows{0};
  std::vector<bool> named{false};
  std::vector<std::uint32_t> stage_of{0};
  std::vector<std::int64_t> stage_scopes{0};

  explicit Numbers(sql::Database& db) {
    std::unordered_map<std::int64_t, std::uint32_t> stages;
    sql::Statement places(db, "SELECT id, stage, name <> '' FROM touchpoint ORDER BY id");
    while (places.step()) {
      const std::int64_t row = places.integer(0);
      const auto [stage, fresh] =
          stages.try_emplace(places.integer(1), static_cast<std::uint32_t>(stage_scopes.size()));
      if (fresh) stage_scopes.push_back(-places.integer(1));
      if (row < 0) db.fail(SQLITE_CORRUPT);
      if (of_row.size() <= static_cast<std::size_t>(row)) {
        of_row.resize(static_cast<std::size_t>(row) + 1, kNone);
      }
      of_row[static_cast<std::size_t>(row)] = static_cast<std::uint32_t>(rows.size());
      rows.push_back(row);
      named.push_back(places.integer(2) != 0);
      stage_of.push_back(stage->second);
    }
  }
};

// What every share of a pass knows.
struct Ground {
  explicit Ground(sql::Database& store) : db(store), numbers(store), several(store) {
    sql::Statement sources(store, "SELECT id, name FROM source");
    while (sources.step()) names[sources.integer(0)] = sources.text(1);
  }
  const sql::Database& db;  // its name only
  Numbers numbers;
  Several several;
  std::unordered_map<std::int64_t, std::string> names;  // of sources
};

struct Counts {
  std::array<std::int64_t, 8> by_flags{};     // label and kAtRisk
  std::array<std::uint32_t, 256> emotions{};  // mentions by FactBlock::emotions
  std::array<std::int64_t, kActCount> acts{};
  std::int64_t newest = std::numeric_limits<std::int64_t>::min();  // said_at

  void add(const Counts& other) {
    const auto sum = [](auto& to, const auto& from) {
      for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
    };
    sum(by_flags, other.by_flags);
    sum(emotions, other.emotions);
    sum(acts, other.acts);
    newest = std::max(newest, other.newest);
  }
};

// What a document of somebody with several of them adds to a place.
struct Felt {
  std::uint32_t person = 0;
  std::uint32_t place = 0;
  std::int32_t month = 0;
  std::int32_t count = 0, valence = 0;  // a document has at most 2^20 mentions
  [[nodiscard]] std::uint64_t person_and_month() const noexcept {
    return std::uint64_t{person} << 32U | static_cast<std::uint32_t>(month + 1);
  }
};

}  // namespace voxmap::selecting
