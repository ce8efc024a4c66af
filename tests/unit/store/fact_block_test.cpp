// Blocks of facts as bytes: what went in comes out, and any bytes are a block or refused.
#include "store/fact_block.hpp"

#include <gtest/gtest.h>

#include <random>

#include "store/fact_column.hpp"

namespace voxmap::test {
namespace {

// Any bytes are either a block or refused.
TEST(FactBlock, SurvivesDamage) {
  FactBuilder builder;
  std::vector<MentionValues> mentions(3);
  mentions[2].place = 1024;
  mentions[1].place = 1;
  for (std::int64_t id = 5; id < 40; id += 1 + id % 3) {
    mentions[1].valence = static_cast<Valence>(-id);
    builder.add({.id = id, .base = id + id % 2, .key = "k", .attributes = "{}", .ratings = ""},
                mentions);
  }
  std::string facts, keys;
  builder.encode(facts, keys);
  FactBlock block;
  ASSERT_TRUE(block.decode(facts));
  EXPECT_EQ(block.id.front(), 5);
  EXPECT_EQ(block.place[2], 1024);
  EXPECT_EQ(block.valence[1], -5);
  for (std::size_t cut = 0; cut < facts.size(); ++cut) {
    EXPECT_FALSE(block.decode(std::string_view(facts).substr(0, cut))) << cut;
  }
  std::mt19937 random(3);
  for (int i = 0; i < 3000; ++i) {
    std::string damaged = facts;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    if (!block.decode(damaged)) continue;
    for (const std::uint32_t kind : block.kind_of) EXPECT_LT(kind, block.kinds.size());
    EXPECT_EQ(block.mentions_end.back(), block.valence.size());
    std::vector<std::int16_t> intensities;
    std::vector<std::uint32_t> begins;
    if (!block.decode_intensities(keys, intensities, begins)) continue;
    EXPECT_EQ(begins.size(), block.documents());
    EXPECT_LE(begins.back(), intensities.size());
  }
  ASSERT_TRUE(block.decode(facts));
  std::vector<std::int16_t> intensities;
  std::vector<std::uint32_t> begins;
  ASSERT_TRUE(block.decode_intensities(keys, intensities, begins));
  EXPECT_EQ(begins, (std::vector<std::uint32_t>(block.documents(), 0)));
  for (std::size_t cut = 0; cut < keys.size(); ++cut) {
    EXPECT_FALSE(
        block.decode_intensities(std::string_view(keys).substr(0, cut), intensities, begins));
  }
}

TEST(FactColumn, KeepsTheExtremes) {
  for (const std::vector<std::int64_t>& values :
       {std::vector<std::int64_t>{7, 7, 7},
        {INT64_MIN, INT64_MAX, 0},
        {-3, 252},
        {-3, 253},
        {0, 65535},
        {0, 65536},
        {1'767'225'600'000, 1'767'225'600'001 + UINT32_MAX}}) {
    std::string text;
    put_column(text, values);
    Bytes bytes(text);
    std::vector<std::int64_t> back;
    bytes.column(values.size(), back);
    EXPECT_TRUE(bytes.all());
    EXPECT_EQ(back, values);
  }
}

}  // namespace
}  // namespace voxmap::test
