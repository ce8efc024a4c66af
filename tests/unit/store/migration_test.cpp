// Stores of earlier schemas: read as they are, brought up to date by the next writer.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include "fixture.hpp"
#include "store/schema.hpp"

namespace voxmap::test {
namespace {

std::string dump(Reader& reader) {
  std::string out;
  reader.dump([&](std::string_view line) { out.append(line).append("\n"); });
  return out;
}

// As voxmap of before schema 5 tagged it: without acts.
TaggedDocument make_old_document(const Journey& journey, std::uint32_t number) {
  TaggedDocument made = make_document(journey, number);
  made.tagged.acts.clear();
  made.tagged.churn_parts.clear();
  made.tagged.effort_parts.clear();
  made.tagged.churn_risk.reset();
  made.tagged.effort.reset();
  return made;
}

// The store at `from`, as version `version` would have written it.
void copy_as_schema(std::size_t version, const std::string& from, const std::string& to) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(to.c_str(), &db), SQLITE_OK);
  const auto exec = [&](const std::string& sql) {
    char* message = nullptr;
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << sql << ": " << (message != nullptr ? message : "");
  };
  for (std::size_t i = 0; i < version; ++i) exec(schema_texts().at(i));
  exec("PRAGMA application_id = " + std::to_string(kApplicationId) +
       "; PRAGMA user_version = " + std::to_string(version));
  exec("ATTACH '" + from + "' AS new; DELETE FROM search_watermark");
  std::vector<std::pair<std::string, std::string>> tables;
  sqlite3_stmt* rows = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db,
                               "SELECT m.name, group_concat(c.name) FROM sqlite_schema AS m, "
                               "pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name "
                               "NOT LIKE 'verbatim_words%' GROUP BY m.name",
                               -1, &rows, nullptr),
            SQLITE_OK);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    tables.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)),
                        reinterpret_cast<const char*>(sqlite3_column_text(rows, 1)));
  }
  sqlite3_finalize(rows);
  for (const auto& [table, columns] : tables) {
    if (table == "person") {  // until schema 11
      exec(
          "INSERT INTO main.person SELECT r.id, s.value ->> 0, s.value ->> 1, s.value ->> 2 FROM "
          "new.respondent AS r, json_each(r.sums) AS s");
      continue;
    }
    exec("INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM new." +
         table);
  }
  if (version < 6) {  // months are scopes since then
    exec("DELETE FROM rollup_person WHERE scope <= -4294967296");
    exec("DELETE FROM person WHERE scope <= -4294967296");
  }
  sqlite3_close(db);
}

TEST(Migration, AStoreOfTheFirstSchemaIsReadAndThenBroughtUpToDate) {
  const ScratchFolder folder;
  const NamingTagger tagger(false);  // as before schema 7
  const Journey journey = make_journey();
  {
    const auto store = new_store(folder / "new");
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    for (std::uint32_t i = 0; i < 50; ++i) {
      const auto d = make_old_document(journey, i);
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  }
  copy_as_schema(1, folder / "new", folder / "old");
  const auto expected = dump(*open_store(folder / "new", {.read_only = true})->reader());
  {
    const auto store = open_store(folder / "old", {.read_only = true});
    const auto reader = store->reader();
    EXPECT_EQ(reader->status().schema, 1);
    EXPECT_EQ(dump(*reader), expected);
    EXPECT_EQ(reader->runs(5).size(), 1U);
    EXPECT_EQ(reader->totals({}).redaction, std::nullopt);
    EXPECT_FALSE(reader->mentions({}, Order::strongest, 5).empty());
  }
  {
    const auto store = open_store(folder / "old", {});
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    auto d = make_document(journey, 100);
    d.document.verbatims.at(0).redactions = {{{0, 9}, {0, 7}, PersonalData::email}};
    writer->put(d.document, d.digest, d.tagged);
    finish(*writer);
    EXPECT_EQ(store->check(), std::vector<std::string>{});
  }
  const auto store = open_store(folder / "old", {.read_only = true});
  const auto reader = store->reader();
  EXPECT_EQ(reader->status().schema, static_cast<std::int64_t>(schema_texts().size()));
  EXPECT_THAT(dump(*reader), testing::HasSubstr(R"([[0,9,0,7,\"email\"]])"));
}

// Before schema 4 no score was kept, so an older store is read as of its runs from what it has.
TEST(Migration, AStoreOfTheSecondSchemaIsReadAsOfItsRunsAndThenKeepsThem) {
  const ScratchFolder folder;
  const NamingTagger tagger(false);  // as before schema 7
  const Journey journey = make_journey();
  const auto load = [&](Store& store, std::uint32_t first) {
    const auto writer = store.writer();
    auto run = make_run();
    run.journey_digest = journey.digest;
    writer->begin(run, &journey, tagger);
    for (std::uint32_t i = first; i < first + 30; ++i) {
      const auto d = make_old_document(journey, i);
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  };
  std::string first, both;
  {
    const auto store = new_store(folder / "new");
    load(*store, 0);
    first = dump(*store->reader());
    load(*store, 30);
    both = dump(*store->reader());
  }
  copy_as_schema(2, folder / "new", folder / "old");
  {
    const auto store = open_store(folder / "old", {.read_only = true});
    EXPECT_EQ(store->reader()->status().schema, 2);
    EXPECT_EQ(dump(*store->reader()), both);
    EXPECT_EQ(dump(*store->reader_as_of(2)), both);
    EXPECT_EQ(dump(*store->reader_as_of(1)), first);
    EXPECT_EQ(store->reader_as_of(1)->totals({}).later, 0);
    EXPECT_EQ(store->reader()->mentions({}, Order::strongest, 1).at(0).run, 1);
  }
  const auto store = open_store(folder / "old", {});
  {
    const auto writer = store->writer();
    auto run = make_run("", "rules-2");
    const Journey next = make_journey("2");
    run.journey_digest = next.digest;
    writer->begin(run, &next, tagger);
    store->reader()->documents("rules-2", 0, [&](const ScoredDocument& d) {
      Tagged silent;
      for (std::uint32_t v = 0; v < d.document.verbatims.size(); ++v) add_silence(silent, v, 4);
      writer->rescore(d.id, silent);
      return true;
    });
    finish(*writer);
  }
  EXPECT_EQ(store->reader()->status().schema, static_cast<std::int64_t>(schema_texts().size()));
  EXPECT_EQ(store->check(), std::vector<std::string>{});
  EXPECT_NE(dump(*store->reader()), both);
  EXPECT_EQ(dump(*store->reader_as_of(2)), both);
  EXPECT_EQ(dump(*store->reader_as_of(1)), first);
  EXPECT_EQ(store->reader_as_of(2)->journey()->digest, journey.digest);
  EXPECT_EQ(store->reader()->runs(9).size(), 3U);
}

}  // namespace
}  // namespace voxmap::test
