// "What is felt about this?"
#include <gmock/gmock.h>

#include "support/tagging.hpp"

namespace voxmap {
namespace {

class Targets : public ::testing::Test {
 protected:
  // "food+500 service none": the score of each named piece.
  std::string of(const std::string& text, const std::vector<std::string>& pieces) {
    std::vector<Span> spans;
    for (const std::string& piece : pieces) {
      const auto at = static_cast<std::uint32_t>(text.find(piece));
      spans.push_back({at, at + static_cast<std::uint32_t>(piece.size())});
    }
    t_.text(text, "en", spans);
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      EXPECT_EQ(t_.scores[i].span, spans[i]);
      out += out.empty() ? "" : " ";
      out += pieces[i];
      out +=
          t_.scores[i].label == Label::none ? " none" : fmt::format("{:+}", t_.scores[i].valence);
    }
    return out;
  }
  test::Tagging t_;
};

TEST_F(Targets, AloneInItsClauseATargetGetsTheClause) {
  EXPECT_EQ(of("The food was not good. The bill was slow", {"food"}), "food-300");
}

TEST_F(Targets, EachGetsTheNearestEvidence) {
  EXPECT_EQ(of("Great food, terrible service", {"food", "service"}), "food+700 service-900");
  EXPECT_EQ(of("The food was good but the service was slow", {"food", "service"}),
            "food+500 service-400");
}

TEST_F(Targets, SharedPraiseIsShared) {
  EXPECT_EQ(of("The food and the service were great", {"food", "service"}), "food+700 service+700");
}

TEST_F(Targets, AListIsJudgedTogether) {
  EXPECT_EQ(of("The food, the wine and our room were great", {"food", "wine", "room"}),
            "food+700 wine+700 room+700");
  EXPECT_EQ(of("Great food, wine", {"food", "wine"}), "food+700 wine+700");
}

TEST_F(Targets, WhereItHappenedIsNotWhatIsJudged) {
  EXPECT_EQ(of("The service at the bar was slow", {"service", "bar"}), "service-400 bar none");
  EXPECT_EQ(of("The service at the excellent bar was slow", {"service", "bar"}),
            "service-400 bar+900");
  EXPECT_EQ(of("We had a great time at the bar", {"bar"}), "bar+700") << "nothing else is asked";
}

TEST_F(Targets, WhatIsSaidRightAfterAnAsideIsAboutIt) {
  EXPECT_EQ(of("The service was slow at the bar that was really excellent", {"service", "bar"}),
            "service-400 bar+1000");
  EXPECT_EQ(of("We sat at the bar, the service was slow", {"service", "bar"}),
            "service-400 bar none");
}

TEST_F(Targets, WhatIsFarAwayIsAboutSomethingElse) {
  EXPECT_EQ(of("The food that we had there with friends of ours last week came with good wine",
               {"food", "wine"}),
            "food none wine+500");
  EXPECT_EQ(of("Good was what we heard of the people on our way to the food and the wine",
               {"food", "wine"}),
            "food none wine none");
  EXPECT_EQ(of("Good was what we heard of the people on our way to the food", {"food"}), "food+500")
      << "alone in its clause";
}

TEST_F(Targets, ADenialIsAboutWhatIsNear) {
  EXPECT_EQ(of("The menu doesn't open, and we had the food and wine", {"menu", "food", "wine"}),
            "menu-150 food none wine none");
  EXPECT_EQ(of("It doesn't open for any of us, not all the wine and food", {"wine", "food"}),
            "wine none food none");
}

TEST_F(Targets, TheSentenceHelpsOut) {
  EXPECT_EQ(of("We had the food; it was good", {"food"}), "food+500");
  EXPECT_EQ(of("We had the food. It was good", {"food"}), "food none");
  EXPECT_EQ(of("We had the food, the wine; slow it was", {"food", "wine"}), "food-400 wine-400");
  EXPECT_EQ(of("We had the food; the wine was good", {"food", "wine"}), "food none wine+500");
}

TEST_F(Targets, OddSpansAreAnswered) {
  const std::vector<Span> spans = {{0, 0}, {3, 3}, {4, 400}, {1000, 1001}};
  t_.text("so good", "en", spans);
  EXPECT_EQ(t_.scores.size(), 4U);
}

}  // namespace
}  // namespace voxmap
