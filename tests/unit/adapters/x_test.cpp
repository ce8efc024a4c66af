// X: v2 pages, v1.1 statuses, compliance lines, the archive.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using ::testing::ElementsAre;
using testing::ReadResult;

ReadResult read(const std::string& bytes) {
  return testing::read_with(*find_adapter("x_api"), bytes, "posts.json");
}

std::string attribute(const Document& document, std::string_view name) {
  for (const Attribute& a : document.attributes) {
    if (a.name == name) return a.value;
  }
  return "";
}

std::vector<std::string> reasons(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Skip& skip : result.skips) out.push_back(skip.reason);
  return out;
}

TEST(XApi, ReadsAPage) {
  const std::string bytes =
      "{\"data\":[{\"id\":\"11\",\"author_id\":\"7\",\"lang\":\"en\",\"created_at\":\"2026-01-"
      "01T00:00:00.000Z\","
      "\"text\":\"short\\u2026\",\"note_tweet\":{\"text\":\"the whole &lt;long&gt; &amp; full text "
      "&quot;\"},"
      "\"public_metrics\":{\"like_count\":5,\"retweet_count\":1},"
      "\"referenced_tweets\":[{\"type\":\"quoted\",\"id\":\"5\"},{\"type\":\"replied_to\",\"id\":"
      "\"6\"}]},"
      "{\"id\":\"12\",\"author_id\":\"8\",\"lang\":\"und\",\"text\":\"RT @a: x\","
      "\"referenced_tweets\":[{\"type\":\"retweeted\",\"id\":\"3\"}]},"
      "{\"id\":\"13\",\"author_id\":\"8\",\"lang\":\"qme\",\"text\":\"ok\"},"
      "{\"id\":\"14\",\"author_id\":\"8\",\"lang\":\"in\",\"text\":\"RT @b: cut\"},"
      "{\"author_id\":\"8\",\"text\":\"no id\"}],"
      "\"includes\":{\"users\":[{\"id\":\"7\",\"name\":\"Jane "
      "Doe\"}],\"tweets\":[{\"id\":\"3\",\"text\":\"not ours\"}]},"
      "\"meta\":{\"result_count\":5}}";
  EXPECT_TRUE(find_adapter("x_api")->recognises(bytes));
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 2U);
  const Document& post = result.documents[0];
  EXPECT_EQ(post.key, "11");
  EXPECT_EQ(post.respondent, "7");
  EXPECT_EQ(post.verbatims[0].text, "the whole <long> & full text &quot;");
  EXPECT_EQ(attribute(post, "likes"), "5");
  EXPECT_EQ(attribute(post, "quotes_post"), "5");
  EXPECT_EQ(attribute(post, "in_reply_to"), "6");
  EXPECT_EQ(result.documents[1].language, "");
  EXPECT_THAT(reasons(result), ElementsAre("boost", "boost"));
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "missing_id");
  EXPECT_EQ(result.shown.find("Jane"), std::string::npos);
  EXPECT_EQ(result.shown.find("not ours"), std::string::npos);
}

TEST(XApi, ReadsLinesAndGoesOnAfterABadOne) {
  const std::string good = "{\"data\":{\"id\":\"1\",\"author_id\":\"7\",\"text\":\"one\"}}\n";
  const std::string bytes =
      "\n" + good + "{\"data\": {\"id\":\"2\",\n\n" +
      "{\"data\":[{\"id\":\"3\",\"author_id\":\"7\",\"text\":\"th\xFFree\"}]}\n"
      "{\"data\":[{\"id\":\"4\",\"author_id\":\"7\",\"text\":\"four\"}]}\n";
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 2U);
  EXPECT_EQ(result.documents[0].origin.line, 2U);
  EXPECT_EQ(result.documents[1].key, "4");
  EXPECT_EQ(result.documents[1].origin.line, 6U);
  ASSERT_EQ(result.rejects.size(), 2U);
  EXPECT_EQ(result.rejects[0].reason, "bad_json");
  EXPECT_EQ(result.rejects[0].origin.line, 3U);
  EXPECT_EQ(result.rejects[1].reason, "invalid_utf8");
}

TEST(XApi, KeepsOneOfAnEditedPost) {
  const ReadResult result = read(
      "{\"data\":[{\"id\":\"2\",\"author_id\":\"7\",\"text\":\"new\",\"edit_history_tweet_ids\":["
      "\"1\",\"2\"]},"
      "{\"id\":\"1\",\"author_id\":\"7\",\"text\":\"old\",\"edit_history_tweet_ids\":[\"1\",\"2\"]}"
      "]}");
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.documents[0].key, "1");
  EXPECT_EQ(result.documents[0].verbatims[0].text, "new");
  EXPECT_EQ(attribute(result.documents[0], "edited"), "2");
  EXPECT_THAT(reasons(result), ElementsAre("superseded"));
}

