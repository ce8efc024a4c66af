// What must not change a label: names, links, normal form, apostrophes, white space, case.
#include <gmock/gmock.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "support/tagging.hpp"

namespace voxmap {
namespace {

const std::vector<std::string>& texts() {
  static const std::vector<std::string> all = {
      "@united your staff was great, but the flight was slow!",
      "It isn't good at all. See https://t.co/x1y2z for more",
      "The caf\u00e9 noir couldn't be better, really good \U0001F600",
      "2 hours on hold... it won't start. Terrible @shop",
      "would be great if it wasn't broken :-(",
      "nothing of note happened to @anyone on https://bad.example.com",
      "so slow; not bad though \u2014 thank you @acme",
  };
  return all;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string normal_form(const std::string& text, bool composed) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = composed ? icu::Normalizer2::getNFCInstance(status)
                                          : icu::Normalizer2::getNFDInstance(status);
  std::string out;
  form->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
  return out;
}

class Invariance : public ::testing::Test {
 protected:
  void same(const std::string& text, const std::string& changed) {
    const Label label = t_.text(text).label;
    const Valence valence = t_.tagged.valence;
    EXPECT_EQ(t_.text(changed).label, label) << text << "\n" << changed;
    EXPECT_EQ(t_.tagged.valence, valence) << text << "\n" << changed;
  }
  test::Tagging t_;
};

TEST_F(Invariance, TheTextsDiffer) {  // otherwise the tests below would say nothing
  std::vector<Label> labels;
  for (const std::string& text : texts()) labels.push_back(t_.text(text).label);
  EXPECT_THAT(labels, testing::IsSupersetOf({Label::none, Label::negative, Label::positive}));
}

TEST_F(Invariance, Handles) {
  for (const std::string& text : texts()) {
    std::string changed = text;
    for (const char* handle : {"@united", "@shop", "@anyone", "@acme"}) {
      changed = replaced(changed, handle, "@terrible_great");
    }
    same(text, changed);
  }
}

TEST_F(Invariance, Links) {
  for (const std::string& text : texts()) {
    same(text, replaced(replaced(text, "https://t.co/x1y2z", ""), "https://bad.example.com", ""));
  }
  same("great!", "great! https://t.co/x1y2z");
}

TEST_F(Invariance, Apostrophes) {
  for (const std::string& text : texts()) same(text, replaced(text, "'", "\u2019"));
}

TEST_F(Invariance, NormalForms) {
  for (const std::string& text : texts()) {
    same(text, normal_form(text, true));
    same(text, normal_form(text, false));
  }
  const std::string tag = "#Caf\u00e9Good";
  same(tag, normal_form(tag, false));
  EXPECT_EQ(t_.text(tag).label, Label::positive);
}

TEST_F(Invariance, WhiteSpaceAround) {
  for (const std::string& text : texts()) {
    same(text, "  \n\t" + text + " \r\n\u00a0");
  }
}

// The label only: where a sentence ends after a full stop is a question of case.
TEST_F(Invariance, LetterCaseThroughout) {
  for (const std::string& text : texts()) {
    std::string upper;
    icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale::getRoot()).toUTF8String(upper);
    std::string lower;
    icu::UnicodeString::fromUTF8(text).toLower(icu::Locale::getRoot()).toUTF8String(lower);
    const Label label = t_.text(text).label;
    EXPECT_EQ(t_.text(lower).label, label) << lower;
    EXPECT_EQ(t_.text(upper).label, label) << upper;
  }
}

TEST(Names, ABrandIsNoOpinion) {
  TaggerOptions options = test::mini_options();
  options.names = {"Slow Food", "great", "2 hours"};
  test::Tagging t(nullptr, options);
  EXPECT_EQ(t.text("We ate at SLOW food.").label, Label::none);
  EXPECT_EQ(t.text("Slow Food\u2019s staff was good").valence, 500);
  EXPECT_EQ(t.text("Slow, but the food was bad").label, Label::negative) << "not the name";
  t.text("The slow staff of Great");
  EXPECT_EQ(t.valence(), "mini/valence:slow-400");
  EXPECT_EQ(t.text("2 hours on hold with Great").label, Label::none) << "nor begins a phrase";
  EXPECT_EQ(t.text("Great is not good").valence, t.text("Slow Food is not good").valence);
}

TEST(Names, OneThatCannotMatchIsAProblem) {
  TaggerOptions options = test::mini_options();
  options.names = {"best, buy"};
  EXPECT_THROW(test::Tagging(nullptr, options), Error);
}

TEST_F(Invariance, TheScratchHasNoMemory) {
  test::Tagging fresh;
  for (const std::string& text : texts()) t_.text(text);
  for (const std::string& text : texts()) {
    t_.text(text);
    fresh.text(text);
    EXPECT_EQ(t_.valence(), fresh.valence());
    EXPECT_EQ(t_.tagged.evidence.size(), fresh.tagged.evidence.size());
  }
}

}  // namespace
}  // namespace voxmap
