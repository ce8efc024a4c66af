// LimeSurvey beyond its CSV: responses as XML, archives of a survey, short texts, signs of vv
// files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "pinned.hpp"
#include "voxmap/beside.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::all_of;
using testing::attribute;
using ::testing::Contains;
using testing::Counts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::read_with;
using testing::ReadResult;
using testing::sample;
using testing::skipped;

std::vector<std::string> texts(const ReadResult& result) {
  std::vector<std::string> out;
  for (const Document& document : result.documents) {
    for (const Verbatim& verbatim : document.verbatims) out.push_back(verbatim.text);
  }
  return out;
}

std::string file(const std::string& name) {
  return std::string(VOXMAP_SOURCE_DIR) + "/sample_data/extra/" + name;
}

ReadResult read(const std::string& bytes, const Options& options = {}) {
  const Adapter* const found = recognise(bytes);
  EXPECT_NE(found, nullptr) << bytes;
  return found == nullptr ? ReadResult{} : read_with(*found, bytes, "x", options);
}

constexpr const char* kHead = "id,submitdate,lastpage,startlanguage,";
std::string record(int id, const std::string& answers) {
  return std::to_string(id) + ",2026-01-12 10:20:30,2,en," + answers + "\n";
}

TEST(LimeSurveyShortTexts, AreVerbatimsWhenAllPartsOfTheQuestionAreOwnWords) {
  const std::string rows = record(1, "too slow,nice people,") +
                           record(2, ",very quiet,cold rooms") + record(3, "broken lift,,");
  const std::string csv = kHead + std::string("a[SQ001],a[SQ002],a[SQ003]\n") + rows;
  EXPECT_THAT(texts(read(csv)),
              ElementsAre("too slow", "nice people", "very quiet", "cold rooms", "broken lift"));
  const std::string underscores = kHead + std::string("a_SQ001,a_SQ002,a_SQ003\n") + rows;
  EXPECT_EQ(texts(read(underscores)).size(), 5U);
  const std::string words =
      kHead + std::string("What? [First],What? [Second],What? [Third]\n") + rows;
  EXPECT_EQ(texts(read(words)).size(), 5U);
  // Three questions of their own are three decisions, and too little to decide by.
  const std::string apart = kHead + std::string("a,b,c\n") + rows;
  EXPECT_THAT(texts(read(apart)), IsEmpty());
}

TEST(LimeSurveyShortTexts, LabelsNumbersAndNamesStayAttributes) {
  const auto three = [](const std::string& heads, const std::string& a, const std::string& b,
                        const std::string& c) {
    return texts(read(kHead + heads + "\n" + record(1, a) + record(2, b) + record(3, c)));
  };
  EXPECT_THAT(
      three("a[SQ001],a[SQ002]", "very good,very bad", "very good,very good", "very bad,very good"),
      IsEmpty());
  EXPECT_THAT(three("a[SQ001],a[SQ002]", "12,7", "3,19", "4,8"), IsEmpty());
  EXPECT_THAT(three("a[SQ001],a[SQ002]", "Ford,Tesla", "Opel,Volvo", "Fiat,Seat"), IsEmpty());
  EXPECT_THAT(three("you[email],you[name]", "a@b.example,Ann Lee", "b@b.example,Bo Berg",
                    "c@b.example,Cy Dee"),
              IsEmpty());
}

TEST(LimeSurvey, DecodesSignsOfVvFilesOnce) {
  const std::string vv =
      "Response ID\tSubmitted\tLast page\tLanguage\tWhy?\tMember?\n"
      "id\tsubmitdate\tlastpage\tstartlanguage\twhy\tmember\n"
      "7\t2026-01-12 10:20:30\t2\ten\t{quote}Too far{quote} away{cr}{newline}and{tab}dear, as I "
      "wrote {lbrace}newline} before\tA{newline}1\n";
  const ReadResult result = read(vv);
  EXPECT_THAT(texts(result),
              ElementsAre("\"Too far\" away\r\nand\tdear, as I wrote {newline} before"));
  EXPECT_EQ(attribute(result.documents.at(0), "member"), "A\n1");
}