TEST(XApi, CountsDeletionsAndErrors) {
  const ReadResult result = read(
      "{\"id\":\"1\",\"action\":\"delete\",\"created_at\":\"2026-01-01T00:00:00Z\"}\n"
      "{\"delete\":{\"status\":{\"id_str\":\"2\"}}}\n"
      "{\"errors\":[{\"type\":\"https://api.twitter.com/2/problems/x\",\"title\":\"Not Found\"}]}\n"
      "{\"meta\":{\"result_count\":0}}\n{\"hello\":1}\n");
  EXPECT_TRUE(result.documents.empty());
  EXPECT_THAT(reasons(result), ElementsAre("deleted", "deleted"));
  ASSERT_EQ(result.rejects.size(), 2U);
  EXPECT_EQ(result.rejects[0].reason, "api_error");
  EXPECT_THAT(result.rejects[0].detail, ::testing::HasSubstr("Not Found"));
  EXPECT_EQ(result.rejects[1].reason, "unknown_item");
}

TEST(XApi, ReadsTheArchive) {
  const std::string bytes =
      "window.YTD.tweets.part0 = [\n  {\n \"tweet\" : { \"id_str\" : \"9\", \"full_text\" : \"a "
      "&amp; b\", "
      "\"created_at\" : \"Wed Oct 19 20:07:25 +0000 2022\", \"favorite_count\" : \"3\", \"lang\" : "
      "\"iw\" } },\n"
      "  { \"tweet\" : { \"id_str\" : \"8\", \"retweeted\" : false, \"full_text\" : \"RT @x: y\" } "
      "}\n];\n";
  EXPECT_TRUE(find_adapter("x_api")->recognises(bytes));
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.documents[0].verbatims[0].text, "a & b");
  EXPECT_EQ(result.documents[0].language, "he");
  EXPECT_EQ(result.documents[0].origin.line, 2U);
  EXPECT_EQ(bytes[result.documents[0].origin.byte], '{');
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2022-10-19T20:07:25Z");
  EXPECT_THAT(reasons(result), ElementsAre("boost"));
}

TEST(XApi, ReadsVersionOneStatuses) {
  const ReadResult result = read(
      "{\"statuses\":[{\"id\":1,\"id_str\":\"1\",\"text\":\"cut\\u2026\",\"extended_tweet\":{"
      "\"full_text\":\"whole\"},"
      "\"user\":{\"id_str\":\"77\",\"name\":\"N\"},\"created_at\":\"Wed Oct 19 20:07:25 +0000 "
      "2022\"},"
      "{\"id_str\":\"2\",\"text\":\"RT\",\"retweeted_status\":{\"id_str\":\"3\"}}]}");
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.documents[0].verbatims[0].text, "whole");
  EXPECT_EQ(result.documents[0].respondent, "77");
  EXPECT_THAT(reasons(result), ElementsAre("boost"));
}

struct Counted {
  const char* file;
  std::size_t documents, rejects, skips;
};

TEST(XApi, ReadsTheReferenceFiles) {
  const auto folder = testing::shared_folder() / "formats/samples/social_x";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no reference data on this machine";
  for (const auto& [file, documents, rejects, skips] :
       {Counted{"api_v2_user_tweets.json", 6, 0, 0}, Counted{"archive_tweets.js", 1630, 0, 128},
        Counted{"twarc_v2_cashtags.jsonl", 1, 0, 0}, Counted{"twarc_v2_cotweet.jsonl", 1, 0, 0},
        Counted{"twarc_v2_edited.jsonl", 1, 0, 0}, Counted{"twarc_v2_geo_tweets.jsonl", 2, 0, 0},
        Counted{"twarc_v2_many_urls.jsonl", 1, 0, 0},
        Counted{"twarc_v2_streaming_output_with_error.jsonl", 7, 1, 0},
        Counted{"twarc_v2_tweets_compliance.jsonl", 0, 0, 2},
        Counted{"twarc_v2_two_tweets.jsonl", 0, 0, 1}, Counted{"v11_search_page1.json", 0, 0, 2}}) {
    const std::string bytes = testing::file_bytes(folder / file);
    EXPECT_EQ(recognise(std::string_view(bytes).substr(0, kHeadBytes)), find_adapter("x_api"))
        << file;
    const ReadResult result = read(bytes);
    EXPECT_EQ(result.documents.size(), documents) << file;
    EXPECT_EQ(result.rejects.size(), rejects) << file;
    EXPECT_EQ(result.skips.size(), skips) << file;
  }
}

}  // namespace
}  // namespace voxmap
