// Slack and Telegram.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinned.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using ::testing::ElementsAre;
using testing::ReadResult;

ReadResult read(const char* adapter, const std::string& bytes, const Options& options = {},
                const std::string& name = "export/help/2026-03-02.json") {
  const Adapter* const found = recognise(bytes);
  EXPECT_TRUE(found != nullptr && found->name == adapter) << bytes;
  return testing::read_with(*find_adapter(adapter), bytes, name, options);
}

std::vector<std::string> messages(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Document& d : result.documents) {
    out.push_back(d.key + " " + (d.said_at ? format_time(*d.said_at) : "?") + " " + d.respondent +
                  ": " + d.verbatims.at(0).text + (d.verbatims[0].scored ? "" : " (not scored)"));
  }
  return out;
}

std::vector<std::string> reasons(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Skip& skip : result.skips) out.push_back(skip.reason);
  return out;
}

TEST(Slack, ReadsADayFile) {
  const std::string bytes =
      "[{\"type\":\"message\",\"user\":\"U1\",\"text\":\"<@U2|ann>: see "
      "<https:\\/\\/x.example|here> "
      "or <https://y.example> &lt;3 &amp;amp; <!here> <#C1|general> "
      "<mailto:a@b.example|a@b.example>"
      "\",\"ts\":\"1452845865.000008\"},\n"
      "{\"type\":\"message\",\"user\":\"U2\",\"text\":\"a < b\",\"ts\":\"1452845866.999999\","
      "\"thread_ts\":\"1452845865.000008\",\"edited\":{}},"
      "{\"type\":\"message\",\"subtype\":\"channel_topic\",\"text\":\"x\",\"ts\":\"3.0\"},"
      "{\"type\":\"message\",\"bot_id\":\"B1\",\"text\":\"beep\",\"ts\":\"4.0\"},"
      "{\"type\":\"message\",\"subtype\":\"tombstone\",\"text\":\"gone\",\"ts\":\"5.0\"},"
      "{\"type\":\"message\",\"subtype\":\"file_share\",\"user\":\"U1\",\"text\":\"uploaded\","
      "\"file\":{},\"ts\":\"6.0\"},"
      "{\"type\":\"message\",\"subtype\":\"file_share\",\"user\":\"U1\",\"text\":\"look\","
      "\"files\":[{}"
      "],\"ts\":\"7.0\"},"
      "{\"type\":\"message\",\"subtype\":\"file_comment\",\"text\":\"<@U3> "
      "commented\",\"comment\":{"
      "\"user\":\"U3\",\"comment\":\"Thanks.\"},\"ts\":\"8.0\"},"
      "{\"type\":\"message\",\"user\":\"U1\",\"text\":\"no time\"},"
      "{\"type\":\"message\",\"user\":\"U1\",\"text\":\"\\ud800\",\"ts\":\"9.0\"}]";
  const ReadResult result = read("slack", bytes);
  EXPECT_THAT(messages(result),
              ElementsAre("help/1452845865.000008 2016-01-15T08:17:45Z U1: @ann: see here or "
                          "https://y.example <3 &amp; @here #general a@b.example",
                          "help/1452845866.999999 2016-01-15T08:17:46.999Z U2: a < b",
                          "help/7.0 1970-01-01T00:00:07Z U1: look",
                          "help/8.0 1970-01-01T00:00:08Z U3: Thanks."));
  EXPECT_THAT(reasons(result), ElementsAre("system_message", "bot", "deleted", "no_text"));
  ASSERT_EQ(result.rejects.size(), 2U);
  EXPECT_EQ(result.rejects[0].reason, "missing_id");
  EXPECT_EQ(result.rejects[1].reason, "bad_text");
  const Place& place = result.documents[1].verbatims[0].origin;
  EXPECT_EQ(bytes.substr(place.byte, place.bytes), "\"a < b\"");
  EXPECT_EQ(place.line, 2U);
}

TEST(Slack, PromptsStayInTheirThread) {
  const std::string bytes =
      "{\"ok\":true,\"messages\":["
      "{\"type\":\"message\",\"user\":\"U9\",\"text\":\"How is "
      "it?\",\"ts\":\"1.0\",\"user_profile\":{"
      "\"real_name\":\"Care Team\"}},"
      "{\"type\":\"message\",\"user\":\"U9\",\"text\":\"In "
      "thread?\",\"ts\":\"2.0\",\"thread_ts\":\"1.5\","
      "\"user_profile\":{\"real_name\":\"Care Team\"}},"
      "{\"type\":\"message\",\"user\":\"U1\",\"text\":\"Good.\",\"ts\":\"3.0\"},"
      "{\"type\":\"message\",\"user\":\"U1\",\"text\":\"Yes.\",\"ts\":\"4.0\",\"thread_ts\":\"1."
      "5\"}]}";
  const ReadResult result = read("slack", bytes, {{"agent", "care team"}}, "page.json");
  EXPECT_EQ(result.documents.at(0).key, "1.0");
  EXPECT_FALSE(result.documents.at(0).verbatims[0].scored);
  EXPECT_EQ(result.documents.at(2).verbatims[0].prompt, "How is it?");
  EXPECT_EQ(result.documents.at(3).verbatims[0].prompt, "In thread?");
}

