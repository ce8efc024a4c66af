// The strongest quotable mentions of each touchpoint, kept ready: the first kKept or more in the
// order (strength, source, key, verbatim, span). A quote for a map then needs no scan.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/batch.hpp"
#include "store/map_cache.hpp"
#include "store/sqlite.hpp"

namespace voxmap {

class Quotes {
 public:
  // Fewer than this many of a side are known without a scan only when there are no more.
  static constexpr std::size_t kKept = 256;

  explicit Quotes(sql::Database& db);

  void add(std::int64_t source_id, std::string_view source, const DocumentRow& document,
           std::span<const MentionValues> mentions);
  // Mentions of a document that goes; `first` is the id of the one at place 0.
  void remove(std::int64_t first, std::span<const MentionValues> mentions);
  void save();

 private:
  struct Entry {
    int strength = 0;
    std::int64_t source_id = 0;
    std::string source, key;
    std::int64_t verbatim = 0;
    Span span;
    std::int64_t mention = 0;
    bool stored = false;
  };
  struct Side {
    std::vector<Entry> entries;
    std::vector<std::pair<int, std::int64_t>> dropped;  // strength, mention: stored until now
    Entry floor;                                        // when cut: nothing weaker is wanted
    bool cut = false, cut_stored = false, changed = false;
  };
  using Key = std::pair<std::int64_t, bool>;  // touchpoint, positive

  [[nodiscard]] static bool before(const Entry& a, const Entry& b);
  void load();
  void trim(Side& side);

  sql::Database& db_;
  std::map<Key, Side> sides_;  // none is ever erased
  MapCache<Key, Side> recent_;
};

}  // namespace voxmap
