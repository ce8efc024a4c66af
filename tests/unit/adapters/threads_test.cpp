// Threads and feeds: Reddit, YouTube, Discourse, downloads of Facebook and Instagram, RSS and Atom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinned.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::attribute;
using ::testing::Contains;
using testing::Counts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::read_shared;
using testing::read_with;
using testing::ReadResult;
using testing::sample;
using testing::skipped;

// Every verbatim of every document; a mark at those that are not scored.
std::vector<std::string> said(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Document& document : result.documents) {
    for (const Verbatim& verbatim : document.verbatims) {
      out.push_back((verbatim.scored ? "" : "-") + verbatim.text);
    }
  }
  return out;
}

TEST(Reddit, ReadsAThreadWithoutWhatIsGone) {
  const ReadResult result = sample("reddit");
  EXPECT_THAT(said(result),
              ElementsAre("Lamp & app: is it just me?",
                          "The lamp is lovely, the app is a disaster <sigh>.\n\nWhat do you think?",
                          "-> the app is a disaster", "It works perfectly for me.",
                          "Lucky you, mine crashes daily.", "Terrible support, I left."));
  const Document& post = result.documents.at(0);
  EXPECT_EQ(post.key, "t3_abc123");
  // created_utc; `created` is eight hours later.
  EXPECT_EQ(format_time(*post.said_at), "2026-03-07T16:00:00Z");
  EXPECT_EQ(attribute(post, "subreddit"), "tansywick");
  EXPECT_EQ(attribute(post, "edited"), "1772910000.0");
  EXPECT_EQ(attribute(result.documents.at(1), "edited"), "");
  EXPECT_EQ(result.documents.back().respondent, "");
  EXPECT_EQ(skipped(result), "bot 1, deleted 1, removed 1");
  EXPECT_THAT(result.notes, Contains(HasSubstr("1 places where the service left comments out")));
}

TEST(Reddit, BearsRepliesWithoutEnd) {
  std::string deep = "\"\"";
  for (int i = 0; i < 150; ++i) {
    deep = R"({"kind":"Listing","data":{"children":[{"kind":"t1","data":{"id":"c)" +
           std::to_string(i) + R"(","body":"deep","author":"a","created_utc":1,"replies":)" + deep +
           "}}]}}";
  }
  const ReadResult result = read_with(*find_adapter("reddit"), deep);
  EXPECT_EQ(result.documents.size(), 51U);
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "too_deep");
}

// Counted apart from the adapter: titles, and runs of lines with and without '>' in front.
TEST(Reddit, ReadsTheReferenceFiles) {
  const auto lines = read_shared("reddit", "social_reddit/pushshift_RC_2018-02_3lines.ndjson");
  if (!lines) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*lines), (Counts{3, 3, 3}));
  EXPECT_EQ(lines->documents[0].key, "t1_dtjoj2e");
  EXPECT_EQ(format_time(*lines->documents[0].said_at), "2018-02-01T00:00:00Z");
  EXPECT_EQ(testing::first_words(*lines), "Welcome to generation void ");
  const auto thread = read_shared("reddit", "social_reddit/listing_submission_comments.json");
  EXPECT_EQ(Counts(*thread), (Counts{3, 4, 4}));
  EXPECT_EQ(testing::first_words(*thread), "[PRAW] HTTPS enabled PRAW testing needed");
  const auto search = read_shared("reddit", "social_reddit/listing_search.json");
  EXPECT_EQ(Counts(*search), (Counts{6, 16, 14}));
  const auto fresh = read_shared("reddit", "social_reddit/listing_subreddit_new.json");
  EXPECT_EQ(Counts(*fresh), (Counts{100, 101, 101}));
}

TEST(YouTube, ReadsThreadsAndReplies) {
  const ReadResult result = sample("youtube");
  EXPECT_THAT(said(result),
              ElementsAre("So pretty & warm, I love this lamp <3", "Thank you so much!",
                          "Mine broke after a week.", "It's too expensive.\nSorry & bye"));
  EXPECT_EQ(result.documents[3].respondent, "UCccc");
  EXPECT_EQ(attribute(result.documents[3], "edited"), "2026-04-02T12:00:00Z");
  EXPECT_EQ(attribute(result.documents[1], "in_reply_to"), "Ug1");
  EXPECT_EQ(skipped(result), "not_public 2");
  EXPECT_THAT(result.notes, Contains(HasSubstr("5 replies are not in the file")));
  EXPECT_FALSE(sample("youtube", {{"owner", "UCown"}}).documents[1].verbatims.at(0).scored);
  EXPECT_EQ(sample("youtube", {{"include_private", "yes"}}).documents.size(), 6U);
  EXPECT_EQ(result.shown.find("@candle"), std::string::npos);
}

