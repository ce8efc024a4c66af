// What the social adapters share: documents and lines, limits, damage.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using ::testing::HasSubstr;
using testing::ReadResult;

ReadResult read(const std::string& bytes) {
  return testing::read_with(*find_adapter("x_api"), bytes, "posts.json");
}

std::string tweet(int id) {
  return "{\"id\":\"" + std::to_string(id) + "\",\"author_id\":\"7\",\"text\":\"t\"}";
}

TEST(Social, ReadsArraysObjectsAndLinesAlike) {
  for (const std::string& bytes :
       {"[" + tweet(1) + "," + tweet(2) + "]", tweet(1) + "\n" + tweet(2),
        "[" + tweet(1) + "]\n[" + tweet(2) + "]\n",
        "{\"data\":[" + tweet(1) + "," + tweet(2) + "]}",
        "\xEF\xBB\xBF[\r\n" + tweet(1) + ",\r\n" + tweet(2) + "\r\n]\r\n",
        tweet(1) + "\r\n\r\n" + tweet(2) + "\r\n"}) {
    const ReadResult result = read(bytes);
    ASSERT_EQ(result.documents.size(), 2U) << bytes;
    EXPECT_TRUE(result.rejects.empty());
    for (const Document& post : result.documents) {
      EXPECT_EQ(bytes.substr(post.origin.byte, post.origin.bytes), tweet(std::stoi(post.key)));
    }
  }
}

TEST(Social, RefusesWhatIsNoJson) {
  for (const std::string bytes : {"", "\n\n", "hello", "{\"data\":[", "[1,2", "{", "\"text\""}) {
    EXPECT_THROW(read(bytes), Error) << bytes;
  }
}

TEST(Social, SaysWhereAFileThatWasCutOffEnds) {
  const auto message = [](const std::string& bytes) -> std::string {
    try {
      read(bytes);
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_THAT(
      message("{\"data\":[\n{\"id\":\"1\",\"text\":\"It bro"),
      HasSubstr("it ends in line 2 (byte 34), inside a string that begins in line 2 (byte 27)"));
  EXPECT_THAT(message("\xEF\xBB\xBF{\"data\":[\n{\"id\":1"),
              HasSubstr("inside an object that begins in line 2 (byte 13)"));
  EXPECT_THAT(message("{\"data\":[1,\n2"), HasSubstr("inside an array that begins in line 1"));
  EXPECT_THAT(message("{\"data\":\"It broke,\n\"a\":1}"),
              HasSubstr("begins in line 1 (byte 8) is not closed in its line"));
  EXPECT_THAT(message("{\"data\":[}"), HasSubstr("} in line 1 (byte 9) does not close the ["));
  EXPECT_THAT(message(std::string(5000, '[')), HasSubstr("not valid JSON"));
}

TEST(Social, KeepsTheItemsBeforeABreakInADocument) {
  try {
    const ReadResult result = read("[" + tweet(1) + "," + tweet(2) + " nonsense " + tweet(3) + "]");
    EXPECT_GE(result.documents.size(), 1U);
    EXPECT_FALSE(result.rejects.empty());
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::data);
  }
}

TEST(Social, RejectsAnItemNestedTooDeep) {
  const std::string deep = std::string(2000, '[') + std::string(2000, ']');
  const ReadResult result =
      read(tweet(1) + "\n{\"id\":\"2\",\"text\":\"x\",\"author_id\":\"1\",\"a\":" + deep + "}\n" +
           tweet(3) + "\n");
  EXPECT_EQ(result.documents.size(), 2U);
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "bad_json");
  EXPECT_LE(result.rejects[0].raw.size(), 4096U);
}

TEST(Social, PassesOverALineThatNeverEnds) {
  const std::string bytes =
      tweet(1) + "\n{\"id\":\"" + std::string(17U << 20, 'x') + "\"}\n" + tweet(3);
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 2U);
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "line_too_long");
  EXPECT_EQ(result.rejects[0].origin.line, 2U);
  EXPECT_EQ(result.documents[1].origin.line, 3U);
}

TEST(Social, RejectsAPostCutInsideAnEmoji) {
  const ReadResult result =
      read(tweet(1) + "\n{\"id\":\"2\",\"author_id\":\"1\",\"text\":\"\\ud83d\"}\n");
  EXPECT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.rejects.size(), 1U);
}

TEST(Social, KeepsAPostWhoseTimeCannotBeRead) {
  const ReadResult result =
      read("[{\"id\":\"1\",\"author_id\":\"7\",\"text\":\"t\",\"created_at\":\"yesterday\"}]");
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_FALSE(result.documents[0].said_at.has_value());
  EXPECT_EQ(result.documents[0].said_at_text, "yesterday");
}

}  // namespace
}  // namespace voxmap
