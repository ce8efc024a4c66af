// Killed at any moment, out of disk, out of luck: what was committed stays, and running again ends
// where an uninterrupted run would have.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include "fixture.hpp"

namespace voxmap::test {
namespace {

// Two loads: everything, then new revisions of a third under other rules, and some rejects.
void load_all(const std::string& path) {
  const Journey journey = make_journey();
  const NamingTagger tagger;
  const auto store = open_store(path, {.create = true});
  const auto done = [&] {
    for (const Run& run : store->reader()->runs(1000)) {
      if (run.status == "done") return true;
    }
    return false;
  };
  for (const bool second : {false, true}) {
    if (!second && done()) continue;
    const auto writer = store->writer();
    writer->begin(make_run("survey", second ? "rules-2" : "rules-1"), &journey, tagger);
    for (std::uint32_t i = 0; i < 1200; ++i) {
      if (second && i % 3 != 0) continue;
      const auto d = make_document(journey, i, second ? 1 : 0, 100);
      if (writer->seen(d.document, d.digest) != Seen::unchanged) {
        writer->put(d.document, d.digest, d.tagged);
      }
      if (i % 50 == 0) {
        Reject reject;
        reject.origin.line = i;
        reject.reason = "bad_timestamp";
        writer->put(reject);
      }
      if (i % 100 == 99) writer->commit({});
    }
    finish(*writer);
    if (!second) store->update_search_index({});
  }
}

// Runs `work` in a child process; its result is the exit status, an Error's exit code otherwise.
pid_t start(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  int status = 99;
  try {
    status = work();
  } catch (const Error& error) {
    status = static_cast<int>(error.exit());
  } catch (...) {
  }
  ::_exit(status);
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Crash, AHundredKillsLoseAndDoubleNothing) {
  const ScratchFolder folder;
  load_all(folder / "expected.vox");
  const std::string expected = dump_of(*open_store(folder / "expected.vox", {}));

  std::mt19937 random(20260301);
  int kills = 0;
  for (int store = 0; kills < 120; ++store) {
    const std::string path = folder / ("killed" + std::to_string(store) + ".vox");
    while (true) {
      const pid_t child = start([&] {
        load_all(path);
        return 0;
      });
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 60000));
      ::kill(child, SIGKILL);
      if (wait_for(child) == 0) break;  // it was done before the signal came
      ++kills;
      if (std::filesystem::exists(path) && kills % 8 == 0) {
        EXPECT_THAT(open_store(path, {})->check(), ::testing::IsEmpty());
      }
      if (kills % 40 == 0) break;  // the rest without a kill
    }
    load_all(path);
    const auto loaded = open_store(path, {});
    ASSERT_EQ(dump_of(*loaded), expected) << "after " << kills << " kills";
    EXPECT_THAT(loaded->check(), ::testing::IsEmpty());
    load_all(path);
    EXPECT_EQ(loaded->reader()->runs(1).at(0).counts.loaded, 0U);
  }
}

// Loads until writing fails; the exit code is that of the Error.
int load_until_full(const std::string& path) {
  const Journey journey = make_journey();
  const NamingTagger tagger;
  const auto store = open_store(path, {.create = true});
  const auto writer = store->writer();
  writer->begin(make_run(), &journey, tagger);
  for (std::uint32_t i = 0; i < 200000; ++i) {
    const auto d = make_document(journey, i);
    writer->put(d.document, d.digest, d.tagged);
    if (i % 100 == 99) writer->commit({});
  }
  return 0;
}

void expect_whole_batches(const std::string& path) {
  const auto store = open_store(path, {});
  EXPECT_THAT(store->check(), ::testing::IsEmpty());
  const auto documents = store->reader()->status().documents;
  EXPECT_GT(documents, 0);
  EXPECT_EQ(documents % 100, 0);
}

TEST(Disk, AFileSizeLimitEndsTheRunAndKeepsWhatWasCommitted) {
  const ScratchFolder folder;
  const std::string path = folder / "s.vox";
  const int status = wait_for(start([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{2 << 20, 2 << 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    return load_until_full(path);
  }));
  EXPECT_EQ(status, static_cast<int>(Exit::io));
  expect_whole_batches(path);
}

TEST(Disk, AFullDiskEndsTheRunAndKeepsWhatWasCommitted) {
  const ScratchFolder folder;
  const std::string mount = folder / "small";
  std::filesystem::create_directory(mount);
  if (::mount("tmpfs", mount.c_str(), "tmpfs", 0, "size=3m") != 0) {
    GTEST_SKIP() << "a small file system can be mounted by root only";
  }
  const std::string path = mount + "/s.vox";
  try {
    load_until_full(path);
    ADD_FAILURE() << "three megabytes held everything";
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::io);
    EXPECT_THAT(error.what(), ::testing::HasSubstr(path));
    EXPECT_THAT(error.what(), ::testing::HasSubstr("disk is full"));
  }
  expect_whole_batches(path);
  // No room for a store at all: nothing is left behind.
  std::ofstream(mount + "/filler") << std::string(4 << 20, 'x');
  EXPECT_THROW(static_cast<void>(open_store(mount + "/other.vox", {.create = true})), Error);
  EXPECT_FALSE(std::filesystem::exists(mount + "/other.vox"));
  EXPECT_FALSE(std::filesystem::exists(mount + "/other.vox.new"));
  ::umount(mount.c_str());
}

}  // namespace
}  // namespace voxmap::test