TEST(YouTube, ReadsTheReferenceFiles) {
  const auto threads = read_shared("youtube", "social_youtube/commentThreads_a.json");
  if (!threads) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*threads), (Counts{14, 14, 14}));  // seven threads, 5 + 1 + 1 replies
  EXPECT_EQ(testing::first_words(*threads), "Updated comment text - modified via API");
  EXPECT_EQ(testing::last_words(*threads), "Montage");
  EXPECT_THAT(threads->notes, Contains(HasSubstr("14 replies are not in the file")));
  EXPECT_EQ(Counts(*read_shared("youtube", "social_youtube/comment_threads_by_video_paged_1.json")),
            (Counts{5, 5, 5}));
  EXPECT_EQ(Counts(*read_shared("youtube", "social_youtube/comment_threads_with_search.json")),
            (Counts{1, 1, 1}));
}

TEST(Discourse, TellsQuotesAndModerators) {
  const ReadResult result = sample("discourse");
  EXPECT_THAT(said(result),
              ElementsAre("Cracked jars", "My candle smells wonderful, but the jar was cracked.",
                          "-Tansywick candles\n\nBest candles ever.", "Who else?",
                          "-user1:\n\nthe jar was cracked", "Same here & I am annoyed.",
                          "-Thanks for telling us, we look into it."));
  EXPECT_EQ(attribute(result.documents[1], "in_reply_to"), "1");
  EXPECT_EQ(attribute(result.documents[1], "edited"), "2026-05-03T11:00:00.000Z");
  EXPECT_EQ(skipped(result), "bot 1, deleted 1, not_a_post 1, removed 1");
  EXPECT_THAT(result.notes, Contains(HasSubstr("2 posts of these topics are not in the file")));
}

// Counted apart from the adapter: stretches of text inside and outside quotes, and the title.
TEST(Discourse, ReadsTheReferenceTopic) {
  const auto result = read_shared("discourse", "social_discourse/topic_1148.json");
  if (!result) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*result), (Counts{20, 33, 22}));
  EXPECT_EQ(testing::first_words(*result), "[Support] uBlock Origin");
  EXPECT_EQ(result->documents.front().key, "18952");
  EXPECT_THAT(result->notes, Contains(HasSubstr("2 posts of these topics are not in the file")));
}

TEST(Facebook, RepairsItsTextOnce) {
  const ReadResult result = sample("facebook");
  EXPECT_THAT(said(result), ElementsAre("Lovely throws, but the parcel was late 👏",
                                        "Total skøn lampe, tænkt længe over den",
                                        "Already right: café 👍", "Already right: café 👍"));
  EXPECT_EQ(result.documents[0].respondent, "Søren Tansy");
  EXPECT_TRUE(result.documents[0].key_is_digest);
  EXPECT_EQ(result.documents[3].key, result.documents[2].key + "-2");
  EXPECT_EQ(skipped(result), "no_text 1, not_a_post 1");
  EXPECT_FALSE(sample("facebook", {{"owner", "Søren Tansy"}}).documents[0].verbatims[0].scored);
}

TEST(Facebook, ReadsGraphPagesAndPosts) {
  const Adapter& adapter = *find_adapter("facebook");
  const std::string graph =
      R"({"data":[{"created_time":"2026-01-02T03:04:05+0000","from":{"name":"A","id":"9"},)"
      R"("message":"Great shop","id":"1_2","comments":{"data":[{"created_time":)"
      R"("2026-01-02T04:04:05+0000","message":"Indeed","id":"1_3"}]}}],"paging":{}})";
  EXPECT_EQ(recognise(graph), &adapter);
  const ReadResult result = read_with(adapter, graph);
  EXPECT_THAT(said(result), ElementsAre("Great shop", "Indeed"));
  EXPECT_EQ(result.documents[0].key, "1_2");
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2026-01-02T03:04:05Z");
  const std::string posts =
      R"([{"timestamp":1538845753,"data":[{"post":"It is t\u00c3\u00a6t"}],"title":"x"}])";
  EXPECT_EQ(recognise(posts), &adapter);
  EXPECT_THAT(said(read_with(adapter, posts)), ElementsAre("It is tæt"));
}

