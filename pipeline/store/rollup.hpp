// Keeps the roll-up tables equal to what a query over the stored documents gives: a Writer tells it
// of every document that comes and goes, and saves it in the same transaction.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/batch.hpp"
#include "store/map_cache.hpp"
#include "store/sqlite.hpp"

namespace voxmap {

// A person's mean of `count` scored mentions, in centi-scores, half away from zero.
[[nodiscard]] constexpr std::int64_t mean_centi(std::int64_t sum, std::int64_t count) noexcept {
  const std::int64_t twice = 200 * sum;
  return (twice + (sum < 0 ? -count : count)) / (2 * count);
}

// What the roll-up needs to know of a document, as it is (or was) stored.
struct DocumentFacts {
  std::int64_t id = 0;
  std::int64_t source = 0, ruleset = 0, touchpoint = 0;
  std::optional<std::int64_t> said_at;
  std::size_t verbatims = 0;
};

class Rollup {
 public:
  explicit Rollup(sql::Database& db);

  // Stages of touchpoints are read again: after a journey was brought up to date.
  void load_places();

  // The respondent of that pseudonym, known or new; 0 for the empty one.
  // Must be called for all respondents of a document before its rows change.
  std::int64_t respondent(std::string_view pseudonym);
  void touch_respondent(std::int64_t id);

  void add(const DocumentFacts& document, std::int64_t respondent,
           std::span<const MentionValues> mentions, std::span<const RatingRow> ratings) {
    apply(document, respondent, mentions, ratings, 1);
  }
  void remove(const DocumentFacts& document, std::int64_t respondent,
              std::span<const MentionValues> mentions, std::span<const RatingRow> ratings) {
    apply(document, respondent, mentions, ratings, -1);
  }

  // Writes the respondents' rows and forgets them, when there are many. The documents added must be
  // stored by now. Until then they are remembered, from one commit to the next, too.
  void save_some();
  // Writes all differences since the last save, before a commit; the documents are stored by now.
  void save();

 private:
  struct Sum {
    std::int64_t scope = 0, count = 0, valence = 0;
  };
  struct Person {
    std::int64_t id = 0;
    bool fresh = false;     // not stored yet
    bool dirty = false;     // what it counted for is taken back; not what is stored
    std::string pseudonym;  // of a fresh one
    std::int64_t documents = 0;
    std::int64_t only = 0;  // the one document; 0: none or several
    bool stored_sums = false;
    std::vector<Sum> sums;
  };
  struct Source {
    std::optional<std::int64_t> oldest, newest;
    bool recompute = false, changed = false;
  };
  // Mentions by Act, then those of documents at risk.
  using ActCounts = std::array<std::int64_t, kActCount + 1>;
  // Mentions, by label, by emotion, without emotion.
  using Counts = std::array<std::int64_t, 6 + kEmotionCount>;

  // 32 bits of FNV-1a: which respondents an index entry may stand for.
  static std::int64_t short_hash(std::string_view text) noexcept;
  void apply(const DocumentFacts& document, std::int64_t respondent,
             std::span<const MentionValues> mentions, std::span<const RatingRow> ratings, int sign);
  void count_mentions(std::int64_t source, std::span<const MentionValues> mentions, int sign);
  void note_time(const DocumentFacts& document, int sign);
  [[nodiscard]] std::vector<Sum>& sums_of(std::span<const MentionValues> mentions,
                                          std::optional<std::int64_t> said_at);
  static void add_sum(std::vector<Sum>& sums, const Sum& sum);
  void contribute(const std::vector<Sum>& sums, int sign);
  Person& person(std::int64_t id) { return persons_.at(person_at_.at(id)); }
  // The person is about to change.
  void touch(Person& person);
  void forget_persons();
  // Takes a person as it is stored: documents, only and sums are columns `at` to at + 2 of the row.
  void take_stored(std::int64_t id, const sql::Statement& row, int at);
  void load_document_sums(Person& person);
  void save_persons();
  void save_sources();

  sql::Database& db_;
  sql::Statement find_respondent_, respondent_by_id_, insert_respondent_, update_respondent_;
  sql::Statement document_sums_, drop_respondent_;
  std::int64_t next_respondent_ = 1;

  struct Place {
    std::int64_t stage_scope = 0;  // the stage, negated
    bool is_stage = false;         // a touchpoint without a name
  };
  std::vector<Place> places_;  // by touchpoint row

  std::map<std::pair<std::int64_t, std::int64_t>, Counts> mentions_;  // touchpoint, source
  std::map<std::int64_t, ActCounts> acts_;                            // touchpoint
  std::map<std::int64_t, std::array<std::int64_t, 3>> scopes_;        // persons, sum, squares
  std::map<std::pair<std::int64_t, std::int64_t>, std::array<std::int64_t, 3>> documents_;
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>, std::int64_t>
      ratings_;
  std::map<std::int64_t, Source> sources_;
  std::vector<Person> persons_;
  std::unordered_map<std::int64_t, std::size_t> person_at_;
  std::unordered_map<std::string, std::int64_t> by_pseudonym_;
  std::vector<Sum> scratch_;
  std::string sums_text_;
  MapCache<std::pair<std::int64_t, std::int64_t>, Counts> recent_mentions_;
  MapCache<std::int64_t, std::array<std::int64_t, 3>> recent_scopes_;
};

}  // namespace voxmap
