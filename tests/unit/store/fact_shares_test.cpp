// What goes over all documents adds up to the same however many threads share it, and what fails in
// one of them fails as a whole.
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "fixture.hpp"
#include "store/fact_feelings.hpp"
#include "store/fact_scan.hpp"
#include "store/feelings.hpp"
#include "store/selection.hpp"

namespace voxmap::test {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kShares = 3;

// Some people with several documents, and more blocks than shares.
std::unique_ptr<Store> many_blocks(const std::string& path) {
  auto store = new_store(path);
  const Journey journey = make_journey();
  const NamingTagger tagger;
  const auto writer = store->writer();
  writer->begin(make_run(), &journey, tagger);
  for (std::uint32_t i = 0; i < 8 * kFactDocuments; ++i) {
    const auto d = make_document(journey, i, 0, 500);
    writer->put(d.document, d.digest, d.tagged);
  }
  finish(*writer);
  return store;
}

std::vector<Filter> filters() {
  std::vector<Filter> list(3);
  list[0].source = "survey";
  list[1].persona = "newcomer";
  list[2].when = {
      {.attribute = "plan", .op = Condition::Op::not_equal, .values = {"pro"}, .number_milli = 0}};
  return list;
}

using Answered = std::pair<std::vector<std::int64_t>, std::vector<std::pair<std::uint32_t, int>>>;

std::multiset<Answered> answers(Reader& reader, std::size_t shares) {
  std::vector<std::multiset<Answered>> told(shares);
  std::vector<Reader::PersonShare> found;
  for (auto& mine : told) {
    found.emplace_back([&mine](const PersonScores& person) {
      Answered one{{person.answers.begin(), person.answers.end()}, {}};
      for (const auto& mean : person.means) one.second.emplace_back(mean.place, mean.centi);
      mine.insert(std::move(one));
    });
  }
  reader.people({}, "nps", Reader::Level::stage, found);
  for (std::size_t i = 1; i < shares; ++i) told[0].merge(told[i]);
  return told[0];
}

using Told = std::tuple<std::size_t, std::string, std::vector<std::int64_t>>;

std::multiset<Told> histories(Reader& reader, std::size_t shares) {
  std::vector<std::multiset<Told>> told(shares);
  std::vector<Reader::HistoryShare> found;
  for (auto& mine : told) {
    found.emplace_back([&mine](std::size_t filter, const PersonHistory& person) {
      Told one{filter, std::string(person.key), {}};
      for (const auto& m : person.moments) std::get<2>(one).push_back(m.mention);
      mine.insert(std::move(one));
    });
  }
  reader.histories(filters(), found);
  for (std::size_t i = 1; i < shares; ++i) told[0].merge(told[i]);
  return told[0];
}

TEST(FactShares, AddUpToTheSame) {
  const ScratchFolder folder;
  const std::string path = folder / "s.vox";
  const auto store = many_blocks(path);
  sql::Database db(path, sql::Database::Mode::read_only);
  const Feelings feelings(db);
  std::unordered_map<std::int64_t, std::size_t> all_in_one_stage;
  sql::Statement rows(db, "SELECT id FROM touchpoint");
  while (rows.step()) all_in_one_stage[rows.integer(0)] = 0;
  all_in_one_stage[0] = 0;
  for (const Filter& filter : filters()) {
    SCOPED_TRACE(filter.source + filter.persona);
    const Selection alone = select_facts(db, 0, filter, 1);
    EXPECT_GT(alone.documents, 1000);
    EXPECT_FALSE(alone.quotes.empty());
    EXPECT_EQ(alone, select_facts(db, 0, filter, kShares));
    const auto felt = [&](std::size_t shares) {
      const FeltCounts counts =
          count_felt(db, 0, filter, feelings.names(), all_in_one_stage, 1, shares);
      return std::pair(counts.persons, counts.mentions);
    };
    EXPECT_EQ(felt(1), felt(kShares));
  }
  const auto reader = store->reader();
  EXPECT_GT(answers(*reader, 1).size(), 100U);
  EXPECT_EQ(answers(*reader, 1), answers(*reader, kShares));
  EXPECT_GT(histories(*reader, 1).size(), 100U);
  EXPECT_EQ(histories(*reader, 1), histories(*reader, kShares));
}

TEST(FactShares, FailAsAWhole) {
  const ScratchFolder folder;
  const std::string path = folder / "s.vox";
  const auto store = many_blocks(path);
  const std::vector<Reader::HistoryShare> found(
      kShares, [](std::size_t, const PersonHistory&) { throw Error(Exit::temporary, "enough"); });
  EXPECT_THROW(store->reader()->histories(filters(), found), Error);
  sql::Database(path, sql::Database::Mode::read_write)
      .exec("UPDATE fact SET facts = x'00' WHERE first = (SELECT max(first) FROM fact)");
  sql::Database db(path, sql::Database::Mode::read_only);
  try {
    static_cast<void>(select_facts(db, 0, filters()[0], kShares));
    ADD_FAILURE() << "the damaged block was not seen";
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::data);
    EXPECT_THAT(error.what(), HasSubstr("the facts of some documents cannot be read"));
  }
}

}  // namespace
}  // namespace voxmap::test
