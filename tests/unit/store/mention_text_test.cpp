// Mentions as one text: what is written is read, and nothing else is.
#include "store/mention_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "fixture.hpp"
#include "store/schema.hpp"

namespace voxmap {
namespace {

class MentionText : public ::testing::Test {
 protected:
  MentionText() {
    create_store(folder_ / "s.vox");
    db_.emplace(open_for_writing(folder_ / "s.vox"));
    rules_.emplace(*db_, tagger_);
  }
  test::ScratchFolder folder_;
  test::NamingTagger tagger_;
  std::optional<sql::Database> db_;
  std::optional<Rules> rules_;
};

TEST_F(MentionText, EveryFieldComesBack) {
  MentionValues first;
  first.touchpoint = 1234567890123;
  first.span = {0, 4294967295};
  first.attached_by = AttachedBy::words;
  first.attached = {4294967290, 4294967295};
  first.attached_rule = 99;
  first.label = Label::negative;
  first.valence = -1000;
  first.emotions = {1, 2, 3, 1000, 5, 600, 0, 999};
  const Evidence evidence[] = {{{20, 24}, 0, -450, kValenceDimension},
                               {{13, 19}, 1, 2147483647, 7},
                               {{0, 0}, 2, -2147483647, 0}};
  MentionValues second;
  second.span = {7, 9};
  std::string text;
  append_mention(text, first, evidence, *rules_);
  append_mention(text, second, {}, *rules_);
  end_mentions(text);

  std::vector<MentionValues> read;
  ASSERT_TRUE(parse_mentions(text, 3, read)) << text;
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].place, 3 << 10);
  EXPECT_EQ(read[0].verbatim(), 3);
  EXPECT_EQ(read[0].touchpoint, first.touchpoint);
  EXPECT_EQ(read[0].span, first.span);
  EXPECT_EQ(read[0].attached_by, first.attached_by);
  EXPECT_EQ(read[0].attached, first.attached);
  EXPECT_EQ(read[0].attached_rule, first.attached_rule);
  EXPECT_EQ(read[0].label, first.label);
  EXPECT_EQ(read[0].valence, first.valence);
  EXPECT_EQ(read[0].emotions, first.emotions);
  EXPECT_EQ(read[1].place, (3 << 10) + 1);
  EXPECT_EQ(read[1].span, second.span);
  EXPECT_TRUE(read[1].attached.empty());

  std::vector<StoredEvidence> pieces;
  ASSERT_TRUE(parse_evidence(read[0].evidence, pieces));
  ASSERT_EQ(pieces.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(pieces[i].span, evidence[i].span);
    EXPECT_EQ(pieces[i].weight, evidence[i].weight);
    EXPECT_EQ(pieces[i].dimension, evidence[i].dimension);
    EXPECT_EQ(pieces[i].rule, rules_->id(evidence[i].rule));
  }
  pieces.clear();
  ASSERT_TRUE(parse_evidence(read[1].evidence, pieces));
  EXPECT_TRUE(pieces.empty());
}

TEST_F(MentionText, EvidenceOfOneRuleFromTheSameWordsStandsTogether) {
  MentionValues mention;
  mention.span = {0, 9};
  const Evidence evidence[] = {
      {{2, 4}, 0, -450}, {{2, 4}, 0, 300, 3}, {{2, 5}, 0, 7, 1}, {{2, 5}, 0, 8, 1}, {{2, 4}, 0, 9}};
  std::string text;
  append_mention(text, mention, evidence, *rules_);
  end_mentions(text);
  std::vector<MentionValues> read;
  ASSERT_TRUE(parse_mentions(text, 0, read));
  EXPECT_EQ(std::ranges::count(read[0].evidence, '['), 4) << read[0].evidence;
  std::vector<StoredEvidence> back;
  ASSERT_TRUE(parse_evidence(read[0].evidence, back));
  ASSERT_EQ(back.size(), std::size(evidence));
  for (std::size_t i = 0; i < back.size(); ++i) {
    EXPECT_EQ(back[i].span, evidence[i].span) << i;
    EXPECT_EQ(back[i].weight, evidence[i].weight) << i;
    EXPECT_EQ(back[i].dimension, evidence[i].dimension) << i;
  }
}

TEST_F(MentionText, EveryTextThatIsCutOrChangedInItsFormIsRefused) {
  MentionValues mention;
  mention.span = {0, 9};
  const Evidence evidence[] = {{{2, 4}, 0, -450, 3}};
  std::string text;
  append_mention(text, mention, evidence, *rules_);
  end_mentions(text);
  std::vector<MentionValues> read;
  ASSERT_TRUE(parse_mentions(text, 0, read));
  for (std::size_t size = 1; size < text.size(); ++size) {
    EXPECT_FALSE(parse_mentions(text.substr(0, size), 0, read)) << size;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string other = text;
    other[at] = 'x';
    EXPECT_FALSE(parse_mentions(other, 0, read)) << other;
  }
  EXPECT_FALSE(parse_mentions(text + " ", 0, read));
  EXPECT_FALSE(parse_mentions("[[0,9,0,0,9,0,0,0,[]]]", 0, read)) << "no such label";
  EXPECT_FALSE(parse_mentions("[[0,9,0,0,1,0,0,0,[[0,1,1,5,9]]]]", 0, read)) << "no such emotion";
  EXPECT_FALSE(parse_mentions("[[0,9,0,0,1,0,0,0,[[0,1,1]]]]", 0, read)) << "no weight";
  EXPECT_FALSE(parse_mentions("[[9,4294967295,0,0,1,0,0,0,[]]]", 0, read)) << "beyond 4 GB";
  EXPECT_TRUE(parse_mentions("", 0, read));
}

TEST_F(MentionText, RatingsComeBack) {
  std::string text;
  append_ratings(text, {});
  EXPECT_EQ(text, "");
  const RatingRow ratings[] = {{1, 0, 9000}, {2, 3, -500}};
  append_ratings(text, ratings);
  EXPECT_EQ(text, "[[1,0,9000],[2,3,-500]]");
  std::vector<RatingRow> read;
  ASSERT_TRUE(parse_ratings(text, read));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[1].milli, -500);
  EXPECT_FALSE(parse_ratings("[[1,0]]", read));
  EXPECT_FALSE(parse_ratings("[[1,0,9000]", read));
}

}  // namespace
}  // namespace voxmap
