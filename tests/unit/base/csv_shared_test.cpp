// Every file of the reference data of CSV readers through write_table; csv-spectrum as expected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/csv_table.hpp"
#include "base/utf8.hpp"
#include "unit/base/csv_pollution.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;

fs::path shared() {
  const char* set = std::getenv("VOXMAP_SHARED");
  const fs::path path = fs::path(set == nullptr ? VOXMAP_SOURCE_DIR "/../shared" : set) / "csv";
  return fs::exists(path) ? path : fs::path();
}

pollution::Rows table(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  std::vector<std::string> notes;
  write_table(in, {}, out, notes);
  EXPECT_TRUE(valid_utf8(out.str())) << file;
  return pollution::parse(out.str());
}

TEST(CsvShared, EveryFileIsReadToItsEnd) {
  if (shared().empty()) GTEST_SKIP() << "no reference data on this machine (VOXMAP_SHARED)";
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(shared())) {
    if (!entry.is_regular_file()) continue;
    EXPECT_FALSE(table(entry.path()).empty()) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 70U);
}

TEST(CsvShared, SpectrumIsReadAsItsAuthorsExpect) {
  if (shared().empty()) GTEST_SKIP() << "no reference data on this machine (VOXMAP_SHARED)";
  const fs::path folder = shared() / "csv-spectrum";
  for (const auto& entry : fs::directory_iterator(folder / "csvs")) {
    const std::string name = entry.path().stem().string();
    // Its two files hold different telephone numbers.
    if (name == "location_coordinates") continue;
    std::ifstream in(folder / "json" / (name + ".json"));
    const auto expected = nlohmann::json::parse(in);
    const pollution::Rows rows = table(entry.path());
    ASSERT_EQ(rows.size(), expected.size() + 1) << name;
    for (std::size_t r = 1; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < rows[0].size(); ++c) {
        EXPECT_EQ(rows[r][c], expected[r - 1].at(rows[0][c]).get<std::string>()) << name;
      }
    }
  }
}

TEST(CsvShared, TrapsOfDuckDb) {
  if (shared().empty()) GTEST_SKIP() << "no reference data on this machine (VOXMAP_SHARED)";
  const fs::path folder = shared() / "duckdb";
  EXPECT_EQ(table(folder / "encodings/latin1.csv")[1],
            (pollution::Row{"Jos\xC3\xA9 \xC3\x81lvarez", "30"}));
  EXPECT_EQ(table(folder / "encodings/utf16.csv")[1],
            (pollution::Row{"Jos\xC3\xA9 \xC3\x81lvarez", "30"}));
  EXPECT_EQ(table(folder / "nullbyte.csv")[1][1], std::string("val\0"
                                                              "2",
                                                              5));
  EXPECT_EQ(table(folder / "leading_zeros.csv")[1][0], "09001");
  EXPECT_EQ(table(folder / "mixed_new_line.csv").size(), 3U);
  EXPECT_EQ(table(folder / "one_r_two.csv").size(), 2U);
  EXPECT_EQ(table(folder / "double_quoted_header.csv")[0][0], "foo \"bar");
  EXPECT_EQ(table(folder / "multi_quote.csv").back()[1], "'text'");
  EXPECT_EQ(table(folder / "auto/utf8bom.csv")[0][0], "id");
  EXPECT_EQ(table(folder / "dirty_line.csv")[0][0], "COL1");
}

}  // namespace
}  // namespace voxmap
