// Runs, lookups and transactions of the Writer.
#include "store/writer.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "store/feelings.hpp"
#include "store/run_text.hpp"

namespace voxmap {

namespace {

constexpr const char* kFind =
    "SELECT id, digest, ruleset, last_run, input FROM document WHERE source = ?1 AND key = ?2";
constexpr const char* kPutReject =
    "INSERT INTO reject (first_run, last_run, source, input, digest, line, byte, bytes, key, "
    "field, "
    "reason, detail, raw) VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON "
    "CONFLICT (source, input, digest) DO UPDATE SET last_run = ?1";
constexpr const char* kCounts =
    "UPDATE run SET read = ?2, loaded = ?3, updated = ?4, rescored = ?5, unchanged = ?6, "
    "duplicates "
    "= ?7, rejected = ?8, skipped = ?9, mentions = ?10, skip_reasons = ?11, reject_reasons = ?12, "
    "redacted = ?13 WHERE id = ?1";

constexpr const char* kInput =
    "INSERT INTO input (path) VALUES (?1) ON CONFLICT (path) DO UPDATE SET path = path RETURNING "
    "id";

std::int64_t upsert(sql::Database& db, const char* sql, std::string_view value,
                    std::string_view second = {}) {
  sql::Statement statement(db, sql);
  statement.bind(1, value);
  if (!second.empty()) statement.bind(2, second);
  statement.step();
  return statement.integer(0);
}

bool has_documents(sql::Database& db, std::int64_t source) {
  sql::Statement one(db, "SELECT EXISTS (SELECT 1 FROM document WHERE source = ?1)");
  return one.bind(1, source).step() && one.integer(0) != 0;
}

std::int64_t milliseconds(Time time) { return time.time_since_epoch().count(); }

}  // namespace

SqliteWriter::SqliteWriter(const std::string& path, bool keep_revisions,
                           std::shared_ptr<const HeldFile> held)
    : held_(std::move(held)),
      lock_(path),
      path_(path),
      keep_revisions_(keep_revisions),
      db_(open_for_writing(path)),
      strings_((attach_batch(db_, batch_), db_)),
      rollup_(db_),
      quotes_(db_),
      facts_(db_),
      stored_(db_),
      past_(db_),
      superseded_(db_),
      find_document_(db_, kFind),
      put_reject_(db_, kPutReject),
      insert_documents_(db_, "INSERT INTO document SELECT * FROM batch_document"),
      insert_verbatims_(db_, "INSERT INTO verbatim SELECT * FROM batch_verbatim") {
  next_id_ = std::max(db_.integer("SELECT coalesce(max(id + blocks), 1) FROM document"),
                      db_.integer("SELECT coalesce(max(base + blocks), 1) FROM document WHERE base "
                                  "IS NOT NULL"));
  // Nobody looks into an empty store: its first documents need not be written twice.
  first_load_ =
      db_.integer("SELECT 1 FROM document LIMIT 1") == 0 && set_journal(db_, Journal::undo);
  if (first_load_) {
    sqlite3_busy_timeout(db_.handle(), sql::kFirstLoadBusyMilliseconds);
  } else {
    set_journal(db_, Journal::write_ahead);
  }
}

SqliteWriter::~SqliteWriter() {
  roll_back();
  if (log_ >= 0) ::close(log_);
  try {
    end_first_load();
  } catch (const Error&) {  // the next Writer does it
  }
}

void SqliteWriter::end_first_load() {
  if (first_load_ && set_journal(db_, Journal::write_ahead)) first_load_ = false;
}

void SqliteWriter::roll_back() noexcept {
  if (db_.in_transaction()) sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteWriter::require_run() const {
  if (batch_.constants.run == 0) throw Error(Exit::software, path_ + ": no run has begun");
  if (failed_) throw Error(Exit::software, path_ + ": an earlier write failed, the run must end");
}

void SqliteWriter::require_source() const {
  require_run();
  if (batch_.constants.source == 0) {
    throw Error(Exit::software, path_ + ": the run is over all sources, and only rescores");
  }
}

void SqliteWriter::ensure_transaction() {
  if (!db_.in_transaction()) db_.exec("BEGIN IMMEDIATE");
}

std::int64_t SqliteWriter::begin(const Run& run, const Journey* journey, const Tagger& tagger) {
  if (batch_.constants.run != 0) throw Error(Exit::software, path_ + ": a run is open already");
  if (failed_) throw Error(Exit::software, path_ + ": an earlier write failed");
  return guarded([&] {
    ensure_transaction();
    BatchConstants now;
    const bool load = !run.source.empty();
    if (load)
      now.source =
          upsert(db_,
                 "INSERT INTO source (name, adapter) VALUES (?1, ?2) ON CONFLICT (name) DO "
                 "UPDATE SET adapter = excluded.adapter RETURNING id",
                 run.source, run.adapter.empty() ? "-" : run.adapter);
    if (load) now.input = upsert(db_, kInput, run.input);
    input_ = run.input;
    parts_.clear();
    now.ruleset = upsert(db_,
                         "INSERT INTO ruleset (digest) VALUES (?1) ON CONFLICT (digest) DO UPDATE "
                         "SET digest = digest RETURNING id",
                         run.rules_digest);
    const auto source = load ? std::optional(now.source) : std::nullopt;
    {
      sql::Statement stale(db_,
                           "UPDATE run SET status = 'interrupted' WHERE source IS ?1 AND status = "
                           "'running'");
      stale.bind(1, source).run();
    }
    sql::Statement insert(db_,
                          "INSERT INTO run (source, adapter, input, version, ruleset, "
                          "journey_digest, packs, started_at, redaction, status) VALUES (?1, ?2, "
                          "?3, ?4, ?5, ?6, ?7, ?8, ?9, 'running')");
    insert.bind(1, source).bind(2, run.adapter).bind(4, run.version);
    insert.bind(3, load ? std::optional(now.input) : std::nullopt);
    insert.bind(5, now.ruleset).bind(6, run.journey_digest).bind(7, run.packs);
    insert.bind(8, milliseconds(run.started_at));
    // A rescore looks for nothing: the texts are redacted as they are.
    load ? insert.bind(9, run.redaction) : insert.bind_null(9);
    insert.run();
    now.run = sqlite3_last_insert_rowid(db_.handle());
    if (journey != nullptr) store_journey(*journey, now.run);
    places_.emplace(db_, journey);
    if (journey != nullptr) keep_places(db_, *journey);
    rollup_.load_places();
    rules_.emplace(db_, tagger);
    tagger_ = &tagger;
    felt_.begin(tagger);
    feelings_kept_ = 0;
    superseded_.begin();
    keys_.begin(load && !has_documents(db_, now.source));
    db_.exec("COMMIT");
    batch_.constants = now;
    source_name_ = run.source;
    duplicates_ = 0;
    return now.run;
  });
}

void SqliteWriter::store_journey(const Journey& journey, std::int64_t run) {
  std::string toml = journey.toml;
  if (toml.empty() && std::filesystem::exists(journey.file)) {
    toml = read_file(journey.file);
    // A journey that was edited after it was read would not be the one that scored.
    if (sha256_hex(toml) != journey.digest) {
      throw Error(Exit::temporary, journey.file + ": the journey changed while it was in use",
                  "run again");
    }
  }
  sql::Statement put(db_,
                     "INSERT INTO journey (digest, file, toml, run) VALUES (?1, ?2, ?3, ?4) ON "
                     "CONFLICT (digest) DO UPDATE SET file = ?2, run = ?4");
  put.bind(1, journey.digest).bind(2, journey.file).bind(3, toml).bind(4, run).run();
}

SqliteWriter::Known SqliteWriter::find(std::string_view key) {
  if (last_known_ && last_key_ == key) return *last_known_;
  Known known;
  if (!keys_.may_have(key)) return known;
  known.row = batch_.find(key);
  if (known.row != nullptr) {
    known.id = known.row->replaces;
    known.version = {known.row->input, known.row->digest};
    known.same_rules = true;
    known.this_run = true;
  } else {
    ensure_transaction();
    const sql::Resetter guard(find_document_);
    if (find_document_.bind(1, batch_.constants.source).bind(2, key).step()) {
      known.id = find_document_.integer(0);
      const std::string_view stored = find_document_.text(1);
      Digest& digest = known.version.digest;
      if (stored.size() != digest.size()) db_.fail(SQLITE_CORRUPT);
      std::memcpy(digest.data(), stored.data(), stored.size());
      known.version.input = find_document_.integer(4);
      known.same_rules = find_document_.integer(2) == batch_.constants.ruleset;
      known.this_run = find_document_.integer(3) == batch_.constants.run;
    }
  }
  last_key_.assign(key);
  last_known_ = known;
  return known;
}

Seen SqliteWriter::seen(const Document& document, const Digest& digest) {
  require_source();
  return guarded([&] {
    const Known known = find(document.key);
    if (known.row == nullptr && known.id == 0) return Seen::absent;
    if (known.version.digest != digest) return seen_other(known, document, digest);
    if (!known.same_rules) return Seen::stale_rules;
    if (known.this_run) ++duplicates_;
    return Seen::unchanged;
  });
}

// The key is known with another content.
Seen SqliteWriter::seen_other(const Known& known, const Document& document, const Digest& digest) {
  const bool in_batch = known.row != nullptr && !known.row->earlier.empty();
  if (!in_batch && !superseded_.any()) return Seen::changed;
  const Version version{input_of(document.origin.part), digest};
  const bool met = known.id != 0 && superseded_.meet(known.id, version);
  if (!met && !(in_batch && std::ranges::count(known.row->earlier, version) > 0)) {
    return Seen::changed;
  }
  return known.version.input == version.input ? Seen::earlier : Seen::superseded;
}

Put SqliteWriter::put(const Document& document, const Digest& digest, const Tagged& tagged) {
  require_source();
  return guarded([&] {
    const Known known = find(document.key);
    const bool exists = known.row != nullptr || known.id != 0;
    const bool same = exists && known.version.digest == digest;
    if (known.this_run) ++duplicates_;
    if (same && known.same_rules) return Put::unchanged;
    ensure_transaction();
    dirty_ = true;
    last_known_.reset();  // rows may move
    if (!exists) keys_.add(document.key);
    DocumentRow& row = known.row != nullptr ? *known.row : batch_.add(batch_.keep(document.key));
    row.replaces = known.id;
    fill(row, document, digest, tagged);
    if (exists && !same) {
      row.earlier.push_back(known.version);
      row.news_of.push_back(row.input);
    }
    if (batch_.full()) flush();
    if (!exists) return Put::loaded;
    return same ? Put::rescored : Put::updated;
  });
}

std::int64_t SqliteWriter::input_of(const std::string& part) {
  if (part.empty()) return batch_.constants.input;
  const auto [found, fresh] = parts_.try_emplace(part, 0);
  if (fresh) found->second = upsert(db_, kInput, input_ + "!" + part);
  return found->second;
}

void SqliteWriter::put(const Reject& reject) {
  require_source();
  guarded([&] {
    ensure_transaction();
    dirty_ = true;
    const auto integer = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
    Sha256 hash;
    for (const std::uint64_t n : {reject.origin.line, reject.origin.byte, reject.origin.bytes}) {
      hash.field(integer(n));
    }
    for (const std::string_view text :
         {std::string_view(reject.key), std::string_view(reject.field),
          std::string_view(reject.reason), std::string_view(reject.detail),
          std::string_view(reject.raw)}) {
      hash.field(text);
    }
    const auto digest = hash.finish();
    put_reject_.bind(1, batch_.constants.run).bind(2, batch_.constants.source);
    put_reject_.bind(3, input_of(reject.origin.part)).bind_blob(4, digest.data(), sizeof(Digest));
    put_reject_.bind(5, integer(reject.origin.line)).bind(6, integer(reject.origin.byte));
    put_reject_.bind(7, integer(reject.origin.bytes)).bind(8, reject.key).bind(9, reject.field);
    put_reject_.bind(10, reject.reason).bind(11, reject.detail).bind(12, reject.raw).run();
  });
}

void SqliteWriter::write_counts(const RunCounts& counts) {
  const auto integer = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  const std::string skips = counts_json(counts.skip_reasons);
  const std::string rejects = counts_json(counts.reject_reasons);
  const std::string redacted = counts_json(counts.redacted);
  sql::Statement update(db_, kCounts);
  update.bind(1, batch_.constants.run).bind(2, integer(counts.read));
  update.bind(3, integer(counts.loaded)).bind(4, integer(counts.updated));
  update.bind(5, integer(counts.rescored)).bind(6, integer(counts.unchanged));
  update.bind(7, integer(counts.duplicates)).bind(8, integer(counts.rejected));
  update.bind(9, integer(counts.skipped)).bind(10, integer(counts.mentions));
  update.bind(11, skips).bind(12, rejects).bind(13, redacted).run();
}

void SqliteWriter::commit(const RunCounts& counts) {
  require_run();
  guarded([&] {
    // A run over unchanged documents writes nothing until it ends.
    if (dirty_) {
      flush();
      save_totals();
      write_counts(counts);
    }
    if (db_.in_transaction()) db_.exec("COMMIT");
    dirty_ = false;
    last_known_.reset();
  });
}

void SqliteWriter::finish(const RunCounts& counts, std::string_view status, Time finished_at,
                          std::span<const std::string> notes) {
  if (batch_.constants.run == 0) throw Error(Exit::software, path_ + ": no run has begun");
  guarded([&] {
    ensure_transaction();
    if (!failed_) {
      flush();
      save_totals();
      if (status == "done") facts_.complete();
    }
    write_counts(counts);
    const std::string list = strings_json(notes);
    sql::Statement update(db_,
                          "UPDATE run SET status = ?2, finished_at = ?3, notes = ?4 WHERE id = ?1");
    update.bind(1, batch_.constants.run).bind(2, status).bind(3, milliseconds(finished_at));
    update.bind(4, list).run();
    db_.exec("COMMIT");
    dirty_ = false;
    last_known_.reset();
    batch_.constants = {};
  });
  end_first_load();
  // All in one file, so that a copy is a backup and a read-only folder can be read. Another reader
  // may be in the way; then a later run does it.
  sqlite3_busy_timeout(db_.handle(), 0);
  sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(db_.handle(), sql::kBusyMilliseconds);
}

}  // namespace voxmap
