// Writes the batch: old revisions out, new rows in, roll-up and quotes brought along.
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "store/feelings.hpp"
#include "store/writer.hpp"

namespace voxmap {

namespace {

// Documents. The undo journal has to reach the disk before the pages may: often is slow.
constexpr std::size_t kStartWriting = 15000;

// Bytes of a store up to which its first load leaves in the kernel's cache what it wrote.
constexpr off_t kLeftCached = off_t{64} << 20U;

// Documents a page read, at least, of a load that does not come back to what it wrote.
constexpr std::size_t kHardlyReads = 100;

std::size_t pages_read(sqlite3* db) {
  int pages = 0;
  int highest = 0;
  sqlite3_db_status(db, SQLITE_DBSTATUS_CACHE_MISS, &pages, &highest, 0);
  return static_cast<std::size_t>(pages);
}

std::int64_t blocks_for(const DocumentRow& row) {
  return std::max<std::int64_t>(1, (row.slots + 1023) / 1024);
}

}  // namespace

// Takes the stored revision of the row's document out; the row takes over its id. True when the
// texts are the same, so that past scores stay.
bool SqliteWriter::replace(DocumentRow& row, StoredDocument& old) {
  old = stored_.read(row.replaces);
  rollup_.touch_respondent(old.respondent);
  rollup_.remove(old.facts, old.respondent, old.mentions, old.ratings);
  quotes_.remove(old.base << 20, old.mentions);
  // What this very run wrote is not a revision that anybody has seen as such.
  if (keep_revisions_ && old.last_run != batch_.constants.run) {
    stored_.keep_revision(old, batch_.constants.run);
  }
  const auto verbatims = part(batch_.verbatims, row.verbatims);
  const bool same_texts = old.says(verbatims);
  if (same_texts) {
    past_.keep(old, verbatims, batch_.constants.run);
    keep_room(old, part(batch_.verbatims, row.verbatims), part(batch_.mentions, row.mentions),
              row.slots);
  } else {
    past_.forget(old);
  }
  stored_.remove(old);
  row.id = row.replaces;
  row.first_run = old.first_run;
  row.base = old.base;
  row.blocks = old.blocks;
  return same_texts;
}

// Gives the row its ids.
void SqliteWriter::place(DocumentRow& row) {
  const std::int64_t blocks = blocks_for(row);
  if (row.replaces == 0) {
    row.id = next_id_;
    row.base = next_id_;
    row.blocks = blocks;
    row.first_run = batch_.constants.run;
    next_id_ += blocks;
  } else if (blocks > row.blocks) {
    row.base = next_id_;
    row.blocks = blocks;
    next_id_ += blocks;
  }
}

void SqliteWriter::flush() {
  if (batch_.empty() && !rescored_) return;
  last_known_.reset();
  bool replaced = false;
  StoredDocument old;
  for (DocumentRow& row : batch_.documents) {
    row.respondent_id = rollup_.respondent(row.respondent);
    const bool past = row.replaces != 0 && replace(row, old);
    replaced |= row.replaces != 0;
    place(row);
    if (!row.earlier.empty()) superseded_.replaced(row.id, row.earlier, row.news_of);
    if (past) {
      static_cast<void>(
          past_.follow(old, part(batch_.verbatims, row.verbatims), row.first_verbatim()));
    }
    const DocumentFacts facts{.id = row.id,
                              .source = batch_.constants.source,
                              .ruleset = batch_.constants.ruleset,
                              .touchpoint = row.touchpoint,
                              .said_at = row.said_at,
                              .verbatims = row.verbatims.count};
    const auto mentions = part(batch_.mentions, row.mentions);
    rollup_.add(facts, row.respondent_id, mentions, part(batch_.ratings, row.ratings));
    quotes_.add(batch_.constants.source, source_name_, row, mentions);
    if (row.replaces == 0) {
      facts_.add(row, batch_.constants, mentions);
    } else {
      facts_.changed(row.id);
    }
  }
  insert_documents_.run();
  insert_verbatims_.run();
  facts_.save();
  if (replaced) {
    for (const DocumentRow& row : batch_.documents) {
      if (row.replaces != 0) stored_.index_words(row);
    }
  }
  rollup_.save_some();
  unwritten_ += batch_.documents.size();
  rescored_ = false;
  batch_.clear();
  if (unwritten_ >= kStartWriting) start_writing();
}

// What sums up many batches is written once a transaction.
void SqliteWriter::save_totals() {
  rollup_.save();
  quotes_.save();
  keep_definitions();
}

// Did an earlier voxmap score by the run's rules, and keep no definitions? What it stored feels
// something from now on.
bool SqliteWriter::scored_without_feelings() {
  const auto [run, ruleset] = std::pair(batch_.constants.run, batch_.constants.ruleset);
  sql::Statement earlier(db_,
                         "SELECT EXISTS (SELECT 1 FROM run WHERE ruleset = ?1 AND id < ?2) AND NOT "
                         "EXISTS (SELECT 1 FROM ruleset_feeling WHERE ruleset = ?1)");
  return earlier.bind(1, ruleset).bind(2, run).step() && earlier.integer(0) != 0;
}

// Packs of other languages come when their first text does.
void SqliteWriter::keep_definitions() {
  const auto definitions = tagger_->feeling_definitions();
  if (definitions.size() == feelings_kept_) return;
  if (feelings_kept_ == 0 && scored_without_feelings()) facts_.drop_all();
  keep_feelings(db_, batch_.constants.ruleset, definitions);
  feelings_kept_ = definitions.size();
}

// Hands what is dirty to the kernel and has it begin to write: otherwise a commit would wait for
// all of a transaction to reach the disk, and nothing would be computed meanwhile. No promise is
// made here, so no failure matters: the commit syncs.
void SqliteWriter::start_writing() {
  unwritten_ = 0;
  if (sqlite3_db_cacheflush(db_.handle()) != SQLITE_OK) return;
  if (first_load_) {
    static_cast<void>(::sync_file_range(held_->file, 0, 0, SYNC_FILE_RANGE_WRITE));
    leave_cache();
    return;
  }
  if (log_ < 0) log_ = ::open((path_ + "-wal").c_str(), O_RDONLY | O_CLOEXEC);
  if (log_ >= 0) static_cast<void>(::sync_file_range(log_, 0, 0, SYNC_FILE_RANGE_WRITE));
}

// Pages that nobody reads again would push out what other programs use, and cost memory fresh for
// each, which a virtual machine gets slowly. Keys in any order and people who come back are read
// again: then everything stays.
void SqliteWriter::leave_cache() {
  const std::size_t read = pages_read(db_.handle());
  comes_back_ |= (read - pages_read_) * kHardlyReads > kStartWriting;
  pages_read_ = read;
  struct stat now {};
  if (comes_back_ || ::fstat(held_->file, &now) != 0 || now.st_size <= kLeftCached) return;
  static_cast<void>(::posix_fadvise(held_->file, 0, 0, POSIX_FADV_DONTNEED));
}

}  // namespace voxmap
