// The two loops leave the same store, whatever the threads, and say the same counts.
#include "loader/load.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <thread>

#include "store/sqlite.hpp"
#include "support/length_tagger.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

class ListSource final : public Source {
 public:
  explicit ListSource(std::vector<Record> records, std::size_t fail_at = SIZE_MAX,
                      std::size_t pause_at = SIZE_MAX)
      : records_(std::move(records)), fail_at_(fail_at), pause_at_(pause_at) {}
  std::optional<Record> next() override {
    if (at_ == pause_at_) std::this_thread::sleep_for(std::chrono::milliseconds(300));
    if (at_ == fail_at_) throw Error(Exit::data, "the input broke");
    if (at_ == records_.size()) return std::nullopt;
    return records_[at_++];
  }
  std::uint64_t position() const override { return at_; }
  std::span<const std::string> notes() const override { return {}; }

 private:
  std::vector<Record> records_;
  std::size_t fail_at_, pause_at_, at_ = 0;
};

Document document(const std::string& key, const std::string& text) {
  Document out;
  out.key = key;
  out.respondent = "person " + key.substr(0, 2);
  out.verbatims.push_back({.text = text,
                           .prompt = {},
                           .speaker = {},
                           .touchpoint = {},
                           .at = {},
                           .until = {},
                           .origin = {}});
  return out;
}

// Documents, edits of earlier ones, exact repeats, A-B-A edits, rejects and skips.
std::vector<Record> mixed(std::size_t n) {
  std::mt19937 random(7);
  std::vector<Record> out;
  for (std::size_t i = 0; i < n; ++i) {
    const auto kind = random() % 20;
    const auto key = fmt::format("k{}", random() % (n / 2));
    if (kind == 0) {
      out.emplace_back(Reject{{i, i, 1}, key, "field", "bad_timestamp", "no time", "raw"});
    } else if (kind == 1) {
      out.emplace_back(Skip{{i, i, 1}, "boost"});
    } else if (kind < 6) {
      for (const auto* text : {"version A", "version B is longer", "version A"}) {
        out.emplace_back(document(key, text));
      }
    } else {
      out.emplace_back(document(key, std::string(1 + random() % 400, 'x')));
    }
  }
  return out;
}

class LoadTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) { return (folder_ / name).string(); }

  // threads: beside the caller's; 0: the plain loop.
  RunCounts load_into(const std::string& name, Source& source, unsigned threads,
                      std::size_t commit = 64, const std::stop_token& stop = {},
                      const std::string& input = "in.csv") {
    const auto store = open_store(path(name), {.create = true, .keep_revisions = true});
    const auto writer = store->writer();
    voxmap::Run run;
    run.source = "test";
    run.adapter = "list";
    run.input = input;
    run.rules_digest = std::string(64, 'a');
    writer->begin(run, nullptr, tagger_);
    Preparer preparer({"test", "a key of sixteen", "", "", false}, nullptr);
    const LoadOptions options{commit, threads + 1, progress_, committed_};
    RunCounts counts;
    if (threads == 0) {
      counts = load(source, preparer, tagger_, *writer, options, stop);
    } else {
      const auto looker = [&] { return store->looker("test", run.rules_digest); };
      counts = load_parallel(source, preparer, tagger_, *writer, looker, options, stop);
    }
    writer->finish(counts, "done", Time{}, {});
    return counts;
  }

  std::string dump(const std::string& name) {
    std::string out;
    open_store(path(name), {.read_only = true})->reader()->dump([&](std::string_view line) {
      out += line;
      out += '\n';
    });
    return out;
  }

  std::int64_t revisions_in(const std::string& name) {
    sql::Database db(path(name), sql::Database::Mode::read_only);
    return db.integer("SELECT count(*) FROM revision");
  }

  std::function<void(const RunCounts&, std::uint64_t)> progress_;
  std::function<void(const RunCounts&)> committed_;
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      fmt::format("voxmap_load_{}", testing::UnitTest::GetInstance()->current_test_info()->name());
  LengthTagger tagger_;
};

