// The generic survey adapter: documents, rejects, positions, and real exports when they are there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "survey_read.hpp"

namespace voxmap {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing_survey::All;
using testing_survey::read;

Mapping mapping() {
  return parse_mapping(
      "[record]\nkey='id'\ntime='at'\nzone='Europe/Amsterdam'\n[[verbatim]]\ncolumn='why'\n"
      "question='Why?'\ntouchpoint='checkout'\n[[rating]]\ncolumn='nps'\nscale='nps'\n",
      "m.toml");
}

TEST(SurveyCsv, ReadsARowByItsMapping) {
  const Mapping m = mapping();
  const std::string text =
      "id,at,nps,why,plan\n7,2026-07-01 10:00,0,\"Slow, \"\"really\"\"\",gold\n";
  const All all = read(kSurveyCsv, text, &m);
  ASSERT_EQ(all.documents.size(), 1U);
  const Document& d = all.documents[0];
  EXPECT_EQ(d.key, "7");
  EXPECT_EQ(format_time(*d.said_at), "2026-07-01T08:00:00Z");
  EXPECT_EQ(d.said_at_text, "2026-07-01 10:00");
  ASSERT_EQ(d.ratings.size(), 1U);  // a 0 is a 0
  EXPECT_EQ(d.ratings[0].milli, 0);
  EXPECT_EQ(d.ratings[0].definition, "nps_0_10");
  ASSERT_EQ(d.verbatims.size(), 1U);
  EXPECT_EQ(d.verbatims[0].text, "Slow, \"really\"");
  EXPECT_EQ(d.verbatims[0].prompt, "Why?");
  EXPECT_EQ(d.verbatims[0].touchpoint, "checkout");
  EXPECT_EQ(d.verbatims[0].origin.line, 2U);
  EXPECT_EQ(text.substr(d.verbatims[0].origin.byte, d.verbatims[0].origin.bytes),
            "\"Slow, \"\"really\"\"\"");
  ASSERT_EQ(d.attributes.size(), 1U);
  EXPECT_EQ(d.attributes[0].value, "gold");
}

TEST(SurveyCsv, BlankIsMissingAndNullWordsAreNoAnswer) {
  const Mapping m = mapping();
  const All all = read(kSurveyCsv, "id,at,nps,why,plan\n1,,,n/a,N/A\n2,,,  ,\n", &m);
  ASSERT_EQ(all.documents.size(), 2U);
  EXPECT_TRUE(all.documents[0].ratings.empty());
  EXPECT_TRUE(all.documents[0].verbatims.empty());
  EXPECT_FALSE(all.documents[0].said_at);
  ASSERT_EQ(all.documents[0].attributes.size(), 1U);  // an attribute keeps its word
  EXPECT_EQ(all.documents[0].attributes[0].value, "N/A");
  EXPECT_THAT(all.notes, Contains(HasSubstr("1 answers that only say")));
}

TEST(SurveyCsv, RejectsWhatItCannotReadAndGoesOn) {
  const Mapping m = mapping();
  const All all =
      read(kSurveyCsv,
           "id,at,nps,why,plan\n1,2026-01-01,5\n2,2026-01-01,5,a,b,c\n3,2026-02-31,5,a,b\n"
           "4,2026-01-01,11,a,b\n5,2026-01-01,x,a,b\n ,2026-01-01,5,a,b\n"
           "6,2026-01-01,5,\"a\"b,c\n7,2026-01-01,5,\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9,b\n8,2026-01-"
           "01,5,ca\xE9,b\n"
           "9,2026-01-01,5,fine,b,,\n10,2026-01-01,5,\"cut",
           &m);
  std::vector<std::string> reasons;
  for (const Reject& r : all.rejects) reasons.push_back(r.reason);
  EXPECT_THAT(reasons, ElementsAre("too_few_columns", "too_many_columns", "bad_timestamp",
                                   "bad_rating", "bad_rating", "missing_key", "text_after_quote",
                                   "invalid_utf8", "unterminated_quote"));
  EXPECT_EQ(all.documents.size(), 2U);
  EXPECT_EQ(all.rejects[2].field, "at");
  EXPECT_EQ(all.rejects[2].key, "3");
  EXPECT_EQ(all.rejects[2].origin.line, 4U);
  EXPECT_EQ(all.rejects[7].field, "why");
  EXPECT_THAT(all.rejects[7].raw, HasSubstr("ca\\xE9"));
  EXPECT_THAT(all.rejects[7].detail, HasSubstr("0xE9"));
}

TEST(SurveyCsv, EveryUnknownColumnOfAMappingIsNamedAtOnce) {
  const Mapping m = parse_mapping(
      "[record]\nkey = \"idd\"\n[[verbatim]]\ncolumn = \"nothing like it\"\n[[verbatim]]\ncolumn = "
      "\"why\"\n",
      "m.toml");
  try {
    read(kSurveyCsv, "id,why\n1,a\n", &m);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), Exit::config);
    ASSERT_EQ(e.problems().size(), 2U);
    EXPECT_EQ(e.problems()[0].where.line, 2U);
    EXPECT_EQ(e.problems()[1].where.line, 4U);
    EXPECT_EQ(e.problems()[1].where.file, "m.toml");
  }
}

