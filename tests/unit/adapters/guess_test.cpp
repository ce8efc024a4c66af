// What the survey adapter makes of a table that nobody described.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey_read.hpp"

namespace voxmap {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing_survey::All;
using testing_survey::read;

const std::string kText =
    "Response ID,Submitted at,Customer ID,E-mail,How likely are you to recommend us? (0-10),"
    "How satisfied were you? (1-5),What could we do better?,Country\n"
    "a1,2026-03-01T10:00:00Z,c7,x@y.example,0,5,The app is too slow on my phone,NL\n"
    "a2,2026-03-02T10:00:00Z,c8,z@y.example,10,4,Nothing to add here at all,NL\n"
    "a3,2026-03-03T10:00:00Z,c9,,9,3,-,BE\n";

TEST(Guess, FindsTheRolesAndSaysWhy) {
  const All all = read(kSurveyCsv, kText);
  ASSERT_EQ(all.documents.size(), 3U);
  const Document& d = all.documents[0];
  EXPECT_EQ(d.key, "a1");
  EXPECT_EQ(d.respondent, "c7");
  ASSERT_EQ(d.ratings.size(), 2U);
  EXPECT_EQ(d.ratings[0].scale, "nps");
  EXPECT_EQ(d.ratings[0].milli, 0);
  EXPECT_EQ(d.ratings[1].scale, "csat");
  ASSERT_EQ(d.verbatims.size(), 1U);
  EXPECT_EQ(d.verbatims[0].prompt, "What could we do better?");
  ASSERT_EQ(d.attributes.size(), 1U);
  EXPECT_EQ(d.attributes[0].name, "Country");
  EXPECT_TRUE(all.documents[2].verbatims.empty());
  EXPECT_THAT(all.notes, Contains(HasSubstr("'E-mail' dropped: e-mail")));
  EXPECT_THAT(all.notes, Contains(HasSubstr("rating nps")));
}

TEST(Guess, WithoutAnIdTheRowIsTheKeyAndEqualRowsDiffer) {
  const std::string text =
      "Timestamp,Colour\n9/6/2018 0:06:16,red\n9/6/2018 0:06:16,red\n9/6/2018 0:06:16,blue\n";
  const All all = read(kSurveyCsv, text);
  ASSERT_EQ(all.documents.size(), 3U);
  EXPECT_EQ(all.documents[0].key + "-2", all.documents[1].key);
  EXPECT_NE(all.documents[0].key, all.documents[2].key);
  // Not the row's number: a row put in front changes no key.
  const All more = read(kSurveyCsv, "Timestamp,Colour\n9/6/2018 0:06:16,green\n" + text.substr(17));
  EXPECT_EQ(more.documents.at(1).key, all.documents[0].key);
}

TEST(Guess, InfersTheOrderOfDayAndMonth) {
  const All day = read(kSurveyCsv, "id,Submitted at\n1,13/02/2026 10:00\n2,01/03/2026 10:00\n");
  EXPECT_EQ(format_date(*day.documents.at(1).said_at), "2026-03-01");
  const All order =
      read(kSurveyCsv, "id,Submitted at\n1,01/02/2026\n2,02/02/2026\n3,03/02/2026\n4,01/03/2026\n");
  EXPECT_EQ(format_date(*order.documents.at(3).said_at), "2026-03-01");
  const All none = read(kSurveyCsv, "id,Submitted at\n1,01/03/2026 10:00\n");
  EXPECT_THAT(none.notes, Contains(HasSubstr("assumed to have the month first")));
  const All told = read(kSurveyCsv, "id,Submitted at\n1,01/03/2026 10:00\n", nullptr,
                        {{"date_order", "dmy"}, {"zone", "Europe/Amsterdam"}});
  EXPECT_EQ(format_time(*told.documents.at(0).said_at), "2026-03-01T09:00:00Z");
}

TEST(Guess, YesAndNoAreNoScoresNorChoicesVerbatims) {
  const All all =
      read(kSurveyCsv,
           "id,Would you recommend this course?,Your plan\n1,1,I take the yearly plan\n"
           "2,0,I take the yearly plan\n3,1,I take the yearly plan\n4,1,I take the yearly plan\n");
  EXPECT_TRUE(all.documents.at(0).ratings.empty());
  EXPECT_TRUE(all.documents[0].verbatims.empty());
  EXPECT_EQ(all.documents[0].attributes.size(), 2U);
}

TEST(Guess, TheLabelOfABoxThatWasTickedIsNoVerbatim) {
  const All all = read(kSurveyCsv,
                       "id,Which of these?\n1,Not selected\n2,Not selected\n3,Not selected\n"
                       "4,I talked with a friend or friends about what had happened that day.\n"
                       "5,Not selected\n6,Not selected\n");
  EXPECT_TRUE(all.documents.at(3).verbatims.empty());
  EXPECT_EQ(all.documents[3].attributes.size(), 1U);
}

TEST(Guess, LettersThatRWroteAsCodePointsAreLettersAgain) {
  const All all = read(kSurveyCsv,
                       "id,Comment\n1,<U+041E><U+043A> it is fine <U+ZZZZ> <U+D800> <U+12\n"
                       "2,It is rather slow here\n");
  EXPECT_EQ(all.documents.at(0).verbatims.at(0).text,
            "\u041e\u043a it is fine <U+ZZZZ> <U+D800> <U+12");
  EXPECT_THAT(all.notes, Contains(HasSubstr("2 letters written as <U+hhhh>")));
}

TEST(Guess, WordsOfAScaleAreRatings) {
  const auto rating = [](const std::string& cells) {
    const All all = read(kSurveyCsv, "id,How was it?\n" + cells);
    std::string out;
    for (const Document& d : all.documents) {
      out += (out.empty() ? "" : " ");
      out += d.ratings.empty() ? "-" : std::to_string(d.ratings[0].milli / 1000);
    }
    const Document& first = all.documents.at(0);
    return first.ratings.empty() ? out : first.ratings[0].definition + ": " + out;
  };
  EXPECT_EQ(rating("1,Very satisfied\n2,Neutral\n3,\n4,very dissatisfied\n"), "csat_1_5: 5 3 - 1");
  EXPECT_EQ(rating("1,Sehr zufrieden\n2,Eher unzufrieden\n"), "csat_1_5: 5 2");
  EXPECT_EQ(rating("1,Pas du tout d\u2019accord\n2,Tout \u00e0 fait d'accord\n"),
            "agreement_1_5: 1 5");
  EXPECT_EQ(rating("1,Strongly agree\n2,Somewhat agree\n3,Agree\n4,Disagree\n"),
            "agreement_1_7: 7 5 6 2");
  EXPECT_EQ(rating("1,Muy f\u00e1cil\n2,Ni f\u00e1cil ni dif\u00edcil\n"), "ces_1_5: 5 3");
  // Nothing that tells a scale: consent, one answer alone, other words among them.
  EXPECT_EQ(rating("1,Agree\n2,Disagree\n3,Agree\n"), "- - -");
  EXPECT_EQ(rating("1,Very satisfied\n2,Very satisfied\n"), "- -");
  EXPECT_EQ(rating("1,Very satisfied\n2,Neutral\n3,Blue\n"), "- - -");
}

TEST(Guess, AnswersOutsideAScaleOfWordsAreKept) {
  const All all = read(kSurveyCsv,
                       "id,How satisfied are you?\n1,Very satisfied\n2,Don't know\n"
                       "3,Dissatisfied\n4,Very dissatisfied\n");
  EXPECT_TRUE(all.documents.at(1).ratings.empty());
  ASSERT_EQ(all.documents[1].attributes.size(), 1U);
  EXPECT_EQ(all.documents[1].attributes[0].value, "Don't know");
  EXPECT_EQ(all.documents.at(2).ratings.at(0).milli, 2000);
}

TEST(Guess, AgreementThatItWasEasyIsTheEffortScore) {
  const All all = read(kSurveyCsv,
                       "id,The company made it easy to solve my problem\n1,Strongly agree\n"
                       "2,Somewhat disagree\n3,Disagree\n");
  ASSERT_EQ(all.documents.at(1).ratings.size(), 1U);
  EXPECT_EQ(all.documents[1].ratings[0].definition, "ces_1_7");
  EXPECT_EQ(all.documents[1].ratings[0].milli, 3000);
  const Mapping mapping = parse_mapping("[[rating]]\ncolumn = \"#2\"\nscale = \"ces\"\n", "m.toml");
  const All mapped =
      read(kSurveyCsv, "id,Easy?\n1,Strongly agree\n2,Somewhat disagree\n", &mapping);
  EXPECT_EQ(mapped.documents.at(1).ratings.at(0).milli, 3000);
}

TEST(Guess, AColumnThatCountsRowsIsNoKey) {
  const All all = read(kSurveyCsv, ",colour,size\n1,red,3\n2,blue,4\n3,green,5\n");
  EXPECT_THAT(all.documents.at(0).key, testing::StartsWith("row-"));
  EXPECT_EQ(all.documents[0].attributes.size(), 2U);
}

// Scripts without blanks between words: sentences all the same.
TEST(Guess, SentencesWithoutBlanksAreVerbatims) {
  const auto verbatims = [](const std::string& a, const std::string& b, const std::string& c) {
    const All all = read(kSurveyCsv, "id,q\n1," + a + "\n2," + b + "\n3," + c + "\n");
    std::size_t n = 0;
    for (const Document& d : all.documents) n += d.verbatims.size();
    return n;
  };
  EXPECT_EQ(verbatims("配達がとても遅かったです", "店員さんがとても親切でした",
                      "アプリがすぐに落ちてしまいます"),
            3U);
  EXPECT_EQ(verbatims("送货实在太慢了让人失望", "店员非常热情周到很满意", "手机应用总是打不开很烦"),
            3U);
  EXPECT_EQ(verbatims("男性", "女性", "その他"), 0U);
}

TEST(Guess, WhatACompanyAnswersIsNoVerbatimAndTitlesOfReviewsAre) {
  const All all = read(kSurveyCsv,
                       "Review Id,Reviewer Name,Title,Review Content,score,Company Reply\n"
                       "r1,Mia Berg,Bad,It took six weeks to arrive,1,We are very sorry about it\n"
                       "r2,Jo Ann,Super,The delivery was quick and kind,5,Thank you for the words\n"
                       "r3,Al Foo,Okay,It was fine but not much more,3,Tell us what we can do\n");
  ASSERT_EQ(all.documents.size(), 3U);
  const Document& d = all.documents[0];
  ASSERT_EQ(d.verbatims.size(), 2U);
  EXPECT_EQ(d.verbatims[0].text, "Bad");
  EXPECT_EQ(d.verbatims[1].text, "It took six weeks to arrive");
  ASSERT_EQ(d.ratings.size(), 1U);
  EXPECT_EQ(d.ratings[0].definition, "stars_1_5");
  ASSERT_EQ(d.attributes.size(), 1U);
  EXPECT_EQ(d.attributes[0].name, "Company Reply");
  EXPECT_THAT(all.notes, Contains(HasSubstr("'Company Reply' kept as an attribute")));
  // "Response" is what respondents give; a score that nothing explains is none.
  const All survey = read(kSurveyCsv,
                          "id,Response,score\n1,It took six weeks to arrive,1\n"
                          "2,The delivery was quick and kind,5\n3,It was fine but no more,3\n");
  EXPECT_EQ(survey.documents.at(0).verbatims.size(), 1U);
  EXPECT_TRUE(survey.documents[0].ratings.empty());
}

TEST(Guess, ATitleMadeOfTheTextsFirstWordsIsNotScoredTwice) {
  const All all =
      read(kSurveyCsv,
           "rating,date,title,review\n"
           "1,2026-03-29T04:41:01Z,I waited six weeks,I waited six weeks. Nobody came.\n"
           "1,2026-03-29T04:41:02Z,I waited for…,I waited forever and nobody came at all\n"
           "5,2026-03-30T04:41:01Z,The lamp is great,The lamp is greater than it looks\n"
           "5,2026-03-31T04:41:01Z,Great service,Great service and a quick delivery\n"
           "4,2026-04-01T04:41:01Z,All good here,All good here\n");
  std::vector<bool> scored;
  for (const Document& d : all.documents) scored.push_back(d.verbatims.at(0).scored);
  EXPECT_THAT(scored, testing::ElementsAre(false, false, true, true, false));
  EXPECT_THAT(all.notes, Contains("3 titles only repeat how the text begins: kept, not scored"));
}

TEST(Guess, WhatIsAskedForIsNotWhenItWasAnswered) {
  const All all = read(
      kSurveyCsv,
      "Date you accepted this job offer,What did we do well?,Conversion Date,fbclid,"
      "Zip/Post Code,Date of birth\n"
      "26/08/2025,Workshops and talks were great,2025-09-04 12:35:06,IwAR0,1012,1990-01-02\n"
      "15/08/2025,Interview practice helped me most,2025-08-19 10:18:02,IwAR1,1013,1991-01-02\n");
  ASSERT_EQ(all.documents.size(), 2U);
  EXPECT_EQ(all.documents[0].said_at_text, "2025-09-04 12:35:06");
  ASSERT_EQ(all.documents[0].attributes.size(), 1U);
  EXPECT_EQ(all.documents[0].attributes[0].value, "26/08/2025");
  EXPECT_THAT(all.notes, Contains(HasSubstr("'fbclid' dropped: click ids")));
  EXPECT_THAT(all.notes, Contains(HasSubstr("'Zip/Post Code' dropped: addresses")));
  EXPECT_THAT(all.notes, Contains(HasSubstr("'Date of birth' dropped: dates of birth")));
  // Where nothing else tells, a question may.
  const All alone = read(kSurveyCsv,
                         "On which date did you visit us?,What did we do well?\n"
                         "26/08/2025,Workshops and talks were great\n"
                         "15/08/2025,Interview practice helped me most\n");
  EXPECT_EQ(alone.documents.at(0).said_at_text, "26/08/2025");
}

TEST(Guess, ATimeOfDaySaysMoreThanADayAndACategoryIsNoVerbatim) {
  const All all =
      read(kSurveyCsv,
           "ticket_id,created_date,created_datetime,issue_type,customer_comment\n"
           "T1,2025-10-01,2025-10-01 08:42,Payment terminal shows an error,It took too long\n"
           "T2,2025-10-01,2025-10-01 08:59,Software install or update request,Very friendly\n"
           "T3,2025-10-02,2025-10-02 09:16,Register is freezing or crashing,Good help\n");
  ASSERT_EQ(all.documents.size(), 3U);
  EXPECT_EQ(all.documents[0].said_at_text, "2025-10-01 08:42");
  ASSERT_EQ(all.documents[0].verbatims.size(), 1U);
  EXPECT_EQ(all.documents[0].verbatims[0].text, "It took too long");
}

TEST(Guess, WhatWasRankedIsNoVerbatim) {
  const All all =
      read(kSurveyCsv,
           "What do you use?,Put these in order. [Rank 1],Put these in order. [Rank 2]\n"
           "Lamps,Find the right lamp for me.,Compare lamps by their light.\n"
           "Lights,Compare lamps by their light.,Sort lamps by room and by price.\n"
           "Both,Sort lamps by room and by price.,Find the right lamp for me.\n");
  for (const Document& d : all.documents) EXPECT_TRUE(d.verbatims.empty());
  EXPECT_EQ(all.documents.at(0).attributes.size(), 3U);
}

TEST(Guess, PeopleAreNoKeysAndNotesOfATeamNoVerbatims) {
  const All hotjar = read(kSurveyCsv,
                          "Number,Date Submitted,Hotjar User ID,What could we improve?\n"
                          "1,2026-03-02 09:14:05,aa11,The checkout asked for my card three times\n"
                          "2,2026-03-02 10:14:05,aa12,Nothing since it was quick and clear\n");
  EXPECT_TRUE(hotjar.documents.at(0).key_is_digest);
  EXPECT_EQ(hotjar.documents.at(0).respondent, "aa11");
  const All score =
      read(kSurveyCsv,
           "Response ID,Score,Comment,Created at,Survey type,Notes\n"
           "101,3,The courier lost it and no one cared,2026-03-02 09:14:05 UTC,NPS,"
           "I called her back and she is angry\n"
           "102,10,Great lamp and lovely people there,2026-03-03 09:14:05 UTC,NPS,\n");
  ASSERT_EQ(score.documents.at(0).ratings.size(), 1U);
  EXPECT_EQ(score.documents[0].ratings[0].scale, "nps");
  EXPECT_EQ(score.documents[0].verbatims.size(), 1U);
}

TEST(Guess, AverageOfAPlaceAndTranslationsAreNoReviews) {
  const All place = read(
      kSurveyCsv,
      "rating,review_id,author_title,author_id,review_text,owner_answer,owner_answer_timestamp_"
      "datetime_utc,review_rating,review_datetime_utc,translated review_text\n"
      "4.4,Ch1,Rose T.,111,Slow service but kind people in the shop,Sorry to hear that Rose,"
      "2026-03-03 10:00:00,2,2026-03-02 09:14:05,Slow service but kind people in a shop\n"
      "4.4,Ch2,Otto,112,Very quick and very kind people here,,,5,2026-03-13 09:14:05,Very quick "
      "and "
      "very kind people there\n");
  const Document& first = place.documents.at(0);
  EXPECT_EQ(first.key, "Ch1");
  EXPECT_EQ(first.respondent, "111");
  EXPECT_EQ(format_time(*first.said_at), "2026-03-02T09:14:05Z");
  ASSERT_EQ(first.ratings.size(), 1U);
  EXPECT_EQ(first.ratings[0].milli, 2000);
  EXPECT_EQ(first.verbatims.size(), 1U);
  EXPECT_EQ(first.identifying, std::vector<std::string>{"Rose T."});
}

TEST(Guess, AColumnMaySayWhoSpeaks) {
  const All all = read(kSurveyCsv,
                       "conversation_id,timestamp,sender_type,sender,message\n"
                       "1,2026-03-02T09:14:05Z,customer,rose,My lamp broke and nobody answers\n"
                       "1,2026-03-02T09:15:05Z,agent,ida,I am so sorry about that Rose\n"
                       "2,2026-03-02T10:15:05Z,customer,otto,Where is my box of candles\n"
                       "2,2026-03-02T10:16:05Z,Bot,helper,Please tell me your order number\n");
  ASSERT_EQ(all.documents.size(), 4U);
  EXPECT_TRUE(all.documents[0].verbatims.at(0).scored);
  EXPECT_EQ(all.documents[0].verbatims.at(0).speaker, "Customer");
  EXPECT_FALSE(all.documents[1].verbatims.at(0).scored);
  EXPECT_EQ(all.documents[1].verbatims.at(0).speaker, "Agent");
  EXPECT_EQ(all.documents[3].verbatims.at(0).speaker, "Bot");
  // A role in a survey is a respondent's own.
  const All survey = read(kSurveyCsv,
                          "id,Role,comment\n1,user,My lamp broke and nobody answers\n"
                          "2,admin,Where is my box of candles\n");
  EXPECT_TRUE(survey.documents.at(1).verbatims.at(0).scored);
}

}  // namespace
}  // namespace voxmap
