// What every Store must do, seen through voxmap/store.hpp only. A second backend is one more name
// in the list of stores.
#include <gmock/gmock.h>

#include <functional>

#include "unit/store/fixture.hpp"

namespace voxmap::test {
namespace {

struct Backend {
  const char* name;
  std::function<std::unique_ptr<Store>(const std::string& path)> open;
};

class StoreContract : public ::testing::TestWithParam<Backend> {
 protected:
  std::unique_ptr<Store> open() { return GetParam().open(folder_ / "store"); }
  void load(Store& store, std::uint32_t revision) {
    const auto writer = store.writer();
    writer->begin(make_run(), &journey_, tagger_);
    for (std::uint32_t i = 0; i < 60; ++i) {
      const auto d = make_document(journey_, i, revision, 9);
      if (writer->seen(d.document, d.digest) == Seen::unchanged) continue;
      writer->put(d.document, d.digest, d.tagged);
      if (i % 7 == 0) writer->commit({});
    }
    finish(*writer);
  }
  ScratchFolder folder_;
  Journey journey_ = make_journey();
  NamingTagger tagger_;
};

TEST_P(StoreContract, TheSameLoadsGiveTheSameDump) {
  load(*open(), 0);
  const std::string once = dump_of(*open());
  load(*open(), 0);
  EXPECT_EQ(dump_of(*open()), once);
  load(*open(), 1);
  EXPECT_NE(dump_of(*open()), once);
  load(*open(), 0);
  EXPECT_EQ(dump_of(*open()), once);
  EXPECT_THAT(open()->check(), ::testing::IsEmpty());
}

TEST_P(StoreContract, FiltersAdmitWhatTheySay) {
  load(*open(), 0);
  const auto store = open();
  EXPECT_TRUE(store->update_search_index({}));
  const auto reader = store->reader();
  const auto all = reader->mentions({}, Order::input, 10000);
  const auto expect = [&](const Filter& filter, auto holds) {
    const auto found = reader->mentions(filter, Order::input, 10000);
    EXPECT_FALSE(found.empty());
    EXPECT_LT(found.size(), all.size());
    EXPECT_EQ(std::ranges::count_if(all, holds), std::ssize(found));
    EXPECT_TRUE(std::ranges::all_of(found, holds));
  };
  expect(with_filter(&Filter::stage, std::string("checkout")),
         [](const MentionRow& m) { return m.stage == "checkout"; });
  expect(with_filter(&Filter::stage, std::string("unassigned")),
         [](const MentionRow& m) { return m.stage.empty(); });
  expect(with_filter(&Filter::touchpoint, std::string("search.filter")),
         [](const MentionRow& m) { return m.touchpoint == "search.filter"; });
  expect(with_filter(&Filter::label, Label::negative),
         [](const MentionRow& m) { return m.label == Label::negative; });
  expect(with_filter(&Filter::words, std::string("\"number 7\"")),
         [](const MentionRow& m) { return m.text.find("number 7 ") != std::string::npos; });
  // Not FTS5's syntax: taken as words that all occur.
  const auto quoted =
      reader->mentions(with_filter(&Filter::words, std::string("slow, (7")), Order::input, 10000);
  EXPECT_FALSE(quoted.empty());
  for (const MentionRow& m : quoted) EXPECT_THAT(m.text, ::testing::HasSubstr("number 7 "));
}

// For exports, one at a time: the same mentions in the same order.
TEST_P(StoreContract, EachMentionIsAsAllOfThemAre) {
  load(*open(), 1);
  load(*open(), 0);
  const auto store = open();
  {  // a feed that has no places
    const auto writer = store->writer();
    writer->begin(make_run("feed"), &journey_, tagger_);
    for (std::uint32_t i = 40; i-- > 0;) {
      auto d = make_document(journey_, i, 2, 9);
      d.document.origin = {};
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  }
  const auto reader = store->reader();
  for (const Filter& filter : {Filter{}, with_filter(&Filter::label, Label::negative),
                               with_filter(&Filter::stage, std::string("checkout"))}) {
    const auto all = reader->mentions(filter, Order::input, 10000);
    ASSERT_GT(all.size(), 10U);
    std::vector<std::int64_t> ids;
    std::size_t same = 0;
    reader->each_mention(filter, [&](const MentionRow& row) {
      same += row.id == all.at(ids.size()).id && row.text == all.at(ids.size()).text ? 1U : 0U;
      ids.push_back(row.id);
      return true;
    });
    EXPECT_EQ(same, all.size());
    std::ranges::reverse(ids);
    std::vector<std::int64_t> answered;
    reader->each_mention(ids, [&](const MentionRow& row) {
      answered.push_back(row.id);
      return answered.size() < 7;
    });
    ids.resize(7);
    EXPECT_EQ(answered, ids);
  }
}

TEST_P(StoreContract, OneWriterAtATime) {
  const auto store = open();
  const auto writer = store->writer();
  EXPECT_THROW(static_cast<void>(store->writer()), Error);
  EXPECT_NO_THROW(static_cast<void>(store->reader()->status()));
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract,
                         ::testing::Values(Backend{"sqlite",
                                                   [](const std::string& path) {
                                                     return open_store(path, {.create = true});
                                                   }}),
                         [](const auto& backend) { return std::string(backend.param.name); });

}  // namespace
}  // namespace voxmap::test
