// Survey responses in JSON: answers by question, several choices, repeats, versions, late columns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "pinned.hpp"

namespace voxmap {
namespace {

using testing::all_of;
using testing::at;
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

TEST(Typeform, ReadsPagesOfTheApi) {
  const ReadResult result = sample("typeform");
  EXPECT_EQ(Counts(result), Counts(2, 2, 2));
  const Document& first = result.documents.at(0);
  EXPECT_EQ(first.key, "q1f0a2");
  EXPECT_EQ(first.respondent, "C-17");
  EXPECT_EQ(at(first), "2026-02-01T10:03:40Z");
  EXPECT_EQ(first.ratings.at(0).milli, 9000);
  EXPECT_EQ(result.documents.at(1).ratings.at(0).milli, 0);
  EXPECT_THAT(all_of(first, "ccc3"), ElementsAre("A letter", "Phone", "Chat"));
  EXPECT_EQ(attribute(result.documents[1], "eee5"), "false");
  for (const Attribute& a : first.attributes) EXPECT_NE(a.value, "ann@example.org");
  EXPECT_EQ(attribute(first, "started_at"), "2026-02-01T09:58:00Z");
}

TEST(Typeform, ReadsTheReferenceWebhook) {
  const auto file = read_shared("typeform", "survey_typeform/webhook_form_response.json");
  if (!file) GTEST_SKIP() << "no reference data";
  // Three long texts, with the questions of the definition.
  EXPECT_EQ(Counts(*file), Counts(1, 3, 3));
  EXPECT_EQ(file->documents[0].key, "4969bac7b56e83a82ad060f0ae57faed");
  EXPECT_EQ(at(file->documents[0]), "2018-04-06T09:00:14Z");
  EXPECT_EQ(file->documents[0].verbatims[0].prompt, "Domain description");
  EXPECT_THAT(all_of(file->documents[0], "Do you need a responsive design?"), ElementsAre("true"));
}

TEST(Alchemer, ReadsPagesOfTheApi) {
  const ReadResult result = sample("alchemer");
  EXPECT_EQ(Counts(result), Counts(2, 3, 3, 1));
  EXPECT_EQ(skipped(result), "survey_test 1");
  const Document& first = result.documents.at(0);
  EXPECT_EQ(first.key, "11");
  EXPECT_EQ(at(first), "2026-03-05T14:14:02Z");  // Eastern time, as it says
  EXPECT_EQ(at(result.documents[1]), "2026-07-05T22:00:00Z");
  EXPECT_EQ(first.ratings.at(0).milli, 0);
  EXPECT_EQ(first.verbatims.at(0).prompt, "Why this score?");
  EXPECT_EQ(first.verbatims.at(1).prompt, "Will you come back? - comment");
  EXPECT_THAT(all_of(first, "What did you buy?"), ElementsAre("Coffee", "a birthday card"));
  EXPECT_EQ(attribute(first, "How satisfied were you? - Staff"), "Very dissatisfied");
  EXPECT_EQ(attribute(first, "url.store"), "Delft");
  EXPECT_EQ(result.documents[1].respondent, "77");
  EXPECT_THAT(first.identifying, ElementsAre("ann@example.org"));
  for (const Attribute& a : first.attributes) {
    EXPECT_NE(a.value, "ann@example.org");
    EXPECT_NE(a.value, "203.0.113.9");
    EXPECT_NE(a.value, "52.01");
  }
}

TEST(Alchemer, ReadsVersionFourGridsAndQuestionsOfTheSameWords) {
  const auto read = [](const std::string& json) {
    EXPECT_EQ(recognise(json), find_adapter("alchemer"));
    return read_with(*find_adapter("alchemer"), json, "x.json");
  };
  const ReadResult four = read(
      R"({"data":[{"id":"1","status":"Complete","is_test_data":"0",
      "datesubmitted":"2026-03-05 09:00:00","[question(4)]":"The queue was far too long for me",
      "[question(5), option(0)]":"Red","[question(5), option(1)]":"Blue",
      "[url(\"sguid\")]":"77","[variable(\"STANDARD_IP\")]":"203.0.113.9"}]})");
  ASSERT_EQ(four.documents.size(), 1U);
  EXPECT_EQ(at(four.documents[0]), "2026-03-05T14:00:00Z");
  EXPECT_EQ(four.documents[0].verbatims.at(0).text, "The queue was far too long for me");
  EXPECT_THAT(all_of(four.documents[0], "question 5"), ElementsAre("Red", "Blue"));
  EXPECT_EQ(attribute(four.documents[0], "url.sguid"), "77");
  EXPECT_EQ(four.shown.find("203.0.113.9"), std::string::npos);

  // A single response; a table of texts; two questions of the same words; a ranking.
  const ReadResult five = read(
      R"({"data":{"id":"2","status":"Complete","date_submitted":"2026-03-05 09:00:00",
      "survey_data":{"1":{"id":1,"type":"ESSAY","question":"Why?","answer":"Too dear"},
      "2":{"id":2,"type":"ESSAY","question":"Why?","answer":"Too far"},
      "3":{"id":3,"type":"parent","question":"Table","subquestions":{"31":{
        "10001":{"id":4,"type":"TEXTBOX","question":"Room : Good","answer":"the view"},
        "10002":{"id":4,"type":"TEXTBOX","question":"Room : Bad","answer":"the bed"}}}},
      "5":{"id":5,"type":"RANK","question":"Order","options":{
        "1":{"id":1,"option":"Price","rank":"2"},"2":{"id":2,"option":"Place","rank":"1"}}},
      "6":{"id":6,"type":"ESSAY","question":"Empty","answer":"","shown":false}}}})");
  ASSERT_EQ(five.documents.size(), 1U);
  ASSERT_EQ(five.documents[0].verbatims.size(), 2U);
  EXPECT_EQ(five.documents[0].verbatims[1].text, "Too far");
  EXPECT_EQ(attribute(five.documents[0], "Table - Room : Bad"), "the bed");
  EXPECT_EQ(attribute(five.documents[0], "Order - Place"), "1");
}

