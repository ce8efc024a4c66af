// Support tickets: whose words are whose in Zendesk, Intercom, Freshdesk, Gorgias and Salesforce.
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

// "Customer: words", with a mark at those that are not scored.
std::vector<std::string> said(const Document& document) {
  std::vector<std::string> out;
  for (const Verbatim& verbatim : document.verbatims) {
    out.push_back((verbatim.scored ? "" : "-") + verbatim.speaker + ": " + verbatim.text);
  }
  return out;
}

TEST(Zendesk, ScoresEndUsersAndNobodyElse) {
  const ReadResult result = sample("zendesk");
  ASSERT_EQ(result.documents.size(), 3U);
  EXPECT_THAT(said(result.documents[0]),
              ElementsAre("Customer: The glass of the lamp was broken and nobody answers the "
                          "phone. Rose Tansley",
                          "-Agent: I am sorry to hear that! A new lamp leaves our warehouse today.",
                          "-Quoted: > A new lamp leaves our warehouse today.",
                          "Customer: It came this morning, thank you, I am delighted.",
                          "-Bot: Call to: +44 20 7946 0101\nCall duration: 4 minutes",
                          "Customer: Quick and friendly help."));
  EXPECT_EQ(attribute(result.documents[0], "internal_notes"), "1");
  EXPECT_EQ(attribute(result.documents[0], "satisfaction"), "good");
  EXPECT_THAT(result.documents[0].identifying, Contains("rose@example.com"));
  // An agent opened this one for a caller.
  EXPECT_THAT(said(result.documents[1]),
              ElementsAre("-Agent: Customer is angry that the refund takes ten weeks."));
  EXPECT_EQ(result.documents[2].respondent, "9000000000102");
  EXPECT_EQ(skipped(result), "deleted 1, sample_ticket 1, superseded 1");
  EXPECT_EQ(result.shown.find("192.0.2.7"), std::string::npos);
}

TEST(Zendesk, ShowsNotesAndScoresReportsWhenAsked) {
  const ReadResult notes = sample("zendesk", {{"include_internal", "true"}});
  EXPECT_THAT(said(notes.documents[0]), Contains("-Note: She has complained before, be generous."));
  const ReadResult calls = sample("zendesk", {{"score_reported", "true"}});
  EXPECT_TRUE(calls.documents[1].verbatims.at(0).scored);
  EXPECT_THROW(sample("zendesk", {{"score_reported", "perhaps"}}), Error);
}

TEST(Zendesk, TellsVoicesWithoutPeople) {
  const std::string comments =
      R"({"comments":[{"id":1,"author_id":7,"plain_body":"It broke","public":true,)"
      R"("created_at":"2026-01-01T00:00:00Z"},{"id":2,"author_id":8,"plain_body":"Sorry",)"
      R"("public":true,"created_at":"2026-01-02T00:00:00Z"},{"id":3,"author_id":7,)"
      R"("html_body":"<p>It is <b>fine</b> now</p>","public":true,)"
      R"("created_at":"2026-01-03T00:00:00Z"}],"count":3})";
  const Adapter& adapter = *find_adapter("zendesk");
  EXPECT_EQ(recognise(comments), &adapter);
  const ReadResult result = read_with(adapter, comments);
  EXPECT_THAT(said(result.documents.at(0)),
              ElementsAre("Customer: It broke", "-Agent: Sorry", "Customer: It is fine now"));
  EXPECT_THAT(result.notes, Contains(HasSubstr("does not say who its people are")));
  // Lines, people first: known from then on.
  const ReadResult lines = read_with(
      adapter,
      "{\"users\":[{\"id\":7,\"role\":\"agent\"},{\"id\":9,\"role\":\"end-user\"}]}\n"
      "{\"id\":5,\"requester_id\":9,\"submitter_id\":9,\"created_at\":\"2026-01-01T00:00:00Z\","
      "\"description\":\"Too late\",\"comments\":[{\"id\":1,\"author_id\":9,\"body\":\"Too "
      "late\",\"public\":true},{\"id\":2,\"author_id\":7,\"body\":\"Sorry\",\"public\":true}]}\n");
  EXPECT_THAT(said(lines.documents.at(0)), ElementsAre("Customer: Too late", "-Agent: Sorry"));
  EXPECT_THAT(lines.notes, ::testing::Not(Contains(HasSubstr("does not say"))));
}