TEST(SurveyCsv, ColumnsOfOneNameAreTakenByPosition) {
  const Mapping twice = parse_mapping("[record]\nkey='id'\n[[verbatim]]\ncolumn='Other'\n", "m");
  const std::string text = "id,Other,Other\n1,left,right\n";
  EXPECT_THROW(read(kSurveyCsv, text, &twice), Error);
  const Mapping third = parse_mapping("[record]\nkey='id'\n[[verbatim]]\ncolumn='#3'\n", "m");
  const All all = read(kSurveyCsv, text, &third);
  EXPECT_EQ(all.documents.at(0).verbatims.at(0).text, "right");
  EXPECT_EQ(all.documents[0].attributes.at(0).name, "Other");
}

TEST(SurveyCsv, AttributesAreKeptDroppedHashedAndRenamed) {
  const Mapping m = parse_mapping(
      "[record]\nkey='id'\n[attributes]\nkeep=['plan']\nhash=['email']\nrename={plan='tier'}\n",
      "m");
  const All all =
      read(kSurveyCsv, "id,plan,email,x\n1,gold,a@b.example,y\n2,gold,a@b.example,y\n", &m);
  ASSERT_EQ(all.documents.at(0).attributes.size(), 2U);
  EXPECT_EQ(all.documents[0].attributes[0].name, "tier");
  EXPECT_EQ(all.documents[0].attributes[0].care, Attribute::Care::keep);
  // Made a pseudonym by the loader, which has the key.
  EXPECT_EQ(all.documents[0].attributes[1].value, "a@b.example");
  EXPECT_EQ(all.documents[0].attributes[1].care, Attribute::Care::hash);
}

// Such columns are left out, and their values known to whoever redacts.
TEST(SurveyCsv, ColumnsLeftOutAsPersonalIdentify) {
  const std::string text = "id,First name,comment\n1,Ann,Fine it was and I am happy\n";
  const Mapping m = parse_mapping("[record]\nkey='id'\n[[verbatim]]\ncolumn='comment'\n", "m");
  const Mapping keep = parse_mapping(
      "[record]\nkey='id'\n[[verbatim]]\ncolumn='comment'\n[attributes]\nkeep=['First name']\n",
      "m");
  EXPECT_EQ(read(kSurveyCsv, text, &m).documents.at(0).identifying,
            std::vector<std::string>{"Ann"});
  EXPECT_TRUE(read(kSurveyCsv, text, &m).documents.at(0).attributes.empty());
  EXPECT_TRUE(read(kSurveyCsv, text, &keep).documents.at(0).identifying.empty());
}