TEST_F(LoadTest, ParallelLeavesTheSameStoreAsThePlainLoop) {
  const auto records = mixed(3000);
  ListSource plain(records);
  const auto expected = load_into("plain", plain, 0);
  const auto expected_dump = dump("plain");
  EXPECT_GT(expected.loaded, 500U);
  EXPECT_GT(expected.updated, 100U);
  EXPECT_GT(expected.unchanged, 10U);
  EXPECT_EQ(expected.read, expected.loaded + expected.updated + expected.unchanged +
                               expected.rejected + expected.skipped);
  for (const unsigned threads : {1U, 2U, 5U}) {
    const auto name = fmt::format("parallel{}", threads);
    ListSource source(records);
    const auto counts = load_into(name, source, threads);
    EXPECT_EQ(dump(name), expected_dump) << threads;
    EXPECT_EQ(counts.loaded, expected.loaded);
    EXPECT_EQ(counts.updated, expected.updated);
    EXPECT_EQ(counts.unchanged, expected.unchanged);
    EXPECT_EQ(counts.rejected, expected.rejected);
    EXPECT_EQ(counts.skip_reasons, expected.skip_reasons);
  }
}

TEST_F(LoadTest, TellsWhatWasReadAndWhatIsCommitted) {
  std::vector<Record> records;
  for (int i = 0; i < 11000; ++i) records.emplace_back(document(fmt::format("k{}", i), "text"));
  for (const unsigned threads : {0U, 1U}) {
    std::vector<std::uint64_t> read;
    std::vector<std::uint64_t> committed;
    progress_ = [&](const RunCounts& counts, std::uint64_t position) {
      read.push_back(counts.read);
      EXPECT_LE(counts.read, position + 64) << "the batch at hand is told when it is written";
    };
    committed_ = [&](const RunCounts& counts) { committed.push_back(counts.loaded); };
    ListSource source(records);
    load_into(fmt::format("told{}", threads), source, threads, 4000);
    EXPECT_EQ(read, (std::vector<std::uint64_t>{5000, 10000}));
    EXPECT_EQ(committed, (std::vector<std::uint64_t>{4000, 8000, 11000}));
  }
}

TEST_F(LoadTest, ASecondLoadOfAnUnchangedInputChangesNothing) {
  std::vector<Record> records;
  for (int i = 0; i < 1000; ++i) records.emplace_back(document(fmt::format("k{}", i), "same text"));
  for (const unsigned threads : {0U, 2U}) {
    const auto name = fmt::format("again{}", threads);
    ListSource first(records);
    load_into(name, first, threads);
    const auto before = dump(name);
    ListSource second(records);
    const auto counts = load_into(name, second, threads);
    EXPECT_EQ(counts.unchanged, 1000U);
    EXPECT_EQ(counts.loaded + counts.updated, 0U);
    EXPECT_EQ(dump(name), before);
  }
}

TEST_F(LoadTest, AnABAEditAgainstAStoredAEndsWithTheLastOne) {
  for (int round = 0; round < 3; ++round) {
    const auto name = fmt::format("aba{}", round);
    ListSource first({document("k", "A")});
    load_into(name, first, 2);
    const auto expected = dump(name);
    std::vector<Record> edits;
    for (int i = 0; i < 300; ++i)
      edits.emplace_back(document("k", i % 2 == 0 ? "B is other" : "A"));
    ListSource second(edits);
    const auto counts = load_into(name, second, 2, 3);
    EXPECT_EQ(dump(name), expected);
    EXPECT_EQ(counts.updated, 2U);  // to B and, as no later B follows the last A, back
    EXPECT_EQ(counts.unchanged, 298U);
  }
}

// The state of the store that records are looked up in may be older than the edits before them.
TEST_F(LoadTest, AnEditTakenBackLaterInTheInputEndsWithTheLastOne) {
  std::vector<Record> stored{document("k", "A")};
  for (int i = 0; i < 400; ++i) stored.emplace_back(document(fmt::format("x{}", i), "same"));
  ListSource first(stored);
  load_into("back", first, 1);
  const auto expected = dump("back");
  std::vector<Record> edits(stored.begin() + 1, stored.end());
  edits.insert(edits.begin() + 10, document("k", "B is other"));
  edits.insert(edits.begin() + 300, document("k", "A"));
  constexpr std::size_t kPauseAt = 250;  // until the edit is committed
  ListSource second(edits, SIZE_MAX, kPauseAt);
  const auto counts = load_into("back", second, 1, 4);
  EXPECT_EQ(dump("back"), expected);
  EXPECT_EQ(counts.updated, 2U);
  EXPECT_EQ(counts.unchanged, 400U);
}

