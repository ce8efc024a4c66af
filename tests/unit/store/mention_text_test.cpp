// Mentions as one text: what is written is read, and nothing else is.
#include "store/mention_text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "fixture.hpp"
#include "store/schema.hpp"
#include "voxmap/error.hpp"

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
  append_mention(text, first, evidence, {}, *rules_);
  append_mention(text, second, {}, {}, *rules_);
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

TEST_F(MentionText, SignalsComeBackWhereThereAreAny) {
  MentionValues none;
  none.span = {0, 3};
  MentionValues attached = none;
  attached.attached = {1, 2};
  attached.attached_rule = 7;
  Signals signals;
  signals.churn_risk = 500;
  std::string text;
  append_mention(text, none, {}, {}, *rules_);
  EXPECT_EQ(std::ranges::count(text, '['), 3) << "nothing where there is nothing: " << text;
  append_mention(text, none, {}, signals, *rules_);
  signals.acts = {{{0, 3}, 70, Act::thanks, -50, 0},
                  {{4, 9}, 71, Act::effort_low, 0, -250},
                  {{4294967290, 4294967295}, 72, Act::question, 0, 0}};
  signals.engine = {{5, 150, 0}, {6, 0, -1000}};
  append_mention(text, attached, {}, signals, *rules_);
  end_mentions(text);
  std::vector<MentionValues> read;
  ASSERT_TRUE(parse_mentions(text, 0, read)) << text;
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[0].churn_risk, 0);
  EXPECT_TRUE(read[0].signals.empty());
  EXPECT_TRUE(read[1].at_risk());
  EXPECT_EQ(read[1].acts, 0);
  EXPECT_EQ(read[2].attached_rule, 7);
  EXPECT_TRUE(read[2].has(Act::thanks) && read[2].has(Act::effort_low));
  EXPECT_FALSE(read[2].has(Act::leaving));
  Signals back;
  ASSERT_TRUE(parse_signals(read[2].signals, back));
  EXPECT_EQ(back.churn_risk, 500);
  ASSERT_EQ(back.acts.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(back.acts[i].act, signals.acts[i].act);
    EXPECT_EQ(back.acts[i].span, signals.acts[i].span);
    EXPECT_EQ(back.acts[i].rule, signals.acts[i].rule);
    EXPECT_EQ(back.acts[i].churn, signals.acts[i].churn);
    EXPECT_EQ(back.acts[i].effort, signals.acts[i].effort);
  }
  ASSERT_EQ(back.engine.size(), 2U);
  EXPECT_EQ(back.engine[0].churn, 150);
  EXPECT_EQ(back.engine[1].rule, 6);
  EXPECT_EQ(back.engine[1].effort, -1000);
  for (std::size_t size = 1; size < text.size(); ++size) {
    EXPECT_FALSE(parse_mentions(text.substr(0, size), 0, read)) << size;
  }
  for (const char* wrong : {"[500,[0,1,1,9]]", "[500,[-1,1,1,1]]", "[500,[4294967295,1,1,1]]",
                            "[500,[1,1,1,1,1,1,1]]", "[500,[1]]", "[500,7]", "[]"}) {
    EXPECT_FALSE(parse_mentions(fmt::format("[[0,9,0,0,1,0,0,0,[],{}]]", wrong), 0, read)) << wrong;
  }
}

