// Threads in the shapes that archives, collectors and downloads of one's own account have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinned.hpp"

namespace voxmap {
namespace {

using testing::at;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::read_with;
using testing::ReadResult;
using testing::skipped;

// "key respondent: words, -[Speaker] words"
std::vector<std::string> posts(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Document& d : result.documents) {
    const std::string key = d.key_is_digest ? "*" : d.key;
    std::string& line = out.emplace_back(key + " " + d.respondent + ":");
    for (const Verbatim& v : d.verbatims) {
      line += v.scored ? " (" : " -" + v.speaker + "(";
      line += v.text + ")";
    }
  }
  return out;
}

ReadResult read_as(std::string_view adapter, const std::string& text, const Options& options = {}) {
  EXPECT_EQ(recognise(text), find_adapter(adapter)) << text.substr(0, 80);
  return read_with(*find_adapter(adapter), text, "made", options);
}

TEST(SocialShapes, RedditArchivesBotsAndModerators) {
  const ReadResult result = read_as(
      "reddit",
      R"({"data":[{"id":"k1","author":"Talbot","body":"It broke","created_utc":1709283600,)"
      R"("subreddit":"lamps"},{"id":"k2","author":"RemindMeBot","body":"In 2 days",)"
      R"("created_utc":1709283600,"subreddit":"lamps"},{"id":"k3","author":"x","body":)"
      R"("Nice. ^(I am a bot, and this action was performed automatically.","subreddit":"lamps",)"
      R"("created_utc":1709283600},{"id":"k4","author":"mod","distinguished":"moderator","body":)"
      R"("Be kind","created_utc":1709283600,"subreddit":"lamps"}]})");
  EXPECT_THAT(posts(result),
              ElementsAre("t1_k1 Talbot: (It broke)", "t1_k4 mod: -Moderator(Be kind)"));
  EXPECT_EQ(skipped(result), "bot 2");
}

TEST(SocialShapes, DiscourseSearchesPicturesAndPrivateMessages) {
  const ReadResult search =
      read_as("discourse",
              R"({"posts":[{"id":11,"username":"mia","created_at":"2024-03-01T09:00:00Z","blurb":)"
              R"("The lamp broke and...","post_number":2,"topic_id":5}],"topics":[]})");
  EXPECT_THAT(posts(search), ElementsAre("11 mia: (The lamp broke and...)"));
  EXPECT_THAT(search.notes, Contains(HasSubstr("their beginning only")));
  const std::string topic =
      R"({"post_stream":{"posts":[{"id":1,"user_id":7,"created_at":"2024-03-01T09:00:00Z",)"
      R"("cooked":"<p>Look</p><div class=\"lightbox-wrapper\"><div class=\"meta\"><span>)"
      R"(lamp.png</span><span>50 KB</span></div></div>","post_number":2,"post_type":1}]},"id":5,)"
      R"("archetype":")";
  EXPECT_THAT(posts(read_as("discourse", topic + "regular\"}")), ElementsAre("1 7: (Look)"));
  EXPECT_EQ(skipped(read_as("discourse", topic + "private_message\"}")), "not_public 1");
}

TEST(SocialShapes, YouTubeCommentsOfCollectors) {
  const ReadResult video = read_as(
      "youtube",
      R"({"id":"v1","title":"Lamps","formats":[{"format_id":"1"}],"comments":[{"id":"u1","text":)"
      R"("Great <3","author_id":"UC1","parent":"root","timestamp":1709283600},{"id":"u1.9","text":)"
      R"("Thanks","author_id":"UC0","parent":"u1","author_is_uploader":true}]})");
  EXPECT_THAT(posts(video), ElementsAre("u1 UC1: (Great <3)", "u1.9 UC0: -(Thanks)"));
  EXPECT_EQ(at(video.documents[0]), "2024-03-01T09:00:00Z");
  EXPECT_EQ(skipped(read_as("youtube", R"({"id":"v1","title":"x","formats":[{"format_id":"1"}]})")),
            "no_comments 1");
  const ReadResult lines =
      read_as("youtube",
              "{\"cid\":\"u1\",\"text\":\"Fine\",\"channel\":\"UC1\",\"votes\":\"3\","
              "\"time_parsed\":1709283600.5}\n");
  EXPECT_THAT(posts(lines), ElementsAre("u1 UC1: (Fine)"));
  EXPECT_EQ(at(lines.documents[0]), "2024-03-01T09:00:00.500Z");
}