// By hand: of nine comments four are the vendor's sample, one is a note, and the other four are the
// account owner's: he is every ticket's assignee, and the requester of two.
TEST(Zendesk, ReadsTheReferenceFiles) {
  const auto comments = read_shared("zendesk", "ticket_zendesk/comments_by_ticket.json");
  if (!comments) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*comments), (Counts{3, 4, 0, 1}));
  EXPECT_EQ(testing::first_words(*comments), "Reply to testticket to testUser");
  EXPECT_EQ(testing::last_words(*comments), "Note that this is a Public reply to a ticket");
  for (const char* const file : {"incremental_tickets.json", "list_tickets.json"}) {
    const auto tickets = read_shared("zendesk", std::string("ticket_zendesk/") + file);
    ASSERT_TRUE(tickets);
    EXPECT_EQ(Counts(*tickets), (Counts{3, 3, 0, 1}));
    EXPECT_EQ(skipped(*tickets), "sample_ticket 1");
    EXPECT_EQ(testing::last_words(*tickets), "This is a test ticket created via Nango action");
  }
}

TEST(Intercom, TellsUsersFromBotsAndAdmins) {
  const ReadResult result = sample("intercom");
  ASSERT_EQ(result.documents.size(), 3U);
  EXPECT_THAT(
      said(result.documents[0]),
      ElementsAre(
          "Customer: The app says \"lamp not found\".\n\nI have tried <three> times & give up.",
          "-Bot: Did our article help you?", "Customer: No, it is useless.",
          "-Agent: Let me look into that for you.", "Customer: It works now, brilliant!",
          "Customer: Slow start, great ending."));
  EXPECT_EQ(result.documents[0].ratings.at(0).milli, 4000);
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2026-03-06T12:26:40Z");
  EXPECT_THAT(said(result.documents[1]), ElementsAre("-Agent: How do you like your new throw?",
                                                     "Customer: It is so soft, I love it."));
  EXPECT_THAT(said(result.documents[2]),
              ElementsAre("Customer: Plain text: 3 < 5 candles arrived"));
  EXPECT_THAT(result.notes, Contains(HasSubstr("1 conversations with their first message only")));
  EXPECT_EQ(skipped(result), "no_text 1");
}

// By hand: bodies of parts that are not null are four, all of the one admin.
TEST(Intercom, ReadsTheReferenceFiles) {
  const auto search = read_shared("intercom", "ticket_intercom/conversations_search.json");
  if (!search) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*search), (Counts{5, 5, 5, 1}));
  EXPECT_EQ(skipped(*search), "no_text 1");
  EXPECT_EQ(testing::first_words(*search), "Test conversation for assignment");
  EXPECT_EQ(testing::last_words(*search), "Hello, this is a test conversation from a Nango action");
  const auto one = read_shared("intercom", "ticket_intercom/conversation_get.json");
  EXPECT_EQ(Counts(*one), (Counts{1, 4, 0}));
  EXPECT_EQ(testing::first_words(*one), "This is a test reply from Nango automation");
  EXPECT_EQ(Counts(*read_shared("intercom", "ticket_intercom/conversation_0.json")),
            (Counts{1, 1, 1}));
  EXPECT_EQ(Counts(*read_shared("intercom", "ticket_intercom/conversation_1.json")),
            (Counts{1, 1, 1}));
}

TEST(Freshdesk, KeepsCallsApart) {
  const ReadResult result = sample("freshdesk");
  ASSERT_EQ(result.documents.size(), 3U);
  EXPECT_THAT(said(result.documents[0]),
              ElementsAre("Customer: My parcel was soaking wet when it arrived.",
                          "-Agent: We are sorry, a new one is on its way.",
                          "Customer: Thank you & well done!\nThat was fast.",
                          "-Quoted: a new one is on its way"));
  EXPECT_EQ(attribute(result.documents[1], "channel"), "phone");
  EXPECT_FALSE(result.documents[1].verbatims.at(0).scored);
  // A list has no description: the subject is all there is.
  EXPECT_EQ(result.documents[2].verbatims.at(0).prompt, "Subject");
  EXPECT_TRUE(result.documents[2].verbatims[0].scored);
  EXPECT_EQ(attribute(result.documents[2], "status"), "resolved");
  EXPECT_THAT(result.notes, Contains(HasSubstr("1 tickets that an agent wrote down")));
  EXPECT_EQ(skipped(result), "spam 1");
}

