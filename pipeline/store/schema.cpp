// How a store's file is made, checked and opened.
#include "store/schema.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/magic.hpp"

namespace voxmap {

namespace {

// Larger pages waste less space after rows of some hundred bytes: against 8 KiB a load writes 3 %
// less and takes 4 % less time; 32 KiB gained no more.
constexpr int kPageSize = 16384;
constexpr std::size_t kHeaderBytes = 100;

using Header = std::array<unsigned char, kHeaderBytes>;

std::uint32_t big_endian(const Header& header, std::size_t at, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) value = value << 8U | header.at(at + i);
  return value;
}

Error file_error(const std::string& path, int code, Exit otherwise) {
  const bool denied = code == EACCES || code == EPERM || code == EROFS;
  const bool broken = code == ENOSPC || code == EDQUOT || code == EIO;
  return {denied ? Exit::permission : (broken ? Exit::io : otherwise),
          fmt::format("{}: {}", path, std::generic_category().message(code))};
}

bool has_bytes(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return !error && size > 0;
}

// A -wal or -journal file that the store has to be read with.
bool has_log(const std::string& path) {
  return has_bytes(path + "-wal") || has_bytes(path + "-journal");
}

void check_version(const std::string& path, std::uint32_t version) {
  const std::size_t known = schema_texts().size();
  if (version > known) {
    throw Error(Exit::data,
                fmt::format("{}: the store was made by a newer voxmap (schema {}, known here: {})",
                            path, version, known),
                "use the newer voxmap");
  }
}

void check_header(const std::string& path, const Header& header, std::uint64_t file_bytes) {
  if (!std::equal(kSqliteMagic.begin(), kSqliteMagic.end(), header.begin(),
                  [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; })) {
    throw Error(Exit::data, path + ": not a voxmap store");
  }
  if (big_endian(header, 68, 4) != kApplicationId) {
    throw Error(Exit::data, path + ": an SQLite database, but not a voxmap store");
  }
  check_version(path, big_endian(header, 60, 4));
  const std::uint64_t page = big_endian(header, 16, 2) == 1 ? 65536 : big_endian(header, 16, 2);
  const std::uint64_t pages = big_endian(header, 28, 4);
  // With a log the rest may be there, or the number of pages be an older one.
  if (file_bytes < page * pages && !has_log(path)) {
    throw Error(
        Exit::data,
        fmt::format("{}: the store is cut short ({} of {} bytes)", path, file_bytes, page * pages),
        "restore a copy of it, or load the sources again into a new store");
  }
}

// Whether what every command needs is there. Reading it also makes SQLite parse the whole schema.
void check_schema(sql::Database& db) {
  check_version(db.path(), static_cast<std::uint32_t>(db.integer("PRAGMA user_version")));
  constexpr std::int64_t kTables = 6;
  if (db.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('source', "
                 "'run', 'document', 'verbatim', 'reject', 'touchpoint')") != kTables ||
      db.integer("SELECT count(*) FROM search_watermark") != 1) {
    throw Error(Exit::data, db.path() + ": the store is damaged (tables are missing)",
                "restore a copy of it, or load the sources again into a new store");
  }
  // Mentions were a table of their own until just before the first release. There is no way from
  // there: such a store must be left as it is, not half brought up to date.
  if (db.integer("SELECT count(*) FROM pragma_table_info('verbatim') WHERE name = 'mentions'") ==
      0) {
    throw Error(Exit::data,
                db.path() + ": the store was made by a voxmap of before its first release",
                "load the sources again into a new store");
  }
}

void migrate(sql::Database& db) {
  const std::vector<std::string> texts = schema_texts();
  const auto version = static_cast<std::size_t>(db.integer("PRAGMA user_version"));
  for (std::size_t next = version; next < texts.size(); ++next) {
    db.exec("BEGIN IMMEDIATE");
    try {
      db.exec(texts[next]);
      db.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId,
                          next + 1));
      db.exec("COMMIT");
    } catch (const Error&) {
      if (db.in_transaction()) sqlite3_exec(db.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
      throw;
    }
  }
}

void sync_directory(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path();
  const int directory =
      ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;  // not readable: the rename stands, only later
  ::fsync(directory);
  ::close(directory);
}

}  // namespace

