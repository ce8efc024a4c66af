// Codebooks: what REDCap's, LimeSurvey's and Qualtrics' own files say of columns and codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "../../../adapters/codebook.hpp"
#include "pinned.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using survey::Codebook;
using survey::parse_codebook;
using testing::attribute;
using ::testing::Contains;
using testing::file_bytes;
using ::testing::HasSubstr;
using testing::read_with;
using testing::ReadResult;
using Nature = survey::Column::Nature;

std::string extra(const std::string& name) {
  return std::string(VOXMAP_SOURCE_DIR) + "/sample_data/extra/" + name;
}

TEST(CodebookOption, NamesQuestionsAndCodesOfRedcap) {
  const ReadResult result = read_with(*find_adapter("redcap"), file_bytes(extra("redcap.csv")),
                                      "redcap.csv", {{"codebook", extra("redcap-dictionary.csv")}});
  const Document& first = result.documents.at(0);
  EXPECT_EQ(first.verbatims.at(0).prompt, "What is the main reason for your score?");
  EXPECT_EQ(attribute(first, "channel"), "Telephone");
  EXPECT_EQ(attribute(first, "region"), "South");
  EXPECT_EQ(result.documents.at(1).ratings.at(0).milli, 0);
  EXPECT_THAT(first.identifying, Contains("pat1@example.org"));
  EXPECT_THAT(result.notes, Contains(HasSubstr("knows 8 of 11 columns")));
}

TEST(CodebookOption, NamesQuestionsOfLimeSurvey) {
  const std::string csv =
      "id,submitdate,lastpage,startlanguage,why,used_SQ001,used_SQ002,member\n"
      "4,2026-01-12 10:20:30,2,en,It was cold,Y,,A2\n5,2026-01-12 10:20:31,2,en,,,Y,A9\n";
  const ReadResult result =
      read_with(*find_adapter("limesurvey"), csv, "x.csv", {{"codebook", extra("limesurvey.lss")}});
  const Document& first = result.documents.at(0);
  EXPECT_EQ(first.verbatims.at(0).prompt, "Why did you choose this score?");
  EXPECT_EQ(attribute(first, "used"), "Books");
  EXPECT_EQ(attribute(first, "member"), "Not yet");
  EXPECT_EQ(attribute(result.documents.at(1), "member"), "A9");  // unknown: as it stands
}

constexpr std::string_view kQsf = R"({"SurveyEntry":{"SurveyID":"SV_1"},"SurveyElements":[
 {"Element":"BL","Payload":[]},
 {"Element":"SQ","Payload":{"QuestionText":"<b>How</b> did you hear?","DataExportTag":"Q1",
  "QuestionType":"MC","Selector":"MAVR","Choices":{"1":{"Display":"Radio, TV"},
  "2":{"Display":"Radio"},"3":{"Display":"Other","TextEntry":"true"}},
  "RecodeValues":{"1":"11","2":12,"3":"13"}}},
 {"Element":"SQ","Payload":{"QuestionText":"Recommend?","DataExportTag":"Q2",
  "QuestionType":"MC","Selector":"NPS","Choices":{"0":{"Display":"0"}}}},
 {"Element":"SQ","Payload":{"QuestionText":"Why?","DataExportTag":"Q3","QuestionType":"TE",
  "Selector":"ML","Choices":[]}},
 {"Element":"SQ","Payload":{"QuestionText":"Mail","DataExportTag":"Q4","QuestionType":"TE",
  "Selector":"SL","Validation":{"Settings":{"ContentType":"ValidEmail"}}}}]})";

TEST(CodebookOfQualtrics, KnowsCodesTextsAndScales) {
  const Codebook book = parse_codebook(kQsf, "s.qsf");
  EXPECT_EQ(book.entries.at("Q1").question, "How did you hear?");
  EXPECT_EQ(book.entries.at("Q1").labels->at("12"), "Radio");
  EXPECT_EQ(book.entries.at("Q1").separator, ",");
  EXPECT_EQ(book.entries.at("Q1_1").choice, "Radio, TV");
  EXPECT_EQ(book.entries.at("Q1_3_TEXT").nature, Nature::open);
  EXPECT_EQ(book.entries.at("Q2").scale, "nps");
  EXPECT_EQ(book.entries.at("Q3").nature, Nature::open);
  EXPECT_FALSE(book.entries.at("Q4").personal.empty());
}

// Codes "11,12" are no number, and labels hold the comma that parts them.
TEST(CodebookOfQualtrics, PartsJoinedCodesAndLabels) {
  const std::string path = ::testing::TempDir() + "/voxmap-codebook.qsf";
  std::ofstream(path) << kQsf;
  const std::string head =
      "StartDate,EndDate,Status,Finished,ResponseId,Q1,Q2,Q3\n"
      "2026-01-12 10:20:30,2026-01-12 10:20:30,0,1,R_1,\"11,12\",0,It rained\n"
      "2026-01-12 10:20:30,2026-01-12 10:20:30,0,1,R_2,\"Radio, TV,Radio\",10,\n";
  const ReadResult result =
      read_with(*find_adapter("qualtrics_csv"), head, "q.csv", {{"codebook", path}});
  ASSERT_EQ(result.documents.size(), 2U);
  for (const Document& d : result.documents) {
    std::vector<std::string> values;
    for (const Attribute& a : d.attributes) {
      if (a.name == "Q1") values.push_back(a.value);
    }
    EXPECT_THAT(values, ::testing::ElementsAre("Radio, TV", "Radio"));
  }
  EXPECT_EQ(result.documents[0].ratings.at(0).milli, 0);
  EXPECT_EQ(result.documents[0].verbatims.at(0).prompt, "Why?");
}

TEST(Codebooks, RefuseOtherFiles) {
  for (const std::string_view bytes : {"", "a,b\n1,2\n", "{\"a\":1}", "<document/>"}) {
    EXPECT_THROW(static_cast<void>(parse_codebook(bytes, "x")), Error) << bytes;
  }
  // Cut off anywhere: a book of what is left, or an Error.
  const std::string lss = file_bytes(extra("limesurvey.lss"));
  const std::string dictionary = file_bytes(extra("redcap-dictionary.csv"));
  for (const std::string& bytes : {lss, dictionary, std::string(kQsf)}) {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      try {
        static_cast<void>(parse_codebook(std::string_view(bytes).substr(0, size), "x"));
      } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::data);
      }
    }
  }
}

TEST(Codebooks, ReadReferenceFiles) {
  const auto folder = testing::shared_folder();
  if (folder.empty()) GTEST_SKIP() << "no reference data";
  const auto parse = [&](const std::string& name) {
    return parse_codebook(file_bytes(folder / "formats/samples" / name), name);
  };
  const Codebook redcap = parse("survey_redcap/longitudinal_dictionary.csv");
  EXPECT_EQ(redcap.entries.at("gym___0").group, "gym");
  EXPECT_EQ(redcap.entries.at("comments").nature, Nature::open);
  const Codebook lime = parse("survey_limesurvey/survey_180103.lss");
  EXPECT_GT(lime.entries.size(), 400U);
  const Codebook qualtrics = parse("survey_qualtrics/qualtrics_many_types.qsf");
  EXPECT_GT(qualtrics.entries.size(), 40U);
}

}  // namespace
}  // namespace voxmap
