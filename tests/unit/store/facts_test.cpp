// What is added up from the facts equals the plain query over the mentions: for every filter, after
// whatever happened to the documents, and when the table `fact` is gone, in part or damaged.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <map>
#include <random>
#include <set>

#include "fixture.hpp"
#include "store/rollup.hpp"

namespace voxmap::test {
namespace {

void load_fifty(Store& store) {
  const Journey journey = make_journey();
  const NamingTagger tagger;
  const auto writer = store.writer();
  writer->begin(make_run(), &journey, tagger);
  for (std::uint32_t i = 0; i < 50; ++i) {
    const auto d = make_document(journey, i);
    writer->put(d.document, d.digest, d.tagged);
  }
  finish(*writer);
}

Time day(int number) {
  return Time(std::chrono::milliseconds(1767225600000 + std::int64_t{number} * 86400000));
}

Condition condition(std::string attribute, Condition::Op op, std::vector<std::string> values,
                    std::int64_t number = 0) {
  return {.attribute = std::move(attribute),
          .op = op,
          .values = std::move(values),
          .number_milli = number};
}

std::vector<Filter> filters() {
  std::vector<Filter> list(8);
  list[0].from = Time{};
  list[1].source = "survey";
  list[2].persona = "newcomer";
  list[3].from = day(60);
  list[3].to = day(200);
  list[4].when = {condition("plan", Condition::Op::one_of, {"pro"})};
  list[5].when = {condition("age", Condition::Op::greater_equal, {}, 30000),
                  condition("plan", Condition::Op::not_equal, {"pro"})};
  list[6] = list[5];
  list[6].source = "reviews";
  list[6].persona = "regular";
  list[6].to = day(300);
  list[7].source = "nobody";
  return list;
}

// Quotes asked for by the dozen come from the facts, in hundreds from a scan.
void expect_same_quotes(Reader& reader, Filter filter) {
  filter.quotable = true;
  for (const char* stage : {"", "checkout"}) {
    filter.stage = stage;
    for (const Order order : {Order::strongest, Order::most_negative}) {
      const auto few = reader.mentions(filter, order, 40);
      const auto many = reader.mentions(filter, order, 100);
      ASSERT_EQ(few.size(), std::min<std::size_t>(many.size(), 40));
      for (std::size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i].id, many[i].id);
    }
  }
}

void expect_exact(Reader& reader) {
  const auto all = filters();
  for (std::size_t f = 0; f < all.size(); ++f) {
    SCOPED_TRACE("filter " + std::to_string(f));
    const auto facts = reader.stats(all[f]);
    const auto plain = reader.stats(all[f], true);
    ASSERT_EQ(facts.size(), plain.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
      EXPECT_EQ(facts[i], plain[i]) << facts[i].stage << " / " << facts[i].touchpoint;
    }
    EXPECT_EQ(reader.months(all[f]), reader.months(all[f], true));
    EXPECT_EQ(reader.feelings(all[f]), reader.feelings(all[f], true));
    expect_same_quotes(reader, all[f]);
    // Totals by documents, and by the documents of those mentions that are about anything at all.
    const auto totals = reader.totals(all[f]);
    std::int64_t mentions = 0;
    for (const Stats& s : plain) mentions += s.touchpoint.empty() ? s.mentions : 0;
    EXPECT_EQ(totals.mentions, mentions);
  }
}

// What each person answered and felt, from the mentions and the rated documents one by one.
using Scores = std::pair<std::vector<std::int64_t>, std::map<std::string, std::int64_t>>;

std::multiset<Scores> scores_one_by_one(Reader& reader) {
  struct Sums {
    std::vector<std::int64_t> answers;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> places;  // sum, count
    bool spoke = false;
  };
  std::map<std::string, Sums> people;
  const auto name = [](const std::string& respondent, const std::string& source,
                       const std::string& key) {
    return respondent.empty() ? source + "/" + key : respondent;
  };
  reader.rated([&](const RatedDocument& d) {
    for (const Rating& rating : d.document.ratings) {
      if (rating.scale != "nps") continue;
      people[name(d.document.respondent, d.source, d.document.key)].answers.push_back(rating.milli);
    }
    return true;
  });
  for (const MentionRow& m : reader.mentions({}, Order::input, 1000000)) {
    if (m.label == Label::none) continue;
    Sums& sums = people[name(m.respondent, m.source, m.key)];
    sums.spoke = true;
    if (m.touchpoint.empty()) continue;
    sums.places[m.touchpoint].first += m.valence;
    ++sums.places[m.touchpoint].second;
  }
  std::multiset<Scores> out;
  for (auto& [person, sums] : people) {
    if (sums.answers.empty() || !sums.spoke) continue;
    std::ranges::sort(sums.answers);
    std::map<std::string, std::int64_t> means;
    for (const auto& [place, sum] : sums.places) means[place] = mean_centi(sum.first, sum.second);
    out.emplace(sums.answers, means);
  }
  return out;
}

void expect_same_people(Reader& reader) {
  const auto places = reader.places(Reader::Level::touchpoint);
  std::multiset<Scores> found;
  reader.people({}, "nps", Reader::Level::touchpoint, [&](const PersonScores& person) {
    std::map<std::string, std::int64_t> means;
    for (const auto& mean : person.means) means[places.at(mean.place).touchpoint] = mean.centi;
    found.emplace(std::vector(person.answers.begin(), person.answers.end()), means);
  });
  EXPECT_EQ(found, scores_one_by_one(reader));
}

// What everybody said, in order, from the mentions one by one.
using Tale = std::vector<std::tuple<std::int64_t, std::string, int, Intensities, int, bool>>;

std::multiset<Tale> tales_one_by_one(Reader& reader, const Filter& filter) {
  std::map<std::string, std::vector<MentionRow>> people;
  for (const MentionRow& m : reader.mentions(filter, Order::input, 1000000)) {
    people[m.respondent.empty() ? m.source + "/" + m.key : m.respondent].push_back(m);
  }
  std::multiset<Tale> out;
  for (auto& [person, rows] : people) {
    std::ranges::sort(rows, {}, [](const MentionRow& m) {
      return std::tuple(!m.said_at.has_value(), m.said_at.value_or(Time{}), m.source, m.key,
                        m.id >> 10, m.span, m.id);
    });
    Tale tale;
    for (const MentionRow& m : rows) {
      int acts = 0;
      for (const ActRow& act : m.acts) acts |= 1 << static_cast<int>(act.act);
      tale.emplace_back(m.id, m.touchpoint, m.valence, m.emotions, acts, quotable(m.span));
    }
    out.insert(std::move(tale));
  }
  return out;
}

void expect_same_histories(Reader& reader) {
  const auto touchpoints = reader.places(Reader::Level::touchpoint);
  const auto stages = reader.places(Reader::Level::stage);
  const auto list = filters();
  std::vector<std::multiset<Tale>> found(list.size());
  reader.histories(list, [&](std::size_t filter, const PersonHistory& person) {
    Tale tale;
    for (const PersonHistory::Moment& m : person.moments) {
      std::string touchpoint;
      if (m.touchpoint != PersonHistory::kNowhere) {
        touchpoint = touchpoints.at(m.touchpoint).touchpoint;
        EXPECT_EQ(touchpoints.at(m.touchpoint).stage, stages.at(m.stage).stage);
      }
      tale.emplace_back(m.mention, touchpoint, m.valence, m.emotions, m.acts, m.quotable);
    }
    found[filter].insert(std::move(tale));
  });
  for (std::size_t f = 0; f < list.size(); ++f) {
    EXPECT_EQ(found[f], tales_one_by_one(reader, list[f])) << "filter " << f;
    std::map<std::string, Time> newest;
    for (const MentionRow& m : reader.mentions(list[f], Order::input, 1000000)) {
      if (!m.said_at) continue;
      Time& at =
          newest.try_emplace(m.stage.empty() ? "unassigned" : m.stage, *m.said_at).first->second;
      at = std::max(at, *m.said_at);
    }
    EXPECT_EQ(reader.newest(list[f]), newest) << "filter " << f;
  }
}

void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
      << sql << ": " << (message != nullptr ? message : "");
  sqlite3_free(message);
  sqlite3_close(db);
}

