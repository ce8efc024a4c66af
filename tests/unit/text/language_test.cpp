// In which language a verbatim is, and who scores it then.
#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <thread>

#include "base/file.hpp"
#include "support/tagging.hpp"

namespace voxmap {
namespace {

using test::Tagging;

TEST(Language, DeclaredWinsByItsPrimarySubtag) {
  Tagging t;
  EXPECT_EQ(t.text("slow", "en-GB").languages[0], "en");
  EXPECT_EQ(t.tagged.valence, -400);
  EXPECT_EQ(t.text("slow", "FR_ca").languages[0], "fr");
  EXPECT_EQ(t.tagged.label, Label::none) << "no French pack";
  EXPECT_EQ(t.text("slow", "und").languages[0], "en") << "declared unknown is not declared";
}

TEST(Language, AForeignTextIsRecordedAndNotScored) {
  Tagging t;
  t.text(
      "Die Lieferung kam leider viel zu sp\u00e4t und die Ware war besch\u00e4digt. So ein bad "
      "Service!");
  EXPECT_EQ(t.tagged.languages[0], "de");
  EXPECT_EQ(t.tagged.label, Label::none);
  EXPECT_TRUE(t.tagged.evidence.empty());
}

TEST(Language, ShortOrKnownTextsAreThePacks) {
  Tagging t;
  EXPECT_EQ(t.text("slow tr\u00e8s").languages[0], "en");
  EXPECT_EQ(t.text("").languages[0], "en");
  EXPECT_EQ(t.text("not very good but slow").languages[0], "en");
}

TEST(Language, WithoutPacksItIsUnknown) {
  Tagging t(nullptr, TaggerOptions{});
  EXPECT_EQ(t.text("slow").languages[0], "und");
  EXPECT_EQ(t.tagged.label, Label::none);
}

TEST(Language, TwoLanguagesSideBySide) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "voxmap-language";
  fs::create_directories(folder / "xx");
  const auto put = [&](const char* name, std::string_view text) {
    write_file((folder / "xx" / name).string(), text);
  };
  put("pack.toml", "name='xx'\nkind='language'\nlanguage='de'\nversion='1'\nlicense='x'\n");
  put("valence.tsv", "slow\t900\ngut\t500\nist\t0\ndas\t0\nsehr\t0\n");
  put("samples.tsv", "gut\tpositive\n");
  TaggerOptions options = test::mini_options();
  options.packs.push_back((folder / "xx").string());
  Tagging t(nullptr, options);
  EXPECT_EQ(t.text("Das ist sehr gut").languages[0], "de");
  EXPECT_EQ(t.valence(), "xx/valence:gut+500");
  EXPECT_EQ(t.text("slow", "de").valence, 900) << "each language by its own packs";
  EXPECT_EQ(t.text("slow", "en").valence, -400);
  fs::remove_all(folder);
}

// Two small packs with frequent words of their languages.
class MixedLanguages : public ::testing::Test {
 protected:
  MixedLanguages() {
    put("xa", "negation_before = 3\ncommon_words = ['der', 'das', 'ist', 'und', 'war', 'aber']\n",
        "gut\t500\nschlecht\t-500\ngef\u00e4llt\t400\nleider\t-250\nkaputt-oder\t-100\n",
        "nicht\tnegation\t0\nleider\tinterjection\t0\n");
    put("xb", "common_words = ['the', 'was', 'and', 'room', 'it', 'war']\n",
        "good\t500\nbad\t-500\nleider\t900\nnot-so\t-100\n", "not\tnegation\t0\n");
  }
  ~MixedLanguages() override { std::filesystem::remove_all(folder_); }

