// What a Writer promises: idempotent by content and rules, updates in place, nothing lost.
#include <gmock/gmock.h>

#include "base/file.hpp"
#include "fixture.hpp"

namespace voxmap::test {
namespace {

class StoreTest : public ::testing::Test {
 protected:
  Put put(Writer& writer, const TaggedDocument& d) {
    return writer.put(d.document, d.digest, d.tagged);
  }
  void load(Store& store, std::uint32_t first, std::uint32_t count, std::uint32_t revision = 0,
            const std::string& rules = "rules-1") {
    const auto writer = store.writer();
    writer->begin(make_run("survey", rules), &journey_, tagger_);
    for (std::uint32_t i = first; i < first + count; ++i) {
      put(*writer, make_document(journey_, i, revision));
    }
    finish(*writer);
  }

  ScratchFolder folder_;
  Journey journey_ = make_journey();
  NamingTagger tagger_;
};

TEST_F(StoreTest, LoadingTwiceChangesNothing) {
  const auto store = new_store(folder_ / "s.vox");
  load(*store, 0, 300);
  const std::string once = dump_of(*store);
  const auto writer = store->writer();
  writer->begin(make_run(), &journey_, tagger_);
  for (std::uint32_t i = 0; i < 300; ++i) {
    const auto d = make_document(journey_, i);
    EXPECT_EQ(writer->seen(d.document, d.digest), Seen::unchanged);
    EXPECT_EQ(put(*writer, d), Put::unchanged);
  }
  finish(*writer);
  EXPECT_EQ(dump_of(*store), once);
  EXPECT_EQ(store->reader()->status().documents, 300);
  EXPECT_THAT(store->check(), ::testing::IsEmpty());
}

TEST_F(StoreTest, TellsNewChangedAndStale) {
  const auto store = new_store(folder_ / "s.vox");
  load(*store, 0, 10);
  const auto writer = store->writer();
  writer->begin(make_run("survey", "rules-2"), &journey_, tagger_);
  const auto same = make_document(journey_, 3);
  const auto other = make_document(journey_, 4, 1);
  const auto fresh = make_document(journey_, 99);
  EXPECT_EQ(writer->seen(same.document, same.digest), Seen::stale_rules);
  EXPECT_EQ(writer->seen(other.document, other.digest), Seen::changed);
  EXPECT_EQ(writer->seen(fresh.document, fresh.digest), Seen::absent);
  EXPECT_EQ(put(*writer, same), Put::rescored);
  EXPECT_EQ(put(*writer, other), Put::updated);
  EXPECT_EQ(put(*writer, fresh), Put::loaded);
  EXPECT_EQ(writer->seen(fresh.document, fresh.digest), Seen::unchanged);
  finish(*writer);
  EXPECT_EQ(store->reader()->status().documents, 11);
  EXPECT_EQ(store->reader()->totals({}).rules_digest, "mixed");
}

TEST_F(StoreTest, TheSameKeyOfAnotherSourceIsAnotherDocument) {
  const auto store = new_store(folder_ / "s.vox");
  load(*store, 0, 5);
  const auto writer = store->writer();
  writer->begin(make_run("reviews"), &journey_, tagger_);
  EXPECT_EQ(put(*writer, make_document(journey_, 1)), Put::loaded);
  finish(*writer);
  EXPECT_EQ(store->reader()->status().documents, 6);
}

// Whether it meets the key again in the batch, after a commit or in a later run: the last wins, and
// the store is as if only the last had been put.
TEST_F(StoreTest, ALaterRevisionReplacesAnEarlierOne) {
  const auto expected = new_store(folder_ / "expected.vox");
  load(*expected, 0, 40, 1);
  const std::string wanted = dump_of(*expected);

  const auto in_batch = new_store(folder_ / "batch.vox");
  {
    const auto writer = in_batch->writer();
    writer->begin(make_run(), &journey_, tagger_);
    for (std::uint32_t i = 0; i < 40; ++i) {
      EXPECT_EQ(put(*writer, make_document(journey_, i, 0)), Put::loaded);
      EXPECT_EQ(put(*writer, make_document(journey_, i, 0)), Put::unchanged);
      EXPECT_EQ(put(*writer, make_document(journey_, i, 1)), Put::updated);
    }
    EXPECT_EQ(writer->duplicates(), 80U);
    finish(*writer);
  }
  EXPECT_EQ(dump_of(*in_batch), wanted);

  const auto after_commit = new_store(folder_ / "commit.vox");
  {
    const auto writer = after_commit->writer();
    writer->begin(make_run(), &journey_, tagger_);
    for (std::uint32_t r = 0; r < 2; ++r) {
      for (std::uint32_t i = 0; i < 40; ++i) put(*writer, make_document(journey_, i, r));
      writer->commit({});
    }
    EXPECT_EQ(writer->duplicates(), 40U);
    finish(*writer);
  }
  EXPECT_EQ(dump_of(*after_commit), wanted);

  const auto later_run = new_store(folder_ / "run.vox");
  load(*later_run, 0, 40, 0);
  load(*later_run, 0, 40, 1);
  EXPECT_EQ(dump_of(*later_run), wanted);
  for (Store* store : {in_batch.get(), after_commit.get(), later_run.get()}) {
    EXPECT_THAT(store->check(), ::testing::IsEmpty());
  }
}

TEST_F(StoreTest, NothingIsVisibleBeforeCommit) {
  const auto store = new_store(folder_ / "s.vox");
  const auto reader = store->reader();
  {
    const auto writer = store->writer();
    writer->begin(make_run(), &journey_, tagger_);
    for (std::uint32_t i = 0; i < 50; ++i) put(*writer, make_document(journey_, i));
    EXPECT_EQ(reader->status().documents, 0);
    writer->commit({});
    EXPECT_EQ(reader->status().documents, 50);
    put(*writer, make_document(journey_, 50));
  }
  EXPECT_EQ(reader->status().documents, 50);
  EXPECT_EQ(reader->runs(10).at(0).status, "running");
}

TEST_F(StoreTest, AKilledRunIsMarkedByTheNextOfItsSource) {
  const auto store = new_store(folder_ / "s.vox");
  { store->writer()->begin(make_run("a"), nullptr, tagger_); }
  { store->writer()->begin(make_run("b"), nullptr, tagger_); }
  const auto writer = store->writer();
  writer->begin(make_run("a"), nullptr, tagger_);
  RunCounts counts;
  counts.read = counts.skipped = 7;
  counts.skip_reasons["boost"] = 7;
  const std::vector<std::string> notes = {"a note"};
  writer->finish(counts, "done", Time(std::chrono::milliseconds(1770000001000)), notes);
  const auto runs = store->reader()->runs(10);
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].status, "done");
  EXPECT_EQ(runs[0].counts.skip_reasons.at("boost"), 7U);
  EXPECT_THAT(runs[0].notes, ::testing::ElementsAre("a note"));
  EXPECT_EQ(runs[1].status, "running");
  EXPECT_EQ(runs[2].status, "interrupted");
  EXPECT_EQ(store->reader()->runs(1).size(), 1U);
}

