// The views are an interface: their columns, and the queries of docs/store.md.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include "base/file.hpp"
#include "fixture.hpp"

namespace voxmap::test {
namespace {

struct Result {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

Result query(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db) << " in " << sql;
  Result result;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    result.columns.emplace_back(sqlite3_column_name(statement, i));
  }
  while (sqlite3_step(statement) == SQLITE_ROW) {
    auto& row = result.rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const void* text = sqlite3_column_blob(statement, i);
      row.emplace_back(static_cast<const char*>(text),
                       static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
    }
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return result;
}

class ViewsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto store = new_store(path_);
    const auto writer = store->writer();
    writer->begin(make_run(), &journey_, tagger_);
    for (std::uint32_t i = 0; i < 300; ++i) {
      const auto d = make_document(journey_, i, 0, 40);
      writer->put(d.document, d.digest, d.tagged);
    }
    Reject reject;
    reject.reason = "bad_timestamp";
    writer->put(reject);
    finish(*writer);
  }
  ScratchFolder folder_;
  std::string path_ = folder_ / "s.vox";
  Journey journey_ = make_journey();
  NamingTagger tagger_;
};

TEST_F(ViewsTest, EveryViewHasRowsAndItsColumnsAreDocumented) {
  const std::string manual = read_file(std::string(VOXMAP_SOURCE_DIR) + "/docs/store.md");
  for (const char* view :
       {"v_documents", "v_verbatims", "v_utterances", "v_mentions", "v_evidence", "v_emotions",
        "v_feelings", "v_acts", "v_churn", "v_stage_acts", "v_stage_emotions", "v_ratings",
        "v_attributes", "v_runs", "v_rejects"}) {
    SCOPED_TRACE(view);
    const Result result = query(path_, std::string("SELECT * FROM ") + view);
    EXPECT_FALSE(result.rows.empty());
    const std::size_t at = manual.find(std::string("`") + view + "`: ");
    ASSERT_NE(at, std::string::npos);
    const std::string section = manual.substr(at, manual.find("\n\n", at) - at);
    for (const std::string& column : result.columns) {
      const bool emotion = std::ranges::find(kEmotionNames, column) != kEmotionNames.end();
      EXPECT_TRUE(emotion || section.find("`" + column + "`") != std::string::npos) << column;
    }
  }
}

TEST_F(ViewsTest, TheManualsQueriesRun) {
  const std::string manual = read_file(std::string(VOXMAP_SOURCE_DIR) + "/docs/store.md");
  int queries = 0;
  for (std::size_t at = 0; (at = manual.find("```sql\n", at)) != std::string::npos; ++queries) {
    const std::size_t begin = at + 7;
    at = manual.find("```", begin);
    const std::string sql = manual.substr(begin, at - begin);
    EXPECT_FALSE(query(path_, sql).rows.empty()) << sql;
  }
  EXPECT_EQ(queries, 6);
}

TEST_F(ViewsTest, EvidenceAddsUpToTheScores) {
  EXPECT_TRUE(query(path_,
                    "SELECT m.mention FROM v_mentions AS m WHERE m.valence <> (SELECT "
                    "coalesce(sum(weight), 0) FROM v_evidence AS e WHERE e.mention = m.mention AND "
                    "dimension = 'valence') OR m.anger <> (SELECT coalesce(sum(weight), 0) FROM "
                    "v_evidence AS e WHERE e.mention = m.mention AND dimension = 'anger')")
                  .rows.empty());
}

TEST_F(ViewsTest, StageEmotionsEqualASumOverMentions) {
  const Result kept = query(path_,
                            "SELECT stage, mentions, persons, negative, anger, no_emotion FROM "
                            "v_stage_emotions ORDER BY stage");
  const Result plain = query(
      path_,
      "SELECT stage, count(*), count(DISTINCT CASE WHEN label <> 'none' THEN coalesce(respondent, "
      "document) END), sum(label = 'negative'), sum(anger > 0), sum(anger + anticipation + disgust "
      "+ fear + joy + sadness + surprise + trust = 0) FROM v_mentions GROUP BY stage ORDER BY "
      "stage");
  EXPECT_EQ(kept.rows, plain.rows);
}

TEST_F(ViewsTest, StageActsEqualACountOfActs) {
  const Result kept =
      query(path_, "SELECT stage, question, leaving, at_risk FROM v_stage_acts ORDER BY stage");
  const Result plain = query(
      path_,
      "SELECT * FROM (SELECT stage, count(DISTINCT CASE WHEN act = 'question' THEN m.mention END), "
      "count(DISTINCT CASE WHEN act = 'leaving' THEN m.mention END), count(DISTINCT CASE WHEN "
      "churn_risk >= 500 THEN m.mention END) AS risk FROM v_mentions AS m LEFT JOIN v_acts AS a "
      "ON a.mention = m.mention LEFT JOIN v_churn AS c ON c.document = m.document GROUP BY stage) "
      "WHERE stage IN (SELECT stage FROM v_stage_acts) ORDER BY stage");
  EXPECT_FALSE(kept.rows.empty());
  EXPECT_EQ(kept.rows, plain.rows);
}

TEST_F(ViewsTest, ChurnAndEffortAreSumsOfTheirParts) {
  const auto reader = open_store(path_, {})->reader();
  const Result churn = query(path_, "SELECT key, churn_risk, coalesce(effort, '-') FROM v_churn");
  std::size_t with_effort = 0;
  for (const auto& row : churn.rows) {
    const Result mention =
        query(path_, "SELECT max(mention) FROM v_mentions WHERE key = '" + row[0] + "'");
    const auto explained = reader->mention(std::stoll(mention.rows.at(0).at(0)));
    ASSERT_TRUE(explained);
    EXPECT_EQ(std::to_string(explained->churn_risk), row[1]);
    EXPECT_EQ(explained->effort ? std::to_string(*explained->effort) : "-", row[2]);
    std::int32_t sum = 0, effort = 0;
    for (const SignalRow& part : explained->churn_parts) sum += part.weight;
    for (const SignalRow& part : explained->effort_parts) effort += part.weight;
    EXPECT_EQ(sum, explained->churn_risk);
    EXPECT_EQ(effort, explained->effort.value_or(0));
    if (explained->effort) ++with_effort;
  }
  EXPECT_GT(with_effort, 3U);
  const Result weights = query(path_, "SELECT words, churn FROM v_acts WHERE churn > 0 LIMIT 1");
  EXPECT_EQ(weights.rows.at(0), (std::vector<std::string>{"Paying", "100"}));
}

}  // namespace
}  // namespace voxmap::test