  void put(const std::string& name, std::string_view extra, std::string_view valence,
           std::string_view modifiers) {
    const auto file = [&](const char* kind) { return (folder_ / name / kind).string(); };
    std::filesystem::create_directories(folder_ / name);
    const std::string language = name == "xa" ? "de" : "en";
    write_file(file("pack.toml"), "name='" + name + "'\nkind='language'\nlanguage='" + language +
                                      "'\nversion='1'\nlicense='x'\n" + std::string(extra));
    write_file(file("valence.tsv"), valence);
    write_file(file("modifiers.tsv"), modifiers);
    write_file(file("samples.tsv"), "x\tnone\n");
  }
  [[nodiscard]] TaggerOptions packs(std::vector<std::string> names) const {
    return {std::move(names), {folder_.string()}};
  }
  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("voxmap-mixed-" + std::to_string(::getpid()));
};

TEST_F(MixedLanguages, FrequentWordsDecide) {
  Tagging t(nullptr, packs({"xb", "xa"}));
  EXPECT_EQ(t.text("das ist leider der und").languages[0], "de");
  EXPECT_EQ(t.tagged.valence, -250);
  EXPECT_EQ(t.text("the room was leider and").languages[0], "en");
  EXPECT_EQ(t.tagged.valence, 900);
}

TEST_F(MixedLanguages, AShortTextFollowsItsDocumentUnlessItsWordsObject) {
  Tagging t(nullptr, packs({"xb", "xa"}));
  EXPECT_EQ(t.text("leider").languages[0], "en") << "known in both: the first pack";
  Document document;
  for (const char* text : {"das war gut und das ist gut", "leider", "bad"}) {
    document.verbatims.emplace_back().text = text;
  }
  t.document(document);
  EXPECT_THAT(t.tagged.languages, testing::ElementsAre("de", "de", "en"));
  EXPECT_EQ(t.valence(1), "xa/valence:leider-250");
  document.verbatims.erase(document.verbatims.begin());
  t.document(document);
  EXPECT_EQ(t.tagged.languages[0], "en") << "nothing stays of the document before";
}

TEST_F(MixedLanguages, SentencesInAnotherLanguageAreScoredByIt) {
  Tagging t(nullptr, packs({"xb", "xa"}));
  const std::string text =
      "The room was good and it was good and the view was good. Das Fr\u00fchst\u00fcck war leider "
      "nicht gut und der Kaffee war leider schlecht. And it was bad.";
  t.text(text);
  EXPECT_EQ(t.tagged.languages[0], "en");
  ASSERT_EQ(t.tagged.mentions.size(), 3U);
  EXPECT_THAT(t.valence(1), testing::StartsWith("xa/valence:leider-250 xa/valence:gut+500 "
                                                "xa/negation:nicht-"));
  EXPECT_EQ(t.tagged.mentions[1].span.of(text).substr(0, 3), "Das");
  for (const Evidence& e : t.tagged.evidence) {
    const std::string_view rule = t.tagger().rule_name(e.rule);
    if (rule == "engine/limit") continue;
    EXPECT_TRUE(rule.ends_with(e.span.of(text))) << rule << " at " << e.span.begin;
  }
}

TEST_F(MixedLanguages, WhatIsDeclaredGivesWayToManyWordsOnly) {
  Tagging t(nullptr, packs({"xb", "xa"}));
  EXPECT_EQ(t.text("das war gut", "en").languages[0], "en");
  EXPECT_EQ(
      t.text("Das Zimmer war gut und das Personal ist gut, aber der Kaffee war schlecht.", "en")
          .languages[0],
      "de");
  EXPECT_EQ(t.text("Das Zimmer war gut und das Personal ist gut.", "de-AT").languages[0], "de");
}

TEST_F(MixedLanguages, WordsOfOneLanguageDoNotCutTextsOfAnother) {
  Tagging alone(nullptr, packs({"xb"}));
  Tagging both(nullptr, packs({"xb", "xa"}));
  // "kaputt-oder" is one word of xa only; in a text of xb it is two, as if xa was not there.
  const std::string text = "the room was and it kaputt-oder #kaputtoder goooood";
  EXPECT_EQ(both.text(text).languages[0], "en");
  EXPECT_EQ(both.tagged.valence, alone.text(text).valence);
  EXPECT_EQ(both.tagged.evidence.size(), alone.tagged.evidence.size());
}

TEST_F(MixedLanguages, ANegatorDeniesWhatStandsBeforeItWhereThePackSaysSo) {
  Tagging t(nullptr, packs({"xa"}));
  const auto starts = [&](std::string_view text, const std::string& evidence) {
    t.text(text);
    EXPECT_THAT(t.valence(), testing::StartsWith(evidence)) << text;
  };
  starts("Das gef\u00e4llt mir nicht", "xa/valence:gef\u00e4llt+400 xa/negation:nicht-");
  starts("Das gef\u00e4llt mir leider nicht", "xa/valence:gef\u00e4llt+400 xa/negation:nicht-");
  EXPECT_THAT(t.valence(), testing::EndsWith(" xa/valence:leider-250"))
      << "an interjection is neither denied nor in the way";
  starts("Das gef\u00e4llt mir nicht schlecht",
         "xa/valence:gef\u00e4llt+400 xa/valence:schlecht-500 xa/negation:nicht+");  // what follows
  for (const char* text :
       {"Das gef\u00e4llt, nicht", "Das gef\u00e4llt eins zwei drei vier nicht"}) {
    t.text(text);
    EXPECT_EQ(t.valence(), "xa/valence:gef\u00e4llt+400") << "marks end its reach; too far";
  }
}

// What a tagger says of a text, with rule names.
std::string all_of(Tagging& t, const std::string& text) {
  t.text(text);
  std::string out =
      fmt::format("{} {} {}", t.tagged.languages[0], t.tagged.valence, to_string(t.tagged.label));
  for (const Evidence& e : t.tagged.evidence) {
    out += fmt::format(" {}{:+}", t.tagger().rule_name(e.rule), e.weight);
  }
  return out;
}

TEST_F(MixedLanguages, APackThatIsLoadedLaterScoresAsOneThatIsThereAtOnce) {
  TaggerOptions later = packs({"xb"});
  later.later = {"xa", "xb"};
  const std::vector<std::string> texts = {"the room was good and it was bad",
                                          "das war gut und das ist leider schlecht",
                                          "leider",
                                          "gut",
                                          "das ist gut #good",
                                          "the room was not-so good"};
  Tagging at_once(nullptr, packs({"xb", "xa"}));
  Tagging forward(nullptr, later);
  Tagging backward(nullptr, later);
  std::vector<std::string> expected;
  for (const std::string& text : texts) {
    expected.push_back(all_of(at_once, text));
    EXPECT_EQ(all_of(forward, text), expected.back());
  }
  for (std::size_t i = texts.size(); i-- > 0;) EXPECT_EQ(all_of(backward, texts[i]), expected[i]);
  EXPECT_THAT(expected[1], testing::StartsWith("de -250 negative xa/valence:gut+500 "));
  ASSERT_EQ(forward.tagger().packs().size(), 2U) << "xb is not there twice";
  for (std::size_t p = 0; p < 2; ++p) {
    EXPECT_EQ(forward.tagger().packs()[p].digest, at_once.tagger().packs()[p].digest);
  }
}

TEST_F(MixedLanguages, ABrokenLaterPackIsToldWhenItIsNeeded) {
  // A fault that shows only when the pack is put together: a second try would find all rows twice.
  write_file((folder_ / "xa" / "feelings.tsv").string(), "anxiety\tfear:1000\t\tunbekannt\n");
  TaggerOptions options = packs({"xb"});
  options.later = {"xa"};
  Tagging t(nullptr, options);
  EXPECT_EQ(t.text("the room was good and it was bad").languages[0], "en");
  for (int again = 0; again < 2; ++again) {
    try {
      t.text("das ist und war aber der");
      FAIL() << "the pack is broken";
    } catch (const Error& error) {
      EXPECT_EQ(error.exit(), Exit::config);
      EXPECT_EQ(error.problems().size(), 1U) << again;
    }
  }
  options.packs.push_back("xa");
  EXPECT_THROW(Tagging(nullptr, options), Error) << "named, it is read at the start";
}

TEST_F(MixedLanguages, ThreadsThatMeetALanguageFirstWaitForIt) {
  TaggerOptions options = packs({"xb"});
  options.later = {"xa"};
  const auto tagger = make_tagger(options, nullptr);
  std::vector<std::thread> threads;
  std::array<int, 4> valences{};
  for (int& valence : valences) {
    threads.emplace_back([&] {
      const auto scratch = tagger->scratch();
      Tagged tagged;
      std::vector<TargetScore> none;
      tagger->tag_text("das ist gut und das war gut", {}, {}, *scratch, tagged, none);
      valence = tagged.valence;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(valences, testing::Each(1000));
}

TEST(Language, HashtagsSayNothingOfIt) {
  Tagging t;
  EXPECT_EQ(t.text("#very #good #but #slow #not").languages[0], "en") << "what is expected";
  EXPECT_EQ(t.text("Le service \u00e9tait vraiment trop lent hier soir #not #very #good #so")
                .languages[0],
            "fr");
}

TEST(Language, PacksOfLanguagesAreFound) {
  const std::vector<std::string> folders = {VOXMAP_SOURCE_DIR "/lexicons"};
  EXPECT_THAT(find_language_packs(folders),
              testing::ElementsAre("de", "en", "es", "fr", "it", "nl", "pt"));
  EXPECT_TRUE(find_language_packs(std::vector<std::string>{"/nowhere"}).empty());
}

}  // namespace
}  // namespace voxmap