TEST_F(StoreTest, ARejectMetAgainIsOneReject) {
  const auto store = new_store(folder_ / "s.vox");
  const Reject reject{.origin = {7, 120, 30},
                      .key = "r7",
                      .field = "date",
                      .reason = "bad_timestamp",
                      .detail = "no time: \"soon\"",
                      .raw = "r7,soon"};
  for (int run = 0; run < 2; ++run) {
    const auto writer = store->writer();
    writer->begin(make_run(), nullptr, tagger_);
    writer->put(reject);
    finish(*writer);
  }
  const auto reader = store->reader();
  EXPECT_EQ(reader->status().rejects, 1);
  for (const std::int64_t run : {1, 2}) {
    const auto rows = reader->rejects(run, 10);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].reject.raw, "r7,soon");
    EXPECT_EQ(rows[0].reject.origin.byte, 120U);
    EXPECT_EQ(rows[0].source, "survey");
  }
  EXPECT_TRUE(reader->rejects(3, 10).empty());
}

TEST_F(StoreTest, ALongTranscriptKeepsEveryTurn) {
  const auto transcript = [&](std::uint32_t turns) {
    TaggedDocument d;
    d.document.key = "interview";
    d.document.kind = SourceKind::interview;
    for (std::uint32_t i = 0; i < turns; ++i) {
      Verbatim turn;
      turn.text = "Turn " + std::to_string(i) + " was slow";
      turn.speaker = i % 2 == 0 ? "P01" : "Interviewer";
      turn.scored = i % 2 == 0;
      turn.at = std::chrono::milliseconds(i * 1500);
      d.document.verbatims.push_back(turn);
      add_mention(d.tagged, i, static_cast<std::int32_t>(i % 5),
                  static_cast<std::int32_t>(i % 5 / 2), -static_cast<int>(i % 1000), 6);
    }
    d.digest = digest_of(std::to_string(turns));
    return d;
  };
  const auto store = new_store(folder_ / "s.vox");
  const auto run = [&](std::uint32_t turns) {
    const auto writer = store->writer();
    writer->begin(make_run(), &journey_, tagger_);
    put(*writer, make_document(journey_, 1));
    put(*writer, transcript(turns));
    put(*writer, make_document(journey_, 2));
    finish(*writer);
  };
  const auto expect_turns = [&](std::int64_t turns) {
    EXPECT_THAT(store->check(), ::testing::IsEmpty());
    EXPECT_TRUE(store->update_search_index({}));
    const auto rows =
        store->reader()->mentions(with_filter(&Filter::words, "turn"), Order::input, 10000);
    ASSERT_EQ(std::ssize(rows), turns);
    for (const MentionRow& row : rows) {
      EXPECT_EQ(row.key, "interview");
      EXPECT_EQ(row.text.substr(0, 5), "Turn ");
    }
    EXPECT_EQ(rows.back().text, "Turn " + std::to_string(turns - 1) + " was slow");
    EXPECT_EQ(store->reader()->mention(rows.back().id)->text, rows.back().text);
  };
  run(10);
  run(5000);  // grows past the ids its document owns
  expect_turns(5000);
  run(1500);
  expect_turns(1500);
}

