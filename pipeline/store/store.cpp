// Opens a store and hands out its Writer, Lookers and Readers.
#include "voxmap/store.hpp"

#include <fmt/format.h>

#include "store/check.hpp"
#include "store/lock.hpp"
#include "store/looker.hpp"
#include "store/reader.hpp"
#include "store/schema.hpp"
#include "store/search.hpp"
#include "store/writer.hpp"

namespace voxmap {

namespace {

class SqliteStore final : public Store {
 public:
  SqliteStore(std::string path, StoreOptions options, std::shared_ptr<const HeldFile> held)
      : path_(std::move(path)), options_(options), held_(std::move(held)) {}

  std::unique_ptr<Writer> writer() override {
    if (options_.read_only) {
      throw Error(Exit::permission, path_ + ": the store was opened for reading only");
    }
    return std::make_unique<SqliteWriter>(path_, options_.keep_revisions, held_);
  }
  std::unique_ptr<Looker> looker(std::string_view source, std::string_view rules_digest) override {
    {
      sql::Database db = open_for_reading(path_);
      sql::Statement some(db,
                          "SELECT 1 FROM document WHERE source = (SELECT id FROM source WHERE name "
                          "= ?1) LIMIT 1");
      if (!some.bind(1, source).step()) return nullptr;
    }
    return std::make_unique<SqliteLooker>(path_, source, rules_digest, held_);
  }
  std::unique_ptr<Reader> reader() override { return std::make_unique<SqliteReader>(path_, held_); }

  std::unique_ptr<Reader> reader_as_of(std::int64_t run) override {
    {
      sql::Database db = open_for_reading(path_);
      sql::Statement known(db, "SELECT 1 FROM run WHERE id = ?1");
      if (!known.bind(1, run).step()) {
        throw Error(Exit::usage, fmt::format("{}: no run {}", path_, run),
                    fmt::format("voxmap runs --store {} lists them", path_));
      }
    }
    return std::make_unique<SqliteReader>(path_, held_, run);
  }

  bool update_search_index(
      const std::function<void(std::int64_t, std::int64_t)>& progress) override {
    {
      sql::Database db = open_for_reading(path_);
      if (words_indexed(db)) return true;
    }
    if (options_.read_only) return false;
    try {
      const StoreLock lock(path_);
      sql::Database db = open_for_writing(path_);
      index_words(db, progress);
      return true;
    } catch (const Error& error) {
      if (error.exit() == Exit::temporary || error.exit() == Exit::permission) return false;
      throw;
    }
  }

  std::vector<std::string> check() override { return check_store(path_); }

 private:
  std::string path_;
  StoreOptions options_;
  std::shared_ptr<const HeldFile> held_;
};

}  // namespace

std::unique_ptr<Store> open_store(const std::string& path, const StoreOptions& options) {
  auto held = std::make_shared<HeldFile>();
  const FileState state = inspect_store(path, *held);
  const bool absent = state != FileState::store;
  if (absent && (!options.create || options.read_only)) {
    if (state == FileState::empty) throw Error(Exit::data, path + ": an empty file, not a store");
    throw Error(Exit::no_input, path + ": no such store", "\"voxmap load\" makes one");
  }
  if (absent) {
    const StoreLock lock(path);
    // Another process may have been first.
    if (inspect_store(path, *held) != FileState::store) {
      create_store(path);
      static_cast<void>(inspect_store(path, *held));  // holds the new file: the Writer wants it
    }
  }
  // Finds what the header does not show.
  check_unopened(path, *held);
  return std::make_unique<SqliteStore>(path, options, std::move(held));
}

}  // namespace voxmap