TEST(Telegram, ReadsAnExportOfOneChat) {
  const std::string bytes =
      "{\"name\":\"G\",\"type\":\"personal_chat\",\"id\":77,\"messages\":["
      "{\"id\":1,\"type\":\"service\",\"date\":\"2026-01-01T00:00:00\",\"actor_id\":\"user1\"},"
      "{\"id\":2,\"type\":\"message\",\"date\":\"2026-01-01T03:00:00\",\"date_unixtime\":"
      "\"1767225600\","
      "\"from\":\"Ann\",\"from_id\":\"user1\",\"text\":[\"a "
      "\",{\"type\":\"bold\",\"text\":\"b\"},\" c\"]},"
      "{\"id\":3,\"type\":\"message\",\"date\":\"2026-07-01T10:00:00\",\"from\":\"Bo\",\"from_id\":"
      "\"user2\",\"text\":\"old\"},"
      "{\"id\":4,\"type\":\"message\",\"date\":\"2026-01-01T10:00:00\",\"from_id\":\"user2\","
      "\"text\":5},"
      "{\"id\":5,\"type\":\"message\",\"date\":\"x\",\"from_id\":\"user2\",\"text\":\"fwd\","
      "\"forwarded_from\":null},"
      "{\"id\":6,\"type\":\"message\",\"date\":\"x\",\"from_id\":\"user2\",\"text\":\"fwd\","
      "\"forwarded_from\":\"C\"},"
      "{\"id\":7,\"type\":\"message\",\"date\":\"x\",\"from_id\":\"user2\",\"text\":\"\",\"photo\":"
      "\"p\"}]}";
  const ReadResult result = read("telegram", bytes, {{"zone", "Europe/Berlin"}});
  EXPECT_THAT(messages(result), ElementsAre("77/2 2026-01-01T00:00:00Z user1: a b c",
                                            "77/3 2026-07-01T08:00:00Z user2: old",
                                            "77/5 ? user2: fwd", "77/6 ? user2: fwd (not scored)"));
  EXPECT_THAT(reasons(result), ElementsAre("system_message", "no_text"));
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "bad_text");
}

TEST(Telegram, ReadsWholeAccountsAndUpdates) {
  const ReadResult account = read("telegram",
                                  "{\"personal_information\":{\"user_id\":7},\"chats\":{\"list\":[{"
                                  "\"id\":1,\"messages\":[{\"id\":1,"
                                  "\"type\":\"message\",\"date\":\"2024-01-02T21:15:00\",\"from_"
                                  "id\":\"user9\",\"text\":\"hey\"}]},"
                                  "{\"id\":2,\"messages\":[{\"id\":1,\"type\":\"message\",\"date\":"
                                  "\"2024-01-02T21:15:00\",\"from_id\":"
                                  "\"user9\",\"text\":\"ho\"}]}]}}");
  EXPECT_THAT(messages(account), ElementsAre("1/1 2024-01-02T21:15:00Z user9: hey",
                                             "2/1 2024-01-02T21:15:00Z user9: ho"));
  const ReadResult updates = read(
      "telegram",
      "{\"ok\":true,\"result\":[{\"update_id\":1,\"message\":{\"message_id\":31,\"date\":"
      "1467289325,"
      "\"chat\":{\"id\":-1},\"from\":{\"id\":8,\"username\":\"sdd\"},\"text\":\"hi\"}},"
      "{\"update_id\":2,\"message\":{\"message_id\":32,\"date\":1467289325,\"chat\":{\"id\":-1},"
      "\"from\":{\"id\":9,\"is_bot\":true},\"text\":\"beep\"}},{\"update_id\":3,\"poll\":{}}]}",
      {{"agent", "SDD"}});
  EXPECT_THAT(messages(updates), ElementsAre("-1/31 2016-06-30T12:22:05Z 8: hi (not scored)"));
  EXPECT_THAT(reasons(updates), ElementsAre("bot", "not_a_message"));
}

TEST(TelegramHtml, ReadsTheProgramsPages) {
  const ReadResult result = testing::sample("telegram_html", {{"agent", "Ida"}});
  ASSERT_EQ(result.documents.size(), 3U);
  const Document& first = result.documents[0];
  EXPECT_EQ(first.key, "Tansywick Help/5");
  EXPECT_EQ(first.respondent, "Rose Tansley");
  EXPECT_EQ(format_time(*first.said_at), "2026-03-02T08:14:05Z");
  EXPECT_EQ(first.verbatims.at(0).text, "My lamp broke & nobody answers.\nWhat a disappointment!");
  EXPECT_FALSE(result.documents[1].verbatims.at(0).scored);
  EXPECT_EQ(testing::attribute(result.documents[1], "in_reply_to"), "Tansywick Help/5");
  // Forwarded: somebody else's words.
  EXPECT_EQ(result.documents[2].respondent, "Rose Tansley");
  EXPECT_EQ(format_time(*result.documents[2].said_at), "2026-03-02T10:02:05Z");
  EXPECT_FALSE(result.documents[2].verbatims.at(0).scored);
  EXPECT_EQ(testing::skipped(result), "no_text 1, system_message 1");
}

}  // namespace
}  // namespace voxmap
