// The Writer: buffers what is put, and stores a batch with its roll-up in one transaction.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/batch.hpp"
#include "store/facts.hpp"
#include "store/felt.hpp"
#include "store/key_filter.hpp"
#include "store/lock.hpp"
#include "store/names.hpp"
#include "store/past.hpp"
#include "store/quotes.hpp"
#include "store/rollup.hpp"
#include "store/schema.hpp"
#include "store/signals.hpp"
#include "store/stored.hpp"
#include "store/superseded.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

class SqliteWriter final : public Writer {
 public:
  SqliteWriter(const std::string& path, bool keep_revisions, std::shared_ptr<const HeldFile> held);
  ~SqliteWriter() override;
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  std::int64_t begin(const Run& run, const Journey* journey, const Tagger& tagger) override;
  Put rescore(std::int64_t document, const Tagged& tagged) override;
  Seen seen(const Document& document, const Digest& digest) override;
  Put put(const Document& document, const Digest& digest, const Tagged& tagged) override;
  void put(const Reject& reject) override;
  void commit(const RunCounts& counts) override;
  void finish(const RunCounts& counts, std::string_view status, Time finished_at,
              std::span<const std::string> notes) override;
  [[nodiscard]] std::uint64_t duplicates() const override { return duplicates_; }

 private:
  // What is known of a key: in the batch (row) or stored (id).
  struct Known {
    DocumentRow* row = nullptr;
    std::int64_t id = 0;
    Version version;
    bool same_rules = false;
    bool this_run = false;
  };
  [[nodiscard]] Known find(std::string_view key);
  [[nodiscard]] Seen seen_other(const Known& known, const Document& document, const Digest& digest);

  void require_run() const;
  void require_source() const;
  void ensure_transaction();
  void roll_back() noexcept;
  void store_journey(const Journey& journey, std::int64_t run);
  // Runs `work`; when it throws, everything uncommitted is gone and the Writer takes no more.
  template <typename Work>
  auto guarded(Work work) -> decltype(work());

  void fill(DocumentRow& row, const Document& document, const Digest& digest, const Tagged& tagged);
  void fill_verbatims(DocumentRow& row, const Document& document, const Tagged& tagged);
  void fill_mentions(DocumentRow& row, const Tagged& tagged);

  // The row of the run's input, or of a part of it.
  std::int64_t input_of(const std::string& part);

  void end_first_load();
  void start_writing();
  void leave_cache();
  void flush();
  void save_totals();
  bool replace(DocumentRow& row, StoredDocument& old);
  void place(DocumentRow& row);
  void keep_definitions();
  bool scored_without_feelings();
  void write_counts(const RunCounts& counts);

  std::shared_ptr<const HeldFile> held_;
  StoreLock lock_;
  std::string path_;
  bool keep_revisions_;
  sql::Database db_;
  Batch batch_;  // the tables over it are attached to db_
  Strings strings_;
  Rollup rollup_;
  Quotes quotes_;
  Facts facts_;
  StoredDocuments stored_;
  PastScores past_;
  Superseded superseded_;
  KeyFilter keys_;  // of the run's source
  sql::Statement find_document_, put_reject_;
  sql::Statement insert_documents_, insert_verbatims_;
  std::optional<Rules> rules_;
  const Tagger* tagger_ = nullptr;  // the run's
  std::size_t feelings_kept_ = 0;   // definitions of the run's ruleset
  TaggerFeelings felt_;
  std::optional<Places> places_;
  SignalDealer dealer_;
  std::string source_name_;
  std::string input_;                                       // path of the run's
  std::map<std::string, std::int64_t, std::less<>> parts_;  // their rows of `input`
  std::int64_t next_id_ = 1;
  std::uint64_t duplicates_ = 0;
  std::size_t unwritten_ = 0;  // documents since start_writing()
  std::size_t pages_read_ = 0;
  bool comes_back_ = false;  // pages that were written are read again
  int log_ = -1;             // the -wal file
  bool first_load_ = false;  // into an empty store, with the undo journal
  bool rescored_ = false;    // since the last flush
  bool dirty_ = false;       // something to commit
  bool failed_ = false;
  std::string scratch_;
  std::string last_key_;  // asked of the store last, with the answer: put() follows seen()
  std::optional<Known> last_known_;
};

template <typename Work>
auto SqliteWriter::guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (...) {
    // Caches may name rows that are gone with the transaction.
    failed_ = true;
    batch_.clear();
    last_known_.reset();
    roll_back();
    throw;
  }
}

}  // namespace voxmap
