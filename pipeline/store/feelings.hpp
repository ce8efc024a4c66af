// Named feelings of stored mentions: how rulesets define them, and what they make of a mention.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/mention_text.hpp"
#include "store/sqlite.hpp"
#include "voxmap/feeling.hpp"

namespace voxmap {

// Has the store definitions? A reader may meet an older one.
[[nodiscard]] inline bool has_feelings(sql::Database& db) {
  return db.integer("PRAGMA user_version") >= 7;
}

// Keeps what a ruleset's documents are felt by; what is there stays.
void keep_feelings(sql::Database& db, std::int64_t ruleset,
                   std::span<const FeelingDefinition> definitions);

// Reads all definitions at once, and serves one thread.
class Feelings {
 public:
  explicit Feelings(sql::Database& db);

  struct Row {
    std::size_t feeling = 0;  // index into names()
    std::string rule;
    FeelingBlend blend;
    std::vector<std::int64_t> words;  // rows of `rule`; sorted
    bool asks = false;                // one of `words` has to be evidence
  };
  // What is looked at of a mention.
  struct Felt {
    std::int64_t ruleset = 0;   // the document's
    std::int64_t language = 0;  // the verbatim's, a string
    Valence valence = 0;
    const Intensities& emotions;
    std::string_view evidence;  // as stored
  };

  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
  // The mention's feelings by name; as Tagger::feel() finds them. False: the evidence is damaged.
  bool find(const Felt& felt, const std::function<void(const Row&, std::int32_t)>& found);
  // Of the row that find() told of: its parts, with the words it asked for; where it asked for none
  // they are empty and stand at `begin`, the utterance's. To be called in `found`.
  [[nodiscard]] std::vector<FeelingStep> steps(const Row& row, const Felt& felt,
                                               std::uint32_t begin) const;

 private:
  [[nodiscard]] const StoredEvidence* said(const Row& row) const;

  std::vector<std::string> names_;                                          // sorted
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Row>> rows_;  // ruleset, language
  std::vector<StoredEvidence> evidence_;
};

}  // namespace voxmap
