// Support tickets in the shapes that their services' other answers and exports have: audits,
// ratings, chats, events, older versions, pages kept in an array, reports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinned.hpp"

namespace voxmap {
namespace {

using testing::at;
using testing::attribute;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::read_with;
using testing::ReadResult;
using testing::skipped;

// "key: Customer: words, -Agent: words"; a mark at turns that are not scored.
std::vector<std::string> threads(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Document& document : result.documents) {
    std::string& line = out.emplace_back(document.key + ":");
    for (const Verbatim& v : document.verbatims) {
      line += (v.scored ? " " : " -") + v.speaker + "(" + v.text + ")";
    }
  }
  return out;
}

ReadResult read_as(std::string_view adapter, const std::string& text, const Options& options = {}) {
  const Adapter* const found = recognise(text);
  EXPECT_EQ(found, find_adapter(adapter)) << text.substr(0, 80);
  return read_with(*find_adapter(adapter), text, "made", options);
}

TEST(TicketShapes, ZendeskAuditsAreTheThreadOfTheirTicket) {
  const std::string audits =
      R"({"audits":[{"id":1,"ticket_id":5,"created_at":"2024-03-01T09:00:00Z","author_id":11,)"
      R"("events":[{"id":1,"type":"Comment","author_id":11,"plain_body":"It&nbsp;broke.",)"
      R"("public":true},{"type":"Create","field_name":"requester_id","value":"11"},)"
      R"({"type":"Notification","body":"We got it."}]},{"id":2,"ticket_id":5,"author_id":21,)"
      R"("created_at":"2024-03-01T10:00:00Z","events":[{"id":3,"type":"Comment","author_id":21,)"
      R"("plain_body":"Sorry.","public":true}]},{"id":3,"ticket_id":5,"author_id":21,"events":)"
      R"([{"id":4,"type":"Comment","author_id":21,"plain_body":"Angry one","public":false}]}]})";
  const ReadResult result = read_as("zendesk", audits);
  EXPECT_THAT(threads(result), ElementsAre("5: Customer(It broke.) -Agent(Sorry.)"));
  EXPECT_EQ(result.documents[0].respondent, "11");
  // Audits of several tickets are comments one by one; who opened a ticket is remembered.
  const ReadResult two = read_with(
      *find_adapter("zendesk"),
      R"({"audits":[{"ticket_id":5,"events":[{"id":1,"type":"Comment","author_id":11,)"
      R"("plain_body":"It broke.","public":true},{"type":"Create","field_name":"requester_id",)"
      R"("value":11}]},{"ticket_id":6,"events":[{"id":2,"type":"Comment","author_id":21,)"
      R"("plain_body":"Sorry.","public":true}]},{"ticket_id":6,"events":[]}]})");
  EXPECT_THAT(threads(two), ElementsAre("5-1: Customer(It broke.)", "6-2: -Agent(Sorry.)"));
  EXPECT_EQ(skipped(two), "no_text 1");
}

TEST(TicketShapes, ZendeskRatingsSurveysAndChats) {
  const ReadResult ratings = read_as(
      "zendesk",
      R"({"satisfaction_ratings":[{"id":62,"requester_id":11,"ticket_id":5,"score":"bad",)"
      R"("created_at":"2024-03-02T09:00:00Z","comment":"Too slow","reason":"Took too long"},)"
      R"({"id":63,"requester_id":12,"ticket_id":6,"score":"offered","comment":null}]})");
  EXPECT_THAT(threads(ratings), ElementsAre("rating-62: Customer(Too slow)"));
  EXPECT_EQ(attribute(ratings.documents[0], "satisfaction"), "bad");
  EXPECT_EQ(skipped(ratings), "not_answered 1");
  const ReadResult surveys = read_as(
      "zendesk",
      R"({"survey_responses":[{"id":"s1","responder_id":11,"subjects":[{"type":"ticket","id":5}],)"
      R"("answers":[{"type":"rating_scale","rating":2,"created_at":"2024-03-02T09:00:00Z"},)"
      R"({"type":"open_ended","value":"Not again"}]}]})");
  EXPECT_THAT(threads(surveys), ElementsAre("response-s1: Customer(Not again)"));
  EXPECT_EQ(surveys.documents[0].ratings.at(0).milli, 2000);
  const ReadResult chats = read_as(
      "zendesk",
      R"({"chats":[{"id":"c1","timestamp":"2024-03-01T09:00:00Z","visitor":{"id":"7",)"
      R"("name":"Mia Berg"},"rating":"good","comment":"Kind","history":[)"
      R"({"type":"chat.memberjoin","name":"Mia Berg"},{"type":"chat.msg","name":"Mia Berg",)"
      R"("msg":"Where is it?","sender_type":"Visitor"},{"type":"chat.msg","name":"Tom",)"
      R"("msg":"Let me see","sender_type":"Agent"},{"type":"chat.msg","name":"Robot",)"
      R"("msg":"Hello!","sender_type":"Trigger"}]}],"count":1})");
  EXPECT_THAT(threads(chats), ElementsAre("chat-c1: Customer(Where is it?) -Agent(Let me see) "
                                          "-Bot(Hello!) Customer(Kind)"));
}

TEST(TicketShapes, ZendeskExportsWithPeopleInTheTicketAndSearches) {
  const ReadResult lines = read_as(
      "zendesk",
      R"({"id":5,"created_at":"2024-03-01T09:00:00Z","subject":"Lamp","requester":{"id":11,)"
      R"("name":"Mia Berg","role":"end-user"},"submitter":{"id":11,"role":"end-user"},)"
      R"("assignee":{"id":21,"role":"agent"},"comments":[{"id":1,"author_id":11,"html_body":)"
      R"("<p>It broke.</p>","public":true},{"id":2,"author_id":21,"html_body":"<p>Sorry!</p>",)"
      R"("public":true},{"id":3,"author_id":-1,"body":"Closed.","public":true}]})"
      "\n");
  EXPECT_THAT(threads(lines), ElementsAre("5: Customer(It broke.) -Agent(Sorry!) -Bot(Closed.)"));
  EXPECT_THAT(lines.documents[0].identifying, Contains("Mia Berg"));
  // Pages kept in one array, and what searches find besides.
  const ReadResult pages = read_as(
      "zendesk",
      R"([{"tickets":[{"id":5,"requester_id":1,"submitter_id":1,"description":"It broke."}]},)"
      R"({"results":[{"id":6,"requester_id":2,"submitter_id":2,"description":"Me too.",)"
      R"("result_type":"ticket"},{"id":2,"name":"Jo","role":"end-user","result_type":"user"}]}])");
  EXPECT_THAT(threads(pages), ElementsAre("5: Customer(It broke.)", "6: Customer(Me too.)"));
  EXPECT_EQ(skipped(pages), "not_a_ticket 1");
}

TEST(TicketShapes, IntercomEventsTicketsAndVersionOne) {
  const std::string conversation =
      R"({"type":"conversation","id":"9","created_at":1709283600,"source":{"type":"conversation",)"
      R"("body":"<p>Wrong bill</p>","author":{"type":"user","id":"5"}},"conversation_parts":)"
      R"({"conversation_parts":[{"part_type":"note_and_reopen","body":"<p>angry</p>","author":)"
      R"({"type":"admin"}},{"part_type":"assignment","body":"<p>over to you</p>","author":)"
      R"({"type":"admin"}},{"part_type":"comment","body":"<p>I am a robot</p>","author":)"
      R"({"type":"admin","from_ai_agent":true}}]}})";
  const ReadResult event =
      read_as("intercom", R"({"type":"notification_event","topic":"conversation.user.replied",)"
                          R"("data":{"item":)" +
                              conversation + "}}");
  EXPECT_THAT(threads(event),
              ElementsAre("9: Customer(Wrong bill) -Agent(over to you) -Bot(I am a robot)"));
  EXPECT_EQ(attribute(event.documents[0], "internal_notes"), "1");
  const ReadResult tickets = read_as(
      "intercom",
      R"({"type":"ticket.list","tickets":[{"type":"ticket","id":"4","created_at":1709283600,)"
      R"("ticket_attributes":{"_default_title_":"Lamp","_default_description_":"It broke."},)"
      R"("contacts":{"contacts":[{"id":"66"}]},"ticket_parts":{"ticket_parts":[{"part_type":)"
      R"("comment","body":"<p>Any news?</p>","author":{"type":"user"}}]}}]})");
  EXPECT_THAT(threads(tickets), ElementsAre("ticket-4: Customer(It broke.) Customer(Any news?)"));
  const ReadResult old =
      read_as("intercom",
              R"({"type":"conversation.list","conversations":[{"type":"conversation","id":"1",)"
              R"("created_at":1709283600,"user":{"id":"u1"},"conversation_message":{"type":)"
              R"("conversation_message","body":"<p>It crashes</p>","author":{"type":"user"}}}]})");
  EXPECT_THAT(threads(old), ElementsAre("1: Customer(It crashes)"));
  EXPECT_EQ(old.documents[0].respondent, "u1");
}

TEST(TicketShapes, FreshdeskVersionOneAndRatings) {
  const ReadResult old = read_as(
      "freshdesk",
      R"([{"helpdesk_ticket":{"id":7001,"display_id":12,"subject":"Lamp","description":"It <3 me",)"
      R"("description_html":"<div>x</div>","created_at":"2024-03-01T09:00:00+01:00",)"
      R"("requester_id":5,"responder_id":9,"source":1,"notes":[{"note":{"body":"Sorry",)"
      R"("body_html":"x","incoming":false,"private":false}},{"note":{"body":"secret",)"
      R"("incoming":false,"private":true}},{"note":{"body":"gone","incoming":true,)"
      R"("deleted":true}},{"note":{"body":"Thanks","body_html":"x","incoming":true}}]}}])");
  EXPECT_THAT(threads(old), ElementsAre("12: Customer(It <3 me) -Agent(Sorry) Customer(Thanks)"));
  EXPECT_EQ(at(old.documents[0]), "2024-03-01T08:00:00Z");
  const ReadResult ratings = read_as(
      "freshdesk",
      R"([{"id":4,"survey_id":2,"user_id":5,"feedback":"Never again","ticket_id":12,"created_at":)"
      R"("2024-03-01T09:00:00Z","ratings":{"default_question":-103}},{"id":5,"survey_id":2,)"
      R"("user_id":6,"feedback":null,"ticket_id":13,"ratings":{"default_question":100}}])");
  EXPECT_THAT(threads(ratings), ElementsAre("rating-4: Customer(Never again)", "rating-5:"));
  EXPECT_EQ(ratings.documents[0].ratings.at(0).definition, "csat_1_7");
  EXPECT_EQ(ratings.documents[0].ratings.at(0).milli, 1000);
  EXPECT_EQ(ratings.documents[1].ratings.at(0).milli, 4000);
}

TEST(TicketShapes, GorgiasMessagesAndSurveys) {
  const ReadResult messages =
      read_as("gorgias",
              R"({"data":[{"id":1,"ticket_id":12,"from_agent":false,"public":true,"stripped_text":)"
              R"("It broke","sender":{"id":5}},{"id":2,"ticket_id":12,"from_agent":true,"source":)"
              R"({"type":"internal-note"},"stripped_text":"secret"},{"id":3,"ticket_id":12,)"
              R"("from_agent":true,"via":"rule","stripped_text":"We got it"}]})");
  EXPECT_THAT(threads(messages), ElementsAre("12-1: Customer(It broke)", "12-3: -Bot(We got it)"));
  const ReadResult surveys =
      read_as("gorgias",
              R"({"data":[{"id":1,"body_text":"Kind","customer_id":5,"score":5,"ticket_id":12,)"
              R"("scored_datetime":"2024-03-02T09:00:00"},{"id":2,"body_text":null,"score":null,)"
              R"("ticket_id":13,"scored_datetime":null}]})");
  EXPECT_THAT(threads(surveys), ElementsAre("survey-1: Customer(Kind)"));
  EXPECT_EQ(surveys.documents[0].ratings.at(0).milli, 5000);
  EXPECT_EQ(skipped(surveys), "not_answered 1");
}

TEST(TicketShapes, SalesforceMailsCommentsAndTheCommandLine) {
  const ReadResult cases = read_as(
      "salesforce",
      R"({"status":0,"result":{"records":[{"attributes":{"type":"Case"},"Id":)"
      R"("5003t00002AbCdEAAV","Origin":"Web - Portal","Description":"It broke.","CaseComments":)"
      R"({"records":[{"CommentBody":"Any news?","IsPublished":true,"CreatedBy":{"UserType":)"
      R"("CspLitePortal"}},{"CommentBody":"Soon","IsPublished":true}]}}],"done":true}})");
  EXPECT_THAT(threads(cases), ElementsAre("5003t00002AbCdEAAV: Customer(It broke.) "
                                          "Customer(Any news?) -Agent(Soon)"));
  const ReadResult mails =
      read_as("salesforce",
              R"([{"records":[{"attributes":{"type":"EmailMessage"},"Id":"02s3t00000AbCdEAAV",)"
              R"("ParentId":"5003t00002AbCdEAAV","Incoming":true,"FromAddress":"mia@example.org",)"
              R"("TextBody":"It broke again\n\nOn Mon, Mar 4, 2024 Acme wrote:\n> try this"},)"
              R"({"attributes":{"type":"EmailMessage"},"Id":"02s3t00000AbCdFAAV","Incoming":false,)"
              R"("Status":"5","TextBody":"a draft"}]}])");
  EXPECT_THAT(threads(mails), ElementsAre("02s3t00000AbCdEAAV: Customer(It broke again) "
                                          "-Quoted(On Mon, Mar 4, 2024 Acme wrote:\n> try this)"));
  EXPECT_EQ(skipped(mails), "draft 1");
  const ReadResult table = read_as("salesforce_csv",
                                   "\"ID\",\"PARENTID\",\"TEXTBODY\",\"INCOMING\"\n"
                                   "\"02s3t00000AbCdEAAV\",\"500\",\"It broke\",\"true\"\n"
                                   "\"02s3t00000AbCdFAAV\",\"500\",\"Sorry\",\"false\"\n");
  EXPECT_THAT(threads(table), ElementsAre("02s3t00000AbCdEAAV: Customer(It broke)",
                                          "02s3t00000AbCdFAAV: -Agent(Sorry)"));
}

TEST(TicketShapes, SalesforceReportsHaveOneOrderOfDaysAndAFooter) {
  const std::string report =
      "\"Case ID\",\"Case Number\",\"Subject\",\"Description\",\"Opened Date\",\"Case Origin\"\n"
      "\"5003t00002AbCdE\",\"1\",\"Lamp\",\"It broke\",\"05/03/2024 14:05\",\"Web\"\n"
      "\"5003t00002AbCdF\",\"2\",\"Lamp\",\"Me too\",\"14/03/2024 14:05\",\"Web\"\n"
      "\n\n\"My report\"\n\"Copyright (c) 2000-2024 salesforce.com, inc.\"\n";
  const ReadResult result = read_as("salesforce_csv", report);
  ASSERT_EQ(result.documents.size(), 2U);
  EXPECT_EQ(at(result.documents[0]), "2024-03-05T14:05:00Z");
  EXPECT_EQ(skipped(result), "report_footer 2");
  EXPECT_TRUE(result.rejects.empty());
  EXPECT_THAT(result.notes, Contains(HasSubstr("with the day first")));
  const ReadResult zoned = read_as("salesforce_csv", report, {{"zone", "Europe/Oslo"}});
  EXPECT_EQ(at(zoned.documents.at(0)), "2024-03-05T13:05:00Z");
}

TEST(TicketShapes, ZendesksSuspendedTicketsAreLeftOut) {
  const ReadResult result = read_as(
      "zendesk",
      R"({"suspended_tickets":[{"id":3,"cause":"Detected as spam","content":"Buy watches",)"
      R"("subject":"Watches","created_at":"2026-03-01T10:00:00Z","author":{"email":"a@b.example"}},)"
      R"({"id":4,"cause":"Automated response mail","content":"I am on leave"}],"count":2})");
  EXPECT_TRUE(result.documents.empty());
  EXPECT_EQ(skipped(result), "suspended 2");
}

TEST(TicketShapes, AnIntercomConversationAsTextTellsWhoseWordsTheyAre) {
  const ReadResult result = testing::sample("intercom_text");
  EXPECT_THAT(
      threads(result),
      ElementsAre(
          "sample: Customer(My lamp went dark after a week.\nNobody answers the phone, I am "
          "really annoyed.) -Bot(You will get replies here and by mail.) -Agent(I am sorry "
          "to hear that, Rose! A new one leaves today.) Customer(That was quick: thank "
          "you, I am delighted.)"));
  EXPECT_EQ(at(result.documents.at(0)), "2026-03-02T09:14:00Z");
  EXPECT_EQ(result.documents.at(0).respondent, "Rose Tansley");
  EXPECT_THAT(result.documents.at(0).identifying, Contains("Rose Tansley"));
  // One message is enough, in any clock; without an offset the zone is the user's to say.
  const ReadResult brief = read_as("intercom_text",
                                   "Conversation with Otto\r\nStarted on 2 March 2026 at 09:14\r\n"
                                   "\r\n09:14 | Otto: Where is my box?\r\n",
                                   {{"zone", "Europe/Berlin"}, {"key", "c1"}});
  EXPECT_THAT(threads(brief), ElementsAre("c1: Customer(Where is my box?)"));
  EXPECT_EQ(at(brief.documents.at(0)), "2026-03-02T08:14:00Z");
}

}  // namespace
}  // namespace voxmap
