// Which touchpoint a mention belongs to, and why.
#include <gmock/gmock.h>

#include "support/tagging.hpp"

namespace voxmap {
namespace {

using test::Tagging;

Journey shop() {
  Journey journey;
  journey.id = "shop";
  journey.stages.resize(3);
  const auto add = [&](std::string id, std::uint32_t stage, std::vector<std::string> words) {
    Touchpoint t;
    t.id = std::move(id);
    t.stage = stage;
    t.words = std::move(words);
    journey.touchpoints.push_back(std::move(t));
  };
  add("buy.site", 0, {"website", "your site"});
  add("buy.pay", 0, {"payment", "not accepted card"});
  add("get.delivery", 1, {"delivery", "courier"});
  add("use.support", 2, {"support", "help desk"});
  journey.touchpoints[1].patterns.push_back({R"(\bpaid\b)", {"journey.toml", 9, 14}});
  journey.touchpoints[2].questions = {"How was your delivery"};
  return journey;
}

class Touchpoints : public ::testing::Test {
 protected:
  const Mention& only(std::string_view text) {
    t_.text(text);
    EXPECT_EQ(t_.tagged.mentions.size(), 1U) << text;
    return t_.tagged.mentions.at(0);
  }
  // "get.delivery-400 use.support+500": every mention's touchpoint and valence.
  std::string all() {
    std::string out;
    for (const Mention& m : t_.tagged.mentions) {
      const std::string id =
          m.touchpoint < 0 ? "-" : journey_.touchpoints[static_cast<std::size_t>(m.touchpoint)].id;
      out += fmt::format("{}{}{:+}", out.empty() ? "" : " ", id, m.valence);
    }
    return out;
  }
  Journey journey_ = shop();
  Tagging t_{&journey_};
};

TEST_F(Touchpoints, WordsNameThem) {
  const Mention& m = only("The COURIER was slow");
  EXPECT_EQ(m.touchpoint, 2);
  EXPECT_EQ(m.stage, 1);
  EXPECT_EQ(m.attached_by, AttachedBy::words);
  EXPECT_EQ(m.attached_span, (Span{4, 11}));
  EXPECT_EQ(t_.tagger().rule_name(m.attached_rule), "shop/get.delivery:courier");
  EXPECT_EQ(only("The courier's van").touchpoint, 2);
  EXPECT_EQ(only("the couriers").touchpoint, kUnassigned) << "words match whole";
}

TEST_F(Touchpoints, PatternsNameThem) {
  const Mention& m = only("I paid and it was slow");
  EXPECT_EQ(m.touchpoint, 1);
  EXPECT_EQ(t_.tagger().rule_name(m.attached_rule), "shop/buy.pay#1");
  EXPECT_EQ(m.attached_span, (Span{2, 6}));
}

TEST_F(Touchpoints, NamingOneDoesNotSwallowTheNot) {
  t_.text("not accepted card good");
  EXPECT_EQ(t_.valence(), "mini/valence:good+500 mini/negation:not-800");
}

TEST_F(Touchpoints, TwoInOneClauseShareTheEvidenceByNearness) {
  t_.text("Delivery was slow, support was good");
  EXPECT_EQ(all(), "get.delivery-400 use.support+500");
  t_.text("The delivery was good and the support too");
  EXPECT_EQ(all(), "get.delivery+500 use.support+0");
  EXPECT_EQ(t_.tagged.mentions[1].label, Label::none);
  t_.text("delivery slow support");
  EXPECT_EQ(all(), "get.delivery-400 use.support+0") << "a tie goes to the earlier one";
}

TEST_F(Touchpoints, AContrastSeparates) {
  t_.text("The website was good but the delivery was slow.");
  EXPECT_EQ(all(), "buy.site+500 get.delivery-400");
}

TEST_F(Touchpoints, AClauseWithoutOneFollowsTheClauseBeforeItInTheSentence) {
  t_.text("I like the website but it is slow. It is bad.");
  EXPECT_EQ(all(), "buy.site+0 buy.site-400 --500");
  EXPECT_EQ(t_.tagged.mentions[1].attached_by, AttachedBy::words);
  EXPECT_EQ(t_.tagged.mentions[1].attached_span, (Span{11, 18}));
}

TEST_F(Touchpoints, AClauseWithoutOneLooksAheadInItsSentence) {
  t_.text("Really slow; the courier. It was bad");
  EXPECT_EQ(all(), "get.delivery-520 get.delivery+0 --500") << "moved, never copied";
  EXPECT_EQ(t_.tagged.mentions[0].attached_span, (Span{17, 24}));
  t_.text("Really slow; the courier was good");
  EXPECT_EQ(all(), "--520 get.delivery+500") << "that clause speaks for itself";
  t_.text("Really slow. The courier came");
  EXPECT_EQ(all(), "--520 get.delivery+0") << "not into another sentence";
}

TEST_F(Touchpoints, DeclaredAndAskedByPrecedence) {
  Document d;
  d.touchpoint = "buy.site";
  d.verbatims.resize(4);
  d.verbatims[0].text = "It was slow";  // by the document
  d.verbatims[1] = {"It was slow", "HOW WAS YOUR  delivery", "", "", true, {}, {}, {}};
  d.verbatims[1].prompt = "1. HOW WAS YOUR DELIVERY?";
  d.verbatims[2] = d.verbatims[1];
  d.verbatims[2].touchpoint = "use.support";  // by the verbatim
  d.verbatims[3] = d.verbatims[2];
  d.verbatims[3].text = "The payment was slow";  // by words
  t_.document(d);
  EXPECT_EQ(all(), "buy.site-400 get.delivery-400 use.support-400 buy.pay-400");
  const auto& m = t_.tagged.mentions;
  EXPECT_EQ(m[0].attached_by, AttachedBy::declared);
  EXPECT_EQ(m[1].attached_by, AttachedBy::question);
  EXPECT_EQ(m[2].attached_by, AttachedBy::declared);
  EXPECT_EQ(m[3].attached_by, AttachedBy::words);
  EXPECT_EQ(m[3].verbatim, 3U);
}

TEST_F(Touchpoints, AnUnknownDeclaredOneIsUnassigned) {
  Document d;
  d.touchpoint = "no.such";
  d.verbatims.resize(1);
  d.verbatims[0].text = "slow";
  t_.document(d);
  EXPECT_EQ(all(), "--400");
}

TEST_F(Touchpoints, EveryScoredVerbatimIsCounted) {
  Document d;
  d.touchpoint = "buy.site";
  d.verbatims.resize(3);
  d.verbatims[0].text = "Nothing to say. Really.";
  d.verbatims[1].text = "bad";
  d.verbatims[1].scored = false;  // an interviewer's turn
  t_.document(d);
  ASSERT_EQ(t_.tagged.mentions.size(), 2U);
  EXPECT_EQ(t_.tagged.mentions[0].span, (Span{0, 23}));
  EXPECT_EQ(t_.tagged.mentions[0].label, Label::none);
  EXPECT_EQ(t_.tagged.mentions[0].touchpoint, 0);
  EXPECT_EQ(t_.tagged.mentions[1].verbatim, 2U);
  EXPECT_EQ(t_.tagged.languages.size(), 3U);
  EXPECT_EQ(t_.tagged.label, Label::none);
}

TEST_F(Touchpoints, BrokenOnesAreReportedWithTheirPlace) {
  journey_.touchpoints[0].patterns.push_back({R"(site (down)", {"journey.toml", 30, 14}});
  journey_.touchpoints[0].patterns.push_back({"\\b\u00e9t\u00e9", {"journey.toml", 31, 2}});
  journey_.touchpoints[0].words.push_back("?!");
  try {
    (void)make_tagger(test::mini_options(), &journey_);
    FAIL() << "no error";
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), Exit::config);
    ASSERT_EQ(e.problems().size(), 3U);
    EXPECT_EQ(e.problems()[1].where.line, 30U);
    EXPECT_EQ(e.problems()[1].where.column, 14U);
    EXPECT_THAT(e.problems()[1].message, testing::HasSubstr("missing )"));
    EXPECT_THAT(e.problems()[2].message, testing::HasSubstr("not ASCII"));
    EXPECT_EQ(e.problems()[2].where.column, 2U);
  }
}

TEST_F(Touchpoints, UnreadLanguagesAreStillPlaced) {
  Document d;
  d.language = "de-AT";
  d.verbatims.resize(1);
  d.verbatims[0].text = "website good";
  t_.document(d);
  EXPECT_EQ(all(), "buy.site+0");
  EXPECT_EQ(t_.tagged.label, Label::none);
  EXPECT_EQ(t_.tagged.languages[0], "de");
}

TEST_F(Touchpoints, APlaceholderOfARedactionNamesNothing) {
  Journey journey = shop();
  journey.touchpoints[1].patterns.push_back({R"(CARD|\[PHONE\])", {"journey.toml", 10, 14}});
  Tagging t{&journey};
  t.text("CARD");
  EXPECT_EQ(t.tagged.mentions.at(0).touchpoint, 1);
  t.text("[CARD] and [PHONE]");
  EXPECT_EQ(t.tagged.mentions.at(0).touchpoint, kUnassigned);
}

}  // namespace
}  // namespace voxmap
