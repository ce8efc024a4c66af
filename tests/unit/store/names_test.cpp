// Ids of texts: the same text has the same id, whatever was met in between.
#include "store/names.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "fixture.hpp"
#include "store/schema.hpp"

namespace voxmap {
namespace {

TEST(Strings, OneIdATextHoweverMany) {
  constexpr int kMany = 20000;  // more than are remembered
  const test::ScratchFolder folder;
  create_store(folder / "s.vox");
  sql::Database db = open_for_writing(folder / "s.vox");
  Strings strings(db);
  db.exec("BEGIN");
  std::vector<std::int64_t> ids;
  const auto name = [](int n) { return fmt::format("speaker {}", n); };
  for (int n = 0; n < kMany; ++n) {
    ids.push_back(strings.id(name(n)));
    EXPECT_EQ(strings.id("Customer"), strings.id("Customer"));
    EXPECT_EQ(strings.id(name(n)), ids.back());
  }
  for (int n = kMany; n-- > 0;) ASSERT_EQ(strings.id(name(n)), ids[static_cast<std::size_t>(n)]);
  EXPECT_EQ(strings.id(""), 0);
  EXPECT_EQ(db.integer("SELECT count(*) FROM string"), kMany + 1);
  EXPECT_EQ(db.integer("SELECT count(DISTINCT text) FROM string"), kMany + 1);
  db.exec("ROLLBACK");
}

}  // namespace
}  // namespace voxmap