TEST(SurveyCsv, NamesWhatIsNoDelimitedText) {
  const auto what = [](const std::string& bytes) -> std::pair<Exit, std::string> {
    try {
      read(kSurveyCsv, bytes);
      return {Exit::ok, ""};
    } catch (const Error& e) {
      return {e.exit(), e.what()};
    }
  };
  EXPECT_EQ(what("").first, Exit::no_input);
  EXPECT_EQ(what("PK\x03\x04rest").first, Exit::data);
  EXPECT_THAT(what("PK\x03\x04rest").second, HasSubstr("ZIP"));
  EXPECT_THAT(what("{\"items\":[]}").second, HasSubstr("JSON"));
  EXPECT_THAT(what("<!DOCTYPE html><p>").second, HasSubstr("HTML"));
  EXPECT_THAT(what("version https://git-lfs.github.com/spec/v1\noid x\n").second, HasSubstr("LFS"));
  EXPECT_THAT(what(std::string("\x01\x02\x03\x00\x04\x05\x06\x07", 8)).second, HasSubstr("binary"));
  EXPECT_FALSE(kSurveyCsv.recognises(std::string("\x01\x02\x03\x00\x04,\x05,\x06\x07\n", 11)));
}

// Somebody saved it in an encoding without the letters: a loss, and still the customers' text.
TEST(SurveyCsv, AFileOfLostLettersIsReadAsItIs) {
  const std::string lost = "\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD\uFFFD";
  const Mapping m = parse_mapping("[record]\nkey='id'\n[[verbatim]]\ncolumn='comment'\n", "m");
  const std::string text = "id,comment\n1," + lost + "\n2," + lost + " ok\n";
  const All all = read(kSurveyCsv, text, &m);
  ASSERT_EQ(all.documents.size(), 2U);
  EXPECT_EQ(all.documents[0].verbatims.at(0).text, lost);
}

TEST(SurveyCsv, AHeaderAloneIsNoDocumentAndANote) {
  const All all = read(kSurveyCsv, "id,why\n");
  EXPECT_TRUE(all.documents.empty() && all.rejects.empty());
  EXPECT_THAT(all.notes, Contains(HasSubstr("no record")));
}

std::filesystem::path shared() {
  const char* set = std::getenv("VOXMAP_SHARED");
  return set != nullptr ? std::filesystem::path(set)
                        : std::filesystem::path(VOXMAP_SOURCE_DIR) / ".." / "shared";
}

