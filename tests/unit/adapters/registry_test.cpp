// The table of adapters and what it says of inputs that are no data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "support/read_adapter.hpp"
#include "voxmap/source.hpp"

namespace voxmap {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;
using ::testing::Optional;

TEST(Registry, NamesAreUniqueAndFound) {
  std::set<std::string_view> names;
  for (const Adapter& adapter : adapters()) {
    EXPECT_TRUE(names.insert(adapter.name).second) << adapter.name;
    EXPECT_EQ(find_adapter(adapter.name), &adapter);
  }
  EXPECT_EQ(find_adapter("no_such_adapter"), nullptr);
  EXPECT_EQ(find_adapter(""), nullptr);
}

TEST(Registry, AsksTheGenericTableLast) { EXPECT_EQ(adapters().back().name, "survey_csv"); }

struct NoData {
  std::string bytes;
  std::string said;
};

class WhyNot : public ::testing::TestWithParam<NoData> {};

TEST_P(WhyNot, NamesWhatItIsAndNobodyRecognisesIt) {
  EXPECT_THAT(why_not(GetParam().bytes), Optional(HasSubstr(GetParam().said)));
  EXPECT_EQ(recognise(GetParam().bytes), nullptr);
}

INSTANTIATE_TEST_SUITE_P(
    Inputs, WhyNot,
    ::testing::Values(
        NoData{"", "empty"}, NoData{" \r\n\t\n", "empty"}, NoData{"\xEF\xBB\xBF", "empty"},
        NoData{"version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n", "Git LFS"},
        NoData{"<!DOCTYPE html><html><body>502 Bad Gateway", "HTML page"},
        NoData{"\n  <HTML lang=en>Please log in", "HTML page"},
        NoData{"<?xml version=\"1.0\"?><survey/>", "XML"}, NoData{"PK\x03\x04\x14\0\6\0"s, "ZIP"},
        NoData{"\x1F\x8B\x08\0\0"s, "gzip"}, NoData{"\x28\xB5\x2F\xFD\x04"s, "Zstandard"},
        NoData{"%PDF-1.7\n", "PDF"}, NoData{"SQLite format 3\0\x10\0"s, "SQLite"},
        NoData{"$FL2@(#) SPSS DATA FILE", "SPSS"}, NoData{"abc\0def\0\x01\x02"s, "binary"},
        NoData{"{\"items\":[],\"total_items\":0,\"page_count\":0}", "zero records"},
        NoData{"{\"data\":[]}", "zero records"}, NoData{"[]", "zero records"},
        NoData{"{\"kind\":\"Invoice\",\"data\":{\"lines\":[{\"kind\":\"t3\"}]}}",
               "no adapter knows"},
        NoData{"{\"id\":1,\"name\":\"x\"}\n{\"id\":2,\"name\":\"y\"}\n", "no adapter knows"},
        NoData{"window.YTD.like.part0 = [ {\"like\":{\"tweetId\":\"1\"}} ]", "'like' part"},
        NoData{",,Red,,,,Blue,,\nTeam,All,Yes,No,Maybe,All,Yes,No,Maybe\n"
               "North,10,2,3,5,9,1,2,6\nSouth,11,2,4,5,9,1,2,6\nEast,12,2,5,5,9,1,2,6\n",
               "crosstab"}));

TEST(WhyNotOfData, SaysNothing) {
  for (const Adapter& adapter : adapters()) {
    const std::string bytes = testing::file_bytes(std::filesystem::path(VOXMAP_SOURCE_DIR) /
                                                  "sample_data" / adapter.sample);
    EXPECT_EQ(why_not(std::string_view(bytes).substr(0, kHeadBytes)), std::nullopt) << adapter.name;
  }
  EXPECT_EQ(why_not("id,comment\n1,\"[nice] {really}\"\n"), std::nullopt);
}

// Brackets at the front do not make a transcript or a chat JSON.
TEST(WhyNotOfData, DoesNotTakeBracketsForJson) {
  EXPECT_EQ(why_not("[id1] hello\n\n[id2] hello yourself\n"), std::nullopt);
  EXPECT_EQ(why_not("[12/01/2026, 10:33:12] Anna: hello\n"), std::nullopt);
  EXPECT_EQ(why_not("[00:01:02] Anna: hello\n"), std::nullopt);
}

}  // namespace
}  // namespace voxmap