// A key said twice with other words, in one input or in several: the last one counts, and who reads
// the same again is told that nothing has changed.
TEST_F(LoadTest, AnInputThatSaysAKeyTwiceChangesNothingTheSecondTime) {
  for (const unsigned threads : {0U, 3U}) {
    const auto name = fmt::format("twice{}", threads);
    ListSource first(mixed(800));
    const auto once = load_into(name, first, threads);
    const auto before = dump(name);
    const auto revisions = revisions_in(name);
    for (int again = 0; again < 2; ++again) {
      ListSource second(mixed(800));
      const auto counts = load_into(name, second, threads);
      EXPECT_EQ(counts.loaded + counts.updated, 0U) << threads;
      EXPECT_EQ(counts.unchanged, once.loaded + once.updated + once.unchanged);
      EXPECT_GE(counts.duplicates, 1U);
      EXPECT_EQ(dump(name), before);
      EXPECT_EQ(revisions_in(name), revisions);
    }
    EXPECT_TRUE(open_store(path(name), {.read_only = true})->check().empty());
  }
}

TEST_F(LoadTest, AnEditIsNewsAndGoingBackIsToo) {
  const auto text = [&] { return dump("edits").find("the first words") != std::string::npos; };
  const auto load_these = [&](std::vector<Record> records, const std::string& input) {
    ListSource source(std::move(records));
    return load_into("edits", source, 2, 64, {}, input).updated;
  };
  const Document first = document("k", "the first words");
  const Document second = document("k", "other words of it");
  const Document third = document("k", "words of the third kind");
  EXPECT_EQ(load_these({first}, "january"), 0U);
  EXPECT_EQ(load_these({second}, "february"), 1U);
  // Both are read again, every night: the later one stands.
  for (int night = 0; night < 3; ++night) {
    EXPECT_EQ(load_these({first}, "january"), 0U);
    EXPECT_EQ(load_these({second}, "february"), 0U);
    EXPECT_FALSE(text());
  }
  EXPECT_EQ(load_these({third}, "january"), 1U);
  EXPECT_EQ(load_these({second}, "february"), 0U);
  EXPECT_EQ(load_these({first}, "january"), 1U);
  EXPECT_TRUE(text());
  EXPECT_EQ(load_these({first}, "january"), 0U);
  // One input: an edit, its end gone again, and another end.
  EXPECT_EQ(load_these({first, third}, "january"), 1U);
  EXPECT_EQ(load_these({first, third}, "january"), 0U);
  EXPECT_EQ(load_these({first}, "january"), 1U);
  EXPECT_TRUE(text());
  EXPECT_EQ(load_these({first, second}, "january"), 1U);
  EXPECT_EQ(load_these({first, second}, "january"), 0U);
}

TEST_F(LoadTest, MembersOfAnArchiveThatShareKeysChangeNothingTheSecondTime) {
  std::vector<Record> records;
  for (const auto* part : {"a.csv", "b.csv"}) {
    for (int i = 0; i < 50; ++i) {
      Document one = document(fmt::format("k{}", i), fmt::format("said in {}", part));
      one.origin.part = part;
      records.emplace_back(one);
    }
  }
  for (const unsigned threads : {0U, 2U}) {
    const auto name = fmt::format("members{}", threads);
    ListSource first(records);
    EXPECT_EQ(load_into(name, first, threads).updated, 50U);
    const auto before = dump(name);
    ListSource second(records);
    EXPECT_EQ(load_into(name, second, threads).unchanged, 100U);
    EXPECT_EQ(dump(name), before);
  }
}