TEST(SurveyCsv, ReadsRealExportsWhole) {
  const auto samples = shared() / "formats" / "samples";
  if (!std::filesystem::exists(samples)) GTEST_SKIP() << "no sample exports at " << samples;
  struct Case {
    const char* file;
    std::size_t documents, rejects, skips, verbatims, ratings;
    const char *first, *last;
  };
  for (const Case& c : {
           Case{"survey_google_forms/form_responses_1.csv", 21, 0, 0, 0, 0, nullptr, nullptr},
           Case{"survey_kobo_odk/kobo_csv_grouped_4.csv", 2, 0, 0, 0, 0, nullptr, nullptr},
           Case{"survey_kobo_odk/kobo_csv_quotes_newlines.csv", 5, 0, 0, 5, 0, nullptr, nullptr},
           Case{"survey_limesurvey/survey_381842_R_data_file_native.csv", 60, 0, 0, 33, 0, "2",
                "61"},
           Case{"survey_limesurvey/survey_883163_R_data_file.csv", 30, 0, 0, 13, 0, "57", "86"},
           Case{"survey_redcap/simple_data.csv", 5, 0, 0, 5, 0, "1", "5"},
           Case{"survey_redcap/repeating-instruments_data.csv", 6, 0, 0, 0, 0, "1", "2/bp/1"},
           Case{"survey_redcap/longitudinal_data.csv", 18, 0, 0, 15, 0, "100/enrollment_arm_1",
                "304/deadline_to_return_arm_2"},
           Case{"survey_surveycto/parse_surveycto_example.csv", 2, 0, 0, 0, 0, "8", "1"},
           Case{"survey_surveymonkey/StarWars_condensed2row.csv", 1186, 0, 0, 0, 0, "3292879998",
                "3288372923"},
           Case{"survey_surveymonkey/comma-survey_1row.csv", 1129, 0, 0, 0, 0, "3292953864",
                "3288375700"},
           Case{"survey_typeform/typeform_fcc2016_part1_first2000.csv", 2000, 0, 0, 0, 0,
                "995106cd710ec2af0e371cbe5e1f68fb", "c2d75237dc6d5b551f0ef4a25faf5a7f"},
           Case{"generic_survey/masculinity_raw.csv", 1615, 0, 0, 0, 0, nullptr, nullptr},
           Case{"survey_qualtrics/TestProject-Menu.csv", 7, 0, 0, 0, 0, "R_1PY43l9U6DlZ43v",
                "R_bsEazZ65x3fKIsp"},
           Case{"survey_qualtrics/TestProject-Menu-resaved-by-Excel.csv", 7, 0, 0, 0, 0,
                "R_1PY43l9U6DlZ43v", "R_bsEazZ65x3fKIsp"},
           Case{"survey_qualtrics/qualtrics_comments_legacy.csv", 0, 0, 10, 0, 0, nullptr, nullptr},
           Case{"survey_qualtrics/qualtrics_legacy_2row.csv", 0, 0, 5, 0, 0, nullptr, nullptr},
           Case{"survey_qualtrics/qualtrics_qualtRics_sample.csv", 1, 0, 0, 1, 0,
                "R_2YPOQ602ER1jkf1", "R_2YPOQ602ER1jkf1"},
           Case{"survey_qualtrics/qualtrics_qualtRics_sample_legacy.csv", 1, 0, 0, 1, 0,
                "R_2YPOQ602ER1jkf1", "R_2YPOQ602ER1jkf1"},
       }) {
    SCOPED_TRACE(c.file);
    std::ifstream in(samples / c.file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const bool qualtrics = std::string_view(c.file).starts_with("survey_qualtrics");
    EXPECT_EQ(kQualtricsCsv.recognises(std::string_view(text).substr(0, kHeadBytes)), qualtrics);
    EXPECT_TRUE(kSurveyCsv.recognises(std::string_view(text).substr(0, kHeadBytes)));
    const All all = read(qualtrics ? kQualtricsCsv : kSurveyCsv, text);
    EXPECT_EQ(all.documents.size(), c.documents);
    EXPECT_EQ(all.rejects.size(), c.rejects);
    EXPECT_EQ(all.skips.size(), c.skips);
    std::size_t verbatims = 0, ratings = 0;
    std::set<std::string> keys;
    for (const Document& d : all.documents) {
      verbatims += d.verbatims.size();
      ratings += d.ratings.size();
      keys.insert(d.key);
    }
    EXPECT_EQ(verbatims, c.verbatims);
    EXPECT_EQ(ratings, c.ratings);
    EXPECT_EQ(keys.size(), c.documents);
    if (c.first != nullptr) {
      EXPECT_EQ(all.documents.front().key, c.first);
      EXPECT_EQ(all.documents.back().key, c.last);
    }
    EXPECT_EQ(all.position, text.size());
  }
}

TEST(SurveyCsv, ACrosstabIsNoSurvey) {
  EXPECT_FALSE(
      kSurveyCsv.recognises(",,Democrat,,,Republican,\nTeam,All,Asian,Black,White,Asian,"
                            "Black\nBears,148,2,7,39,4,5\nJets,188,3,27,59,3,13\n"));
}

}  // namespace
}  // namespace voxmap