// vv files and the database call columns by numbers; an array of texts has a column a crossing.
TEST(LimeSurvey, TheStructureKnowsFieldsByNumber) {
  const std::string structure = ::testing::TempDir() + "/voxmap-limesurvey.lss";
  std::ofstream(structure) << R"(<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<questions><rows>
<row><qid>3</qid><parent_qid>0</parent_qid><sid>9</sid><gid>2</gid><type>;</type><title>arr</title>
<question>Say</question></row>
<row><qid>4</qid><parent_qid>0</parent_qid><sid>9</sid><gid>2</gid><type>L</type><title>sat</title>
<question>Happy?</question></row></rows></questions>
<subquestions><rows>
<row><qid>31</qid><parent_qid>3</parent_qid><title>Y1</title><question>Room</question>
<scale_id>0</scale_id></row>
<row><qid>32</qid><parent_qid>3</parent_qid><title>X1</title><question>Good</question>
<scale_id>1</scale_id></row></rows></subquestions>
<answers><rows><row><qid>4</qid><code>A1</code><answer>Yes, very</answer></row></rows></answers>
</document>)";
  const std::string vv =
      "Response ID\tSubmitted\tLast page\tLanguage\tx\ty\n"
      "id\tsubmitdate\tlastpage\tstartlanguage\t9X2X3Y1_X1\t9X2X4\n"
      "7\t2026-01-12 10:20:30\t2\ten\tThe view over the river was lovely\tA1\n";
  const ReadResult result = read(vv, {{"codebook", structure}});
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.documents[0].verbatims.at(0).prompt, "Say - Room - Good");
  EXPECT_EQ(attribute(result.documents[0], "sat"), "Yes, very");
}

// An array with two scales has two columns a row, each with answers of its own.
TEST(LimeSurvey, BothScalesOfAnArrayHaveTheirLabels) {
  const std::string structure = ::testing::TempDir() + "/voxmap-limesurvey-dual.lss";
  std::ofstream(structure) << R"(<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<questions><rows>
<row><qid>3</qid><parent_qid>0</parent_qid><sid>9</sid><gid>2</gid><type>1</type><title>arr</title>
<question>Rate</question></row></rows></questions>
<subquestions><rows>
<row><qid>31</qid><parent_qid>3</parent_qid><title>SQ1</title><question>Room</question>
<scale_id>0</scale_id></row></rows></subquestions>
<answers><rows><row><qid>3</qid><code>A1</code><answer>Clean</answer><scale_id>0</scale_id></row>
<row><qid>3</qid><code>A1</code><answer>Matters to me</answer><scale_id>1</scale_id></row></rows>
</answers></document>)";
  for (const auto& [first, second] : {std::pair{"arr[SQ1][1]", "arr[SQ1][2]"},
                                      {"arr_SQ1_0", "arr_SQ1_1"},
                                      {"9X2X3SQ1#0", "9X2X3SQ1#1"}}) {
    const ReadResult result = read(
        std::string("\"id\",\"submitdate\",\"lastpage\",\"startlanguage\",\"") + first + "\",\"" +
            second + "\"\n\"7\",\"2026-01-12 10:20:30\",\"2\",\"en\",\"A1\",\"A1\"\n",
        {{"codebook", structure}});
    ASSERT_EQ(result.documents.size(), 1U);
    std::vector<std::string> labels;
    for (const Attribute& a : result.documents[0].attributes) labels.push_back(a.value);
    EXPECT_THAT(labels, ::testing::IsSupersetOf({"Clean", "Matters to me"})) << first;
  }
}

