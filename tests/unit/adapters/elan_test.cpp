// ELAN: tiers as speakers, slots as times.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/read_adapter.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::ReadResult;

std::string sample() {
  return testing::file_bytes(std::filesystem::path(VOXMAP_SOURCE_DIR) /
                             "sample_data/extra/p09-elan.eaf");
}

ReadResult read(const std::string& bytes) {
  const Adapter* const found = recognise(bytes);
  EXPECT_TRUE(found != nullptr && found->name == "elan");
  return testing::read_with(*find_adapter("elan"), bytes, "p09.eaf");
}

TEST(Elan, PutsTiersInTheOrderOfTime) {
  const std::string bytes = sample();
  const ReadResult result = read(bytes);
  const auto& turns = result.documents.at(0).verbatims;
  ASSERT_EQ(turns.size(), 2U);
  EXPECT_EQ(turns[0].speaker, "Interviewer");
  EXPECT_FALSE(turns[0].scored);
  EXPECT_EQ(turns[0].at, milliseconds(1200));
  EXPECT_EQ(turns[1].text,
            "The refund took nine weeks & nobody wrote to me. Still, the café mug is lovely <3");
  EXPECT_EQ(turns[1].prompt, "How did returning it go?");
  EXPECT_EQ(turns[1].at, milliseconds(2900));
  EXPECT_EQ(turns[1].until, milliseconds(9500));
  EXPECT_EQ(result.documents[0].respondent, "P09");
  EXPECT_FALSE(result.documents[0].said_at.has_value());  // the file's date is when it was saved
  EXPECT_EQ(bytes.substr(turns[0].origin.byte, turns[0].origin.bytes), "How did returning it go?");
  EXPECT_THAT(result.notes, Contains(HasSubstr("not read: P09-gloss")));
}

TEST(Elan, LeavesTiersOfCodesOut) {
  const ReadResult result = read(
      "\xEF\xBB\xBF<ANNOTATION_DOCUMENT><TIME_ORDER/><TIER TIER_ID=\"g\" "
      "LINGUISTIC_TYPE_REF=\"gesture\"><ANNOTATION><ALIGNABLE_ANNOTATION><ANNOTATION_VALUE>hold"
      "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER><TIER TIER_ID=\"t\">"
      "<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1=\"none\"><ANNOTATION_VALUE>Hi."
      "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER><LINGUISTIC_TYPE "
      "LINGUISTIC_TYPE_ID=\"gesture\" CONTROLLED_VOCABULARY_REF=\"G\"/></ANNOTATION_DOCUMENT>");
  const auto& turns = result.documents.at(0).verbatims;
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_EQ(turns[0].text, "Hi.");
  EXPECT_EQ(turns[0].speaker, "");
  EXPECT_EQ(turns[0].at, std::nullopt);
}

TEST(Elan, RefusesWhatIsCutOff) {
  const std::string bytes = sample();
  EXPECT_THROW(read(bytes.substr(0, bytes.size() / 2)), Error);
  EXPECT_FALSE(find_adapter("elan")->recognises("<?xml version=\"1.0\"?><rss/>"));
}

}  // namespace
}  // namespace voxmap
