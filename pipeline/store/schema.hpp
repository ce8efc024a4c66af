// The schema's versions, and how a store's file is made, checked and opened.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite.hpp"

namespace voxmap {

inline constexpr std::uint32_t kApplicationId = 0x766f786d;  // "voxm"

// The migrations in order: text n takes a store from version n to n + 1. Generated at build.
[[nodiscard]] std::vector<std::string> schema_texts();

enum class FileState : std::uint8_t { missing, empty, store };

// What was opened to inspect a store. POSIX drops all locks a process has on a file when it closes
// any descriptor of it, also those of SQLite's connections: it must outlive them.
class HeldFile {
 public:
  HeldFile() = default;
  ~HeldFile();
  HeldFile(const HeldFile&) = delete;
  HeldFile& operator=(const HeldFile&) = delete;

  int file = -1;
  std::unique_ptr<sql::Database> view;
};

// Looks at the file without SQLite, so that nothing can change it. Throws Error: data (something
// else than a voxmap store, cut short, made by a newer voxmap), permission, io.
[[nodiscard]] FileState inspect_store(const std::string& path, HeldFile& held);

// Makes a new store beside `path` and renames it there: there is never half a store.
// Throws Error: cannot_create, permission, io.
void create_store(const std::string& path);

// Looks at the schema of a store whose header was inspected, without making -wal and -shm files
// beside it: a damaged one is refused with its folder as it was. Throws Error: data.
void check_unopened(const std::string& path, HeldFile& held);

// A connection that may write. The schema is brought up to date; the caller holds the StoreLock.
[[nodiscard]] sql::Database open_for_writing(const std::string& path);

// How changes are made safe. The write-ahead log lets readers read on, and writes every page twice.
// The undo journal keeps the old content of changed pages, so that new pages are written once.
enum class Journal : std::uint8_t { write_ahead, undo };
// False when another connection is in the way; then all stays as it was.
bool set_journal(sql::Database& db, Journal journal);

// A connection that only reads; in a directory that cannot be written it takes the file as
// immutable, when no -wal or -journal file says that there is more to know.
[[nodiscard]] sql::Database open_for_reading(const std::string& path);

// Has the store the columns of schema 2? A reader may meet an older one.
[[nodiscard]] inline bool has_redactions(sql::Database& db) {
  return db.integer("PRAGMA user_version") >= 2;
}

// Does the store count acts?
[[nodiscard]] inline bool has_acts(sql::Database& db) {
  return db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'rollup_act'") > 0;
}

}  // namespace voxmap