TEST(Facebook, ReadsTheReferenceFiles) {
  const auto comments = read_shared("facebook", "social_facebook/export_comments.json");
  if (!comments) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*comments), (Counts{8, 8, 8}));
  EXPECT_EQ(testing::first_words(*comments), "REDACTED COMMENT");
  const auto reactions =
      read_shared("facebook", "social_facebook/export_posts_and_comments_reactions.json");
  EXPECT_EQ(Counts(*reactions), (Counts{0, 0, 0, 17}));
  const auto hidden = read_shared("facebook", "social_facebook/export_message_1.json");
  EXPECT_EQ(Counts(*hidden), (Counts{0, 0, 0, 7}));
  EXPECT_EQ(skipped(*hidden), "not_public 7");
  const auto messages = read_shared("facebook", "social_facebook/export_message_1.json",
                                    {{"include_private", "true"}});
  EXPECT_EQ(messages->documents.at(1).verbatims.at(0).text, "Tjek 👏");
  EXPECT_THAT(messages->documents.at(2).verbatims.at(0).text, HasSubstr("havde alligevel tænkt"));
  EXPECT_EQ(Counts(*read_shared("facebook", "social_instagram/export_post_comments.json")),
            (Counts{2, 2, 2}));
}

TEST(Feed, ReadsRssWithItsOddities) {
  const ReadResult result = sample("feed");
  EXPECT_THAT(said(result), ElementsAre("Three months with the lamp", "The lamp is beautiful.",
                                        "-Best lamp of the year", "Pairing was horrible & slow.",
                                        "Refund at last", "Ten weeks & no apology."));
  EXPECT_EQ(result.documents[0].key, "corner-1");
  EXPECT_EQ(result.documents[1].key, "https://corner.example/refund");
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2026-05-04T17:58:26Z");
  EXPECT_EQ(result.documents[0].language, "en-GB");
  EXPECT_EQ(result.documents[0].respondent, "rose");
  EXPECT_EQ(skipped(result), "no_text 1");
}

TEST(Feed, ReadsAtom) {
  const Adapter& adapter = *find_adapter("feed");
  const std::string atom =
      "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' "
      "xml:lang='de'><title>T</title>"
      "<entry><id>urn:1</id><title type='html'>Sch&amp;ouml;n</title><updated>2026-01-02T03:04:05+"
      "01:00</updated><link rel='self' href='x'/><link href='https://a.example/1'/><content "
      "type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Sehr "
      "<b>gut</b></p></div></content>"
      "<author><name>Eva</name></author></entry></feed>";
  EXPECT_EQ(recognise(atom), &adapter);
  const ReadResult result = read_with(adapter, atom);
  EXPECT_THAT(said(result), ElementsAre("Schön", "Sehr gut"));
  EXPECT_EQ(result.documents[0].key, "urn:1");
  EXPECT_EQ(result.documents[0].language, "de");
  EXPECT_EQ(attribute(result.documents[0], "link"), "https://a.example/1");
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2026-01-02T02:04:05Z");
}

TEST(Feed, CountsTheBytesOfTheFileWhateverItsEncoding) {
  const Adapter& adapter = *find_adapter("feed");
  const std::string latin =
      "<?xml version='1.0' encoding='ISO-8859-1'?>\n<rss><channel><title>\xE4\xF6\xFC</title>"
      "<item><guid>1</guid><description>caf\xE9 lovely</description></item></channel></rss>";
  const ReadResult result = read_with(adapter, latin);
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.documents[0].verbatims.at(0).text, "café lovely");
  const Place& place = result.documents[0].origin;
  EXPECT_EQ(latin.substr(place.byte, place.bytes),
            "<item><guid>1</guid><description>caf\xE9 lovely</description></item>");
  EXPECT_EQ(place.line, 2U);
}

// Counted apart from the adapter: 30 titles and 12 descriptions that hold words.
TEST(Feed, ReadsTheReferenceFiles) {
  const auto blog = read_shared("feed", "feed_rss/rss2_wordpress_entries.xml");
  if (!blog) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*blog), (Counts{30, 42, 42}));
  EXPECT_EQ(testing::first_words(*blog), "Connect 2016 Developer Workshop");
  EXPECT_EQ(format_time(*blog->documents[0].said_at), "2016-12-06T17:17:00Z");
  EXPECT_TRUE(blog->documents[0].key.starts_with("http://blog.couchbase.com/2016/"));
  const auto media = read_shared("feed", "feed_rss/granary_feed_with_audio_video.rss.xml");
  EXPECT_EQ(Counts(*media), (Counts{2, 3, 3}));  // two titles, one text beside the players
  EXPECT_EQ(testing::last_words(*media), "i'm ready to perform");
  const auto note = read_shared("feed", "feed_rss/granary_feed_with_note.rss.xml");
  EXPECT_EQ(Counts(*note), (Counts{1, 1, 1}));
  EXPECT_THAT(testing::first_words(*note), HasSubstr("something i have to say."));
}

}  // namespace
}  // namespace voxmap
