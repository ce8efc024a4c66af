// SPSS files: labels, missing values, dates, long and damaged texts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <readstat.h>

#include <random>

#include "adapters/spss_file.hpp"
#include "base/utf8.hpp"
#include "pinned.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::HasSubstr;

ssize_t append(const void* data, std::size_t size, void* context) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data), size);
  return static_cast<ssize_t>(size);
}

// Cases of an id, a satisfaction from 1 to 5 with a label each, and words.
std::string file_of(const std::vector<std::string>& words, readstat_compress_t compression) {
  std::string out;
  readstat_writer_t* const writer = readstat_writer_init();
  readstat_set_data_writer(writer, append);
  readstat_writer_set_compression(writer, compression);
  readstat_writer_set_file_timestamp(writer, 1772400000);
  readstat_label_set_t* const labels = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "l");
  readstat_label_double_value(labels, 1, "Very unhappy with all of it");
  readstat_label_double_value(labels, 5, "Very happy with all of it, I must say");
  auto* const id = readstat_add_variable(writer, "ResponseId", READSTAT_TYPE_DOUBLE, 0);
  auto* const mood = readstat_add_variable(writer, "Mood", READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_set_label_set(mood, labels);
  readstat_variable_set_label(mood, "How did you feel?");
  auto* const text = readstat_add_variable(writer, "Words", READSTAT_TYPE_STRING, 3000);
  readstat_variable_set_label(text, "Tell us why");
  readstat_begin_writing_sav(writer, &out, static_cast<long>(words.size()));
  double n = 0;
  for (const std::string& each : words) {
    readstat_begin_row(writer);
    readstat_insert_double_value(writer, id, ++n);
    readstat_insert_double_value(writer, mood, n > 1 ? 5 : 1);
    readstat_insert_string_value(writer, text, each.c_str());
    readstat_end_row(writer);
  }
  readstat_end_writing(writer);
  readstat_writer_free(writer);
  return out;
}

TEST(Spss, SampleWithLabelsScalesAndMissingValues) {
  const ReadResult read = sample("spss");
  EXPECT_EQ(Counts(read), Counts(5, 4, 4));
  const Document& first = read.documents[0];
  EXPECT_EQ(first.key, "R_1a");
  EXPECT_EQ(first.said_at_text, "2026-02-20 20:53:20");
  EXPECT_EQ(attribute(first, "Q1"), "Business");
  ASSERT_EQ(first.ratings.size(), 1U);
  EXPECT_EQ(first.ratings[0].scale, "nps");
  EXPECT_EQ(first.verbatims[0].prompt, "What could we do better?");
  EXPECT_EQ(first.verbatims[0].origin.part, "Q3_TEXT");
  EXPECT_EQ(first.verbatims[0].origin.line, 1U);
  EXPECT_EQ(attribute(read.documents[3], "Q1"), "");
  EXPECT_EQ(read.documents[3].verbatims[0].text,
            "Breakfast was fine but the café was closed all weekend.");
  EXPECT_EQ(read.documents[4].ratings[0].milli, 0);
  EXPECT_THAT(read.notes, Contains("1 values that the file declares missing read as none"));
}

TEST(Spss, VeryLongStringsInEveryCompression) {
  std::string words;
  for (int i = 0; i < 250; ++i) words += "number " + std::to_string(i) + " ";
  for (const auto compression :
       {READSTAT_COMPRESS_NONE, READSTAT_COMPRESS_ROWS, READSTAT_COMPRESS_BINARY}) {
    const ReadResult read =
        read_with(*find_adapter("spss"), file_of({words, "It was all right.", "No."}, compression));
    ASSERT_EQ(read.documents.size(), 3U);
    EXPECT_EQ(read.documents[0].verbatims.at(0).text, trim(words));
  }
}

TEST(Spss, ChoicesAreNoWordsHoweverLong) {
  const ReadResult read = read_with(
      *find_adapter("spss"), file_of({"It was quite good.", "It was quite bad.", "It was so so."},
                                     READSTAT_COMPRESS_ROWS));
  ASSERT_EQ(read.documents.size(), 3U);
  EXPECT_EQ(read.documents[1].verbatims.size(), 1U);
  EXPECT_EQ(attribute(read.documents[1], "Mood"), "Very happy with all of it, I must say");
  const ReadResult codes = read_with(
      *find_adapter("spss"), file_of({"It was quite good.", "Bad."}, READSTAT_COMPRESS_ROWS), "a",
      {{"codes", "true"}});
  EXPECT_EQ(attribute(codes.documents[1], "Mood"), "5");
}

TEST(Spss, DamagedTextWarnsAndTheRestIsRead) {
  const ReadResult read =
      read_with(*find_adapter("spss"),
                file_of({"It was \xFF quite good.", "Quite bad it was."}, READSTAT_COMPRESS_ROWS));
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].verbatims.at(0).text, "It was \xEF\xBF\xBD quite good.");
  EXPECT_THAT(read.notes, Contains(HasSubstr("1 texts hold bytes that are no UTF-8")));
}

TEST(Spss, Times) {
  EXPECT_EQ(spss::time_text(13829767200.0, "DATETIME20"), "2021-01-11 18:00:00");
  EXPECT_EQ(spss::time_text(13829767200.0, "DATE11"), "2021-01-11");
  EXPECT_EQ(spss::time_text(3661, "TIME8"), "01:01:01");
  EXPECT_EQ(spss::time_text(0, "DATE11"), "1582-10-14");
  EXPECT_EQ(spss::time_text(5, "F8.2"), std::nullopt);
  EXPECT_EQ(spss::time_text(-1, "DATE11"), std::nullopt);
  EXPECT_EQ(spss::time_text(1e300, "DATETIME20"), std::nullopt);
}

TEST(Spss, SurvivesTruncationAndFlippedBytes) {
  const auto read = [](std::string damaged) {
    try {
      for (const Document& document :
           read_with(*find_adapter("spss"), std::move(damaged), "a.sav").documents) {
        for (const Verbatim& v : document.verbatims) EXPECT_TRUE(valid_utf8(v.text));
      }
    } catch (const Error& error) {
      EXPECT_NE(error.exit(), Exit::software) << error.what();
    }
  };
  const std::string bytes = file_of({"It was quite good.", "Bad."}, READSTAT_COMPRESS_ROWS);
  for (std::size_t size = 0; size < bytes.size(); size += 7) read(bytes.substr(0, size));
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = bytes;
    for (int flips = 0; flips < 1 + round / 50; ++flips) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    read(std::move(damaged));
  }
}

TEST(Spss, QualtricsFileReadsAsTheRawFile) {
  const auto read = read_shared("spss", "survey_spss/TestProject-Menu.sav");
  if (!read) GTEST_SKIP() << "no reference data";
  ASSERT_EQ(read->documents.size(), 7U);
  EXPECT_EQ(read->documents[0].key, "R_1PY43l9U6DlZ43v");
  EXPECT_EQ(read->documents[0].said_at_text, "2021-01-11 18:06:40");
  EXPECT_EQ(attribute(read->documents[0], "Q3_1"), "Vegetarian");
  // "Somewhat disagree": its words are those of a scale.
  ASSERT_EQ(read->documents[2].ratings.size(), 1U);
  EXPECT_EQ(read->documents[2].ratings[0].definition, "agreement_1_5");
  EXPECT_EQ(read->documents[2].ratings[0].milli, 2000);
  EXPECT_EQ(Counts(*read).verbatims, 0U);
}

}  // namespace
}  // namespace voxmap