// Weights go to the acts they are of, acts to their mentions, the engine's parts to the first.
TEST_F(MentionText, SignalsAreDealtOutToTheirMentions) {
  Tagged tagged;
  tagged.mentions.resize(3);
  tagged.acts = {{0, 0, Act::thanks, {0, 3}, 1},
                 {0, 2, Act::complaint, {4, 9}, 2},
                 {0, 1, Act::complaint, {10, 12}, 2},
                 {1, 2, Act::effort_high, {4, 9}, 3}};
  tagged.churn_parts = {{0, {4, 9}, 2, 100}, {0, {10, 12}, 2, 90}, {0, {}, 0, 500}};
  tagged.effort_parts = {{1, {4, 9}, 3, 1200}, {0, {}, 0, -200}};
  tagged.churn_risk = 690;
  SignalDealer dealer;
  dealer.begin(tagged, *rules_);
  const Signals first = dealer.next();
  EXPECT_EQ(first.churn_risk, 690);
  ASSERT_EQ(first.acts.size(), 1U);
  EXPECT_EQ(first.acts[0].churn, 0);
  ASSERT_EQ(first.engine.size(), 2U);
  EXPECT_EQ(first.engine[0].churn, 500);
  EXPECT_EQ(first.engine[1].effort, -200);
  const Signals second = dealer.next();
  EXPECT_EQ(second.churn_risk, 690) << "at risk by itself";
  ASSERT_EQ(second.acts.size(), 1U);
  EXPECT_EQ(second.acts[0].churn, 90);
  EXPECT_TRUE(second.engine.empty());
  const Signals third = dealer.next();
  ASSERT_EQ(third.acts.size(), 2U);
  EXPECT_EQ(third.acts[0].churn, 100);
  EXPECT_EQ(third.acts[1].effort, 1200);
  tagged.churn_risk = 400;
  dealer.begin(tagged, *rules_);
  EXPECT_EQ(dealer.next().churn_risk, 400);
  EXPECT_EQ(dealer.next().churn_risk, 0) << "below the risk, once is enough";
  tagged.acts[3].mention = 3;
  EXPECT_THROW(dealer.begin(tagged, *rules_), Error);
}

TEST_F(MentionText, EvidenceOfOneRuleFromTheSameWordsStandsTogether) {
  MentionValues mention;
  mention.span = {0, 9};
  const Evidence evidence[] = {
      {{2, 4}, 0, -450}, {{2, 4}, 0, 300, 3}, {{2, 5}, 0, 7, 1}, {{2, 5}, 0, 8, 1}, {{2, 4}, 0, 9}};
  std::string text;
  append_mention(text, mention, evidence, {}, *rules_);
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

TEST_F(MentionText, OfAnyLength) {
  constexpr std::int32_t kLongest = -2147483647;
  MentionValues mention;
  mention.touchpoint = INT64_MIN;
  mention.span = {1000000000, 4294967295};
  mention.valence = -32767;
  mention.emotions.fill(1000);
  mention.attached = {1000000000, 4294967295};
  mention.attached_rule = INT64_MAX;
  for (std::uint32_t count = 1; count <= 400; count += 7) {
    std::vector<Evidence> evidence;
    Signals signals;
    signals.churn_risk = kLongest;
    for (std::uint32_t i = 0; i < count; ++i) {
      const Span span{4000000000U + i / 3, 4200000000U};
      evidence.push_back({span, i % 4, kLongest, 7});
      signals.acts.push_back({span, INT64_MAX, static_cast<Act>(1), kLongest, kLongest});
      signals.engine.push_back({INT64_MAX, kLongest, kLongest});
    }
    std::string text;
    append_mention(text, mention, evidence, signals, *rules_);
    append_mention(text, mention, {}, {}, *rules_);
    end_mentions(text);
    std::vector<MentionValues> read;
    ASSERT_TRUE(parse_mentions(text, 0, read)) << count << ' ' << text;
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].span, mention.span);
    EXPECT_EQ(read[0].touchpoint, mention.touchpoint);
    EXPECT_EQ(read[1].attached_rule, mention.attached_rule);
    std::vector<StoredEvidence> back;
    ASSERT_TRUE(parse_evidence(read[0].evidence, back)) << count;
    ASSERT_EQ(back.size(), count);
    for (std::uint32_t i = 0; i < count; ++i) EXPECT_EQ(back[i].span, evidence[i].span) << i;
    Signals there;
    ASSERT_TRUE(parse_signals(read[0].signals, there)) << count;
    EXPECT_EQ(there.acts.size(), count);
    EXPECT_EQ(there.engine.size(), count);
  }
}

TEST_F(MentionText, EveryTextThatIsCutOrChangedInItsFormIsRefused) {
  MentionValues mention;
  mention.span = {0, 9};
  const Evidence evidence[] = {{{2, 4}, 0, -450, 3}};
  std::string text;
  append_mention(text, mention, evidence, {}, *rules_);
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
