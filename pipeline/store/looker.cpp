// Lookups in short read transactions: one lookup each would spend its time on locks, one for all
// would keep the -wal file from ever starting over.
#include "store/looker.hpp"

#include <cstring>

namespace voxmap {

namespace {

constexpr int kLookups = 1024;  // a snapshot
constexpr int kOthers = 64;     // of them not unchanged

std::int64_t id_of(sql::Database& db, const char* sql, std::string_view name) {
  sql::Statement row(db, sql);
  return row.bind(1, name).step() ? row.integer(0) : 0;
}

}  // namespace

SqliteLooker::SqliteLooker(const std::string& path, std::string_view source,
                           std::string_view rules_digest, std::shared_ptr<const HeldFile> held)
    : held_(std::move(held)),
      db_(open_for_reading(path)),
      source_name_(source),
      rules_digest_(rules_digest),
      find_(db_,
            "SELECT digest, ruleset, last_run, id FROM document WHERE source = ?1 AND key = ?2"),
      earlier_(db_, "SELECT 1 FROM superseded WHERE document = ?1 AND digest = ?2 LIMIT 1") {}

void SqliteLooker::open_snapshot() {
  if (db_.in_transaction()) return;
  db_.exec("BEGIN");
  // A run begins after this Looker, and may be the first of its source.
  source_ = id_of(db_, "SELECT id FROM source WHERE name = ?1", source_name_);
  ruleset_ = id_of(db_, "SELECT id FROM ruleset WHERE digest = ?1", rules_digest_);
  sql::Statement run(db_, "SELECT max(id) FROM run WHERE source = ?1 AND status = 'running'");
  run_ = run.bind(1, source_).step() ? run.integer(0) : 0;
}

void SqliteLooker::close_snapshot() {
  asked_ = 0;
  others_ = 0;
  db_.exec("COMMIT");
}

bool SqliteLooker::earlier(std::int64_t document, const Digest& digest) {
  const sql::Resetter guard(earlier_);
  return earlier_.bind(1, document).bind_blob(2, digest.data(), digest.size()).step();
}

Seen SqliteLooker::seen(std::string_view key, const Digest& digest) {
  open_snapshot();
  Seen answer = Seen::absent;
  {
    const sql::Resetter guard(find_);
    if (find_.bind(1, source_).bind(2, key).step()) {
      const std::string_view stored = find_.text(0);
      const bool same = stored.size() == digest.size() &&
                        std::memcmp(stored.data(), digest.data(), digest.size()) == 0;
      answer = !same && earlier(find_.integer(3), digest) ? Seen::superseded
               : !same || find_.integer(2) == run_        ? Seen::changed
               : find_.integer(1) != ruleset_             ? Seen::stale_rules
                                                          : Seen::unchanged;
    }
  }
  // What is changed is written next: then the writer wants its -wal sooner.
  if (answer != Seen::unchanged && answer != Seen::superseded) ++others_;
  if (++asked_ >= kLookups || others_ >= kOthers) close_snapshot();
  return answer;
}

}  // namespace voxmap
