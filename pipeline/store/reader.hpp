// The Reader: one read-only connection, used by one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "store/as_of.hpp"
#include "store/feelings.hpp"
#include "store/schema.hpp"
#include "store/selection.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// Names of rules by their numbers.
using RuleNames = std::unordered_map<std::int64_t, std::string>;

class SqliteReader final : public Reader {
 public:
  // `as_of`: a run, for Store::reader_as_of; 0: the store as it is.
  explicit SqliteReader(const std::string& path, std::shared_ptr<const HeldFile> held = {},
                        std::int64_t as_of = 0)
      : held_(std::move(held)), db_(open_for_reading(path)), as_of_(as_of) {
    if (as_of_ != 0) show_as_of(db_, as_of_);
  }

  std::optional<JourneyText> journey() override;
  std::vector<Stats> stats(const Filter& filter, bool plain) override;
  std::vector<RatingStats> ratings(const Filter& filter) override;
  std::vector<FeelingStats> feelings(const Filter& filter, bool plain) override;
  std::vector<std::string> feeling_names() override;
  std::vector<MonthStats> months(const Filter& filter, bool plain) override;
  std::vector<Place> places(Level level) override;
  [[nodiscard]] std::size_t shares() override;
  using Reader::people;
  void people(const Filter& filter, std::string_view scale, Level level,
              std::span<const PersonShare> found) override;
  using Reader::histories;
  void histories(std::span<const Filter> filters, std::span<const HistoryShare> found,
                 Detail detail) override;
  std::map<std::string, Time> newest(const Filter& filter) override;
  Totals totals(const Filter& filter) override;
  void each_mention(const Filter& filter, Order order, std::size_t limit,
                    const std::function<bool(MentionRow&)>& take, Detail detail) override;
  std::optional<MentionRow> mention(std::int64_t id) override;
  void each_mention(const Filter& filter,
                    const std::function<bool(const MentionRow&)>& take) override;
  void each_mention(std::span<const std::int64_t> ids,
                    const std::function<bool(const MentionRow&)>& take) override;
  void rated(const std::function<bool(const RatedDocument&)>& take) override;
  void documents(std::string_view except_rules, std::int64_t after,
                 const std::function<bool(const ScoredDocument&)>& take) override;
  std::vector<Run> runs(std::size_t limit) override;
  std::vector<RejectRow> rejects(std::optional<std::int64_t> run, std::size_t limit) override;
  StoreStatus status() override;
  void dump(const std::function<void(std::string_view)>& line) override;

 private:
  // Whether the roll-up and the kept quotes are of what is read.
  [[nodiscard]] bool present() const noexcept { return as_of_ == 0; }
  // The last run that counts.
  [[nodiscard]] std::int64_t last() const noexcept { return present() ? INT64_MAX : as_of_; }
  Totals totals_from_rollup();
  Totals totals_from_selection(const Filter& filter);
  Totals totals_from_scan(const Filter& filter);
  // Of what the filter says of documents. A map asks much of the same ones: what they add up to is
  // kept as long as nobody writes. Lives until the next call.
  const Selection& selection(const Filter& filter);
  void describe_rules(Totals& totals);
  void describe_redaction(Totals& totals);

  std::shared_ptr<const HeldFile> held_;
  sql::Database db_;
  std::int64_t as_of_;
  struct Selected {
    Filter filter;
    std::int64_t version = 0;  // of the data
    Selection selection;
  };
  std::deque<Selected> selected_;  // the last one first
  // The definitions, which take longer to read than a mention.
  Feelings& definitions();
  std::optional<Feelings> definitions_;
  std::int64_t definitions_version_ = 0;
  // By number; a rule once stored stays what it is.
  RuleNames rule_names_;
};

// One read transaction: all that is read in it is of one moment. Nested ones join the outer.
class Snapshot {
 public:
  explicit Snapshot(sql::Database& db) : db_(db), outermost_(!db.in_transaction()) {
    if (outermost_) db_.exec("BEGIN");
  }
  ~Snapshot() {
    if (outermost_) sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  sql::Database& db_;
  bool outermost_;
};

// The places mentions can be attached to, in the order in which stats() lists them.
struct PlaceRow {
  std::int64_t id = 0;     // touchpoint row; 0: unassigned
  std::int64_t scope = 0;  // as in rollup_person
  std::string stage, touchpoint;
  bool current = true;  // in the journey last loaded with
};
[[nodiscard]] std::vector<PlaceRow> read_places(sql::Database& db);

}  // namespace voxmap