TEST(LimeSurveyXml, ReadsResponsesWithTheirStructure) {
  const ReadResult result = sample("limesurvey_xml", {{"codebook", file("limesurvey.lss")}});
  EXPECT_EQ(Counts(result), Counts(2, 6, 6, 1));
  EXPECT_EQ(skipped(result), "no_answers 1");
  const Document& first = result.documents[0];
  EXPECT_EQ(first.key, "1");
  EXPECT_EQ(testing::at(first), "2026-01-12T10:20:30Z");
  EXPECT_EQ(first.ratings.at(0).milli, 10000);
  EXPECT_EQ(result.documents[1].ratings.at(0).milli, 0);
  EXPECT_EQ(result.documents[1].language, "de");
  EXPECT_THAT(all_of(first, "used"), ElementsAre("Books", "Reading room"));
  EXPECT_EQ(first.verbatims[0].text,
            "The staff helped me find\neverything I needed. \"Great\" place & a <nice> one!");
  EXPECT_EQ(first.verbatims[0].prompt, "Why did you choose this score?");
  EXPECT_EQ(first.origin.line, 26U);
  EXPECT_EQ(first.verbatims[0].origin.line, 37U);  // of the answer's element
  for (const Attribute& a : first.attributes) EXPECT_NE(a.value, "203.0.113.4");
}

// What stands in an archive, or a folder, beside the responses says what they answer.
TEST(LimeSurveyXml, TakesTheStructureOfItsArchive) {
  const auto read_beside = [](const std::string& name, const std::string& structure) {
    Input input;
    input.stream = std::make_unique<std::istringstream>(testing::sample_bytes("limesurvey_xml"));
    input.name = "export.lsa";
    input.inner = name;
    input.beside = std::make_shared<Beside>([&](const std::string& path) {
      EXPECT_EQ(path, "in/survey_512345.lss");
      return structure;
    });
    return testing::read_all(*find_adapter("limesurvey_xml")->open(std::move(input)));
  };
  const std::string name = "in/survey_512345_responses.lsr";
  const ReadResult known = read_beside(name, testing::file_bytes(file("limesurvey.lss")));
  EXPECT_EQ(known.documents.at(0).verbatims.at(0).prompt, "Why did you choose this score?");
  EXPECT_THAT(known.notes, Contains(HasSubstr("survey_512345.lss (LimeSurvey structure) knows 7")));
  const ReadResult unknown = read_beside(name, "");
  EXPECT_THAT(unknown.notes, Contains(HasSubstr("--codebook")));
  EXPECT_EQ(unknown.documents.at(0).verbatims.at(0).prompt, "512345X7X3");
}

TEST(LimeSurveyXml, RefusesWhatIsNoTableOfResponses) {
  const std::string head =
      "<?xml version=\"1.0\"?><document><LimeSurveyDocType>Responses</LimeSurveyDocType>";
  const auto exit_of = [&](const std::string& rest) {
    try {
      (void)read(head + rest);
    } catch (const Error& error) {
      return error.exit();
    }
    return Exit::ok;
  };
  EXPECT_EQ(exit_of("</document>"), Exit::no_input);
  EXPECT_EQ(exit_of("<responses><fields/><rows/></responses></document>"), Exit::no_input);
  EXPECT_EQ(exit_of("<responses><rows><row><id>1</id>"), Exit::data);  // cut off
}

TEST(LimeSurveyXml, NumbersOfNoCharacterAndFieldsOfRowsOnly) {
  const ReadResult result = read(
      "<?xml version=\"1.0\"?><document><LimeSurveyDocType>Responses</LimeSurveyDocType>"
      "<responses><rows><row><id>4</id><submitdate>2026-01-12 10:20:30</submitdate>"
      "<lastpage>1</lastpage><startlanguage>en</startlanguage>"
      "<why>It took &#x110000;far too long for&#xD800; us all</why><_1X2X3-0>A1</_1X2X3-0></row>"
      "</rows></responses></document>");
  ASSERT_EQ(result.documents.size(), 1U);
  EXPECT_THAT(texts(result), ElementsAre("It took \uFFFDfar too long for\uFFFD us all"));
  EXPECT_EQ(attribute(result.documents[0], "1X2X3#0"), "A1");
}

}  // namespace
}  // namespace voxmap
