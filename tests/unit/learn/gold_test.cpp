// Coded rows as people's files hold them: what is read, what is refused and where.
#include "learn/gold.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "voxmap/error.hpp"

namespace voxmap::learn {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

GoldTable read(const std::string& content, const std::string& prefix = {}) {
  std::istringstream in(content);
  return read_gold(in, "gold.tsv", prefix);
}
std::string failure(const std::string& content, const std::string& prefix = {}) {
  try {
    (void)read(content, prefix);
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "read";
}

TEST(Gold, ColumnsByNameInAnyOrderAndCase) {
  const GoldTable table = read(
      "\xEF\xBB\xBFLabel\ttext\tID\tscore\tLanguage\tsource\ttouchpoint\tnote\r\n"
      "Positive\tGood stuff\ta1\t+1.5\ten\tsurvey\tpay.card, pay.cash\tx\r\n");
  ASSERT_EQ(table.rows.size(), 1U);
  const GoldRow& row = table.rows[0];
  EXPECT_EQ(row.line, 2U);
  EXPECT_EQ(row.id, "a1");
  EXPECT_EQ(row.text, "Good stuff");
  EXPECT_EQ(row.label, Label::positive);
  EXPECT_EQ(row.score, 1.5);
  EXPECT_EQ(row.language, "en");
  EXPECT_EQ(row.source, "survey");
  EXPECT_THAT(row.touchpoints, ElementsAre("pay.card", "pay.cash"));
  EXPECT_THAT(table.unused_columns, ElementsAre("note"));
}

TEST(Gold, WhatCannotBeUsedIsRejectedWithItsLine) {
  const GoldTable table = read(
      "id\ttext\tlabel\tscore\n"
      "1\tfine\tneutral\t0\n"
      "2\tshort\tneutral\n"
      "3\tlong\tneutral\t0\t9\n"
      "4\t  \tneutral\t0\n"
      "5\tnot a number\tneutral\t3,5\n"
      "6\tno number either\tneutral\tnan\n"
      "7\tb\xE9te\tneutral\t0\n"
      "\n"
      "8\tlast without a line end\tnegative\t-1");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[1].line, 10U);
  std::vector<std::string> rejects;
  for (const GoldReject& r : table.rejects)
    rejects.push_back(std::to_string(r.line) + ": " + r.why);
  EXPECT_THAT(rejects,
              ElementsAre("3: 3 cells, the header has 4", "4: 5 cells, the header has 4",
                          "5: no text", "6: the score \"3,5\" is no number",
                          "7: the score \"nan\" is no number", "8: invalid UTF-8 at byte 4"));
}

TEST(Gold, OtherLabelsAreLeftOutAndCounted) {
  const GoldTable table = read("text\tlabel\na\tmixed\nb\tconflict\nc\tMixed\nd\t\ne\tnegative\n");
  EXPECT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.unlabelled, 1U);
  EXPECT_THAT(table.ignored,
              ElementsAre(testing::Pair("conflict", 1U), testing::Pair("mixed", 2U)));
  EXPECT_EQ(table.rows[0].id, "5") << "the line stands for an id";
}

TEST(Gold, EmotionsBareOrUnderAPrefix) {
  const std::string rows = "text\tgo_joy\tgo_anger\tek_joy\tlove\nx\t1\t0\t0\t1\n";
  EXPECT_THAT(failure(rows), HasSubstr("several prefixes: ek_, go_"));
  const GoldTable table = read(rows, "go_");
  EXPECT_THAT(table.emotions, ElementsAre(Emotion::anger, Emotion::joy));
  EXPECT_EQ(table.rows[0].emotions[0], 0.0);
  EXPECT_EQ(table.rows[0].emotions[1], 1.0);
  EXPECT_THAT(table.unused_columns, ElementsAre("ek_joy", "love"));
  EXPECT_THAT(read("text\tjoy\tx_joy\na\t1\t0\n").unused_columns, ElementsAre("x_joy"));
  EXPECT_THAT(read("text\tx_joy\na\t1\n").emotions, ElementsAre(Emotion::joy));
  EXPECT_THAT(failure("text\tjoy\na\t1\n", "emo_"), HasSubstr("no column is named \"emo_\""));
  EXPECT_EQ(read("text\tjoy\na\tyes\n").rejects.size(), 1U);
}

TEST(Gold, TargetsAreCharactersInTheFileAndBytesInTheRow) {
  const GoldTable table = read(
      "text\ttarget\tfrom\tto\tlabel\n"
      "Die Küche war gut\tKüche\t4\t9\tpositive\n"
      "Die Küche war gut\twar\t\t\tneutral\n"
      "Die Küche war gut\tx\t9\t4\tneutral\n"
      "Die Küche war gut\tx\t4\t18\tneutral\n"
      "Die Küche war gut\tBad\t\t\tneutral\n"
      "Die Küche war gut\tx\t-1\t2\tneutral\n");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].target->of(table.rows[0].text), "Küche");
  EXPECT_EQ(table.rows[1].target->of(table.rows[1].text), "war");
  EXPECT_EQ(table.rejects.size(), 4U);
}

TEST(Gold, HeadersThatMakeNoSense) {
  EXPECT_THAT(failure(""), HasSubstr("the file is empty"));
  EXPECT_THAT(failure("id\tlabel\n"), HasSubstr("no column \"text\""));
  EXPECT_THAT(failure("id\ttext\n"), HasSubstr("no column says what people coded"));
  EXPECT_THAT(failure("text\tlabel\tLABEL\n"), HasSubstr("\"label\" stands in the header twice"));
}

}  // namespace
}  // namespace voxmap::learn
