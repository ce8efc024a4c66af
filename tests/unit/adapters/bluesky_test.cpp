// Bluesky: feeds, threads, Jetstream.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"

namespace voxmap {
namespace {

using ::testing::ElementsAre;
using testing::ReadResult;

ReadResult read(const std::string& bytes) {
  return testing::read_with(*find_adapter("bluesky"), bytes, "feed.json");
}

bool recognised(const std::string& bytes) { return recognise(bytes) == find_adapter("bluesky"); }

std::vector<std::string> texts(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Document& document : result.documents) out.push_back(document.verbatims[0].text);
  return out;
}

std::vector<std::string> reasons(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Skip& skip : result.skips) out.push_back(skip.reason);
  return out;
}

std::string post(const std::string& rkey, const std::string& text) {
  return "{\"uri\":\"at://did:plc:a/app.bsky.feed.post/" + rkey +
         "\",\"author\":{\"did\":\"did:plc:a\",\"displayName\":\"Ann\"},\"record\":{\"$type\":"
         "\"app.bsky.feed.post\",\"text\":\"" +
         text +
         "\",\"createdAt\":\"2012-02-22T20:26:41\",\"langs\":[\"pt-BR\",\"en\"]},"
         "\"likeCount\":4,\"indexedAt\":\"2026-01-02T03:04:05.000Z\"}";
}

TEST(Bluesky, ReadsAFeedAndTrustsTheNetworksClock) {
  const std::string bytes =
      "{\"feed\":[{\"post\":" + post("1", "a &amp; <b>") + "},{\"post\":" + post("2", "theirs") +
      ",\"reason\":{\"$type\":\"app.bsky.feed.defs#reasonRepost\"}},{\"post\":" +
      post("3", "pinned") +
      ",\"reason\":{\"$type\":\"app.bsky.feed.defs#reasonPin\"}}],\"cursor\":\"c\"}";
  EXPECT_TRUE(recognised(bytes));
  const ReadResult result = read(bytes);
  EXPECT_THAT(texts(result), ElementsAre("a &amp; <b>", "pinned"));  // plain text: nothing decoded
  const Document& first = result.documents[0];
  EXPECT_EQ(first.key, "at://did:plc:a/app.bsky.feed.post/1");
  EXPECT_EQ(first.respondent, "did:plc:a");
  EXPECT_EQ(first.language, "pt-BR");
  EXPECT_EQ(format_time(*first.said_at), "2026-01-02T03:04:05Z");
  EXPECT_EQ(first.attributes.at(0).value, "2012-02-22T20:26:41");
  EXPECT_EQ(result.shown.find("Ann"), std::string::npos);
  EXPECT_THAT(reasons(result), ElementsAre("boost"));
}

TEST(Bluesky, ReadsAThreadParentsFirst) {
  const std::string bytes = "{\"thread\":{\"$type\":\"x\",\"post\":" + post("2", "middle") +
                            ",\"parent\":{\"post\":" + post("1", "top") +
                            "},\"replies\":[{\"post\":" + post("3", "reply") +
                            ",\"replies\":[{\"post\":" + post("4", "deep") +
                            "}]},{\"notFound\":true},{\"post\":" + post("5", "last") + "}]}}";
  EXPECT_TRUE(recognised(bytes));
  const ReadResult result = read(bytes);
  EXPECT_THAT(texts(result), ElementsAre("top", "middle", "reply", "deep", "last"));
  EXPECT_THAT(reasons(result), ElementsAre("not_found"));
}

TEST(Bluesky, ReadsSearchesAndRepositories) {
  EXPECT_THAT(texts(read("{\"posts\":[" + post("1", "found") + "]}")), ElementsAre("found"));
  const std::string records =
      "{\"records\":[{\"uri\":\"at://did:plc:z/app.bsky.feed.post/1\",\"value\":{\"$type\":"
      "\"app.bsky.feed.post\",\"text\":\"mine\",\"createdAt\":\"2026-01-02T03:04:05Z\"}}]}";
  EXPECT_TRUE(recognised(records));
  const ReadResult result = read(records);
  EXPECT_THAT(texts(result), ElementsAre("mine"));
  EXPECT_EQ(result.documents[0].respondent, "did:plc:z");
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2026-01-02T03:04:05Z");
}

std::string commit(const std::string& operation, const std::string& collection,
                   const std::string& record) {
  return "{\"did\":\"did:plc:q\",\"time_us\":1735007698011970,\"kind\":\"commit\",\"commit\":{"
         "\"rev\":\"r\",\"operation\":\"" +
         operation + "\",\"collection\":\"" + collection + "\",\"rkey\":\"k\"" + record + "}}\n";
}

TEST(Bluesky, FollowsJetstream) {
  const std::string record = ",\"record\":{\"text\":\"hi\",\"createdAt\":\"1970-01-01T00:00:00Z\"}";
  const std::string bytes = commit("create", "app.bsky.feed.post", record) +
                            commit("update", "app.bsky.feed.post", record) +
                            commit("delete", "app.bsky.feed.post", "") +
                            commit("create", "app.bsky.feed.like", record) +
                            "{\"did\":\"did:plc:q\",\"time_us\":1,\"kind\":\"identity\"}\n" +
                            commit("create", "app.bsky.feed.post", "");
  EXPECT_TRUE(recognised(bytes));
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 2U);
  EXPECT_EQ(result.documents[0].key, "at://did:plc:q/app.bsky.feed.post/k");
  EXPECT_EQ(result.documents[1].key, result.documents[0].key);  // an update, not a second post
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2024-12-24T02:34:58.011Z");
  EXPECT_THAT(reasons(result), ElementsAre("deleted", "not_a_post", "not_a_post"));
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "missing_post");
}

TEST(Bluesky, ReadsTheReferenceFiles) {
  const auto folder = testing::shared_folder() / "formats/samples/social_bluesky";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no reference data on this machine";
  const auto of = [&](const char* file) { return read(testing::file_bytes(folder / file)); };
  EXPECT_THAT(texts(of("granary_comment_inreplyto_id.bsky.json")), ElementsAre("foo bar baz"));
  EXPECT_EQ(of("jetstream_v1.jsonl").documents.size(), 1U);
  const ReadResult frames = of("jetstream_v2_frames.jsonl");
  EXPECT_THAT(reasons(frames), ElementsAre("not_a_post", "deleted", "not_a_post", "not_a_post"));
  ASSERT_EQ(frames.rejects.size(), 1U);
  EXPECT_EQ(frames.rejects[0].reason, "stream_error");
}

}  // namespace
}  // namespace voxmap
