// Reviews: Google Play Console tables, Apple's feeds as JSON and XML.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinned.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::attribute;
using testing::Counts;
using ::testing::ElementsAre;
using testing::read_shared;
using testing::read_with;
using testing::ReadResult;
using testing::sample;
using testing::skipped;

// Text as UTF-16LE with its mark, the way the console writes it. Characters beyond the basic plane
// are left to the reference files.
std::string utf16(std::string_view text) {
  std::string out = "\xFF\xFE";
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    unsigned code = length == 1 ? lead : length == 2 ? lead & 0x1FU : lead & 0x0FU;
    for (std::size_t j = 1; j < length; ++j) {
      code = code << 6U | (static_cast<unsigned char>(text[i + j]) & 0x3FU);
    }
    out += static_cast<char>(code & 0xFFU);
    out += static_cast<char>(code >> 8U);
    i += length;
  }
  return out;
}

TEST(GooglePlay, ReadsRatingsEditsAndReplies) {
  const ReadResult result = sample("google_play");
  ASSERT_EQ(result.documents.size(), 5U);
  const Document& edited = result.documents[1];
  EXPECT_EQ(edited.key, "0a1b2c3d-0001-4000-8000-00000000a002");
  EXPECT_EQ(edited.ratings.at(0).milli, 5000);
  EXPECT_EQ(edited.ratings.at(0).scale, "stars");
  EXPECT_EQ(format_time(*edited.said_at), "2026-05-29T07:05:44.321Z");
  EXPECT_EQ(attribute(edited, "first_submitted"), "2026-03-04T18:40:00Z");
  EXPECT_EQ(edited.language, "de");
  ASSERT_EQ(edited.verbatims.size(), 2U);
  EXPECT_TRUE(edited.verbatims[0].scored);
  EXPECT_FALSE(edited.verbatims[1].scored);
  EXPECT_EQ(edited.verbatims[1].speaker, "Developer");
  // A rating alone has no link.
  EXPECT_EQ(result.documents[2].key, "com.tansywick.lamp/1772708400321/a54x/en");
  EXPECT_TRUE(result.documents[2].verbatims.empty());
  EXPECT_EQ(result.documents[3].key, "gp:AOqpTOEexample==");
  EXPECT_EQ(result.documents[3].language, "es-419");
  EXPECT_EQ(result.documents[3].verbatims.at(0).prompt, "Title");
  EXPECT_EQ(skipped(result), "superseded 1");
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "bad_rating");
  EXPECT_EQ(result.rejects[0].key, "0a1b2c3d-0001-4000-8000-00000000a007");
}

TEST(GooglePlay, ReadsUtf16AsDownloaded) {
  const std::string bytes = testing::sample_bytes("google_play");
  const std::string wide = utf16(bytes.substr(3));
  ASSERT_NE(recognise(wide), nullptr);
  EXPECT_EQ(recognise(wide)->name, "google_play");
  const ReadResult narrow = sample("google_play");
  const ReadResult result = testing::read_with(*find_adapter("google_play"), wide);
  ASSERT_EQ(result.documents.size(), narrow.documents.size());
  for (std::size_t i = 0; i < result.documents.size(); ++i) {
    EXPECT_EQ(result.documents[i].key, narrow.documents[i].key);
    ASSERT_EQ(result.documents[i].verbatims.size(), narrow.documents[i].verbatims.size());
    for (std::size_t j = 0; j < result.documents[i].verbatims.size(); ++j) {
      const Verbatim& verbatim = result.documents[i].verbatims[j];
      EXPECT_EQ(verbatim.text, narrow.documents[i].verbatims[j].text);
      EXPECT_EQ(verbatim.origin.byte % 2, 0U);
    }
  }
}

TEST(GooglePlay, ReadsTheReferenceMonth) {
  const auto result =
      read_shared("google_play", "review_googleplay/reviews_didacticjesusgame_202511.csv");
  if (!result) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*result), (Counts{2, 3, 2}));
  EXPECT_EQ(testing::first_words(*result), "muito bom");
  EXPECT_EQ(testing::last_words(*result), "オフラインでも遊べる。\nThank you for your reply.");
  EXPECT_EQ(result->documents[1].ratings.at(0).milli, 3000);
}

