// Tokens: what is a word, what names somebody, what is a mark, all at their original bytes.
#include "text/tokens.hpp"

#include <gmock/gmock.h>

#include <string>

namespace voxmap::text {
namespace {

using ::testing::ElementsAre;

class Tokens : public ::testing::Test {
 protected:
  void know(std::string_view words) {
    std::vector<Token> unused;
    tokenize_entry(words, vocabulary_, unused);
  }
  // "word:so" and, when known, "word:so*"; flags in brackets.
  std::vector<std::string> of(const std::string& text) {
    std::vector<Token> tokens;
    tokenize(text, vocabulary_, tokens);
    static constexpr std::string_view kNames[] = {"word",     "number", "name",  "emoji",
                                                  "terminal", "comma",  "strong"};
    std::vector<std::string> out;
    for (const Token& token : tokens) {
      std::string one(kNames[static_cast<std::size_t>(token.kind)]);
      one += ":" + std::string(token.span().of(text));
      if (token.id != kUnknownWord) one += "*";
      if ((token.flags & kCaps) != 0) one += "[caps]";
      if ((token.flags & kElongated) != 0) one += "[long]";
      if ((token.flags & kHashtag) != 0) one += "[tag]";
      out.push_back(one);
    }
    return out;
  }
  Vocabulary vocabulary_;
};

TEST_F(Tokens, WordsKeepInnerApostrophesAndHyphensThatAPackKnows) {
  know("don't well-made");
  EXPECT_THAT(of("I don't like well-made things"),
              ElementsAre("word:I", "word:don't*", "word:like", "word:well-made*", "word:things"));
}

TEST_F(Tokens, UnknownCompoundsAreCut) {
  know("courier accueil hold");
  EXPECT_THAT(
      of("courier's l\u2019accueil on-hold"),
      ElementsAre("word:courier*", "word:s", "word:l", "word:accueil*", "word:on", "word:hold*"));
}

TEST_F(Tokens, CaseApostropheAndNormalFormDoNotMatter) {
  know("don't caf\u00e9 stra\u00dfe");
  EXPECT_THAT(of("DON\u2019T cafe\u0301 CAF\u00c9 STRASSE \uff43\uff41\uff46\u00e9"),
              ElementsAre("word:DON\u2019T*[caps]", "word:cafe\u0301*", "word:CAF\u00c9*[caps]",
                          "word:STRASSE*[caps]", "word:\uff43\uff41\uff46\u00e9*"));
}

TEST_F(Tokens, NearlyEqualLettersStayApart) {
  know("\u0101ra");
  EXPECT_THAT(of("\u0121ra \u0101ra"), ElementsAre("word:\u0121ra", "word:\u0101ra*"));
}

TEST_F(Tokens, NamesAreTokensOfTheirOwn) {
  EXPECT_THAT(
      of("@united see https://a.io/great?q=1, mail me.too@good.example.com or shop.com!"),
      ElementsAre("name:@united", "word:see", "name:https://a.io/great?q=1", "comma:,", "word:mail",
                  "name:me.too@good.example.com", "word:or", "name:shop.com", "terminal:!"));
}

TEST_F(Tokens, AMissingSpaceAfterAFullStopMakesNoLink) {
  EXPECT_THAT(of("great.So bad"), ElementsAre("word:great", "terminal:.", "word:So", "word:bad"));
}

TEST_F(Tokens, Numbers) {
  EXPECT_THAT(of("2 hours, 10:30, 1,000.50 and 24/7 2x"),
              ElementsAre("number:2", "word:hours", "comma:,", "number:10:30", "comma:,",
                          "number:1,000.50", "word:and", "number:24", "number:7", "word:2x"));
}

TEST_F(Tokens, HashtagsAreReadAsTheirWords) {
  know("epic fail never again");
  EXPECT_THAT(
      of("#EpicFAIL #neverAgain2024 #neveragain"),
      ElementsAre("word:Epic*[tag]", "word:FAIL*[tag]", "word:never*[tag]", "word:Again*[tag]",
                  "number:2024[tag]", "word:never*[tag]", "word:again*[tag]"));
}

TEST_F(Tokens, StretchedWordsAreFoundInTheirShorterForms) {
  know("so good cool happy");
  EXPECT_THAT(of("soooo goooood cooool haaappppy gooood0"),
              ElementsAre("word:soooo*[long]", "word:goooood*[long]", "word:cooool*[long]",
                          "word:haaappppy*[long]", "word:gooood0"));
}

TEST_F(Tokens, EmojiSequencesAreOneToken) {
  vocabulary_.add(hash_symbol("\U0001F44D"));
  EXPECT_THAT(
      of("\U0001F44D\U0001F3FD\U0001F469\u200D\U0001F680ok\U0001F1E9\U0001F1EA\u2764\uFE0F"),
      ElementsAre("emoji:\U0001F44D\U0001F3FD*", "emoji:\U0001F469\u200D\U0001F680", "word:ok",
                  "emoji:\U0001F1E9\U0001F1EA", "emoji:\u2764\uFE0F"));
}

TEST_F(Tokens, Emoticons) {
  vocabulary_.add_emoticon(":)");
  vocabulary_.add_emoticon(":-(");
  vocabulary_.add_emoticon("xD");
  EXPECT_THAT(
      of("great:))) :-( xD maxDoor xDoor 3:) a:b"),
      ElementsAre("word:great", "emoji::)))*[long]", "emoji::-(*", "emoji:xD*", "word:maxDoor",
                  "word:xDoor", "number:3", "emoji::)*", "word:a", "comma::", "word:b"));
}

TEST_F(Tokens, Dashes) {
  EXPECT_THAT(of("good - bad -- ugly; 10\u201320 \u2014 end"),
              ElementsAre("word:good", "strong:-", "word:bad", "strong:-", "word:ugly", "strong:;",
                          "number:10", "number:20", "strong:\u2014", "word:end"));
}

TEST_F(Tokens, ScriptsWithoutSpacesGiveOneWordACharacter) {
  know("\u914d\u9001");
  EXPECT_THAT(of("\u914d\u9001\u6162\u3002"),
              ElementsAre("word:\u914d*", "word:\u9001*", "word:\u6162", "terminal:\u3002"));
}

TEST_F(Tokens, SpansStandOnCharacterBoundariesWhateverComes) {
  std::string text;
  const std::string pieces[] = {"a",       "\u00e9", "@",      "#", "\U0001F600", "\u200d",
                                "\u0301",  "'",      "\u2019", "-", ".",          " ",
                                "http://", "\0",     "1",      "_", "\ufe0f"};
  std::uint32_t state = 7;
  for (int i = 0; i < 20000; ++i) {
    state = state * 1664525U + 1013904223U;
    text += pieces[(state >> 16U) % std::size(pieces)];
  }
  std::vector<Token> tokens;
  tokenize(text, vocabulary_, tokens);
  std::uint32_t last = 0;
  for (const Token& token : tokens) {
    ASSERT_LE(last, token.begin);
    ASSERT_LT(token.begin, token.end);
    ASSERT_LE(token.end, text.size());
    ASSERT_NE(static_cast<unsigned char>(text[token.begin]) & 0xC0U, 0x80U);
    if (token.end < text.size()) {
      ASSERT_NE(static_cast<unsigned char>(text[token.end]) & 0xC0U, 0x80U);
    }
    last = token.end;
  }
  EXPECT_GT(tokens.size(), 1000U);
}

// What stands for personal data is no word, whatever a pack says of "card" or "phone".
TEST_F(Tokens, PlaceholdersOfRedactionsAreNames) {
  know("card phone name");
  EXPECT_THAT(of("[CARD] and [PHONE]."),
              ElementsAre("name:[CARD]", "word:and", "name:[PHONE]", "terminal:."));
  EXPECT_THAT(of("[card] [NAMES]"), ElementsAre("word:card*", "word:NAMES[caps]"));
}

}  // namespace
}  // namespace voxmap::text
