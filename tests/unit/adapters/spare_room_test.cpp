// The memory that a record hands to the next one: how much of it, and that nothing else passes.
#include "../../../adapters/spare_room.hpp"

#include <gtest/gtest.h>

namespace voxmap {
namespace {

constexpr std::size_t kAnswer = 200;

Document document_of(std::size_t text_bytes, std::size_t attributes) {
  Document document;
  document.verbatims.emplace_back().text.assign(text_bytes, 'x');
  document.attributes.resize(attributes);
  return document;
}

TEST(SpareRoom, GivesTheRoomOfAnEarlierRecord) {
  SpareRoom spare;
  Document earlier = document_of(kAnswer, 5);
  const char* const text = earlier.verbatims.front().text.data();
  const Attribute* const list = earlier.attributes.data();
  const Document next = spare.document_in(std::move(earlier));
  EXPECT_TRUE(next.attributes.empty());
  EXPECT_EQ(next.attributes.data(), list);
  const std::string answer = spare.text("an answer that is not quite as long as the one before it");
  EXPECT_EQ(answer, "an answer that is not quite as long as the one before it");
  EXPECT_EQ(answer.data(), text);
  EXPECT_NE(spare.text(answer).data(), text) << "given once";
}

TEST(SpareRoom, LetsGoOfWhatIsLarge) {
  constexpr std::size_t kLong = std::size_t{1} << 20U;
  SpareRoom spare;
  Document earlier = document_of(kLong, 10000);
  earlier.respondent.assign(kLong, 'x');
  const Document next = spare.document_in(std::move(earlier));
  EXPECT_EQ(next.attributes.capacity(), 0U);
  EXPECT_LT(next.respondent.capacity(), kLong);
  EXPECT_LT(spare.text("an answer that needs memory of its own").capacity(), kLong);
}

TEST(SpareRoom, HasNothingOfARecordThatIsNoDocument) {
  SpareRoom spare;
  EXPECT_TRUE(spare.document_in(Reject()).key.empty());
  EXPECT_EQ(spare.text(""), "");
}

}  // namespace
}  // namespace voxmap
