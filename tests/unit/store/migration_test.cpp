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

// The store at `from`, as version 1 would have written it.
void copy_as_first_schema(const std::string& from, const std::string& to) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(to.c_str(), &db), SQLITE_OK);
  const auto exec = [&](const std::string& sql) {
    char* message = nullptr;
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << sql << ": " << (message != nullptr ? message : "");
  };
  exec(schema_texts().front());
  exec("PRAGMA application_id = " + std::to_string(kApplicationId) + "; PRAGMA user_version = 1");
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
    exec("INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM new." +
         table);
  }
  sqlite3_close(db);
}

TEST(Migration, AStoreOfTheFirstSchemaIsReadAndThenBroughtUpToDate) {
  const ScratchFolder folder;
  const NamingTagger tagger;
  const Journey journey = make_journey();
  {
    const auto store = new_store(folder / "new");
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    for (std::uint32_t i = 0; i < 50; ++i) {
      const auto d = make_document(journey, i);
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  }
  copy_as_first_schema(folder / "new", folder / "old");
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

}  // namespace
}  // namespace voxmap::test