TEST(SocialShapes, FacebookAndInstagramDownloadsOfEveryLayout) {
  const ReadResult labels = read_as(
      "facebook",
      R"([{"timestamp":1709283600,"label_values":[{"label":"Comment","value":"S\u00c3\u00a5 fin"},)"
      R"({"label":"Author","value":"Mia Berg"}],"fbid":"1"}])");
  EXPECT_THAT(posts(labels), ElementsAre("* Mia Berg: (S\u00e5 fin)"));
  const ReadResult german = read_as(
      "facebook",
      R"([{"media_list_data":[{"uri":""}],"string_map_data":{"Kommentar":{"value":"Toll",)"
      R"("timestamp":0},"Media":{"value":"acme"},"Zeit":{"value":"","timestamp":1709283600}}}])");
  EXPECT_THAT(posts(german), ElementsAre("* : (Toll)"));
  EXPECT_EQ(at(german.documents[0]), "2024-03-01T09:00:00Z");
  const ReadResult threads = read_as(
      "facebook", R"({"text_post_app_text_posts":[{"media":[{"creation_timestamp":1709283600,)"
                  R"("title":"Fun"}]}]})");
  EXPECT_THAT(posts(threads), ElementsAre("* : (Fun)"));
  const ReadResult graph = read_as(
      "facebook",
      R"({"data":[{"id":"1","username":"mia","text":"Love it","timestamp":)"
      R"("2024-03-01T09:00:00+0000","replies":{"data":[{"id":"2","username":"jo","text":"Me too",)"
      R"("timestamp":"2024-03-01T10:00:00+0000"}]}}]})");
  EXPECT_THAT(posts(graph), ElementsAre("1 mia: (Love it)", "2 jo: (Me too)"));
  const std::string chat =
      R"({"participants":["Mia","Tom"],"messages":[{"isUnsent":false,"senderName":"Mia",)"
      R"("text":"Hello","timestamp":1709283600123,"type":"text"}]})";
  EXPECT_EQ(skipped(read_as("facebook", chat)), "not_public 1");
  EXPECT_THAT(posts(read_as("facebook", chat, {{"include_private", "true"}})),
              ElementsAre("* Mia: (Hello)"));
}

TEST(SocialShapes, TablesOfOnesOwnAccount) {
  const ReadResult google =
      read_as("survey_csv",
              "Comment ID,Comment create timestamp,Comment text\n"
              "u1,2024-03-01T09:00:00+00:00,\"{\"\"text\"\":\"\"I agree with \"\"},{\"\"text\"\":"
              "\"\"@jo\"\",\"\"mention\"\":{}},{\"\"text\"\":\"\" here \\u003c3\"\"}\"\n"
              "u2,2024-03-02T09:00:00+00:00,\"{\"\"text\"\":\"\"The sound is really bad\"\"}\"\n");
  EXPECT_THAT(posts(google),
              ElementsAre("u1 : (I agree with @jo here <3)", "u2 : (The sound is really bad)"));
  const ReadResult forum = read_as(
      "survey_csv",
      "is_pm,post_raw,post_cooked,created_at\n"
      "No,The lamp broke again today,<p>The lamp broke again today</p>,2024-03-01 09:00:00 UTC\n"
      "No,It works for me so far,<p>It works for me so far</p>,2024-03-02 09:00:00 UTC\n"
      "Yes,This is just for you two,<p>This is just for you two</p>,2024-03-03 09:00:00 UTC\n");
  EXPECT_THAT(posts(forum),
              ElementsAre("* : (The lamp broke again today)", "* : (It works for me so far)"));
  EXPECT_EQ(skipped(forum), "not_public 1");
  const ReadResult reddit = read_as(
      "survey_csv",
      "id,permalink,date,ip,subreddit,gildings,link,parent,body\n"
      "c1,https://r.example/c1,2024-03-01 09:00:00 UTC,,lamps,0,https://r.example,,\"&gt; It never "
      "breaks\n\nMine broke in a week\"\n"
      "c2,https://r.example/c2,2024-03-02 09:00:00 UTC,,lamps,0,https://r.example,,I love the "
      "light "
      "of it &amp; the shade\n");
  EXPECT_THAT(posts(reddit),
              ElementsAre("c1 : -Quoted(&gt; It never breaks) (Mine broke in a week)",
                          "c2 : (I love the light of it &amp; the shade)"));
  const ReadResult quoting = read_as(
      "survey_csv",
      "is_pm,post_raw,post_cooked,created_at\n"
      "No,\"[quote=\"\"ida, post:1\"\"]\n[quote]Old[/quote]\nIt never breaks[/quote]\n\nMine broke "
      "in a "
      "week\",x,2024-03-01 09:00:00 UTC\nNo,A [quote without its end,x,2024-03-02 09:00:00 UTC\n");
  EXPECT_THAT(posts(quoting),
              ElementsAre("* : -Quoted([quote=\"ida, post:1\"]\n[quote]Old[/quote]\nIt never "
                          "breaks[/quote]) (Mine broke in a week)",
                          "* : (A [quote without its end)"));
}

TEST(SocialShapes, JsonFeedsAndRepositoriesOfBluesky) {
  const ReadResult feed = testing::sample("json_feed");
  EXPECT_THAT(
      posts(feed),
      ElementsAre("https://corner.example/t/1 rosie: (Lamp broken) -Quoted(Anybody else?) (The "
                  "lamp broke after a week & nobody answers.)",
                  "2 : (Lovely box, I am delighted!)"));
  EXPECT_EQ(at(feed.documents[0]), "2026-03-02T08:14:05Z");
  EXPECT_THAT(testing::all_of(feed.documents[0], "category"), ElementsAre("lamp", "support"));
  const ReadResult car = read_as(
      "bluesky",
      R"([{"uri":"at://did:plc:a/app.bsky.feed.like/2","value":{"$type":"app.bsky.feed.like"}},)"
      R"({"uri":"at://did:plc:a/app.bsky.feed.post/3","cid":"b","value":{"$type":)"
      R"("app.bsky.feed.post","text":"It broke","createdAt":"2026-03-02T09:14:05.000Z"}}])");
  EXPECT_THAT(posts(car), ElementsAre("at://did:plc:a/app.bsky.feed.post/3 did:plc:a: (It broke)"));
  EXPECT_EQ(skipped(car), "not_a_post 1");
}

}  // namespace
}  // namespace voxmap