TEST(AppStore, ReadsJsonFeeds) {
  const ReadResult result = sample("app_store");
  ASSERT_EQ(result.documents.size(), 2U);
  const Document& review = result.documents[0];
  EXPECT_EQ(review.key, "8800000001");
  EXPECT_EQ(review.respondent, "https://itunes.apple.com/gb/reviews/id900000001");
  EXPECT_EQ(review.ratings.at(0).milli, 1000);
  EXPECT_EQ(format_time(*review.said_at), "2026-04-03T15:12:45Z");
  EXPECT_EQ(review.verbatims.at(1).text,
            "The dimmer <3 is lovely, but the app crashes every evening at nine.\nSupport never "
            "answered.");
  EXPECT_FALSE(result.documents[1].said_at);
  EXPECT_THAT(result.notes, ::testing::Contains(::testing::HasSubstr("1 reviews without a time")));
  EXPECT_EQ(skipped(result), "not_a_review 1");
  EXPECT_EQ(result.rejects.at(0).reason, "missing_id");
  EXPECT_EQ(result.shown.find("Wick Watcher"), std::string::npos);
}

TEST(AppStore, ReadsASingleReviewAndConnectPages) {
  const Adapter& adapter = *find_adapter("app_store");
  const std::string one =
      R"({"feed":{"entry":{"id":{"label":"7"},"im:rating":{"label":"4"},"title":{"label":"Good"},)"
      R"("content":{"label":"It works."}}}})";
  EXPECT_EQ(recognise(one), &adapter);
  ASSERT_EQ(testing::read_with(adapter, one).documents.size(), 1U);
  const std::string connect =
      R"({"data":[{"type":"customerReviews","id":"00000000-aaaa","attributes":{"rating":2,)"
      R"("title":"Meh","body":"Too slow","reviewerNickname":"nick","territory":"GBR",)"
      R"("createdDate":"2026-01-02T03:04:05-08:00"}},{"type":"apps","id":"1"}]})";
  EXPECT_EQ(recognise(connect), &adapter);
  const ReadResult result = testing::read_with(adapter, connect);
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.documents[0].ratings.at(0).milli, 2000);
  EXPECT_EQ(attribute(result.documents[0], "territory"), "GBR");
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2026-01-02T11:04:05Z");
  EXPECT_EQ(skipped(result), "not_a_review 1");
}

TEST(AppStoreXml, TakesTheTextAndNotItsTable) {
  const ReadResult result = sample("app_store_xml");
  ASSERT_EQ(result.documents.size(), 2U);
  EXPECT_EQ(result.documents[0].verbatims.at(1).text,
            "The dimmer <3 is lovely, but the app crashes every evening at nine.\nSupport never "
            "answered & the chat is a robot.");
  EXPECT_EQ(attribute(result.documents[0], "app_version"), "2.4.1");
  EXPECT_EQ(result.documents[1].verbatims.at(1).text,
            "Pretty & bright. Wish there were <more> colours.");
  EXPECT_EQ(skipped(result), "not_a_review 1");
}

TEST(AppStoreXml, RefusesWhatIsNoXml) {
  const Adapter& adapter = *find_adapter("app_store_xml");
  std::string cut = testing::sample_bytes("app_store_xml");
  cut.resize(cut.size() / 2);
  EXPECT_THROW(testing::read_with(adapter, cut), Error);
  EXPECT_THROW(testing::read_with(adapter, ""), Error);
  // An entity that grows without end stays what it is.
  const std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE feed [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
      "<feed xmlns:im=\"http://itunes.apple.com/rss\"><entry><id>1</id><im:rating>3</im:rating>"
      "<content type=\"text\">so &b; it is</content></entry></feed>";
  const ReadResult result = testing::read_with(adapter, bomb);
  EXPECT_EQ(result.documents.at(0).verbatims.at(0).text, "so &b; it is");
}

TEST(AppStoreXml, ReadsTheReferenceFeed) {
  const auto result =
      read_shared("app_store_xml", "review_appstore/itunes_customerreviews.atom.xml");
  if (!result) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*result), (Counts{50, 100, 100}));
  EXPECT_EQ(testing::first_words(*result), "髪型追加してもらいたい");
  EXPECT_EQ(result->documents.front().key, "6310006838");
  EXPECT_TRUE(testing::last_words(*result).ends_with("早く直して欲しいです！"));
}

