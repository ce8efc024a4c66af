// Files that are not a store, are damaged, newer or out of reach: refused, and never changed.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "fixture.hpp"

namespace voxmap::test {
namespace {

using ::testing::HasSubstr;

template <typename Work>
Exit exit_of(Work work, std::string* message = nullptr) {
  try {
    static_cast<void>(work());
  } catch (const Error& error) {
    if (message != nullptr) *message = error.what();
    return error.exit();
  }
  return Exit::ok;
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

void sqlite_exec(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
}

std::map<std::string, std::string> folder_bytes(const ScratchFolder& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.is_regular_file()) files[entry.path().filename()] = bytes_of(entry.path());
  }
  return files;
}

class FileTest : public ::testing::Test {
 protected:
  void make_store(const std::string& path) {
    const auto store = new_store(path);
    const auto writer = store->writer();
    const Journey journey = make_journey();
    writer->begin(make_run(), &journey, tagger_);
    for (std::uint32_t i = 0; i < 200; ++i) {
      const auto d = make_document(journey, i);
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  }
  void expect_refused(const std::string& name, const std::string& why) {
    SCOPED_TRACE(name);
    const auto before = folder_bytes(folder_);
    for (const bool create : {false, true}) {
      std::string message;
      const auto open_and_write = [&] {
        return open_store(folder_ / name, {.create = create})->writer();
      };
      EXPECT_EQ(exit_of(open_and_write, &message), Exit::data);
      EXPECT_THAT(message, HasSubstr(why));
      EXPECT_THAT(message, HasSubstr(name));
    }
    EXPECT_TRUE(folder_bytes(folder_) == before) << "the file or its folder was changed";
  }

  ScratchFolder folder_;
  NamingTagger tagger_;
};

TEST_F(FileTest, OtherFilesAreRefusedUnchanged) {
  write(folder_ / "notes.txt",
        "not a database, but long enough to be taken for one" + std::string(200, '.'));
  expect_refused("notes.txt", "not a voxmap store");
  write(folder_ / "short", "x");
  expect_refused("short", "not a voxmap store");
  sqlite_exec(folder_ / "other.db", "CREATE TABLE t(x); INSERT INTO t VALUES (1)");
  expect_refused("other.db", "not a voxmap store");
  sqlite_exec(folder_ / "wal.db",
              "PRAGMA journal_mode=WAL; PRAGMA application_id=7; CREATE TABLE t(x)");
  expect_refused("wal.db", "not a voxmap store");
}

TEST_F(FileTest, ANewerStoreIsRefusedUnchanged) {
  make_store(folder_ / "s.vox");
  sqlite_exec(folder_ / "s.vox", "PRAGMA user_version = 99");
  expect_refused("s.vox", "newer voxmap");
}

TEST_F(FileTest, ADamagedStoreIsRefusedUnchanged) {
  make_store(folder_ / "s.vox");
  const std::string whole = bytes_of(folder_ / "s.vox");
  write(folder_ / "half.vox", whole.substr(0, whole.size() / 2));
  expect_refused("half.vox", "cut short");
  write(folder_ / "tail.vox", whole.substr(0, whole.size() - 100));
  expect_refused("tail.vox", "cut short");
  std::string schema = whole;
  std::fill(schema.begin() + 100, schema.begin() + 8192, '\x5a');
  write(folder_ / "schema.vox", schema);
  expect_refused("schema.vox", "damaged");
  write(folder_ / "tables.vox", whole);
  sqlite_exec(folder_ / "tables.vox", "DROP TABLE touchpoint");
  expect_refused("tables.vox", "damaged");
}

TEST_F(FileTest, AStoreOfBeforeTheFirstReleaseIsRefusedUnchanged) {
  make_store(folder_ / "s.vox");
  sqlite_exec(folder_ / "s.vox",
              "DROP VIEW v_redactions; DROP VIEW v_acts; DROP VIEW v_churn; "
              "DROP VIEW v_feelings; DROP VIEW v_emotions; "
              "DROP VIEW v_evidence; DROP VIEW "
              "v_mentions; DROP VIEW v_utterances; DROP VIEW mention; ALTER TABLE verbatim DROP "
              "COLUMN mentions; PRAGMA user_version = 1");
  expect_refused("s.vox", "before its first release");
}

TEST_F(FileTest, CheckFindsDamageThatOpeningDoesNot) {
  make_store(folder_ / "s.vox");
  EXPECT_THAT(open_store(folder_ / "s.vox", {})->check(), ::testing::IsEmpty());
  const std::string whole = bytes_of(folder_ / "s.vox");
  std::string bytes = whole;
  std::fill(bytes.end() - 8192, bytes.end(), '\x5a');
  write(folder_ / "page.vox", bytes);
  EXPECT_THAT(open_store(folder_ / "page.vox", {})->check(), ::testing::Not(::testing::IsEmpty()));
  write(folder_ / "risk.vox", whole);
  sqlite_exec(
      folder_ / "risk.vox",
      "UPDATE verbatim SET mentions = json_set(mentions, '$[0][12]', json('[9,[99,2,1,3]]'))");
  EXPECT_THAT(open_store(folder_ / "risk.vox", {})->check(),
              ::testing::IsSupersetOf({HasSubstr("churn risk"), HasSubstr("outside their text")}));
  sqlite_exec(folder_ / "s.vox", "UPDATE rollup_mention SET mentions = mentions + 1");
  EXPECT_THAT(open_store(folder_ / "s.vox", {})->check(),
              ::testing::Contains(HasSubstr("roll-up")));
}

TEST_F(FileTest, WhatIsMissingOrEmptyIsMadeOnlyWhenAsked) {
  EXPECT_EQ(exit_of([&] { return open_store(folder_ / "none.vox", {}); }), Exit::no_input);
  EXPECT_EQ(exit_of([&] { return open_store(folder_ / "no/such/folder.vox", {.create = true}); }),
            Exit::cannot_create);
  EXPECT_EQ(exit_of([&] { return open_store(folder_.path().string(), {.create = true}); }),
            Exit::data);
  write(folder_ / "empty.vox", "");
  EXPECT_EQ(exit_of([&] { return open_store(folder_ / "empty.vox", {}); }), Exit::data);
  EXPECT_EQ(open_store(folder_ / "empty.vox", {.create = true})->reader()->status().documents, 0);
  EXPECT_EQ(
      exit_of([&] { return open_store(folder_ / "empty.vox", {.read_only = true})->writer(); }),
      Exit::permission);
}

// By the held file the Writer has the kernel begin to write what a load has made so far.
TEST_F(FileTest, AStoreJustMadeIsHeldAsOneThatWasThere) {
  const std::string path = folder_ / "s.vox";
  const auto descriptors = [&] {
    std::size_t of_store = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
      std::error_code gone;
      of_store += std::filesystem::read_symlink(entry, gone) == path ? 1U : 0U;
    }
    return of_store;
  };
  auto store = open_store(path, {.create = true});
  const std::size_t made = descriptors();
  store.reset();
  store = open_store(path, {});
  EXPECT_EQ(descriptors(), made);
}

TEST_F(FileTest, PathsWithStrangeCharactersWork) {
  const std::string path = folder_ / "a?b#c%41 d'e.vox";
  make_store(path);
  EXPECT_TRUE(std::filesystem::exists(path));
  EXPECT_EQ(open_store(path, {})->reader()->status().documents, 200);
}

// Runs `work` as a user who owns nothing here, in a child; true when that can be had.
bool as_nobody(const std::function<void()>& work) {
  if (::geteuid() == 0) {
    if (::setegid(65534) != 0 || ::seteuid(65534) != 0) return false;
  }
  work();
  if (::getuid() == 0) {
    EXPECT_EQ(::seteuid(0), 0);
    EXPECT_EQ(::setegid(0), 0);
  }
  return true;
}

TEST_F(FileTest, AReadOnlyFolderCanBeReadAndIsRefusedForWriting) {
  const std::string path = folder_ / "s.vox";
  make_store(path);
  const std::string expected = dump_of(*open_store(path, {}));
  std::filesystem::remove(path + ".lock");
  for (const char* rest : {"-wal", "-shm"}) std::filesystem::remove(path + rest);
  ::chmod(path.c_str(), 0444);
  ::chmod(folder_.path().c_str(), 0555);
  const auto before = folder_bytes(folder_);
  const bool ran = as_nobody([&] {
    const auto store = open_store(path, {});
    EXPECT_EQ(dump_of(*store), expected);
    std::string message;
    EXPECT_EQ(exit_of([&] { return store->writer(); }, &message), Exit::permission);
    EXPECT_THAT(message, HasSubstr(path));
    // Words are found by a scan, as the index cannot be brought up to date.
    EXPECT_FALSE(store->update_search_index({}));
    EXPECT_FALSE(
        store->reader()
            ->mentions(with_filter(&Filter::words, std::string("SLOW revision")), Order::input, 10)
            .empty());
    EXPECT_EQ(exit_of([&] { return open_store(folder_ / "new.vox", {.create = true}); }),
              Exit::permission);
  });
  EXPECT_TRUE(folder_bytes(folder_) == before);
  if (!ran) GTEST_SKIP() << "cannot become a user without rights here";
}

}  // namespace
}  // namespace voxmap::test