HeldFile::~HeldFile() {
  if (file >= 0) ::close(file);
}

FileState inspect_store(const std::string& path, HeldFile& held) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return FileState::missing;
    throw file_error(path, errno, Exit::io);
  }
  if (!S_ISREG(status.st_mode)) throw Error(Exit::data, path + ": not a file");
  if (held.file < 0) held.file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (held.file < 0) throw file_error(path, errno, Exit::io);
  Header header{};
  const ssize_t got = ::pread(held.file, header.data(), header.size(), 0);
  if (got < 0) throw file_error(path, errno, Exit::io);
  if (got == 0) {
    ::close(std::exchange(held.file, -1));  // another file will take its place
    return FileState::empty;
  }
  // A shorter header is all zero at its end and fails the checks.
  check_header(path, header, static_cast<std::uint64_t>(status.st_size));
  return FileState::store;
}

void create_store(const std::string& path) {
  const std::string fresh = path + ".new";
  ::unlink(fresh.c_str());  // left by a killed process
  ::unlink((fresh + "-journal").c_str());
  // SQLite gives -wal and -shm the mode of the main file.
  const int file = ::open(fresh.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw file_error(path, errno, Exit::cannot_create);
  ::close(file);
  try {
    {
      sql::Database db(fresh, sql::Database::Mode::read_write);
      db.exec(fmt::format("PRAGMA page_size = {}; PRAGMA synchronous = FULL", kPageSize));
      migrate(db);
      db.exec("PRAGMA journal_mode = WAL");
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0) {
      throw file_error(path, errno, Exit::cannot_create);
    }
  } catch (...) {
    ::unlink(fresh.c_str());
    throw;
  }
  sync_directory(path);
}

bool set_journal(sql::Database& db, Journal journal) {
  const bool undo = journal == Journal::undo;
  sqlite3_busy_timeout(db.handle(), 0);  // who is in the way may stay long
  bool done = false;
  try {
    sql::Statement mode(db, undo ? "PRAGMA journal_mode = TRUNCATE" : "PRAGMA journal_mode = WAL");
    done = mode.step() && mode.text(0) == (undo ? "truncate" : "wal");
  } catch (const Error& error) {
    if (error.exit() != Exit::temporary) throw;
  }
  sqlite3_busy_timeout(db.handle(), sql::kBusyMilliseconds);
  return done;
}

sql::Database open_for_writing(const std::string& path) {
  sql::Database db(path, sql::Database::Mode::read_write);
  if (sqlite3_db_readonly(db.handle(), "main") == 1) {
    throw Error(Exit::permission, path + ": the store cannot be written");
  }
  check_schema(db);
  // A batch of some thousand documents is a few MB: checkpoints of 32 MB write hot pages once.
  db.exec(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
      "PRAGMA cache_size = -24576; PRAGMA wal_autocheckpoint = 4096;"
      "PRAGMA journal_size_limit = 0");
  migrate(db);
  return db;
}

namespace {

// A first load that was killed left an undo journal, and who only reads may not play it back.
void undo_killed(const std::string& path) {
  try {
    sql::Database db(path, sql::Database::Mode::read_write);
    sqlite3_busy_timeout(db.handle(), 0);  // a writer at work is no killed one
    static_cast<void>(db.integer("PRAGMA user_version"));
  } catch (const Error&) {  // what is wrong, the reader will find
  }
}

}  // namespace

void check_unopened(const std::string& path, HeldFile& held) {
  if (has_log(path)) return;
  held.view = std::make_unique<sql::Database>(path, sql::Database::Mode::immutable);
  check_schema(*held.view);
}

sql::Database open_for_reading(const std::string& path) {
  const bool first_load = has_bytes(path + "-journal");
  if (first_load) undo_killed(path);
  try {
    sql::Database db(path, sql::Database::Mode::read_only);
    if (first_load) sqlite3_busy_timeout(db.handle(), sql::kFirstLoadBusyMilliseconds);
    check_schema(db);
    db.exec("PRAGMA temp_store = MEMORY");
    return db;
  } catch (const Error& error) {
    if (error.exit() != Exit::permission || has_log(path)) throw;
  }
  sql::Database db(path, sql::Database::Mode::immutable);
  check_schema(db);
  return db;
}

}  // namespace voxmap