std::int64_t count(const std::string& path, const std::string& sql) {
  sql::Database db(path, sql::Database::Mode::read_only);
  return db.integer(sql.c_str());
}

class FactsProperty : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(FactsProperty, EqualThePlainQueryAfterRandomLoads) {
  std::mt19937 random(GetParam());
  const auto pick = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  const std::uint32_t respondents = GetParam() % 3 == 0 ? 0 : 1 + pick(30);
  const ScratchFolder folder;
  const std::string path = folder / "s.vox";
  const auto store = new_store(path);
  const NamingTagger tagger;
  for (int run = 0; run < 4; ++run) {
    const Journey journey = make_journey(std::to_string(pick(2)));
    const auto writer = store->writer();
    writer->begin(make_run(pick(2) == 0 ? "survey" : "reviews", "rules-" + std::to_string(pick(2))),
                  &journey, tagger);
    for (std::uint32_t i = 0, documents = pick(500); i < documents; ++i) {
      const auto d = make_document(journey, pick(150), pick(4), respondents);
      writer->put(d.document, d.digest, d.tagged);
      if (pick(40) == 0) writer->commit({});
    }
    if (pick(3) > 0) finish(*writer);  // else what was not committed is lost
  }
  expect_exact(*store->reader());
  expect_same_people(*store->reader());
  expect_same_histories(*store->reader());
  // With holes between the blocks, and without any.
  run_sql(path, "DELETE FROM fact WHERE rowid IN (SELECT rowid FROM fact LIMIT 1 OFFSET 1)");
  expect_exact(*store->reader());
  run_sql(path, "UPDATE fact SET format = 99");
  expect_exact(*store->reader());
  expect_same_histories(*store->reader());
}

