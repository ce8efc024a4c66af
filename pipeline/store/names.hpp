// Ids of texts that many rows share: prompts, speakers, languages, rules, touchpoints.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/by_rule.hpp"
#include "store/sqlite.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap {

// The table `string`. The cache is bounded: speakers of transcripts may be many.
class Strings {
 public:
  explicit Strings(sql::Database& db);
  std::int64_t id(std::string_view text);  // 0 for the empty text

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  sql::Database& db_;
  sql::Statement find_, insert_;
  using Cache = std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;
  Cache cache_;
  // Those met last, by a few of their bytes: documents of one source have the same prompts, scales
  // and languages.
  std::array<const Cache::value_type*, 64> recent_{};
};

// The table `rule`, for one Tagger: only rules that fired are stored.
class Rules {
 public:
  Rules(sql::Database& db, const Tagger& tagger);
  std::int64_t id(RuleId rule) {
    const std::int64_t known = ids_[rule];
    return known != 0 ? known : find(rule);
  }

 private:
  std::int64_t find(RuleId rule);
  sql::Database& db_;
  const Tagger& tagger_;
  sql::Statement find_, insert_;
  ByRule<std::int64_t> ids_;
};

// The tables `stage` and `touchpoint`, brought up to date with a journey.
class Places {
 public:
  Places(sql::Database& db, const Journey* journey);
  // Row of a mention's touchpoint (an index into the journey), of its stage when that is all that
  // is known; 0: unassigned.
  [[nodiscard]] std::int64_t row(std::int32_t touchpoint, std::int32_t stage) const;

 private:
  std::vector<std::int64_t> touchpoints_, stages_;
};

// Keeps the order that the tables have now, which must be the journey's, for readers of the past.
void keep_places(sql::Database& db, const Journey& journey);

}  // namespace voxmap
