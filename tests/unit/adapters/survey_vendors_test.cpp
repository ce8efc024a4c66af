// Survey exports of known vendors: roles, choices, personal data, and figures of reference files
// that were counted with another CSV reader (docs/adapters.md says how).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinned.hpp"

namespace voxmap {
namespace {

using testing::all_of;
using testing::at;
using testing::attribute;
using ::testing::Contains;
using testing::Counts;
using ::testing::ElementsAre;
using testing::first_words;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::read_shared;
using testing::read_with;
using testing::ReadResult;
using testing::sample;
using testing::skipped;

std::vector<std::int64_t> ratings(const ReadResult& result, std::string_view scale) {
  std::vector<std::int64_t> values;
  for (const Document& document : result.documents) {
    for (const Rating& rating : document.ratings) {
      if (rating.scale == scale) values.push_back(rating.milli);
    }
  }
  return values;
}
// Nothing of a column that was dropped is in an attribute or a text.
void expect_hidden(const ReadResult& result, const std::vector<std::string>& values) {
  for (const Document& document : result.documents) {
    for (const Attribute& a : document.attributes) EXPECT_THAT(values, Not(Contains(a.value)));
  }
}

ReadResult read(std::string_view adapter, const std::string& bytes, const Options& options = {},
                const std::string& name = "input") {
  const Adapter* const found = recognise(bytes);
  EXPECT_NE(found, nullptr) << bytes;
  if (found != nullptr) {
    EXPECT_EQ(found->name, adapter);
  }
  return read_with(*find_adapter(adapter), bytes, name, options);
}

TEST(SurveyMonkey, ReadsTwoHeaderRows) {
  const ReadResult result = sample("surveymonkey");
  EXPECT_EQ(Counts(result), Counts(4, 3, 3));
  EXPECT_THAT(ratings(result, "nps"), ElementsAre(10000, 0, 7000));
  EXPECT_THAT(ratings(result, "csat"), ElementsAre(5000, 1000, 4000));
  const Document& first = result.documents.at(0);
  EXPECT_EQ(first.key, "11880041907");
  EXPECT_EQ(at(first), "2026-03-14T16:09:40Z");
  EXPECT_EQ(first.verbatims.at(0).prompt, "What could we have done better?");
  EXPECT_THAT(all_of(first, "Which of these did you use? Select all that apply."),
              ElementsAre("Website", "App"));
  expect_hidden(result, {"203.0.113.7", "ann@example.org", "Ann", "Lee"});
  EXPECT_THAT(first.identifying, Contains("ann@example.org"));
}

TEST(SurveyMonkey, ReadsOneHeaderRowAndWarnsOfSpreadsheets) {
  const ReadResult result = read("surveymonkey",
                                 "RespondentID,StartDate,End Date,Why?\n"
                                 "1.18801E+10,x,3/14/2026 16:09,It was slow and dull.\n");
  EXPECT_EQ(Counts(result), Counts(1, 1, 1));
  EXPECT_THAT(result.notes, Contains(HasSubstr("lost their seconds")));
  EXPECT_THAT(result.notes, Contains(HasSubstr("lost their digits")));
}

TEST(SurveyMonkey, ReadsReferenceFiles) {
  const auto films = read_shared("surveymonkey", "survey_surveymonkey/StarWars_condensed2row.csv");
  if (!films) GTEST_SKIP() << "no reference data";
  EXPECT_EQ(Counts(*films), Counts(1186, 0, 0));
  EXPECT_EQ(films->documents.front().key, "3292879998");
  EXPECT_EQ(films->documents.back().key, "3288372923");
  // Six columns of one question, a tick where the film's name stands.
  std::size_t ticks = 0;
  for (const Document& d : films->documents) {
    for (const Attribute& a : d.attributes) {
      ticks += a.name.starts_with("Which of the following") ? 1U : 0U;
    }
  }
  EXPECT_EQ(ticks, 3897U);
  const auto commas = read_shared("surveymonkey", "survey_surveymonkey/comma-survey_1row.csv");
  EXPECT_EQ(Counts(*commas), Counts(1129, 0, 0));
  EXPECT_EQ(commas->documents.front().key, "3292953864");
  EXPECT_EQ(commas->documents.back().key, "3288375700");
}

TEST(SurveyMonkey, ReadsNamesInOtherLanguagesAndInOneWord) {
  const std::string answers =
      "118800001,40001234,03/14/2026 16:01:00,03/14/2026 16:09:40,203.0.113.1,a@b.example,,,,"
      "9,The waiting room was far too cold\n"
      "118800002,40001234,03/13/2026 16:01:00,03/13/2026 16:09:40,203.0.113.2,,,,,"
      "0,Nobody answered the phone all week\n";
  const std::string german =
      "Befragten-ID,Collector-ID,Anfangsdatum,Enddatum,IP-Adresse,E-Mail-Adresse,Vorname,Nachname,"
      "Benutzerdefinierte Daten 1,Would you recommend us (NPS)?,Was war gut?\n"
      ",,,,,,,,,Response,Offene Antwort\n";
  const std::string snake =
      "respondent_id,collector_id,date_created,date_modified,ip_address,email_address,first_name,"
      "last_name,custom_1,Would you recommend us (NPS)?,Was war gut?\n"
      ",,,,,,,,,Response,Open-Ended Response\n";
  for (const std::string& head : {german, snake}) {
    const ReadResult result = read("surveymonkey", head + answers);
    EXPECT_EQ(Counts(result), Counts(2, 2, 2)) << head;
    EXPECT_EQ(result.documents.at(0).key, "118800001");
    EXPECT_EQ(at(result.documents.at(0)), "2026-03-14T16:09:40Z");
    EXPECT_THAT(ratings(result, "nps"), ElementsAre(9000, 0));
    expect_hidden(result, {"203.0.113.1", "a@b.example"});
  }
}

TEST(TypeformCsv, KeepsChoicesByColumn) {
  const ReadResult result = sample("typeform_csv");
  EXPECT_EQ(Counts(result), Counts(3, 2, 2));
  EXPECT_THAT(ratings(result, "nps"), ElementsAre(9000, 0, 6000));
  EXPECT_EQ(result.documents[0].respondent, "1f0a77c21b");
  EXPECT_EQ(at(result.documents[0]), "2026-02-01T10:03:40Z");
  EXPECT_EQ(attribute(result.documents[0], "Phone"), "Phone");
  EXPECT_EQ(attribute(result.documents[1], "Email"), "Email");
  EXPECT_EQ(attribute(result.documents[2], "Other"), "A letter");
  EXPECT_EQ(attribute(result.documents[0], "started_at").substr(0, 10), "2026-02-01");
}

TEST(TypeformCsv, ReadsTheReferenceFile) {
  const auto file =
      read_shared("typeform_csv", "survey_typeform/typeform_fcc2016_part1_first2000.csv");
  if (!file) GTEST_SKIP() << "no reference data";
  EXPECT_EQ(Counts(*file), Counts(2000, 0, 0));
  EXPECT_EQ(file->documents.front().key, "995106cd710ec2af0e371cbe5e1f68fb");
  EXPECT_EQ(file->documents.back().key, "c2d75237dc6d5b551f0ef4a25faf5a7f");
  EXPECT_EQ(at(file->documents.back()), "2016-03-30T10:40:20Z");
  std::size_t others = 0;
  for (const Document& d : file->documents) others += attribute(d, "Other").empty() ? 0U : 1U;
  EXPECT_EQ(others, 20U);
}

TEST(GoogleForms, SplitsChoicesAndReadsZones) {
  const ReadResult result = sample("google_forms");
  EXPECT_EQ(Counts(result), Counts(4, 3, 3));
  EXPECT_THAT(ratings(result, "nps"), ElementsAre(9000, 3000, 0, 8000));
  EXPECT_EQ(at(result.documents[0]), "2026-03-01T10:07:29Z");
  EXPECT_THAT(all_of(result.documents[0], "What did you visit?"),
              ElementsAre("Main hall", "Caf\u00e9", "Shop"));
  expect_hidden(result, {"visitor1@example.org"});
}

TEST(GoogleForms, KnowsTheTimestampInOtherLanguages) {
  for (const std::string head : {"Zeitstempel", "Horodateur", "Marca temporal",
                                 "\u30bf\u30a4\u30e0\u30b9\u30bf\u30f3\u30d7", "Tijdstempel"}) {
    const ReadResult result =
        read("google_forms", head +
                                 ",Name,Warum?\n"
                                 "14.03.2026 16:09:40,Bo,Zu teuer und zu langsam\n"
                                 "14.03.2026 16:09:40,Bo,Zu teuer und zu langsam\n");
    ASSERT_EQ(result.documents.size(), 2U) << head;
    EXPECT_EQ(at(result.documents[0]), "2026-03-14T16:09:40Z");
    // Two equal answers in one second are two answers.
    EXPECT_EQ(result.documents[1].key, result.documents[0].key + "-2");
  }
}

TEST(GoogleForms, ZonesByAbbreviationAreReadOrSaidToBeUnclear) {
  const std::string head = "Timestamp,Why?\n2022/06/22 11:07:29 AM ";
  const ReadResult certain = read("google_forms", head + "CET,Too slow for me\n");
  EXPECT_EQ(at(certain.documents.at(0)), "2022-06-22T10:07:29Z");
  EXPECT_THAT(certain.notes, Contains(HasSubstr("say their zone: CET")));
  // Atlantic or Arabian time: the record counts, its time does not until somebody says which.
  const ReadResult unclear = read("google_forms", head + "AST,Too slow for me\n");
  ASSERT_EQ(unclear.documents.size(), 1U);
  EXPECT_EQ(at(unclear.documents[0]), "none");
  EXPECT_EQ(unclear.documents[0].said_at_text, "2022/06/22 11:07:29 AM AST");
  EXPECT_THAT(unclear.notes, Contains(HasSubstr("AST, which is the name of several zones")));
  const ReadResult told =
      read("google_forms", head + "AST,Too slow for me\n", {{"zone", "America/Puerto_Rico"}});
  EXPECT_EQ(at(told.documents.at(0)), "2022-06-22T15:07:29Z");
}

TEST(GoogleForms, LeavesCommasThatAreNoSeparators) {
  const ReadResult result =
      read("google_forms",
           "Timestamp,Topics\n1/2/2026 1:02:03,\"Waste (food, paper), Water\"\n"
           "1/2/2026 1:02:04,\"Waste (food, paper)\"\n1/2/2026 1:02:05,Water\n"
           "1/2/2026 1:02:06,Water\n");
  EXPECT_THAT(all_of(result.documents.at(1), "Topics"), ElementsAre("Waste (food, paper)"));
}

TEST(GoogleForms, ReadsTheReferenceFile) {
  const auto file = read_shared("google_forms", "survey_google_forms/form_responses_1.csv");
  if (!file) GTEST_SKIP() << "no reference data";
  EXPECT_EQ(Counts(*file), Counts(21, 0, 0));
  EXPECT_THAT(file->documents.front().attributes, IsEmpty());  // the name is dropped
  EXPECT_EQ(file->documents.front().said_at_text, "9/6/2018 0:06:16");
}

TEST(MsForms, SplitsChoicesThatEndInASemicolon) {
  const ReadResult result = sample("ms_forms");
  EXPECT_EQ(Counts(result), Counts(3, 2, 2));
  EXPECT_THAT(ratings(result, "ces"), ElementsAre(6000, 2000, 7000));
  EXPECT_THAT(all_of(result.documents[2], "Which topics interest you?"),
              ElementsAre("Word", "Power BI"));
  EXPECT_EQ(at(result.documents[0]), "2026-03-30T11:45:10Z");
}

TEST(MsForms, MailAddressesAreRespondentsAndAnonymousIsNobody) {
  const std::string head = "ID,Start time,Completion time,Email,Name,What would you change?\n";
  const ReadResult named =
      read("ms_forms", head +
                           "1,3/30/2026 11:42:33,3/30/2026 11:45:10,ann@example.org,Ann Lee,"
                           "The survey should be shorter.\n"
                           "2,3/30/2026 12:02:10,3/30/2026 12:04:59,anonymous,,"
                           "I want to stay anonymous at the desk.\n");
  ASSERT_EQ(named.documents.size(), 2U);
  EXPECT_EQ(named.documents[0].respondent, "ann@example.org");
  EXPECT_THAT(named.documents[0].identifying, ElementsAre("Ann Lee"));
  expect_hidden(named, {"ann@example.org", "Ann Lee", "anonymous"});
  EXPECT_EQ(named.documents[1].respondent, "");

  // Nobody signed in: answers of nobody, whose words are not names either.
  const ReadResult unnamed =
      read("ms_forms", head +
                           "1,3/30/2026 11:42:33,3/30/2026 11:45:10,anonymous,anonymous,"
                           "I want to stay anonymous at the desk.\n");
  ASSERT_EQ(unnamed.documents.size(), 1U);
  EXPECT_EQ(unnamed.documents[0].respondent, "");
  EXPECT_THAT(unnamed.documents[0].identifying, IsEmpty());
  expect_hidden(unnamed, {"anonymous"});
}

TEST(LimeSurvey, ReadsCodesWithQuestions) {
  const ReadResult result = sample("limesurvey");
  EXPECT_EQ(Counts(result), Counts(2, 2, 2, 1));
  EXPECT_EQ(skipped(result), "no_answers 1");
  EXPECT_THAT(ratings(result, "nps"), ElementsAre(10000, 0));
  EXPECT_EQ(result.documents[1].language, "de");
  EXPECT_EQ(at(result.documents[1]), "2026-01-12T11:02:11Z");  // not submitted: its last action
  EXPECT_THAT(all_of(result.documents[0], "What did you use?"),
              ElementsAre("Books", "Reading room"));
  EXPECT_THAT(result.documents[0].verbatims[0].text, HasSubstr("\"Great\" place!"));
  EXPECT_EQ(result.documents[0].verbatims[0].prompt, "Why did you\nchoose this score?");
  expect_hidden(result, {"203.0.113.4"});
}

TEST(LimeSurvey, ReadsVvFiles) {
  const std::string vv =
      "Response ID\tSubmitted\tLast page\tLanguage\tWhy?\tMember?\n"
      "id\tsubmitdate\tlastpage\tstartlanguage\twhy\tmember\n"
      "7\t2026-01-12 10:20:30\t2\tfr\tC'est trop cher et trop loin pour moi\tA1\n"
      "8\t2026-01-12 10:22:30\t2\tfr\t{question_not_shown}\tA2\n";
  const ReadResult result = read("limesurvey", vv, {}, "a/vv_survey_51234.txt");
  EXPECT_EQ(Counts(result), Counts(2, 1, 1));
  EXPECT_EQ(result.documents[0].key, "51234/7");
  EXPECT_EQ(result.documents[0].verbatims[0].prompt, "Why?");
  EXPECT_EQ(attribute(result.documents[1], "member"), "A2");
}

TEST(LimeSurvey, ReadsReferenceFiles) {
  const auto worded =
      read_shared("limesurvey", "survey_limesurvey/survey_381842_R_data_file_native.csv");
  if (!worded) GTEST_SKIP() << "no reference data";
  EXPECT_EQ(worded->documents.size(), 9U);
  EXPECT_EQ(skipped(*worded), "no_answers 51");
  EXPECT_EQ(worded->documents.front().key, "381842/5");
  EXPECT_EQ(worded->documents.front().language, "nl");
  EXPECT_EQ(worded->documents.front().verbatims.size(), 2U);
  const auto coded = read_shared("limesurvey", "survey_limesurvey/survey_883163_R_data_file.csv");
  ASSERT_EQ(coded->documents.size(), 2U);
  EXPECT_EQ(skipped(*coded), "no_answers 28");
  EXPECT_EQ(coded->documents[0].key, "883163/73");
  EXPECT_EQ(coded->documents[1].key, "883163/86");
  for (const Attribute& a : coded->documents[0].attributes) EXPECT_NE(a.value, "NA");
}

TEST(Redcap, ReadsCheckboxesRepeatsAndForms) {
  const ReadResult result = sample("redcap");
  EXPECT_EQ(Counts(result), Counts(3, 2, 2));
  EXPECT_THAT(ratings(result, "nps"), ElementsAre(10000, 0));
  EXPECT_THAT(all_of(result.documents[0], "channel"), ElementsAre("1", "3"));
  EXPECT_THAT(all_of(result.documents[1], "channel"), IsEmpty());
  EXPECT_EQ(attribute(result.documents[2], "visit_survey_complete"), "incomplete");
  EXPECT_EQ(at(result.documents[2]), "none");  // "[not completed]"
  EXPECT_EQ(result.documents[0].respondent, "P-17");
}

TEST(Redcap, ReadsExportsWithLabels) {
  const std::string table =
      "Record ID,Event Name,Repeat Instrument,Repeat Instance,Survey Identifier,Survey "
      "Timestamp,Please tell us why,Which services? (choice=Clinic),Which services? "
      "(choice=Pharmacy),Complete?,Survey Timestamp,Any comments?,Complete?\n"
      "1,Baseline,,,,2026-03-02 09:14:05,The nurse was kind and explained everything,Checked,"
      "Unchecked,Complete,,,\n"
      "1,Follow-up,Visit,1,,,,Unchecked,Unchecked,,2026-03-09 09:14:05,I waited three hours in the "
      "corridor,Complete\n"
      "2,Baseline,,,,[not completed],,Unchecked,Checked,Incomplete,,,\n";
  ASSERT_EQ(recognise(table), find_adapter("redcap"));
  const ReadResult all = read_with(*find_adapter("redcap"), table, "labels.csv");
  ASSERT_EQ(all.documents.size(), 3U);
  EXPECT_EQ(all.documents[0].key, "1/Baseline");
  EXPECT_EQ(all.documents[1].key, "1/Follow-up/Visit/1");
  EXPECT_EQ(at(all.documents[1]), "2026-03-09T09:14:05Z");
  EXPECT_THAT(all_of(all.documents[0], "Which services?"), ElementsAre("Clinic"));
  EXPECT_THAT(all_of(all.documents[2], "Which services?"), ElementsAre("Pharmacy"));
  ASSERT_EQ(all.documents[1].verbatims.size(), 1U);
}

TEST(Redcap, ReadsReferenceFiles) {
  struct File {
    std::string_view name;
    std::size_t documents;
    std::string_view first, last;
  };
  for (const auto& [name, documents, first, last] :
       {File{"blank-for-gray-status", 6, "1", "6"}, File{"checkboxes-1", 4, "1", "4"},
        File{"longitudinal", 18, "100/enrollment_arm_1", "304/deadline_to_return_arm_2"},
        File{"potentially-problematic-values", 2, "1", "2"},
        File{"repeating-instruments", 6, "1", "2/bp/1"}, File{"simple", 5, "1", "5"},
        File{"survey", 2, "1", "2"}, File{"validation-types-1", 1, "1", "1"}}) {
    const auto file = read_shared("redcap", "survey_redcap/" + std::string(name) + "_data.csv");
    if (!file) GTEST_SKIP() << "no reference data";
    ASSERT_EQ(file->documents.size(), documents) << name;
    EXPECT_THAT(file->rejects, IsEmpty()) << name;
    EXPECT_EQ(file->documents.front().key, first);
    EXPECT_EQ(file->documents.back().key, last);
    expect_hidden(*file, {"Nutmeg", "nutty@mouse.com", "(405) 321-1111", "2003-08-30"});
  }
}

TEST(Odk, ReadsChoicesOnceAndDropsPositions) {
  const ReadResult result = sample("odk_csv");
  EXPECT_EQ(Counts(result), Counts(3, 3, 3));
  EXPECT_THAT(all_of(result.documents[0], "visit/liked"), ElementsAre("food", "service"));
  EXPECT_THAT(all_of(result.documents[1], "visit/liked"), IsEmpty());
  EXPECT_EQ(at(result.documents[0]), "2026-03-01T11:05:00Z");
  expect_hidden(result, {"52.36 4.88 0 0", "52.36"});
  EXPECT_THAT(result.notes, Contains(HasSubstr("repeat groups")));
}

TEST(Odk, PassesOverHxlTags) {
  const ReadResult result = read("odk_csv",
                                 "\"_uuid\";\"why\"\n\"\";\"#remark\"\n"
                                 "\"a-1\";\"Far too few taps for so many people.\"\n");
  ASSERT_EQ(Counts(result), Counts(1, 1, 1));
  EXPECT_EQ(result.documents[0].verbatims[0].prompt, "why");
}

TEST(SurveyCto, ReadsItsSampleAndTheReferenceFile) {
  const ReadResult result = sample("surveycto");
  EXPECT_EQ(Counts(result), Counts(3, 2, 2));
  EXPECT_THAT(all_of(result.documents[0], "services"), ElementsAre("1", "3"));
  EXPECT_EQ(attribute(result.documents[0], "member_name_2"), "Bo");
  EXPECT_EQ(at(result.documents[0]), "2026-01-05T15:04:05Z");
  expect_hidden(result, {"355402091234567", "enum1"});
  const auto file = read_shared("surveycto", "survey_surveycto/parse_surveycto_example.csv");
  if (!file) GTEST_SKIP() << "no reference data";
  EXPECT_EQ(file->documents.size(), 2U);
  EXPECT_TRUE(file->documents[0].key_is_digest);  // there is no KEY, and a case is no submission
  EXPECT_EQ(at(file->documents[0]), "none");      // "2022" is no time
}

TEST(Alchemer, ReadsEasternTimesAndSkipsTests) {
  const ReadResult result = sample("alchemer_csv");
  EXPECT_EQ(Counts(result), Counts(3, 2, 2, 1));
  EXPECT_EQ(skipped(result), "survey_test 1");
  EXPECT_EQ(at(result.documents[0]), "2026-03-03T15:15:40Z");  // winter
  EXPECT_EQ(at(result.documents[2]), "2026-07-03T15:00:00Z");  // summer, from the start
  EXPECT_THAT(all_of(result.documents[1], "How did you reach us?"), ElementsAre("Branch", "App"));
}

TEST(SurveyVendors, TakesMissingCodesForNoAnswer) {
  const ReadResult result = read("redcap",
                                 "record_id,nps,why,region,form_complete\n"
                                 "1,-99,-98,-99,2\n2,9,It was quick and friendly today,1,2\n",
                                 {{"missing", "-99,-98"}});
  ASSERT_EQ(result.documents.size(), 2U);
  EXPECT_THAT(result.documents[0].ratings, IsEmpty());
  EXPECT_EQ(attribute(result.documents[0], "region"), "");
  EXPECT_EQ(attribute(result.documents[1], "region"), "1");
}

TEST(SurveyVendors, LeavesOtherTablesToTheGenericAdapter) {
  for (const std::string bytes :
       {"Timestamp,Level,Message\n2026-03-01T10:00:00Z,INFO,a b c\n2026-03-01T10:00:01Z,INFO,x y\n",
        "id,status,comment\n1,Complete,fine work\n2,Complete,bad work\n",
        "record_id,comment\n1,fine work\n2,bad work\n"}) {
    const Adapter* const found = recognise(bytes);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->name, "survey_csv") << bytes;
  }
}

}  // namespace
}  // namespace voxmap
