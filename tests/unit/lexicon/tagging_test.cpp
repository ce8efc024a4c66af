// Imported lists at work: at least as good as counting their words, and VADER's own examples.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/file.hpp"
#include "importing.hpp"
#include "text/lexicon.hpp"
#include "voxmap/error.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::test {
namespace {

namespace fs = std::filesystem;

lexicon::Verdict engine_judge(std::string_view entry, bool symbol) {
  static text::EntryCheck engine;
  auto found = engine.check(entry, symbol);
  return {std::move(found.fault), std::move(found.key)};
}

// A list imported into a folder of its own, and a tagger over it.
class ImportedPack {
 public:
  ImportedPack(lexicon::Imported imported, lexicon::PackSettings settings)
      : folder_(fs::temp_directory_path() /
                ("voxmap_import_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
    settings.name = "list";
    settings.language = "en";
    const auto pack = lexicon::write_pack(imported, settings, engine_judge);
    fs::create_directories(folder_);
    for (const auto& [name, content] : pack.files) write_file((folder_ / name).string(), content);
    tagger_ = make_tagger({{folder_.string()}, {}}, nullptr);
    scratch_ = tagger_->scratch();
  }
  ~ImportedPack() { fs::remove_all(folder_); }
  ImportedPack(const ImportedPack&) = delete;
  ImportedPack& operator=(const ImportedPack&) = delete;
  const Tagged& tag(std::string_view text) {
    std::vector<TargetScore> none;
    tagger_->tag_text(text, "en", {}, *scratch_, tagged_, none);
    return tagged_;
  }

 private:
  fs::path folder_;
  std::unique_ptr<Tagger> tagger_;
  std::unique_ptr<Tagger::Scratch> scratch_;
  Tagged tagged_;
};

const std::string kList =
    "dread\tfear\t1\nworried\tfear\t1\nworried\tsadness\t1\npanic\tfear\t1\nparty\tjoy\t1\n"
    "delight\tjoy\t1\nsmile\tjoy\t1\nsmile\ttrust\t1\nrude\tanger\t1\nrude\tdisgust\t1\n"
    "furious\tanger\t1\ngrief\tsadness\t1\nlonely\tsadness\t1\nreliable\ttrust\t1\n"
    "sudden\tsurprise\t1\ntomorrow\tanticipation\t1\nfilthy\tdisgust\t1\nfilthy\tnegative\t1\n"
    "delight\tpositive\t1\nparty\tpositive\t1\nrude\tnegative\t1\ngrief\tnegative\t1\n";

struct Labelled {
  const char* text;
  std::set<Emotion> felt;
};
const std::vector<Labelled> kLabelled = {
    {"I dread the next invoice", {Emotion::fear}},
    {"There was panic, and we were worried", {Emotion::fear, Emotion::sadness}},
    {"What a delight! Smile and party.", {Emotion::joy, Emotion::trust}},
    {"The clerk was rude and I am furious", {Emotion::anger, Emotion::disgust}},
    {"No panic, it was a delight", {Emotion::joy}},
    {"I was not worried at all", {}},
    {"They were never rude", {}},
    {"A filthy room, furious guests", {Emotion::disgust, Emotion::anger}},
    {"It arrives tomorrow", {Emotion::anticipation}},
    {"Grief and a lonely evening", {Emotion::sadness}},
    {"Reliable as ever", {Emotion::trust}},
    {"Nothing of note", {}},
    {"I wasn't furious, just lonely", {Emotion::sadness}},
    {"All of a sudden a party", {Emotion::surprise, Emotion::joy}},
};

// The emotions of the words that stand in the text, whatever stands around them.
std::set<Emotion> counted(const std::string& text) {
  std::set<Emotion> found;
  std::string word;
  std::map<std::string, std::set<Emotion>> list;
  for (lexicon::Lines lines(kList); lines.next();) {
    std::vector<std::string_view> cells;
    lexicon::split(lines.text(), '\t', cells);
    if (const auto emotion = parse_emotion(cells[1])) list[std::string(cells[0])].insert(*emotion);
  }
  for (const char c : lexicon::lowered(text) + " ") {
    if ((c >= 'a' && c <= 'z') || c == '\'') {
      word += c;
      continue;
    }
    if (const auto at = list.find(word); at != list.end()) {
      found.insert(at->second.begin(), at->second.end());
    }
    word.clear();
  }
  return found;
}

struct Score {
  int right = 0, wrong = 0, missed = 0;
  void add(const std::set<Emotion>& gold, const std::set<Emotion>& found) {
    for (const Emotion e : found) (gold.contains(e) ? right : wrong) += 1;
    for (const Emotion e : gold) missed += found.contains(e) ? 0 : 1;
  }
  [[nodiscard]] double f1() const { return 2.0 * right / (2.0 * right + wrong + missed); }
};

TEST(ImportedWordEmotionList, IsAtLeastAsGoodAsCountingItsWords) {
  lexicon::PackSettings settings;
  settings.modifiers = read_file(VOXMAP_SOURCE_DIR "/lexicons/en/modifiers.tsv");
  settings.modifiers_of = "en";
  ImportedPack pack(import_text(kList), settings);
  Score tagger, counting;
  for (const Labelled& labelled : kLabelled) {
    const Tagged& tagged = pack.tag(labelled.text);
    std::set<Emotion> found;
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      if (tagged.emotions[e] > 0) found.insert(static_cast<Emotion>(e));
    }
    tagger.add(labelled.felt, found);
    counting.add(labelled.felt, counted(labelled.text));
  }
  EXPECT_GE(tagger.f1(), counting.f1());
  EXPECT_EQ(tagger.missed, counting.missed) << "what counting finds is found";
  EXPECT_LT(tagger.wrong, counting.wrong) << "what is denied is not felt";
}

// Without modifiers near, it is counting: each word adds the list's intensity.
TEST(ImportedWordEmotionList, WithoutGrammarItCounts) {
  ImportedPack pack(import_text(kList), {});
  EXPECT_EQ(pack.tag("rude filthy furious").emotions[static_cast<std::size_t>(Emotion::anger)],
            500);
  EXPECT_EQ(pack.tag("rude filthy furious").emotions[static_cast<std::size_t>(Emotion::disgust)],
            500);
  for (const Labelled& labelled : kLabelled) {
    std::set<Emotion> found;
    const Tagged& tagged = pack.tag(labelled.text);
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      if (tagged.emotions[e] > 0) found.insert(static_cast<Emotion>(e));
    }
    EXPECT_EQ(found, counted(labelled.text)) << labelled.text;
  }
}