TEST_F(StoreTest, HostileTextComesBackAsItWas) {
  using namespace std::string_literals;
  const std::vector<std::string> texts = {"'; DROP TABLE document; --"s,
                                          "\"quoted\" \\ back"s,
                                          "nul\0inside"s,
                                          "\x1b[31mred\x1b[0m"s,
                                          "日本語 🙂 ça"s,
                                          std::string(10 << 20, 'x'),
                                          ""s,
                                          "{\"json\":[1,2]}\n\t"s,
                                          "%_%"s};
  const auto store = new_store(folder_ / "s.vox");
  {
    const auto writer = store->writer();
    writer->begin(make_run("s'o\"u", "r"), &journey_, tagger_);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      TaggedDocument d;
      d.document.key = "k\0"s + std::to_string(i) + "'\"";
      d.document.attributes = {{"na\"me\\", texts[i].substr(0, 100)}, {"na\"me\\", "twice"}};
      d.document.said_at_text = "soon'\"";
      d.document.verbatims.emplace_back().text = texts[i];
      d.document.verbatims.back().prompt = texts[i].substr(0, 50);
      add_silence(d.tagged, 0, static_cast<std::uint32_t>(texts[i].size()));
      d.digest = digest_of(texts[i]);
      EXPECT_EQ(put(*writer, d), Put::loaded);
    }
    finish(*writer);
  }
  EXPECT_TRUE(store->update_search_index({}));
  EXPECT_THAT(store->check(), ::testing::IsEmpty());
  auto rows = store->reader()->mentions({}, Order::input, 100);
  ASSERT_EQ(rows.size(), texts.size());
  std::ranges::sort(rows, {}, &MentionRow::key);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_TRUE(rows[i].text == texts[i]) << i;
    EXPECT_EQ(rows[i].key, "k\0"s + std::to_string(i) + "'\"");
    const Condition is{.attribute = "na\"me\\", .values = {texts[i].substr(0, 100)}};
    EXPECT_GE(store->reader()
                  ->mentions(with_filter(&Filter::when, std::vector{is}), Order::input, 100)
                  .size(),
              1U)
        << i;
  }
}

