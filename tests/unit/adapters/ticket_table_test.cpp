// Tables of support tools: known by their columns, and only the customer's own words scored.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinned.hpp"
#include "survey_read.hpp"

namespace voxmap {
namespace {

using testing::all_of;
using testing::at;
using testing::attribute;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::read_with;
using testing::ReadResult;
using testing::sample;
using testing::skipped;

ReadResult read_table(const std::string& csv, const Options& options = {}) {
  const Adapter* const adapter = recognise(csv);
  EXPECT_NE(adapter, nullptr);
  if (adapter == nullptr) return {};
  EXPECT_EQ(adapter->name, "ticket_csv");
  return read_with(*adapter, csv, "export.csv", options);
}

// "Customer: words", with a mark at those that are not scored.
std::vector<std::string> words_of(const Document& document) {
  std::vector<std::string> out;
  for (const Verbatim& verbatim : document.verbatims) {
    out.push_back((verbatim.scored ? "" : "-") + verbatim.speaker + ": " + verbatim.text);
  }
  return out;
}

TEST(TicketTable, ZendesksExportTellsWhoOpenedATicket) {
  const ReadResult result = sample("ticket_csv");
  ASSERT_EQ(result.documents.size(), 3U);
  const Document& first = result.documents[0];
  EXPECT_EQ(first.key, "3101");
  EXPECT_EQ(first.kind, SourceKind::support);
  EXPECT_EQ(first.respondent, "9000000000101");
  EXPECT_EQ(at(first), "2026-03-02T09:14:05Z");
  EXPECT_THAT(words_of(first),
              ElementsAre("Customer: The glass of the lamp was broken and nobody answers"));
  EXPECT_THAT(all_of(first, "tags"), ElementsAre("damaged", "refund"));
  EXPECT_EQ(attribute(first, "satisfaction"), "Bad");
  EXPECT_EQ(attribute(first, "Product [list]"), "Lamp");
  EXPECT_THAT(first.ratings, IsEmpty());
  // By telephone: in an agent's words.
  EXPECT_THAT(words_of(result.documents[1]),
              ElementsAre("-Agent: Caller is angry about the refund"));
  EXPECT_THAT(result.documents[2].identifying, Contains("Cleo Marsh"));
  EXPECT_THAT(first.identifying, Contains("Ida Moss"));
  EXPECT_EQ(skipped(result), "deleted 1");
  for (const Document& document : result.documents) {
    for (const Attribute& a : document.attributes) {
      EXPECT_THAT(a.value, Not(HasSubstr("@example.com")));
      EXPECT_THAT(a.value, Not(HasSubstr("Ida")));
    }
  }
  EXPECT_THAT(result.notes, Contains(HasSubstr("opened for somebody): 1 of the records")));
  EXPECT_TRUE(
      sample("ticket_csv", {{"score_reported", "true"}}).documents[1].verbatims.at(0).scored);
}

TEST(TicketTable, ZendesksViewsHaveTheColumnsTheyShow) {
  const ReadResult view = read_table(
      "\"ID\",\"Subject\",\"Requester\",\"Requested\",\"Group\",\"Assignee\",\"Satisfaction\"\n"
      "\"51\",\"Where is my lamp?\",\"Rose Tansley\",\"2026-03-02 "
      "09:14\",\"Care\",\"Ida\",\"Good\"\n");
  ASSERT_EQ(view.documents.size(), 1U);
  EXPECT_EQ(view.documents[0].respondent, "Rose Tansley");
  EXPECT_EQ(at(view.documents[0]), "2026-03-02T09:14:00Z");
  EXPECT_EQ(attribute(view.documents[0], "satisfaction"), "Good");
  // Of Explore, with a row for each tag of a ticket.
  const ReadResult explore = read_table(
      "Ticket ID,Ticket created - Timestamp,Ticket subject,Ticket channel,Requester ID,Requester "
      "name,Assignee name,Ticket satisfaction rating,Ticket satisfaction comment,Ticket tags\n"
      "61,2026-03-02T09:14:05,Broken lamp,Voicemail,77,Rose,Ida,Bad,Nobody called me back,late\n"
      "61,2026-03-02T09:14:05,Broken lamp,Voicemail,77,Rose,Ida,Bad,Nobody called me back,glass\n"
      "62,2026-03-02T10:14:05,Refund by phone,Phone call,78,Otto,Ida,Good,So kind,\n",
      {{"zone", "Europe/London"}});
  ASSERT_EQ(explore.documents.size(), 2U);
  EXPECT_EQ(skipped(explore), "same_ticket 1");
  // What is said about the help is the customer's own, whoever took the ticket down.
  EXPECT_THAT(words_of(explore.documents[1]),
              ElementsAre("-Agent: Refund by phone", "Customer: So kind"));
}

TEST(TicketTable, FreshdesksFacesAreARatingOnSevenSteps) {
  const ReadResult result = read_table(
      "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Tags,Survey results,"
      "Full name,Title,Email,Work phone,Mobile phone,Language,Contact ID,Company Name\n"
      "1041,\"The parcel arrived broken, again\",Closed,High,Email,Complaint,Tom Archer,Returns,"
      "2026-03-02 09:14:05,\"damaged,refund\",Very Unhappy,Rose Tansley,,rose@example.com,"
      "+44 20 7946 0101,,en,80001,Lamps Ltd\n"
      "1042,Caller wants an invoice,Resolved,Low,Phone,Question,Tom Archer,Billing,"
      "2026-03-02 10:20:11,invoice,,Ben Quill,,ben@example.com,,,en,80002,\n"
      "1043,Wonderful packaging!,Closed,Low,Portal,,Ida Moss,Praise,2026-03-03 08:00:00,,"
      "Smiley,Cleo Marsh,,cleo@example.com,,,en,80003,\n");
  ASSERT_EQ(result.documents.size(), 3U);
  const Document& first = result.documents[0];
  EXPECT_EQ(first.respondent, "80001");
  EXPECT_EQ(first.language, "en");
  ASSERT_EQ(first.ratings.size(), 1U);
  EXPECT_EQ(first.ratings[0].definition, "csat_1_7");
  EXPECT_EQ(first.ratings[0].milli, 2000);
  EXPECT_THAT(all_of(first, "tags"), ElementsAre("damaged", "refund"));
  EXPECT_THAT(words_of(result.documents[1]), ElementsAre("-Agent: Caller wants an invoice"));
  // An account's own word for a face.
  EXPECT_THAT(result.documents[2].ratings, IsEmpty());
  EXPECT_EQ(attribute(result.documents[2], "satisfaction"), "Smiley");
  EXPECT_THAT(first.identifying, Contains("rose@example.com"));
}

TEST(TicketTable, GorgiasSaysWhetherAnAgentOpenedIt) {
  const std::string head =
      "Ticket id,Tags,Initial channel,Priority,Last used integration type,Created by an agent,"
      "Subject,Creation date,Closed date,Survey score,Survey replied date,Survey comment,"
      "Assignee name,Assignee email,Customer email,Customer name,Ticket Field: Brand\n";
  const ReadResult result = read_table(
      head +
      "901,\"VIP, late parcel\",email,normal,gmail,False,Where is my box,2026-03-02T09:14:05Z,,2,"
      "2026-03-05T09:14:05Z,Took you ten days,Ida Moss,ida@shop.example,rose@example.com,Rose,Box\n"
      "902,,email,normal,gmail,True,Your order of today,2026-03-02T10:14:05Z,,5,,,Ida Moss,"
      "ida@shop.example,otto@example.com,Otto,\n");
  ASSERT_EQ(result.documents.size(), 2U);
  EXPECT_THAT(words_of(result.documents[0]),
              ElementsAre("Customer: Where is my box", "Customer: Took you ten days"));
  EXPECT_EQ(result.documents[0].ratings.at(0).milli, 2000);
  EXPECT_THAT(all_of(result.documents[0], "tags"), ElementsAre("VIP", "late parcel"));
  EXPECT_EQ(result.documents[0].respondent, "rose@example.com");
  EXPECT_THAT(words_of(result.documents[1]), ElementsAre("-Agent: Your order of today"));
}

TEST(TicketTable, IntercomsTimesAreInTheZoneOfTheirHeader) {
  const ReadResult result = read_table(
      "Conversation ID,Conversation started at (America/New_York),Updated at (America/New_York),"
      "Conversation rating remark,Conversation rating,User name,Company name,Last teammate rated\n"
      "4001,2026-03-02 09:14:05,2026-03-02 10:00:00,Quick and kind,5,Rose Tansley,Lamps,Ida Moss\n"
      "4002,2026-07-02 09:14:05,2026-07-02 10:00:00,,1,Otto Brandt,,Ida Moss\n");
  ASSERT_EQ(result.documents.size(), 2U);
  EXPECT_EQ(at(result.documents[0]), "2026-03-02T14:14:05Z");
  EXPECT_EQ(at(result.documents[1]), "2026-07-02T13:14:05Z");
  EXPECT_THAT(words_of(result.documents[0]), ElementsAre("Customer: Quick and kind"));
  EXPECT_EQ(result.documents[1].ratings.at(0).milli, 1000);
  EXPECT_EQ(attribute(result.documents[0], "Company name"), "Lamps");
  EXPECT_THAT(result.notes, Contains(HasSubstr("in America/New_York")));
}

TEST(TicketTable, HubSpotAndZohoHaveRowsOfTheirOwn) {
  const ReadResult hub = read_table(
      "Ticket ID,Ticket name,Pipeline,Ticket status,Create date,Priority,Ticket owner,Source,"
      "Ticket description,Associated Contact\n"
      "71,Lamp,Support,Closed,2026-03-02 09:14,High,Ida Moss,EMAIL,It went dark after a week,"
      "Rose Tansley (rose@example.com)\n");
  EXPECT_THAT(words_of(hub.documents.at(0)),
              ElementsAre("Customer: Lamp", "Customer: It went dark after a week"));
  const ReadResult zoho = read_table(
      "Ticket Id,Subject,Contact Name,Email,Ticket Owner,Status,Channel,Department,Created Time,"
      "Resolution\n"
      "72,Lamp went dark,Rose,rose@example.com,Ida,Closed,Email,Care,2026-03-02 09:14:05,"
      "Sent her a new one and she was very happy\n");
  EXPECT_THAT(words_of(zoho.documents.at(0)), ElementsAre("Customer: Lamp went dark"));
}

TEST(TicketTable, HelpScoutAndLiveChatKeepTheTranscriptApart) {
  const ReadResult scout = read_table(
      "Number,Subject,Customer,Customer Email,Mailbox,Status,Assigned To,Created "
      "At,Rating,Comments\n"
      "51,Broken lamp,Rose Tansley,rose@example.com,Care,closed,Ida,2026-03-02 09:14:05,Not Good,"
      "Nobody called me back\n");
  EXPECT_THAT(words_of(scout.documents.at(0)),
              ElementsAre("Customer: Broken lamp", "Customer: Nobody called me back"));
  EXPECT_EQ(attribute(scout.documents.at(0), "satisfaction"), "Not Good");
  const ReadResult chat = read_table(
      "chat id,visitor name,visitor email,agent,chat start,rate,rate comment,transcript\n"
      "C1,Rose,rose@example.com,Ida,2026-03-02 09:14:05,bad,I waited for half an hour,"
      "\"Rose: My lamp broke\nIda: I am sorry\"\n");
  EXPECT_THAT(words_of(chat.documents.at(0)), ElementsAre("Customer: I waited for half an hour"));
}

TEST(TicketTable, SurveysThatNameTicketsAreNone) {
  for (const char* const csv :
       {"Ticket ID,Comment,Rating\n1,Good service here,5\n2,Bad service there,1\n",
        "id,subject,comment\n1,Maths,Good teacher in maths\n2,Art,A very good teacher\n"}) {
    const Adapter* const adapter = recognise(csv);
    ASSERT_NE(adapter, nullptr);
    EXPECT_EQ(adapter->name, "survey_csv") << csv;
  }
}

TEST(Guess, AHeaderMaySayTheZoneOfItsTimes) {
  const auto all = testing_survey::read(
      kSurveyCsv,
      "id,Submitted at (Europe/Berlin),Comment\n1,2026-07-01 12:00:00,The box was late again\n"
      "2,2026-07-02 12:00:00,Nobody answers my mails\n3,2026-07-03 12:00:00,Lovely lamp in it\n");
  EXPECT_EQ(at(all.documents.at(0)), "2026-07-01T10:00:00Z");
}

}  // namespace
}  // namespace voxmap