TEST(Alchemer, SurvivesWhatIsNoResponse) {
  const Adapter& adapter = *find_adapter("alchemer");
  EXPECT_EQ(read_with(adapter, R"({"result_ok":false})", "x").rejects.size(), 1U);
  EXPECT_EQ(read_with(adapter, R"({"data":[1,{"id":"1","survey_data":[3,null,{"id":[]}]}]})", "x")
                .documents.size(),
            2U);
}

TEST(Formbricks, KeepsTheNewestOfAResponse) {
  const ReadResult result = sample("formbricks");
  EXPECT_EQ(Counts(result), Counts(2, 2, 2, 1));
  EXPECT_EQ(skipped(result), "superseded 1");
  const Document& first = result.documents.at(0);
  EXPECT_EQ(first.key, "rsp1");
  EXPECT_EQ(first.respondent, "ct1");
  ASSERT_EQ(first.ratings.size(), 1U);
  EXPECT_EQ(first.ratings[0].milli, 0);
  EXPECT_EQ(first.language, "en");
  EXPECT_THAT(all_of(first, "tags"), ElementsAre("beta", "web"));
  EXPECT_THAT(all_of(result.documents[1], "used"), ElementsAre("Export", "Charts"));
  for (const Attribute& a : first.attributes) EXPECT_NE(a.value, "ann@example.org");
}

TEST(Formbricks, ReadsTheReferenceWebhook) {
  const auto file = read_shared("formbricks", "survey_formbricks/webhook_responseCreated.json");
  if (!file) GTEST_SKIP() << "no reference data";
  ASSERT_EQ(file->documents.size(), 1U);
  EXPECT_EQ(file->documents[0].key, "cmkv5a5x14ogjad01kcjfgb6v");
  EXPECT_EQ(at(file->documents[0]), "2026-01-26T12:29:40.597Z");
  EXPECT_EQ(attribute(file->documents[0], "would_recommend"), "true");
}

TEST(Kobo, ReadsRepeatsAndTheFormsWords) {
  const ReadResult result = sample("kobo");
  EXPECT_EQ(Counts(result), Counts(2, 4, 4));
  const Document& first = result.documents.at(0);
  EXPECT_EQ(first.key, "6f0c0e38-0001");
  EXPECT_THAT(all_of(first, "visit/liked"), ElementsAre("The food", "The staff"));
  ASSERT_EQ(first.verbatims.size(), 3U);
  EXPECT_EQ(first.verbatims[0].prompt, "What was good or bad?");
  EXPECT_EQ(first.verbatims[2].text, "The bread was stale and dry.");
  EXPECT_EQ(first.verbatims[2].prompt, "How was this dish?");
  for (const Attribute& a : first.attributes) EXPECT_NE(a.value, "enum1");
}