TEST_F(StoreTest, TwoWritersAreOneTooMany) {
  const auto store = new_store(folder_ / "s.vox");
  const auto first = store->writer();
  const auto again = open_store(folder_ / "s.vox", {});
  try {
    again->writer();
    FAIL() << "a second writer was let in";
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::temporary);
    EXPECT_THAT(error.what(), ::testing::HasSubstr(std::to_string(::getpid())));
  }
  EXPECT_EQ(again->reader()->status().documents, 0);
}

TEST_F(StoreTest, RevisionsAreKeptWhenAsked) {
  for (const bool keep : {false, true}) {
    const std::string path = folder_ / (keep ? "keep.vox" : "drop.vox");
    const auto store = new_store(path, keep);
    load(*store, 0, 10, 0);
    load(*store, 0, 10, 1);
    load(*store, 0, 10, 1, "rules-2");
    const std::string bytes = bytes_of(path);
    // The texts of revision 0 are in the file exactly when they are kept.
    EXPECT_EQ(bytes.find("number 3 revision 0") != std::string::npos, keep);
  }
}

TEST_F(StoreTest, FilesAreTheOwnersOnly) {
  const auto store = new_store(folder_ / "s.vox");
  load(*store, 5, 10);
  const auto writer = store->writer();
  writer->begin(make_run(), &journey_, tagger_);
  put(*writer, make_document(journey_, 1));
  writer->commit({});
  for (const char* name : {"s.vox", "s.vox-wal", "s.vox-shm", "s.vox.lock"}) {
    const auto mode = std::filesystem::status(folder_ / name).permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << name;
  }
}

TEST_F(StoreTest, TheLookerAnswersFromCommittedData) {
  const auto store = new_store(folder_ / "s.vox");
  load(*store, 0, 5);
  const auto looker = store->looker("survey", "rules-1");
  const auto d = make_document(journey_, 2);
  EXPECT_EQ(looker->seen(d.document.key, d.digest), Seen::unchanged);
  EXPECT_EQ(looker->seen(d.document.key, make_document(journey_, 2, 1).digest), Seen::changed);
  EXPECT_EQ(store->looker("survey", "other")->seen(d.document.key, d.digest), Seen::stale_rules);
  EXPECT_EQ(store->looker("nobody", "rules-1"), nullptr);
  const auto fresh = make_document(journey_, 77);
  const auto writer = store->writer();
  writer->begin(make_run(), &journey_, tagger_);
  put(*writer, fresh);
  EXPECT_EQ(looker->seen(fresh.document.key, fresh.digest), Seen::absent);
  writer->commit({});
  // Stored by the run that is open: the Writer must be asked, so that it counts the duplicate.
  EXPECT_EQ(store->looker("survey", "rules-1")->seen(fresh.document.key, fresh.digest),
            Seen::changed);
  EXPECT_EQ(writer->seen(fresh.document, fresh.digest), Seen::unchanged);
  EXPECT_EQ(writer->duplicates(), 1U);
  finish(*writer);
  EXPECT_EQ(store->looker("survey", "rules-1")->seen(fresh.document.key, fresh.digest),
            Seen::unchanged);
  // The first one sees it too, some lookups later: it does not hold on to one moment.
  for (int i = 0; i < 100; ++i) looker->seen("nobody", fresh.digest);
  EXPECT_EQ(looker->seen(fresh.document.key, fresh.digest), Seen::unchanged);
}

TEST_F(StoreTest, ALookerThatLetsGoAnswersFromTheNewestState) {
  const auto store = new_store(folder_ / "s.vox");
  load(*store, 0, 5);
  const auto looker = store->looker("survey", "rules-1");
  EXPECT_FALSE(looker->keeps_looking());
  const auto next = make_document(journey_, 7);
  EXPECT_EQ(looker->seen(next.document.key, next.digest), Seen::absent);
  EXPECT_TRUE(looker->keeps_looking());
  load(*store, 5, 10);
  EXPECT_EQ(looker->seen(next.document.key, next.digest), Seen::absent) << "the state it keeps";
  looker->let_go();
  EXPECT_FALSE(looker->keeps_looking());
  looker->let_go();  // has no more to let go of
  EXPECT_EQ(looker->seen(next.document.key, next.digest), Seen::unchanged);
}

}  // namespace
}  // namespace voxmap::test
