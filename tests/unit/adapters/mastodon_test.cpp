// Mastodon: outboxes and API statuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::ReadResult;

ReadResult read(const std::string& bytes, const Options& options = {}) {
  return testing::read_with(*find_adapter("mastodon"), bytes, "outbox.json", options);
}

std::string attribute(const Document& document, std::string_view name) {
  for (const Attribute& a : document.attributes) {
    if (a.name == name) return a.value;
  }
  return "";
}

std::string activity(const std::string& type, const std::string& id, const std::string& object,
                     const std::string& to = "\"https://www.w3.org/ns/activitystreams#Public\"") {
  return "{\"id\":\"" + id + "/activity\",\"type\":\"" + type +
         "\",\"actor\":\"https://s.example/users/"
         "a\",\"published\":\"2026-01-04T08:26:44Z\",\"to\":[" +
         to + "],\"object\":" + object + "}";
}

std::string note(const std::string& id, const std::string& content, const std::string& more = "") {
  return "{\"id\":\"" + id +
         "\",\"type\":\"Note\","
         "\"attributedTo\":\"https://s.example/users/a\",\"content\":\"" +
         content + "\"" + more + "}";
}

std::string outbox(const std::string& items) {
  return "{\"@context\":\"x\",\"type\":\"OrderedCollection\",\"totalItems\":9,\"orderedItems\":[],"
         "\"orderedItems\":[" +
         items + "]}";
}

TEST(Mastodon, ReadsAnOutbox) {
  const std::string bytes = outbox(
      activity("Create", "https://s.example/1",
               note("https://s.example/1", "<p>It&#39;s <b>late</b>.<br>Again &amp; again</p>",
                    ",\"summary\":\"delivery\",\"inReplyTo\":\"https://o.example/9\","
                    "\"updated\":\"2026-01-05T00:00:00Z\",\"contentMap\":{\"en\":\"x\"},"
                    "\"likes\":{\"totalItems\":3}")) +
      "," + activity("Announce", "https://s.example/2", "\"https://o.example/5\""));
  EXPECT_TRUE(find_adapter("mastodon")->recognises(bytes));
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 1U);
  const Document& post = result.documents[0];
  EXPECT_EQ(post.key, "https://s.example/1");
  EXPECT_EQ(post.kind, SourceKind::social);
  EXPECT_EQ(post.verbatims.at(0).text, "It's late.\nAgain & again");
  EXPECT_EQ(post.language, "en");
  EXPECT_EQ(post.respondent, "https://s.example/users/a");
  EXPECT_EQ(format_time(*post.said_at), "2026-01-04T08:26:44Z");
  EXPECT_EQ(attribute(post, "content_warning"), "delivery");
  EXPECT_EQ(attribute(post, "in_reply_to"), "https://o.example/9");
  EXPECT_EQ(attribute(post, "edited"), "2026-01-05T00:00:00Z");
  EXPECT_EQ(attribute(post, "likes"), "3");
  EXPECT_EQ(bytes.substr(post.origin.byte, 40),
            bytes.substr(bytes.find("{\"id\":\"https://s.example/1/"), 40));
  ASSERT_EQ(result.skips.size(), 1U);
  EXPECT_EQ(result.skips[0].reason, "boost");
}

TEST(Mastodon, LeavesOutWhatWasNotSaidInPublic) {
  const std::string bytes =
      outbox(activity("Create", "1", note("https://s.example/1", "friends"),
                      "\"https://s.example/users/a/followers\"") +
             "," + activity("Create", "2", note("https://s.example/2", "all"), "\"as:Public\""));
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.documents[0].verbatims[0].text, "all");
  EXPECT_EQ(result.skips.at(0).reason, "not_public");
  EXPECT_EQ(read(bytes, {{"include_private", "true"}}).documents.size(), 2U);
  EXPECT_THROW(read(bytes, {{"include_private", "perhaps"}}), Error);
}

TEST(Mastodon, SkipsAndRejectsTheRest) {
  const ReadResult result =
      read(outbox(activity("Like", "1", "\"https://o.example/5\"") + "," +
                  activity("Create", "2", "\"https://s.example/2\"") + "," +
                  activity("Create", "3", note("https://s.example/3", "<p></p>")) + "," +
                  activity("Create", "4", "{\"type\":\"Note\",\"content\":\"no id\"}") + ",17," +
                  activity("Delete", "5", "{\"type\":\"Tombstone\"}")));
  EXPECT_TRUE(result.documents.empty());
  std::vector<std::string> reasons;
  for (const Skip& skip : result.skips) reasons.push_back(skip.reason);
  EXPECT_THAT(reasons, ::testing::ElementsAre("not_a_post", "no_text", "not_a_post", "deleted"));
  ASSERT_EQ(result.rejects.size(), 2U);
  EXPECT_EQ(result.rejects[0].reason, "missing_object");
  EXPECT_EQ(result.rejects[1].reason, "missing_id");
}

TEST(Mastodon, ReadsApiStatuses) {
  const std::string account =
      "\"account\":{\"acct\":\"bob@o.example\",\"url\":\"https://o.example/"
      "@bob\",\"display_name\":\"Bob B\"}";
  const std::string bytes =
      "[{\"id\":\"1\",\"uri\":\"https://o.example/s/1\",\"content\":\"<p>fine</"
      "p>\",\"visibility\":\"public\","
      "\"reblog\":null,\"language\":\"de\",\"created_at\":\"2026-01-04T08:26:44.000Z\","
      "\"favourites_count\":2," +
      account +
      "},{\"id\":\"2\",\"uri\":\"https://o.example/s/"
      "2\",\"content\":\"\",\"reblog\":{\"id\":\"9\"}," +
      account +
      "},{\"id\":\"3\",\"uri\":\"https://o.example/s/"
      "3\",\"content\":\"psst\",\"visibility\":\"direct\"," +
      account + "}]";
  EXPECT_TRUE(find_adapter("mastodon")->recognises(bytes));
  const ReadResult result = read(bytes);
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.documents[0].key, "https://o.example/s/1");
  EXPECT_EQ(result.documents[0].respondent, "https://o.example/@bob");
  EXPECT_EQ(result.documents[0].language, "de");
  EXPECT_EQ(attribute(result.documents[0], "likes"), "2");
  EXPECT_EQ(result.shown.find("Bob B"), std::string::npos);
  ASSERT_EQ(result.skips.size(), 2U);
  EXPECT_EQ(result.skips[0].reason, "boost");
  EXPECT_EQ(result.skips[1].reason, "not_public");
}

TEST(Mastodon, ReadsTheReferenceOutbox) {
  const auto folder = testing::shared_folder();
  const auto path = folder / "formats/samples/social_mastodon/outbox.json";
  if (folder.empty() || !std::filesystem::exists(path)) GTEST_SKIP() << "no reference data here";
  const ReadResult result = read(testing::file_bytes(path));
  EXPECT_EQ(result.documents.size(), 1181U);
  EXPECT_EQ(result.skips.size(),
            326U + 75U + 4U);  // boosts, followers only, pictures without words
  EXPECT_TRUE(result.rejects.empty());
}

}  // namespace
}  // namespace voxmap
