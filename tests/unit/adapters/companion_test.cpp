// Files that come with others: named for what they are, and read where they help.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "../../../adapters/codebook.hpp"
#include "pinned.hpp"
#include "support/packed.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/proposal.hpp"

namespace voxmap {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::HasSubstr;

const std::string kForm =
    R"({"id":"F1","title":"A form","fields":[
{"id":"q1","ref":"r1","type":"nps","title":"How likely are you to *recommend* us?"},
{"id":"g","ref":"rg","type":"group","title":"More","properties":{"fields":[
 {"id":"q2","ref":"r2","type":"long_text","title":"Why, {{field:r1}}?"},
 {"id":"q3","ref":"r3","type":"email","title":"Your address"}]}},
{"id":"q4","ref":"r4","type":"multiple_choice","title":"Plan"}]})";
const std::string kResponses = R"({"total_items":2,"page_count":1,"items":[
{"token":"t1","response_id":"t1","landed_at":"2026-03-01T10:00:00Z","submitted_at":"2026-03-01T10:01:00Z","answers":[
 {"field":{"id":"q2","type":"long_text","ref":"r2"},"type":"text","text":"The courier was late again."},
 {"field":{"id":"q1","type":"nps","ref":"r1"},"type":"number","number":0},
 {"field":{"id":"q3","type":"email","ref":"r3"},"type":"email","email":"ann@shop.example"},
 {"field":{"id":"q4","type":"multiple_choice","ref":"r4"},"type":"choice","choice":{"label":"Free"}}]},
{"token":"t2","response_id":"t2","landed_at":"2026-03-01T10:00:00Z","submitted_at":"2026-03-01T10:02:00Z","answers":[]}]})";

std::string why(std::string_view head) { return why_not(head).value_or("data"); }

TEST(Companion, CodebooksAreNamedAndNeverDocuments) {
  EXPECT_THAT(why("\"Variable / Field Name\",\"Form Name\",\"Section Header\",\"Field Type\","
                  "\"Field Label\"\nrecord_id,form,,text,Id\nwhy,form,,notes,Why?\n"),
              AllOf(HasSubstr("REDCap data dictionary"), HasSubstr("--codebook FILE")));
  EXPECT_THAT(why(R"({"SurveyEntry":{"SurveyID":"SV_1"},"SurveyElements":[]})"),
              HasSubstr("Qualtrics survey"));
  EXPECT_THAT(why("<?xml version=\"1.0\"?>\n<document>\n<LimeSurveyDocType>Survey"
                  "</LimeSurveyDocType>\n</document>"),
              HasSubstr("LimeSurvey structure"));
  EXPECT_THAT(why(kForm), HasSubstr("Typeform form"));
  EXPECT_THAT(
      why(R"({"id":"1","title":"S","pages":[{"questions":[{"headings":[{"heading":"Why?"}]}]}]})"),
      HasSubstr("SurveyMonkey"));
  EXPECT_THAT(why("type,name,label::English\nselect_one yn,again,Again?\ntext,why,Why?\n"),
              HasSubstr("XLSForm"));
}

TEST(Companion, DataThatOnlyLooksLikeOneIsData) {
  EXPECT_EQ(why("type,name,comment\nvisit,Shop 1,The queue was long.\ncall,Shop 2,Nobody came.\n"),
            "data");
  EXPECT_EQ(why("id,field type,comment\n1,wheat,The soil was far too dry.\n"), "data");
  EXPECT_EQ(why(kResponses), "data");
}

TEST(Companion, TypeformsFormNamesTheQuestionsOfThePagesOfTheApi) {
  const std::string path = ::testing::TempDir() + "/voxmap-form.json";
  std::ofstream(path) << kForm;
  const ReadResult plain = read_with(*find_adapter("typeform"), kResponses, "r.json");
  EXPECT_EQ(plain.documents.at(0).verbatims.at(0).prompt, "q2");
  const ReadResult read =
      read_with(*find_adapter("typeform"), kResponses, "r.json", {{"codebook", path}});
  const Document& first = read.documents.at(0);
  ASSERT_EQ(first.verbatims.size(), 1U);
  EXPECT_EQ(first.verbatims[0].prompt, "Why, ...?");
  EXPECT_EQ(attribute(first, "Plan"), "Free");
  ASSERT_EQ(first.ratings.size(), 1U);
  EXPECT_EQ(first.ratings[0].scale, "nps");
  EXPECT_EQ(first.ratings[0].milli, 0);
  EXPECT_THAT(first.identifying, Contains("ann@shop.example"));
  EXPECT_THAT(read.notes, Contains(HasSubstr("(Typeform form) knows 4 of")));
}

TEST(Companion, ACodebookIsMeasuredByTheColumnsItKnows) {
  const auto folder = std::filesystem::path(VOXMAP_SOURCE_DIR) / "sample_data/extra";
  const std::string csv = file_bytes(folder / "redcap.csv");
  Input input;
  input.stream = std::make_unique<DripStream>(csv, 4096);
  input.name = "redcap.csv";
  input.options = defaults(*find_adapter("redcap"));
  const auto source = find_adapter("redcap")->open(std::move(input));
  const auto proposal = proposal_of(*source);
  ASSERT_TRUE(proposal.has_value());
  const auto fit = codebook_fit(file_bytes(folder / "redcap-dictionary.csv"), "d.csv", *proposal);
  ASSERT_TRUE(fit.has_value());
  EXPECT_GE(fit->known * 2, fit->columns);
  const auto other = codebook_fit(kForm, "f.json", *proposal);
  ASSERT_TRUE(other.has_value());
  EXPECT_EQ(other->known, 0U);
  EXPECT_FALSE(codebook_fit(csv, "redcap.csv", *proposal).has_value());
}