INSTANTIATE_TEST_SUITE_P(Seeds, FactsProperty, ::testing::Range(1U, 4U));

TEST(Facts, AWriterFillsWhatIsMissing) {
  const ScratchFolder folder;
  const std::string path = folder / "s.vox";
  const auto store = new_store(path);
  const Journey journey = make_journey();
  const NamingTagger tagger;
  const auto load = [&](std::uint32_t from, std::uint32_t to, std::uint32_t revision) {
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    for (std::uint32_t i = from; i < to; ++i) {
      const auto d = make_document(journey, i, revision);
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  };
  load(0, 3000, 0);
  EXPECT_EQ(count(path, "SELECT count(*) FROM fact"), 3);
  load(10, 12, 1);
  EXPECT_EQ(count(path, "SELECT count(*) FROM fact_stale"), 2);
  expect_exact(*store->reader());
  run_sql(path, "DELETE FROM fact WHERE first = 1");
  load(3000, 3001, 0);
  EXPECT_EQ(count(path, "SELECT min(first) FROM fact"), 1);
  EXPECT_EQ(count(path, "SELECT count(*) FROM fact_stale"), 0) << "their block is new";
  expect_exact(*store->reader());
}

// Of a ruleset that a voxmap scored by which kept no definitions: they come with the next run.
TEST(Facts, FeelWhatDefinitionsThatComeLaterSay) {
  const ScratchFolder folder;
  const std::string path = folder / "s.vox";
  const auto store = new_store(path);
  const Journey journey = make_journey();
  const NamingTagger before(false);
  const NamingTagger now(true);
  const auto load = [&](const Tagger& tagger, std::uint32_t from, std::uint32_t to) {
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    for (std::uint32_t i = from; i < to; ++i) {
      const auto d = make_document(journey, i);
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  };
  load(before, 0, 50);
  EXPECT_THAT(store->reader()->feelings({}), ::testing::IsEmpty());
  load(now, 50, 60);
  const auto felt = store->reader()->feelings({});
  ASSERT_FALSE(felt.empty());
  EXPECT_EQ(felt, store->reader()->feelings({}, true));
  std::int64_t mentions = 0;
  for (const MentionRow& m : store->reader()->mentions({}, Order::input, 100000)) {
    mentions += static_cast<std::int64_t>(m.feelings.size());
  }
  for (const FeelingStats& s : felt) mentions -= s.mentions;
  EXPECT_EQ(mentions, 0);
  EXPECT_THAT(store->check(), ::testing::IsEmpty());
}

TEST(Facts, ACheckSeesFeelingsThatDiffer) {
  const ScratchFolder folder;
  const std::string path = folder / "s.vox";
  const auto store = new_store(path);
  load_fifty(*store);
  EXPECT_THAT(store->check(), ::testing::IsEmpty());
  run_sql(path, "UPDATE feeling SET low = 1000, high = 1000");  // nobody feels so any more
  EXPECT_THAT(store->check(), ::testing::Contains(::testing::HasSubstr("named feelings")));
}

TEST(Facts, AWriterSeesADamagedBlock) {
  const ScratchFolder folder;
  const std::string path = folder / "s.vox";
  const auto store = new_store(path);
  load_fifty(*store);
  run_sql(path, "UPDATE fact SET facts = substr(facts, 1, length(facts) - 7)");
  Filter filter;
  filter.source = "survey";
  EXPECT_THROW(static_cast<void>(store->reader()->stats(filter)), Error);
  EXPECT_THAT(store->check(), ::testing::Not(::testing::IsEmpty()));
}

}  // namespace
}  // namespace voxmap::test
