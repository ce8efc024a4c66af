// Small owners of SQLite's handles.
#include "store/sqlite.hpp"

#include <fmt/format.h>

namespace voxmap::sql {

namespace {

// An SQLite URI with the characters that mean something in it escaped.
std::string uri_of(const std::string& path, std::string_view query) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
    } else {
      uri += c;
    }
  }
  return uri.append(query);
}

}  // namespace

Error error_of(int code, const std::string& path, std::string_view words) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {Exit::io, path + ": the disk is full",
              "what was committed before is kept; free some space and run again"};
    case SQLITE_IOERR:
      return {Exit::io, fmt::format("{}: reading or writing failed ({})", path, words)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Exit::temporary, path + ": another program is using the store", "try again later"};
    case SQLITE_CORRUPT:
      return {Exit::data, fmt::format("{}: the store is damaged ({})", path, words),
              "restore a copy of it, or load the sources again into a new store"};
    case SQLITE_NOTADB:
      return {Exit::data, path + ": not a voxmap store"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Exit::permission, fmt::format("{}: cannot be written ({})", path, words)};
    case SQLITE_CANTOPEN:
      return {Exit::permission, fmt::format("{}: cannot be opened ({})", path, words)};
    case SQLITE_TOOBIG:
      return {Exit::data, path + ": a text is longer than the store can hold (1 GB)"};
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    default:
      return {Exit::software, fmt::format("{}: {} (SQLite {})", path, words, code)};
  }
}

Database::Database(std::string path, Mode mode) : path_(std::move(path)) {
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE |
                    (mode == Mode::read_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  const std::string uri = uri_of(path_, mode == Mode::immutable ? "?immutable=1" : "");
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &raw, flags, nullptr);
  db_.reset(raw);
  if (code != SQLITE_OK) fail(code);
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
}

void Database::exec(const char* sql) {
  const int code = sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::integer(const char* sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

void Database::fail(int code) const {
  throw error_of(code, path_, db_ ? sqlite3_errmsg(db_.get()) : sqlite3_errstr(code));
}

void Database::damaged(std::string_view what) const { throw error_of(SQLITE_CORRUPT, path_, what); }

Statement::Statement(Database& db, std::string_view sql) : db_(&db) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v3(db.handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  if (code != SQLITE_OK) db.fail(code);
  statement_.reset(raw);
}

Statement& Statement::bind(int at, std::int64_t value) {
  if (const int code = sqlite3_bind_int64(statement_.get(), at, value); code != SQLITE_OK) {
    db_->fail(code);
  }
  return *this;
}

Statement& Statement::bind(int at, std::optional<std::int64_t> value) {
  return value ? bind(at, *value) : bind_null(at);
}

Statement& Statement::bind(int at, std::string_view text) {
  // A null pointer would bind NULL; an empty view may have one.
  const char* data = text.data() == nullptr ? "" : text.data();
  const int code =
      sqlite3_bind_text64(statement_.get(), at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) db_->fail(code);
  return *this;
}

Statement& Statement::bind_blob(int at, const void* bytes, std::size_t count) {
  const int code = sqlite3_bind_blob64(statement_.get(), at, bytes, count, SQLITE_STATIC);
  if (code != SQLITE_OK) db_->fail(code);
  return *this;
}

Statement& Statement::bind_null(int at) {
  if (const int code = sqlite3_bind_null(statement_.get(), at); code != SQLITE_OK) db_->fail(code);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const Error error = error_of(code, db_->path(), sqlite3_errmsg(db_->handle()));
  reset();
  throw error;
}

void Statement::reset() noexcept { sqlite3_reset(statement_.get()); }

void Statement::run() {
  while (step()) {
  }
  reset();
}

std::string_view Statement::text(int at) const noexcept {
  const void* data = sqlite3_column_blob(statement_.get(), at);
  const int size = sqlite3_column_bytes(statement_.get(), at);
  return data == nullptr
             ? std::string_view{}
             : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace voxmap::sql