TEST(Kobo, ReadsReferenceFiles) {
  struct File {
    std::string_view name;
    std::size_t documents;
    std::string_view first, time;
  };
  for (const auto& [name, documents, first, time] :
       {File{"customer_satisfaction", 3, "90dd7750f83011e590707c7a9125d07d",
             "2016-04-01T19:57:45.306Z"},
        File{"grouped_repeatable", 6, "uuid:91ab8237-92b1-4a10-929f-45af2bb141c0",
             "2016-03-14T18:18:35Z"},
        File{"or_other", 3, "uuid:40805f86-2638-46f1-ab5a-72f4632474b5", "none"}}) {
    const auto file =
        read_shared("kobo", "survey_kobo_odk/formpack_" + std::string(name) + "_v1.json");
    if (!file) GTEST_SKIP() << "no reference data";
    ASSERT_EQ(file->documents.size(), documents) << name;
    EXPECT_EQ(file->documents[0].key, first);
    EXPECT_EQ(at(file->documents[0]), time);
  }
  const auto other = read_shared("kobo", "survey_kobo_odk/formpack_or_other_v1.json");
  EXPECT_THAT(all_of(other->documents[1], "fav_emperors"),
              ElementsAre("Julius Caesar", "Tiberius"));
  const auto repeats = read_shared("kobo", "survey_kobo_odk/formpack_grouped_repeatable_v1.json");
  std::size_t names = 0;
  for (const Attribute& a : repeats->documents[5].attributes) {
    names += a.name.ends_with("household_member_name") ? 1U : 0U;
  }
  EXPECT_EQ(names, 5U);
}

TEST(Records, ReadsNestedFieldsByPath) {
  const ReadResult result = sample("records");
  EXPECT_EQ(Counts(result), Counts(3, 3, 3));
  EXPECT_EQ(result.documents[0].key, "a-1");
  EXPECT_EQ(result.documents[0].ratings.at(0).milli, 0);
  EXPECT_EQ(at(result.documents[1]), "2026-03-01T09:30:00Z");
  EXPECT_THAT(all_of(result.documents[0], "labels"), ElementsAre("billing", "urgent"));
  for (const Attribute& a : result.documents[0].attributes) EXPECT_NE(a.value, "ann@example.org");
}

TEST(Records, TakesAMapping) {
  const Mapping mapping = parse_mapping(
      "[record]\nkey='id'\ntime='created_at'\nrespondent='customer.id'\n"
      "[[verbatim]]\ncolumn='feedback'\nquestion='How was it?'\n"
      "[[rating]]\ncolumn='scores.nps'\nscale='nps'\n",
      "m.toml");
  Input input;
  input.stream = std::make_unique<std::istringstream>(testing::sample_bytes("records"));
  input.name = "records";
  input.mapping = &mapping;
  const auto source = find_adapter("records")->open(std::move(input));
  const auto record = source->next();
  const Document& first = std::get<Document>(*record);
  EXPECT_EQ(first.respondent, "C-1");
  EXPECT_EQ(first.verbatims.at(0).prompt, "How was it?");
}

// What comes after the plan was made is kept, and personal data is not.
TEST(Records, KeepsLateColumns) {
  std::string lines;
  for (int i = 0; i < 600; ++i) {
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"comment\":\"It was slow on day " +
             std::to_string(i) + ".\"}\n";
  }
  lines += R"({"id":"x","comment":"Late but good.","plan":"gold","email":"bo@example.org"})";
  const ReadResult result = read_with(*find_adapter("records"), lines);
  ASSERT_EQ(result.documents.size(), 601U);
  const Document& last = result.documents.back();
  EXPECT_EQ(attribute(last, "plan"), "gold");
  EXPECT_EQ(attribute(last, "email"), "");
  EXPECT_THAT(last.identifying, Contains("bo@example.org"));
  EXPECT_THAT(result.notes, Contains(HasSubstr("'plan' comes after the first")));
}

TEST(Records, RejectsLinesThatAreNoJson) {
  const ReadResult result = read_with(*find_adapter("records"),
                                      "{\"id\":\"1\",\"comment\":\"It was good.\"}\n{\"id\":\n"
                                      "{\"id\":\"2\",\"comment\":\"It was bad.\"}\n");
  EXPECT_EQ(result.documents.size(), 2U);
  ASSERT_EQ(result.rejects.size(), 1U);
  EXPECT_EQ(result.rejects[0].reason, "bad_json");
}

}  // namespace
}  // namespace voxmap