TEST_F(LoadTest, StoppedAnywhereARerunKnowsWhatWasSuperseded) {
  std::vector<Record> records;
  for (const auto* text : {"A", "B is longer", "C is the longest", "B is longer"}) {
    for (const auto* key : {"k", "m"}) records.emplace_back(document(key, text));
  }
  for (std::size_t stop = 0; stop <= records.size(); ++stop) {
    const auto name = fmt::format("stopped{}", stop);
    ListSource broken(records, stop);
    EXPECT_ANY_THROW(load_into(name, broken, 2, 2)) << stop;
    ListSource whole(records);
    load_into(name, whole, 2, 2);
    EXPECT_NE(dump(name).find("\"text\":\"B is longer\""), std::string::npos);
    EXPECT_EQ(dump(name).find("\"text\":\"C is"), std::string::npos) << stop;
    ListSource again(records);
    EXPECT_EQ(load_into(name, again, 2, 2).updated, 0U) << stop;
  }
}

TEST_F(LoadTest, MoreEarlierVersionsThanCanWaitAreWrittenAndReplaced) {
  std::vector<Record> records;
  for (const char letter : {'a', 'b'}) {
    for (int i = 0; i < 40; ++i) {
      records.emplace_back(document(fmt::format("k{}", i), std::string(1U << 20U, letter)));
    }
  }
  for (const unsigned threads : {0U, 2U}) {
    const auto name = fmt::format("many{}", threads);
    ListSource first(records);
    load_into(name, first, threads);
    const auto before = dump(name);
    ListSource second(records);
    const auto counts = load_into(name, second, threads);
    EXPECT_GT(counts.updated, 0U);
    EXPECT_EQ(counts.updated + counts.unchanged, 80U);
    EXPECT_EQ(dump(name), before);
  }
}

TEST_F(LoadTest, AnInputThatBreaksKeepsWhatCameBefore) {
  for (const unsigned threads : {0U, 2U}) {
    const auto name = fmt::format("broken{}", threads);
    std::vector<Record> records;
    for (int i = 0; i < 100; ++i) records.emplace_back(document(fmt::format("k{}", i), "text"));
    ListSource source(records, 60);
    EXPECT_THROW(load_into(name, source, threads), Error);
    EXPECT_EQ(open_store(path(name), {.read_only = true})->reader()->status().documents, 60);
  }
}

TEST_F(LoadTest, AStopCommitsWhatWasRead) {
  for (const unsigned threads : {0U, 2U}) {
    std::stop_source stop;
    stop.request_stop();
    ListSource source({document("k", "text")});
    const auto counts =
        load_into(fmt::format("stop{}", threads), source, threads, 64, stop.get_token());
    EXPECT_EQ(counts.read, counts.loaded);
  }
}

TEST(Prepare, IdentifiersBecomePseudonymsAndRolesStay) {
  Preparer preparer({"interviews", "a key of sixteen", "buy.checkout", "en", false}, nullptr);
  Document document;
  document.respondent = "ann@example.com";
  for (const auto* speaker : {"Interviewer", "P07", "Speaker 2", "Q", "Dana Smith", ""}) {
    document.verbatims.push_back({.text = "x",
                                  .prompt = {},
                                  .speaker = speaker,
                                  .touchpoint = {},
                                  .at = {},
                                  .until = {},
                                  .origin = {}});
  }
  preparer.prepare(document);
  EXPECT_EQ(document.respondent,
            pseudonym("a key of sixteen", "person", "PER_", "ann@example.com"));
  EXPECT_EQ(document.verbatims[0].speaker, "Interviewer");
  EXPECT_EQ(document.verbatims[1].speaker, "P07");
  EXPECT_EQ(document.verbatims[2].speaker, "Speaker 2");
  EXPECT_EQ(document.verbatims[3].speaker, "Q");
  EXPECT_EQ(document.verbatims[4].speaker.substr(0, 4), "SPK_");
  EXPECT_EQ(document.verbatims[5].speaker, "");
  EXPECT_EQ(document.touchpoint, "buy.checkout");
  EXPECT_EQ(document.language, "en");
}

TEST(Prepare, TheDigestFollowsContentNotPlace) {
  Preparer preparer({"s", "a key of sixteen", "", "", false}, nullptr);
  auto one = document("k", "text");
  auto two = one;
  two.origin = {99, 1234, 5};
  two.verbatims[0].origin = {99, 1234, 5};
  EXPECT_EQ(preparer.digest(one), preparer.digest(two));
  two.ratings.push_back({"nps", "nps_0_10", 0});
  EXPECT_NE(preparer.digest(one), preparer.digest(two));
}

}  // namespace
}  // namespace voxmap
