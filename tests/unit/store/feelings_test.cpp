// Named feelings are derived from what is stored, the same by a Reader and by the view.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "fixture.hpp"

namespace voxmap::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

FeelingBlend of_anger(std::int16_t share, Valence low, Valence high) {
  FeelingBlend blend;
  blend.shares[0] = share;
  blend.low = low;
  blend.high = high;
  return blend;
}

class FeelingTagger final : public Tagger {
 public:
  std::unique_ptr<Scratch> scratch() const override { return naming_.scratch(); }
  void tag(const Document&, Scratch&, Tagged& out) const override { out = {}; }
  void tag_text(std::string_view, std::string_view, std::span<const Span>, Scratch&, Tagged& out,
                std::vector<TargetScore>& scores) const override {
    out = {};
    scores.clear();
  }
  std::size_t rule_count() const override { return naming_.rule_count(); }
  std::string_view rule_name(RuleId rule) const override { return naming_.rule_name(rule); }
  std::span<const PackInfo> packs() const override { return {}; }
  std::vector<FeelingDefinition> feeling_definitions() const override { return definitions; }

  std::vector<FeelingDefinition> definitions = {
      {"en", "frustration", "en/feeling:frustration", of_anger(700, -1000, -100), {}},
      {"en",
       "frustration",
       "en/feeling:frustration",
       of_anger(900, -1000, 1000),
       {"en/never:said"}},
      {"en", "irony", "en/feeling:irony", of_anger(500, 1, 1000), {"en/emotion:angry", "en/x:y"}},
      {"de", "frustration", "de/feeling:frustration", of_anger(1000, -1000, 1000), {}}};

 private:
  NamingTagger naming_;
};

class StoredFeelings : public ::testing::Test {
 protected:
  void load(const std::string& rules, std::uint32_t from, std::uint32_t to) {
    const auto store = new_store(path_);
    const auto writer = store->writer();
    writer->begin(make_run("survey", rules), &journey_, tagger_);
    for (std::uint32_t i = from; i < to; ++i) {
      const auto d = make_document(journey_, i, 0, 40);
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  }
  std::vector<MentionRow> all(const std::string& feeling = {}) {
    Filter filter;
    filter.feeling = feeling;
    return open_store(path_, {.read_only = true})->reader()->mentions(filter, Order::input, 100000);
  }
  std::set<std::tuple<std::int64_t, std::string, std::int64_t>> view() {
    std::set<std::tuple<std::int64_t, std::string, std::int64_t>> rows;
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open_v2(path_.c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    sqlite3_stmt* row = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db, "SELECT mention, feeling, intensity FROM v_feelings", -1, &row,
                                 nullptr),
              SQLITE_OK)
        << sqlite3_errmsg(db);
    while (sqlite3_step(row) == SQLITE_ROW) {
      const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(row, 1));
      rows.emplace(sqlite3_column_int64(row, 0), name, sqlite3_column_int64(row, 2));
    }
    sqlite3_finalize(row);
    sqlite3_close(db);
    return rows;
  }
  // What the mention's scores give by hand.
  static std::map<std::string, int> expected(const MentionRow& row) {
    std::map<std::string, int> out;
    const int anger = row.emotions[0];
    if (row.valence <= -100 && anger * 7 / 10 > 0) out["frustration"] = anger * 700 / 1000;
    if (row.valence >= 1 && anger / 2 > 0) out["irony"] = anger * 500 / 1000;
    return out;
  }

  ScratchFolder folder_;
  std::string path_ = folder_ / "s.vox";
  Journey journey_ = make_journey();
  FeelingTagger tagger_;
};

TEST_F(StoredFeelings, FollowFromTheScoresAsTheRulesetDefinesThem) {
  load("rules-1", 0, 300);
  std::set<std::tuple<std::int64_t, std::string, std::int64_t>> read;
  for (const MentionRow& row : all()) {
    std::map<std::string, int> found;
    for (const FeelingRow& feeling : row.feelings) {
      found[feeling.feeling] = feeling.intensity;
      read.emplace(row.id, feeling.feeling, feeling.intensity);
      EXPECT_EQ(feeling.rule, "en/feeling:" + feeling.feeling);
      ASSERT_EQ(feeling.steps.size(), 1U);
      EXPECT_EQ(feeling.steps[0].weight, feeling.intensity);
      EXPECT_EQ(feeling.steps[0].span, feeling.feeling == "irony" ? (Span{5, 9}) : Span{});
    }
    EXPECT_EQ(found, expected(row)) << row.id;
  }
  EXPECT_GT(read.size(), 50U);
  EXPECT_EQ(view(), read);
}

TEST_F(StoredFeelings, FilterAndCountByStage) {
  load("rules-1", 0, 300);
  std::map<std::pair<std::string, std::string>, std::pair<std::set<std::string>, std::int64_t>> by;
  for (const MentionRow& row : all()) {
    for (const auto& [feeling, intensity] : expected(row)) {
      auto& [people, mentions] = by[{row.stage, feeling}];
      people.insert(row.respondent.empty() ? row.key : row.respondent);
      ++mentions;
    }
  }
  const auto reader = open_store(path_, {.read_only = true})->reader();
  EXPECT_THAT(reader->feeling_names(), ElementsAre("frustration", "irony"));
  const auto counted = reader->feelings({});
  EXPECT_EQ(counted.size(), by.size());
  for (const FeelingStats& s : counted) {
    const auto& [people, mentions] = by[{s.stage, s.feeling}];
    EXPECT_EQ(s.persons, static_cast<std::int64_t>(people.size())) << s.stage << s.feeling;
    EXPECT_EQ(s.mentions, mentions) << s.stage << s.feeling;
  }
  const auto ironic = all("irony");
  EXPECT_FALSE(ironic.empty());
  for (const MentionRow& row : ironic) EXPECT_TRUE(expected(row).contains("irony"));
  EXPECT_THAT(all("delight"), IsEmpty());
  Filter stage;
  stage.stage = "checkout";
  for (const FeelingStats& s : reader->feelings(stage)) EXPECT_EQ(s.stage, "checkout");
}

TEST_F(StoredFeelings, BelongToTheRulesetThatScored) {
  load("rules-1", 0, 100);
  const auto before = view();
  tagger_.definitions.resize(1);
  tagger_.definitions[0].blend.shares[0] = 350;
  load("rules-2", 100, 200);
  std::int64_t halved = 0;
  for (const MentionRow& row : all()) {
    if (row.rules_digest == "rules-1") continue;
    for (const FeelingRow& feeling : row.feelings) {
      EXPECT_EQ(feeling.feeling, "frustration");
      EXPECT_EQ(feeling.intensity, row.emotions[0] * 350 / 1000);
      ++halved;
    }
  }
  EXPECT_GT(halved, 5);
  const auto after = view();
  EXPECT_TRUE(std::ranges::includes(after, before)) << "old ones as they were";
}

TEST_F(StoredFeelings, OfPacksWithoutDefinitionsThereAreNone) {
  tagger_.definitions.clear();
  load("rules-1", 0, 50);
  const auto reader = open_store(path_, {.read_only = true})->reader();
  EXPECT_THAT(reader->feelings({}), IsEmpty());
  EXPECT_THAT(reader->feeling_names(), IsEmpty());
  EXPECT_THAT(view(), IsEmpty());
  EXPECT_THAT(open_store(path_, {})->check(), IsEmpty());
}

}  // namespace
}  // namespace voxmap::test
