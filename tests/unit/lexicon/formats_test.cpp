// Every format is recognised by its content and read with its own scale. All words are invented or
// everyday ones with invented numbers.
#include <gtest/gtest.h>

#include "importing.hpp"
#include "voxmap/error.hpp"

namespace voxmap::test {
namespace {

std::string format_of(const std::string& text, const std::string& name = "list.txt") {
  return import_text(text, name).files.at(0).format;
}

TEST(Formats, VaderKeepsEmoticonsAndReadsTheLastOfTwo) {
  const Made made = make_pack(
      "$:\t-1.5\t0.80623\t[-1, -1, -1, -1, -3, -1, -3, -1, -2, -1]\n"
      "blorp\t2.0\t0.5\t[2, 2, 2, 2, 2, 2, 2, 2, 2, 2]\n"
      "blorp\t2.4\t0.5\t[2, 2, 2, 2, 2, 3, 3, 3, 3, 2]\n"
      ":D\t2.3\t0.5\t[2, 2, 2, 2, 2, 3, 3, 3, 3, 2]\n"
      "two words\t1.0\t0.5\t[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
  EXPECT_EQ(made.imported.files[0].format, "vader");
  EXPECT_TRUE(made.imported.vader);
  EXPECT_NE(made.rows("valence.tsv").find("blorp\t600\n"), std::string::npos);
  EXPECT_EQ(made.rows("emoji.tsv"), "$:\t-375\t\n:D\t575\t\n");
  EXPECT_EQ(made.repeated(), "3:1 the same word again [blorp (first in line 2)]\n");
  EXPECT_EQ(made.skipped(),
            "5:1 VADER looks up single words: this row never counts there [two words]\n");
  EXPECT_NE(made.rows("modifiers.tsv").find("kind of\tdiminisher\t-293\n"), std::string::npos);
}

TEST(Formats, VaderEmojiFileIsWordsForEmoji) {
  const Made made = make_pack("😀\tgrinning face\n😁\tbeaming face with smiling eyes\n");
  EXPECT_EQ(made.imported.files[0].format, "vader_emoji");
  EXPECT_EQ(made.rows("emoji_words.tsv"), "😀\tgrinning face\n😁\tbeaming face with smiling eyes\n");
}

TEST(Formats, AfinnAsTextJsonAndModule) {
  const std::string rows = "can't stand\t-600\nzesty\t400\n";
  for (const std::string text :
       {"can't stand\t-3\nzesty\t2\n", "{\"can't stand\": -3,\n \"zesty\": 2}",
        "export const words = {\n\t'can\\'t stand': -3,\n\tzesty: 2\n};\n"}) {
    const Made made = make_pack(text);
    EXPECT_EQ(made.imported.files[0].format, "afinn") << text;
    EXPECT_EQ(made.rows("valence.tsv"), rows) << text;
  }
}

TEST(Formats, OpinionListsTakeTheirSignFromCommentOrName) {
  const std::string head = ";;;;\n; Opinion Lexicon: Negative\n;;;;\n\n";
  EXPECT_EQ(make_pack(head + "2-faced\na+\n").rows("valence.tsv"), "2-faced\t-500\n");
  const Made made = make_pack("lovely\nna\xEFve\n", "positive-words.txt");
  EXPECT_EQ(made.imported.files[0].format, "bing_liu");
  EXPECT_EQ(made.rows("valence.tsv"), "lovely\t500\nnaïve\t500\n") << "Latin-1 is recognised";
}

TEST(Formats, EmolexInAllItsShapes) {
  const std::string valence = "dread\t-500\n";
  const std::string emotion =
      "dread\tfear\t250\ndread\tsadness\t250\ntomorrow\tanticipation\t250\n";
  for (const std::string text :
       {"dread\tanger\t0\ndread\tfear\t1\ndread\tsadness\t1\ndread\tnegative\t1\n"
        "tomorrow\tanticipation\t1\n",
        "English (en)\tPositive\tNegative\tAnger\tAnticipation\tDisgust\tFear\tJoy\tSadness\t"
        "Surprise\tTrust\ndread\t0\t1\t0\t0\t0\t1\t0\t1\t0\t0\n"
        "tomorrow\t0\t0\t0\t1\t0\t0\t0\t0\t0\t0\n",
        "{\"dread\": [\"fear\", \"negative\", \"sadness\"], \"tomorrow\": [\"anticipation\"]}",
        "\"lang\",\"word\",\"sentiment\",\"value\"\n\"1\",\"english\",\"dread\",\"fear\",1\n"
        "\"2\",\"english\",\"dread\",\"sadness\",1\n\"3\",\"english\",\"dread\",\"negative\",1\n"
        "\"4\",\"french\",\"effroi\",\"fear\",1\n\"5\",\"english\",\"tomorrow\",\"anticipation\","
        "1\n"}) {
    const Made made = make_pack(text);
    EXPECT_EQ(made.imported.files[0].format, "nrc_emolex") << text;
    EXPECT_EQ(made.rows("valence.tsv"), valence) << text;
    EXPECT_EQ(made.rows("emotion.tsv"), emotion) << text;
  }
}

TEST(Formats, IntensitiesInEitherOrder) {
  for (const std::string text :
       {"outraged\tanger\t0.964\nglad\tjoy\t0.5\n", "outraged\t0.964\tanger\nglad\t0.5\tjoy\n"}) {
    const Made made = make_pack(text);
    EXPECT_EQ(made.imported.files[0].format, "nrc_intensity");
    EXPECT_EQ(made.rows("emotion.tsv"), "glad\tjoy\t500\noutraged\tanger\t964\n");
  }
}

TEST(Formats, VadTellsItsTwoScalesApart) {
  const Made one =
      make_pack("Word\tValence\tArousal\tDominance\nbad\t0.1\t0.6\t0.3\nok\t0.5\t0.1\t0.2\n");
  EXPECT_EQ(one.imported.files[0].format, "nrc_vad");
  EXPECT_EQ(one.rows("valence.tsv"), "bad\t-800\n");
  EXPECT_EQ(one.pack.zero, 1U);
  const Made two =
      make_pack("term\tvalence\tarousal\tdominance\nbad luck\t-0.8\t0.1\t-0.2\ngood\t0.75\t0\t0\n");
  EXPECT_EQ(two.rows("valence.tsv"), "bad luck\t-800\ngood\t750\n");
}

TEST(Formats, LiwcWithWildcardsNestingAndConditions) {
  const Made made = make_pack(
      "%\n1\tfunct (Function Words)\n\t30\taffect (Affect)\n\t\t31\tposemo (Positive)\n"
      "\t\t32\tnegemo\n\t\t\t33\tanx (Anxiety)\n%\n"
      "a\t1\nafraid*\t30\t32\t33\nlike\t(02 134)125/464\nthank you\t30\t31\nodd\t99\n");
  EXPECT_EQ(made.imported.files[0].format, "liwc");
  EXPECT_EQ(made.rows("valence.tsv"), "afraid*\t-500\nthank you\t500\n");
  EXPECT_EQ(made.rows("emotion.tsv"), "afraid*\tfear\t250\n");
  EXPECT_EQ(made.skipped(),
            "10:1 it counts only beside certain words [like\t(02 134)125/464]\n"
            "12:1 its category is not in the head of the file [odd\t99]\n");
  EXPECT_EQ(made.imported.files[0].unmapped.count("funct"), 1U);
  const Made table = make_pack("DicTerm,posemo,negemo\nglad,X,\nawful,,X\n");
  EXPECT_EQ(table.rows("valence.tsv"), "awful\t-500\nglad\t500\n");
}

TEST(Formats, SensesAreAveraged) {
  const Made made = make_pack(
      "# POS\tID\tPosScore\tNegScore\tSynsetTerms\tGloss\n"
      "a\t00001740\t0.5\t0\table#1 fit_out#2\tgloss\n"
      "n\t00001741\t0\t0.25\table#2\tgloss\n\t\t\t\t#\n");
  EXPECT_EQ(made.imported.files[0].format, "sentiwordnet");
  EXPECT_EQ(made.rows("valence.tsv"), "able\t125\nfit out\t500\n");
  EXPECT_EQ(made.repeated(), "");
  lexicon::ImportOptions options;
  options.format = "pattern";
  const std::string xml =
      "<sentiment language=\"en\">\n<word form=\"fine\" pos=\"JJ\" polarity=\"0.5\" "
      "intensity=\"1.0\"/>\n"
      "<word form=\"fine\" pos=\"JJ\" polarity=\"0.3\" intensity=\"1.0\"/>\n"
      "<word form=\"very\" pos=\"RB\" polarity=\"0.2\" intensity=\"1.3\"/>\n</sentiment>\n";
  const Made pattern = make_pack(xml);
  EXPECT_EQ(pattern.imported.files[0].format, "pattern");
  EXPECT_EQ(pattern.rows("valence.tsv"), "fine\t400\nvery\t200\n");
  EXPECT_EQ(pattern.rows("modifiers.tsv"), "very\tintensifier\t300\n");
}

TEST(Formats, SenticnetIsReadAndNeverRun) {
  const Made made = make_pack(
      "senticnet = {}\n"
      "senticnet['a_little'] = ['0.99', '0', '0', '0', '#joy', '#fear', 'positive', '0.9', 'x']\n"
      "senticnet[\"abandon\"] = [0, 0, 0, -0.8, \"#sadness\", \"#anger\", \"negative\", -0.84, "
      "\"y\"]\n"
      "import os\n");
  EXPECT_EQ(made.imported.files[0].format, "senticnet");
  EXPECT_EQ(made.rows("valence.tsv"), "a little\t900\nabandon\t-840\n");
  EXPECT_EQ(
      made.rows("emotion.tsv"),
      "a little\tfear\t250\na little\tjoy\t250\nabandon\tanger\t250\nabandon\tsadness\t250\n");
}

TEST(Formats, CategoriesWithAMeaningAndWithout) {
  const Made made = make_pack(
      "rage\tfuming\tlivid\tseething\noffice\tdesk\tmanager\tlaptop\n"
      "cheerfulness\tjolly\tgood_natured\tlivid\n");
  EXPECT_EQ(made.imported.files[0].format, "empath");
  EXPECT_EQ(made.rows("emotion.tsv"),
            "fuming\tanger\t250\ngood natured\tjoy\t250\njolly\tjoy\t250\nlivid\tanger\t250\n"
            "livid\tjoy\t250\nseething\tanger\t250\n");
  EXPECT_EQ(made.imported.files[0].unmapped.at("office"), 1U);
  lexicon::ImportOptions options;
  options.categories["office"] = *lexicon::parse_meaning("trust");
  EXPECT_NE(make_pack("office\tdesk\tmanager\tlaptop\n", "l", options)
                .rows("emotion.tsv")
                .find("desk\ttrust\t250\n"),
            std::string::npos);
}

TEST(Formats, MoodsCountAboveTheirEvenShare) {
  const Made made = make_pack(
      "Lemma#PoS\tAFRAID\tAMUSED\tANGRY\tANNOYED\tDONT_CARE\tHAPPY\tINSPIRED\tSAD\n"
      "gloom#n\t0.125\t0.1\t0.125\t0.1\t0.1\t0.05\t0.05\t0.35\n");
  EXPECT_EQ(made.imported.files[0].format, "depechemood");
  EXPECT_EQ(made.rows("emotion.tsv"), "gloom\tsadness\t257\n");
}

TEST(Formats, TablesOfKnownColumns) {
  const Made finance = make_pack(
      "Word,Seq_num,Word Count,Negative,Positive,Uncertainty,Litigious\n"
      "ABANDON,10,161792,2009,0,0,0\nABLE,11,1,0,2009,0,0\nACHE,12,1,-2020,0,0,0\n");
  EXPECT_EQ(finance.imported.files[0].format, "loughran");
  EXPECT_EQ(finance.rows("valence.tsv"), "abandon\t-500\nable\t500\n");
  const Made norms = make_pack(",Word,V.Mean.Sum,V.SD.Sum\n1,aardvark,6.26,2.21\n2,abuse,1.5,1\n");
  EXPECT_EQ(norms.imported.files[0].format, "warriner");
  EXPECT_EQ(norms.rows("valence.tsv"), "aardvark\t315\nabuse\t-875\n");
  const Made emoji = make_pack(
      "Emoji,Unicode codepoint,Occurrences,Position,Negative,Neutral,Positive,Unicode name,Unicode "
      "block\n😂,0x1f602,100,0.8,20,30,50,FACE,Emoticons\n😃,0x1f603,2,0.8,0,0,2,FACE,Emoticons\n");
  EXPECT_EQ(emoji.imported.files[0].format, "emoji_ranking");
  EXPECT_EQ(emoji.rows("emoji.tsv"), "😂\t300\t\n");
  EXPECT_EQ(emoji.skipped(), "3:0 seen in fewer than 5 tweets [😃]\n");
  const Made tags = make_pack(
      "unicode,emoji,name,anger,anticipation,disgust,fear,joy,sadness,surprise,trust\n"
      "1F308,🌈,rainbow,0.0,0.28,0.0,0.0,0.69,0.06,0.22,0.33\n");
  EXPECT_EQ(tags.imported.files[0].format, "emotag");
  EXPECT_EQ(tags.rows("emoji.tsv"),
            "🌈\t0\tanticipation:280,joy:690,sadness:60,surprise:220,trust:330\n");
}

TEST(Formats, GermanForms) {
  const Made one = make_pack("Abbau|NN\t-0.058\tAbbaus,Abbaues\nGroßartig|ADJX\t0.5\n");
  EXPECT_EQ(one.imported.files[0].format, "sentiws");
  EXPECT_EQ(one.rows("valence.tsv"), "abbau\t-58\nabbaues\t-58\nabbaus\t-58\ngrossartig\t500\n");
  EXPECT_EQ(one.imported.languages, std::vector<std::string>{"de"});
  const Made two = make_pack("Abbaus\t-0.058\tNN\tAbbau\nfrohe\t0.3\tADJX\tfroh\n");
  EXPECT_EQ(two.imported.files[0].format, "sentiws");
  EXPECT_EQ(two.rows("valence.tsv"), "abbaus\t-58\nfrohe\t300\n");
}

TEST(Formats, KeysAndShiftersOfR) {
  const Made key = make_pack("x,y\nabandon,-0.75\nfond of,0.5\n");
  EXPECT_EQ(key.imported.files[0].format, "sentimentr");
  EXPECT_EQ(key.rows("valence.tsv"), "abandon\t-375\nfond of\t250\n");
  const Made shifters = make_pack(
      "\"x\"\t\"y\"\n\"1\"\t\"not\"\t1\n\"2\"\t\"very\"\t2\n"
      "\"3\"\t\"barely\"\t3\n\"4\"\t\"but\"\t4\n");
  EXPECT_EQ(shifters.imported.files[0].format, "sentimentr_shifters");
  EXPECT_EQ(
      shifters.rows("modifiers.tsv"),
      "barely\tdiminisher\t-800\nbut\tcontrast\t0\nnot\tnegation\t0\nvery\tintensifier\t800\n");
  const Made tab = make_pack("\"x\"\t\"y\"\n\"1\"\t\"not\tat\"\t1\n\"2\"\t\"very\"\t2\n");
  EXPECT_EQ(tab.rows("modifiers.tsv"), "very\tintensifier\t800\n");
  ASSERT_EQ(tab.imported.skipped.size(), 1U);
  EXPECT_EQ(tab.imported.skipped[0].reason, "a row of a pack cannot hold it");
}

TEST(Formats, TablesOfOnesOwn) {
  EXPECT_EQ(make_pack("word;score\nnice;0.5\nugly;-0.5\n").rows("valence.tsv"),
            "nice\t500\nugly\t-500\n");
  lexicon::ImportOptions options;
  options.columns = {{"word", "2"}, {"valence", "4"}, {"joy", "3"}};
  options.scale = lexicon::parse_scale("0..100");
  const Made made = make_pack("7|nice|0.5|75\n8|ugly|0|0\n9|odd|0|101\n", "own.psv", [&] {
    options.delimiter = "|";
    return options;
  }());
  EXPECT_EQ(made.rows("valence.tsv"), "nice\t500\nugly\t-1000\n");
  EXPECT_EQ(made.rows("emotion.tsv"), "nice\tjoy\t500\n");
  EXPECT_EQ(made.skipped(), "3:0 the number is outside the scale [odd: 101]\n");
  EXPECT_THROW((void)make_pack("word,score\nnice,7\nugly,2\n"), Error) << "which scale?";
  EXPECT_EQ(make_pack("word,emotion,value\nnice,joy,0.5\nodd,oddness,1\n").rows("emotion.tsv"),
            "nice\tjoy\t500\n");
}

TEST(Formats, WhatIsNoLexiconIsSaidToBeNone) {
  EXPECT_EQ(format_of("abandon\t-2\nable\t2\n"), "afinn");
  for (const std::string text : {"", "Dear Sir or Madam,\nthe parcel never came.\n", "\xFF\xFE"}) {
    EXPECT_THROW((void)import_text(text), Error) << text;
  }
  lexicon::ImportOptions options;
  options.format = "vadr";
  try {
    (void)import_text("a\t1\n", "l", options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::usage);
    EXPECT_EQ(error.hint(), "did you mean \"vader\"?");
  }
}

}  // namespace
}  // namespace voxmap::test
