// The roll-up equals the plain query, and the kept quotes equal a scan: always, whatever happened.
#include <gmock/gmock.h>

#include <random>

#include "fixture.hpp"

namespace voxmap::test {
namespace {

std::vector<std::int64_t> ids(const std::vector<MentionRow>& rows) {
  std::vector<std::int64_t> list;
  for (const MentionRow& row : rows) list.push_back(row.id);
  return list;
}

// Asks the same with a time that every document has, so that the answer comes from a scan.
void expect_quotes(Reader& reader, const Filter& filter, std::size_t limit) {
  Filter scanned = filter;
  scanned.from = Time{};
  for (const Order order : {Order::strongest, Order::most_positive, Order::most_negative}) {
    EXPECT_EQ(ids(reader.mentions(filter, order, limit)),
              ids(reader.mentions(scanned, order, limit)));
  }
}

void expect_consistent(Store& store) {
  const auto reader = store.reader();
  EXPECT_EQ(reader->stats({}), reader->stats({}, true));
  EXPECT_EQ(reader->months({}), reader->months({}, true));
  for (const char* stage : {"", "checkout", "unassigned"}) {
    Filter filter = with_filter(&Filter::stage, std::string(stage));
    filter.quotable = true;
    for (const std::size_t limit : {1U, 10U, 300U}) expect_quotes(*reader, filter, limit);
    filter.label = Label::negative;
    expect_quotes(*reader, filter, 5);
  }
  // Totals and ratings: from their roll-ups, and with a filter that lets all pass.
  const auto rolled = reader->totals({});
  const auto scanned = reader->totals(with_filter(&Filter::from, Time{}));
  EXPECT_EQ(rolled.documents, scanned.documents);
  EXPECT_EQ(rolled.persons, scanned.persons);
  EXPECT_EQ(rolled.mentions, scanned.mentions);
  EXPECT_EQ(rolled.unassigned, scanned.unassigned);
  EXPECT_EQ(rolled.oldest, scanned.oldest);
  EXPECT_EQ(rolled.newest, scanned.newest);
  EXPECT_EQ(rolled.rules_digest, scanned.rules_digest);
  const auto a = reader->ratings({});
  const auto b = reader->ratings(with_filter(&Filter::from, Time{}));
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].stage, b[i].stage);
    EXPECT_EQ(a[i].scale, b[i].scale);
    EXPECT_EQ(a[i].histogram, b[i].histogram);
  }
}

class RollupProperty : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(RollupProperty, HoldsAfterRandomLoads) {
  std::mt19937 random(GetParam());
  const auto pick = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  const std::uint32_t respondents = GetParam() % 3 == 0 ? 0 : 1 + pick(30);
  const ScratchFolder folder;
  const auto store = new_store(folder / "s.vox", GetParam() % 2 == 0);
  const NamingTagger tagger;
  for (int run = 0; run < 6; ++run) {
    const Journey journey = make_journey(std::to_string(pick(2)));
    const auto writer = store->writer();
    writer->begin(make_run(pick(2) == 0 ? "survey" : "reviews", "rules-" + std::to_string(pick(2))),
                  &journey, tagger);
    for (std::uint32_t i = 0, count = pick(500); i < count; ++i) {
      const auto d = make_document(journey, pick(150), pick(4), respondents);
      writer->put(d.document, d.digest, d.tagged);
      if (pick(40) == 0) writer->commit({});
    }
    if (pick(3) > 0) finish(*writer);  // else what was not committed is lost
  }
  expect_consistent(*store);
  EXPECT_THAT(store->check(), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RollupProperty, ::testing::Range(1U, 25U));

// More than the kept quotes: some must be left out, come back as others go, and still be exact.
// More people than are remembered between two commits; some come back before they are written, some
// after, and some in a later run.
TEST(Rollup, HoldsWhenMorePeopleSpeakThanAreRemembered) {
  const ScratchFolder folder;
  const auto store = new_store(folder / "s.vox");
  const Journey journey = make_journey();
  const NamingTagger tagger;
  const auto load = [&](std::uint32_t from, std::uint32_t to, std::uint32_t revision) {
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    for (std::uint32_t i = from; i < to; ++i) {
      const auto d = make_document(journey, i, revision, 40000);
      writer->put(d.document, d.digest, d.tagged);
      if (i % 700 == 0 && revision > 0) writer->commit({});
    }
    finish(*writer);
  };
  load(0, 16000, 0);
  EXPECT_THAT(store->check(), ::testing::IsEmpty());
  load(500, 2500, 1);
  load(16000, 16500, 0);
  EXPECT_THAT(store->check(), ::testing::IsEmpty());
}

TEST(Quotes, StayExactWhenMoreThanAreKept) {
  const ScratchFolder folder;
  const auto store = new_store(folder / "s.vox");
  const Journey journey = make_journey();
  const NamingTagger tagger;
  for (std::uint32_t revision = 0; revision < 3; ++revision) {
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    for (std::uint32_t i = 0; i < 4000; ++i) {
      if (revision > 0 && i % 3 != 0) continue;
      const auto d = make_document(journey, i, revision);
      writer->put(d.document, d.digest, d.tagged);
      if (i % 700 == 0) writer->commit({});
    }
    finish(*writer);
    expect_consistent(*store);
  }
}

TEST(Rollup, RoundsAPersonsMeanHalfAwayFromZero) {
  const ScratchFolder folder;
  const auto store = new_store(folder / "s.vox");
  const Journey journey = make_journey();
  const NamingTagger tagger;
  const auto writer = store->writer();
  writer->begin(make_run(), &journey, tagger);
  // One respondent, two documents: three mentions of checkout.payment, sum -2: -66.67 centi-scores.
  int number = 0;
  for (const auto& valences : {std::vector{-1, 1}, std::vector{-2}}) {
    TaggedDocument d;
    d.document.key = std::to_string(number++);
    d.document.respondent = "p-1";
    d.document.verbatims.emplace_back().text = "Paying was slow";
    for (const int valence : valences) add_mention(d.tagged, 0, 2, 1, valence, 10);
    d.digest = digest_of(d.document.key);
    writer->put(d.document, d.digest, d.tagged);
    writer->commit({});
  }
  finish(*writer);
  for (const bool plain : {false, true}) {
    const auto stats = store->reader()->stats(
        with_filter(&Filter::touchpoint, std::string("checkout.payment")), plain);
    ASSERT_EQ(stats.size(), 2U);
    EXPECT_EQ(stats[0].stage, "checkout");
    EXPECT_EQ(stats[1].touchpoint, "checkout.payment");
    EXPECT_EQ(stats[1].persons, 1);
    EXPECT_EQ(stats[1].sum_mean, -67);
    EXPECT_EQ(stats[1].sum_mean_square, 67 * 67);
  }
}

TEST(Stats, ListStagesInJourneyOrderThenUnassigned) {
  const ScratchFolder folder;
  const auto store = new_store(folder / "s.vox");
  const Journey journey = make_journey();
  const NamingTagger tagger;
  const auto writer = store->writer();
  writer->begin(make_run(), &journey, tagger);
  finish(*writer);
  std::vector<std::string> names;
  for (const Stats& s : store->reader()->stats({})) names.push_back(s.stage + "|" + s.touchpoint);
  EXPECT_THAT(names, ::testing::ElementsAre("search|", "search|search.filter",
                                            "search|search.results", "checkout|",
                                            "checkout|checkout.payment", "checkout|checkout.basket",
                                            "delivery|", "delivery|delivery.parcel", "|"));
  const auto stored = store->reader()->journey();
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->toml, journey.toml);
}

}  // namespace
}  // namespace voxmap::test