// The figures that vaderSentiment's own documentation gives, over its lexicon, where somebody has
// it: VOXMAP_VADER_LEXICON is the path of vader_lexicon.txt.
TEST(ImportedVader, GivesTheDocumentedFigures) {
  const char* path = std::getenv("VOXMAP_VADER_LEXICON");
  if (path == nullptr) GTEST_SKIP() << "VOXMAP_VADER_LEXICON is not set";
  lexicon::PackSettings settings;
  settings.profile = "vader";
  ImportedPack pack(lexicon::read_lexicons({path}, {}), settings);
  const std::vector<std::pair<const char*, int>> documented = {
      {"VADER is smart, handsome, and funny.", 8316},
      {"VADER is smart, handsome, and funny!", 8439},
      {"VADER is very smart, handsome, and funny.", 8545},
      {"VADER is VERY SMART, handsome, and FUNNY.", 9227},
      {"VADER is VERY SMART, handsome, and FUNNY!!!", 9342},
      {"VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!", 9469},
      {"VADER is not smart, handsome, nor funny.", -7424},
      {"The book was good.", 4404},
      {"At least it isn't a horrible book.", 4310},
      {"The book was only kind of good.", 3832},
      {"The plot was good, but the characters are uncompelling and the dialog is not great.",
       -7042},
      {"Today SUX!", -5461},
      {"Today only kinda sux! But I'll get by, lol", 5249},
      {"Make sure you :) or :D today!", 8633},
      {"Not bad at all", 4310}};
  for (const auto& [text, compound] : documented) {
    EXPECT_EQ(pack.tag(text).compound.value_or(0), compound) << text;
  }
}

}  // namespace
}  // namespace voxmap::test