const std::string kUsers = R"([
{"id":"U1","team_id":"T","name":"ann","is_bot":false,"profile":{"real_name":"Ann Lee","display_name":"","email":"ann@shop.example"}},
{"id":"U2","team_id":"T","name":"bo","is_bot":false,"profile":{"real_name":"Bo Berg","email":"bo@else.example"}},
{"id":"U3","team_id":"T","name":"ticker","is_bot":true,"profile":{"real_name":"Ticker"}},
{"id":"USLACKBOT","team_id":"T","name":"slackbot","is_bot":false,"profile":{"real_name":"Slackbot"}}])";
const std::string kDay = R"([
{"type":"message","user":"U2","text":"Who will call me back?","ts":"1767225600.000100"},
{"type":"message","user":"U1","text":"I will, says Ann Lee.","ts":"1767225601.000100"},
{"type":"message","user":"U3","text":"Ticket 7 was opened.","ts":"1767225602.000100"},
{"type":"message","user":"USLACKBOT","text":"Reminder: stand-up.","ts":"1767225603.000100"}])";

ReadResult read_zip(const std::vector<PackedFile>& files, const Options& options) {
  ArchiveWish wish;
  wish.options = [&](const Adapter& adapter) {
    Options all = defaults(adapter);
    for (const auto& [name, value] : options) {
      if (all.contains(name)) all[name] = value;
    }
    return all;
  };
  return testing::read_all(*open_archive("a.zip", zipped(files), std::move(wish)));
}

TEST(Companion, SlacksUsersSayWhoIsABotAndWhoIsAnAgent) {
  const std::vector<PackedFile> files = {{"users.json", kUsers}, {"help/2026-01-01.json", kDay}};
  const ReadResult read = read_zip(files, {{"agent", "@shop.example"}});
  EXPECT_EQ(skipped(read), "bot 2, not_data 1");
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].key, "help/1767225600.000100");
  EXPECT_TRUE(read.documents[0].verbatims[0].scored);
  EXPECT_FALSE(read.documents[1].verbatims[0].scored);
  EXPECT_THAT(read.documents[1].identifying, Contains("Ann Lee"));
  EXPECT_THAT(read.notes, Contains(HasSubstr("names 4 users, 2 of them bots")));
  // Without the list nobody can know.
  EXPECT_EQ(read_zip({files[1]}, {}).documents.size(), 4U);
  const ReadResult broken = read_zip({{"users.json", "[{"}, files[1]}, {});
  EXPECT_EQ(broken.documents.size(), 4U);
  EXPECT_THAT(broken.notes, Contains(HasSubstr("list of users cannot be read")));
}

TEST(Companion, AnArchiveOfXIsItsOwners) {
  const std::string tweets =
      R"(window.YTD.tweets.part0 = [{"tweet":{"id_str":"5","full_text":"The lift is out of order","created_at":"Wed Oct 19 20:07:25 +0000 2022"}}])";
  const std::string account =
      R"(window.YTD.account.part0 = [ {"account":{"email":"a@b.example","username":"ann","accountId":"77"}} ])";
  const ReadResult read = read_zip({{"data/tweets.js", tweets}, {"data/account.js", account}}, {});
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(read.documents[0].respondent, "77");
  EXPECT_EQ(read_zip({{"data/tweets.js", tweets}}, {}).documents.at(0).respondent, "");
  EXPECT_EQ(read_zip({{"data/tweets.js", tweets}}, {{"owner", "78"}}).documents.at(0).respondent,
            "78");
  EXPECT_EQ(read_zip({{"data/tweets.js", tweets}, {"data/account.js", "= [ {"}}, {})
                .documents.at(0)
                .respondent,
            "");
}

TEST(Companion, EveryCodebookOfTheReferenceIsNamed) {
  const auto folder = shared_folder() / "formats/samples";
  if (shared_folder().empty() || !std::filesystem::exists(folder)) GTEST_SKIP() << folder;
  for (const char* const file :
       {"survey_qualtrics/qualtrics_many_types.qsf", "survey_limesurvey/survey_180103.lss",
        "survey_typeform/form_definition.json", "survey_redcap/simple_dictionary.csv",
        "survey_redcap/longitudinal_dictionary.csv", "survey_redcap/checkboxes-1_dictionary.csv"}) {
    const std::string bytes = file_bytes(folder / file);
    EXPECT_THAT(why(std::string_view(bytes).substr(0, kHeadBytes)), HasSubstr("a codebook ("))
        << file;
  }
  std::size_t data = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().string();
    if (!entry.is_regular_file() || name.ends_with("_dictionary.csv") || name.ends_with(".qsf") ||
        name.ends_with(".lss") || name.ends_with("form_definition.json")) {
      continue;
    }
    const std::string bytes = file_bytes(entry.path());
    EXPECT_EQ(survey::codebook_kind(std::string_view(bytes).substr(0, kHeadBytes)), "") << name;
    ++data;
  }
  EXPECT_GE(data, 100U);
}

}  // namespace
}  // namespace voxmap