TEST(AppStore, ReadsAnswersCountriesAndPagesInAnArray) {
  const Adapter& adapter = *find_adapter("app_store");
  const std::string connect =
      R"({"data":[{"type":"customerReviews","id":"a","attributes":{"rating":2,"body":"Drains."},)"
      R"("relationships":{"response":{"data":{"id":"r"}}}}],"included":[{"type":)"
      R"("customerReviewResponses","id":"r","attributes":{"responseBody":"Sorry."}}]})";
  const ReadResult answered = read_with(adapter, connect);
  ASSERT_EQ(answered.documents.at(0).verbatims.size(), 2U);
  EXPECT_EQ(answered.documents[0].verbatims[1].speaker, "Developer");
  EXPECT_FALSE(answered.documents[0].verbatims[1].scored);
  const std::string feeds =
      R"([{"feed":{"entry":{"im:rating":{"label":"4"},"id":{"label":"1"},"content":{"label":)"
      R"("Fine"}},"id":{"label":"https://itunes.apple.com/de/rss/customerreviews/id=1/json"}}}])";
  EXPECT_EQ(recognise(feeds), &adapter);
  EXPECT_EQ(testing::attribute(read_with(adapter, feeds).documents.at(0), "country"), "de");
}

TEST(ReviewsJson, ReadsEveryShapeOfItsSample) {
  const ReadResult result = sample("reviews_json");
  ASSERT_EQ(result.documents.size(), 5U);
  std::vector<std::string> said;
  for (const Document& d : result.documents) {
    std::string& line = said.emplace_back();
    for (const auto& r : d.ratings) line += std::to_string(r.milli / 1000);
    for (const Verbatim& v : d.verbatims)
      line += (v.scored ? "|" : "|-" + v.speaker + " ") + v.text;
  }
  EXPECT_THAT(said, ElementsAre("5|Lovely lamps|The app found my lamp at once, a joy to use."
                                "|-Developer Thank you, Ines!",
                                "2|Die Schlange war endlos.|-Translation The queue was endless."
                                "|-Company We are opening a second till.",
                                "1|Never again|My parcel took six weeks and nobody answers."
                                "|-Company We are sorry to read this.",
                                "1|It crashes on every start.|-Company An update is on its way.",
                                "4|Good cushions, slow till."));
  EXPECT_EQ(result.documents[0].language, "en-GB");
  EXPECT_EQ(testing::at(result.documents[0]), "2026-03-03T12:20:00.250Z");
  EXPECT_EQ(result.documents[1].key, "bp-tansy-02");
  EXPECT_EQ(result.documents[2].respondent, "c-77");
  EXPECT_TRUE(result.documents[4].key_is_digest);
  for (const Document& d : result.documents) EXPECT_FALSE(d.identifying.empty());
}

TEST(ReviewsJson, IsRecognisedInPagesOfEveryService) {
  const Adapter* const adapter = find_adapter("reviews_json");
  for (const char* const page :
       {R"({"reviews":[{"reviewId":"1","comments":[{"userComment":{"text":"x"}}]}]})",
        R"({"type":"FeatureCollection","features":[{"properties":{"five_star_rating_published":4,)"
        R"("review_text_published":"x"}}]})",
        R"({"result":{"reviews":[{"author_name":"a","rating":4,"text":"x"}]}})",
        R"({"data":[{"published_date":"2026-01-01","rating":2,"text":"x"}]})",
        R"([{"id":"1","userName":"a","score":5,"text":"x","userUrl":"u"}])",
        R"({"reviewerID":"a","asin":"b","reviewText":"x","overall":5.0})"}) {
    ASSERT_EQ(recognise(page), adapter) << page;
    const ReadResult result = read_with(*adapter, page);
    ASSERT_EQ(result.documents.size(), 1U) << page;
    EXPECT_EQ(testing::first_words(result), "x");
  }
  // A survey with stars and words is none.
  EXPECT_NE(recognise(R"([{"id":1,"rating":5,"text":"It was fine"}])"), adapter);
}