TEST(Freshdesk, ReadsTheReferenceFile) {
  const auto result = read_shared("freshdesk", "ticket_freshdesk/tickets.json");
  if (!result) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*result), (Counts{2, 2, 0}));  // both by telephone
  EXPECT_EQ(testing::first_words(*result), "Second urgent ticket");
  EXPECT_EQ(testing::last_words(*result), "Urgent");
}

TEST(Gorgias, TakesWhatWasWrittenAndNotTheMailBelow) {
  const ReadResult result = sample("gorgias");
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_THAT(
      said(result.documents[0]),
      ElementsAre("Customer: The discount code does not work, how annoying.\n\nOtto Brand",
                  "-Agent: Sorry about that! Please use BRIGHT10.",
                  "-Bot: Your ticket is waiting for you.", "Customer: That one works, thanks!",
                  "Customer: Lovely & quick.", "Customer: Super service"));
  EXPECT_EQ(result.documents[0].ratings.at(0).milli, 5000);
  EXPECT_EQ(result.documents[0].language, "en");
  EXPECT_EQ(skipped(result), "sample_ticket 1");
}

TEST(Gorgias, ReadsTheReferenceFile) {
  const auto result = read_shared("gorgias", "ticket_gorgias/ticket_153006867.json");
  if (!result) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*result), (Counts{0, 0, 0, 1}));  // it came with the account
  EXPECT_EQ(skipped(*result), "sample_ticket 1");
}

TEST(Salesforce, KnowsWhoTyped) {
  const ReadResult result = sample("salesforce");
  ASSERT_EQ(result.documents.size(), 3U);
  EXPECT_THAT(said(result.documents[0]),
              ElementsAre("Customer: The brass lamp flickers all the time and I am disappointed."));
  EXPECT_THAT(said(result.documents[1]), ElementsAre("-Agent: Caller unhappy with courier"));
  EXPECT_THAT(said(result.documents[2]), ElementsAre("Customer: The gift box was beautiful!",
                                                     "-Agent: Thank you for your kind words."));
  EXPECT_EQ(format_time(*result.documents[0].said_at), "2026-05-01T07:25:37Z");
  EXPECT_EQ(attribute(result.documents[2], "internal_notes"), "1");
  EXPECT_EQ(skipped(result), "not_a_case 1");
}

TEST(Salesforce, ReadsTheReferenceFile) {
  const auto result = read_shared("salesforce", "ticket_salesforce/case_query.json");
  if (!result) GTEST_SKIP() << "no reference data here";
  EXPECT_EQ(Counts(*result), (Counts{26, 26, 13}));  // 13 by telephone, 13 on the web
  EXPECT_EQ(testing::first_words(*result), "Performance inadequate for second consecutive week");
  EXPECT_EQ(testing::last_words(*result), "Motor design hindering performance");
  EXPECT_EQ(format_time(*result->documents[0].said_at), "2026-05-01T07:25:37Z");
}

// The two exports of one case are one document.
TEST(SalesforceCsv, LengthensIds) {
  const ReadResult csv = sample("salesforce_csv");
  const ReadResult json = sample("salesforce");
  ASSERT_EQ(csv.documents.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(csv.documents[i].key, json.documents[i].key);
    EXPECT_EQ(csv.documents[i].key.size(), 18U);
  }
  EXPECT_EQ(csv.documents[0].verbatims.at(0).text,
            "The brass lamp flickers all the time,\nand I am \"disappointed\".");
  EXPECT_FALSE(csv.documents[1].verbatims.at(0).scored);
  const ReadResult known =
      read_with(*find_adapter("salesforce_csv"),
                "Case ID,Case Number,Subject,Case Origin\n500dM00003F2OMj,1,Slow,Web\n");
  EXPECT_EQ(known.documents.at(0).key, "500dM00003F2OMjQAN");
}

}  // namespace
}  // namespace voxmap
