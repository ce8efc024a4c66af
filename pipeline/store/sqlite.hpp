// Small owners of SQLite's handles: every failure becomes an Error that names the store's path.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "voxmap/error.hpp"

namespace voxmap::sql {

struct CloseDatabase {
  void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

inline constexpr int kBusyMilliseconds = 5000;
// In a first load a reader keeps the commit waiting, and a commit the readers.
inline constexpr int kFirstLoadBusyMilliseconds = 60'000;

// One connection, used by one thread at a time.
class Database {
 public:
  enum class Mode { read_write, read_only, immutable };
  Database(std::string path, Mode mode);  // the file must exist

  void exec(const char* sql);
  void exec(const std::string& sql) { exec(sql.c_str()); }
  [[nodiscard]] std::int64_t integer(const char* sql);  // first column of the first row, or 0
  [[nodiscard]] sqlite3* handle() const noexcept { return db_.get(); }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] bool in_transaction() const noexcept {
    return sqlite3_get_autocommit(db_.get()) == 0;
  }
  [[noreturn]] void fail(int code) const;
  // What was read makes no sense; asks nothing of the connection, so that any thread may say it.
  [[noreturn]] void damaged(std::string_view what) const;

 private:
  std::string path_;
  std::unique_ptr<sqlite3, CloseDatabase> db_;
};

// What an SQLite result code means to the user.
[[nodiscard]] Error error_of(int code, const std::string& path, std::string_view words);

// One prepared statement. Parameters are numbered from 1, columns from 0. Bound text must live
// until the next reset(): it is not copied. Texts of columns live until the next step().
class Statement {
 public:
  Statement(Database& db, std::string_view sql);

  Statement& bind(int at, std::int64_t value);
  Statement& bind(int at, std::optional<std::int64_t> value);
  Statement& bind(int at, std::string_view text);
  Statement& bind_blob(int at, const void* bytes, std::size_t count);
  Statement& bind_null(int at);

  bool step();  // true: a row
  void reset() noexcept;
  void run();  // steps once to the end and resets

  [[nodiscard]] std::int64_t integer(int at) const noexcept {
    return sqlite3_column_int64(statement_.get(), at);
  }
  [[nodiscard]] bool null(int at) const noexcept {
    return sqlite3_column_type(statement_.get(), at) == SQLITE_NULL;
  }
  [[nodiscard]] std::optional<std::int64_t> maybe(int at) const noexcept {
    return null(at) ? std::nullopt : std::optional(integer(at));
  }
  [[nodiscard]] std::string_view text(int at) const noexcept;  // also of a BLOB; empty for NULL
  [[nodiscard]] std::string string(int at) const { return std::string(text(at)); }

 private:
  Database* db_;
  std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement_;
};

// Resets a statement when a scope is left, so that its read lock and borrowed texts go.
class Resetter {
 public:
  explicit Resetter(Statement& statement) noexcept : statement_(statement) {}
  ~Resetter() { statement_.reset(); }
  Resetter(const Resetter&) = delete;
  Resetter& operator=(const Resetter&) = delete;

 private:
  Statement& statement_;
};

}  // namespace voxmap::sql