// Tables of App Store Connect, Trustpilot and Amazon: what the company answered is no review.
TEST(ReviewTables, ResponsesAreTheCompanys) {
  const auto table = [](const std::string& csv) {
    EXPECT_EQ(recognise(csv), find_adapter("survey_csv"));
    return read_with(*find_adapter("survey_csv"), csv, "reviews.csv");
  };
  const ReadResult apple = table(
      "App ID,Review ID,Territory,Rating,Title,Review,Nickname,Created Date,Response Body,Response "
      "Date\n1234,87a,DEU,1,It crashes,The app crashes when I pair the lamp,lampfan,"
      "2026-03-02T09:14:05-08:00,Thank you dear customer we mend that in the next version,"
      "2026-03-04T00:00:00-08:00\n"
      "1234,87b,USA,5,Great,It pairs in a second and looks "
      "nice,rosie,2026-03-03T09:14:05-08:00,,\n");
  ASSERT_EQ(apple.documents.size(), 2U);
  EXPECT_EQ(format_time(*apple.documents[0].said_at), "2026-03-02T17:14:05Z");
  ASSERT_EQ(apple.documents[0].verbatims.size(), 2U);
  EXPECT_EQ(apple.documents[0].verbatims[1].prompt, "Review");
  const ReadResult trust = table(
      "Review ID,Created At,Stars,Title,Content,Consumer Name,Consumer ID,Company Reply\n"
      "65a,2026-03-02T09:14:05Z,1,Never again,The lamp broke on day two and nobody answered,Rose "
      "T.,"
      "5f00aa,We are sorry about this\n");
  EXPECT_EQ(trust.documents.at(0).respondent, "5f00aa");
  EXPECT_EQ(trust.documents.at(0).identifying, std::vector<std::string>{"Rose T."});
  const ReadResult amazon = table(
      "Date,Customer Name,Rating,Review Title,Body,ASIN\n"
      "\"Reviewed in the United States on March 2, 2026\",Rose,1.0 out of 5 stars,Broke,The lamp "
      "broke "
      "on the second day and nobody cared,B0A\n"
      "\"Reviewed in the United Kingdom on 13 March 2026\",Otto,5.0 out of 5 stars,Lovely,Bright "
      "and "
      "pretty and my daughter loves it,B0A\n");
  ASSERT_EQ(amazon.documents.size(), 2U);
  EXPECT_EQ(format_time(*amazon.documents[1].said_at), "2026-03-13T00:00:00Z");
  EXPECT_EQ(amazon.documents[1].ratings.at(0).milli, 5000);
  EXPECT_EQ(amazon.documents[1].verbatims.size(), 2U);
}

TEST(ReviewsJson, SteamRecommendsOrDoesNot) {
  const std::string page =
      R"({"success":1,"reviews":[{"recommendationid":"15","author":{"steamid":"765"},"language":)"
      R"("english","review":"It crashes a lot","timestamp_created":1772442845,"timestamp_updated":)"
      R"(1772442845,"voted_up":false,"developer_response":"We mend it"}],"cursor":"A"})";
  EXPECT_EQ(recognise(page), find_adapter("reviews_json"));
  const ReadResult result = read_with(*find_adapter("reviews_json"), page, "steam.json");
  const Document& review = result.documents.at(0);
  EXPECT_EQ(review.key, "15");
  EXPECT_EQ(review.respondent, "765");
  EXPECT_EQ(format_time(*review.said_at), "2026-03-02T09:14:05Z");
  EXPECT_EQ(attribute(review, "recommended"), "false");
  ASSERT_EQ(review.verbatims.size(), 2U);
  EXPECT_FALSE(review.verbatims[1].scored);
}

}  // namespace
}  // namespace voxmap
