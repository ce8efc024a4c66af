// Speech acts with their words and rules, and the sums of effort and churn risk.
#include <gmock/gmock.h>

#include <filesystem>

#include "base/file.hpp"
#include "support/tagging.hpp"

namespace voxmap {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Acts : public ::testing::Test {
 protected:
  Acts()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    pack("p", "language", "en");
    put("p/valence.tsv", "awful\t-700\ngood\t500\nsoso\t-200\n");
    put("p/emotion.tsv", "awful\tanger\t800\n");
    put("p/modifiers.tsv", "not\tnegation\t0\nvery\tintensifier\t300\nhow\tquestion\t-500\n");
    put("p/acts.tsv",
        "bye\tleaving\ncalled <num> times\teffort_high\neasy\teffort_low\n"
        "must\trecommendation\nmust have been\t-\nnot easy\teffort_high\nplease\trequest\n"
        "stay away\twarning\nstill waiting\tcomplaint\nthanks\tthanks\ntwice\tcomplaint\n");
    put("p/acts_samples.tsv", "thanks\tthanks\n");
  }
  ~Acts() override { fs::remove_all(folder_); }
  void put(const std::string& file, std::string_view text) {
    write_file((folder_ / file).string(), text);
  }
  void pack(const std::string& name, const char* kind, const char* language,
            const std::string& more = {}) {
    fs::create_directories(folder_ / name);
    put(name + "/pack.toml",
        fmt::format("name='{}'\nkind='{}'\nlanguage='{}'\nversion='1'\nlicense='x'\n{}", name, kind,
                    language, more));
    put(name + "/samples.tsv", "a\tnone\n");
  }
  const Tagged& tag(std::string_view text, std::vector<std::string> packs = {"p"}) {
    tagging_ = std::make_unique<test::Tagging>(nullptr,
                                               TaggerOptions{std::move(packs), {folder_.string()}});
    tagging_->text(text, "en");
    EXPECT_EQ(sum(tagging_->tagged.churn_parts), tagging_->tagged.churn_risk.value_or(0));
    EXPECT_EQ(sum(tagging_->tagged.effort_parts), tagging_->tagged.effort.value_or(0));
    return tagging_->tagged;
  }
  static std::int32_t sum(const std::vector<SignalPart>& parts) {
    std::int32_t sum = 0;
    for (const SignalPart& part : parts) sum += part.weight;
    return sum;
  }
  // "thanks [0,6) p/act:thanks" of every act.
  std::vector<std::string> of(std::string_view text, std::vector<std::string> packs = {"p"}) {
    std::vector<std::string> out;
    for (const ActFound& found : tag(text, std::move(packs)).acts) {
      out.push_back(fmt::format("{} [{},{}) {}", to_string(found.act), found.span.begin,
                                found.span.end, tagging_->tagger().rule_name(found.rule)));
    }
    return out;
  }
  // "+600 p/act:bye" of every part.
  std::vector<std::string> parts(const std::vector<SignalPart>& parts) {
    std::vector<std::string> out;
    for (const SignalPart& part : parts) {
      out.push_back(fmt::format("{:+} {}", part.weight, tagging_->tagger().rule_name(part.rule)));
    }
    return out;
  }
  // The first problem that keeps the packs from loading.
  std::string problem() {
    try {
      tag("x");
    } catch (const Error& error) {
      return error.problems().empty() ? std::string(error.what())
                                      : error.problems().front().message;
    }
    return "";
  }
  fs::path folder_;
  std::unique_ptr<test::Tagging> tagging_;
};

TEST_F(Acts, NameTheirWordsAndTheirRule) {
  EXPECT_THAT(of("Thanks, but I am STILL waiting. Called 12 times!"),
              ElementsAre("thanks [0,6) p/act:thanks", "complaint [17,30) p/act:still waiting",
                          "effort_high [32,47) p/act:called <num> times"));
  EXPECT_THAT(of("The chair is blue."), IsEmpty());
}

TEST_F(Acts, ALongerPhraseHidesAShorterOne) {
  EXPECT_THAT(of("You must go."), ElementsAre("recommendation [4,8) p/act:must"));
  EXPECT_THAT(of("You must have been busy."), IsEmpty());
}

TEST_F(Acts, ANegatorBeforeThePhraseDeniesIt) {
  EXPECT_THAT(of("It was very easy."), ElementsAre("effort_low [12,16) p/act:easy"));
  EXPECT_THAT(of("It was not very easy."), IsEmpty());
  EXPECT_THAT(of("It was not easy."), ElementsAre("effort_high [7,15) p/act:not easy"));
}

TEST_F(Acts, QuestionsEndOrBeginAsSuch) {
  EXPECT_THAT(of("Is it open?! Good."), ElementsAre("question [10,12) engine/question"));
  EXPECT_THAT(of("how do I open it"), ElementsAre("question [0,3) engine/question"));
  EXPECT_THAT(of("I know how."), IsEmpty());
}

TEST_F(Acts, BelongToTheMentionThatHoldsThem) {
  const Tagged& tagged = tag("Please call. It was good and twice. Thanks.");
  ASSERT_EQ(tagged.mentions.size(), 1U);
  ASSERT_EQ(tagged.acts.size(), 3U);
  for (const ActFound& act : tagged.acts) EXPECT_EQ(act.mention, 0U);
  const Tagged& two = tag("It was good. Twice. It was awful. Thanks.");
  ASSERT_EQ(two.mentions.size(), 2U);
  EXPECT_EQ(two.acts.at(0).mention, 0U) << "the last before it";
  EXPECT_EQ(two.acts.at(1).mention, 1U);
}

TEST_F(Acts, ChangeNoScore) {
  const Tagged before = tag("Thanks for the awful wait, still waiting!");
  fs::remove(folder_ / "p/acts.tsv");
  fs::remove(folder_ / "p/acts_samples.tsv");
  const Tagged& after = tag("Thanks for the awful wait, still waiting!");
  EXPECT_EQ(before.valence, after.valence);
  EXPECT_EQ(before.emotions, after.emotions);
  EXPECT_EQ(before.mentions.size(), after.mentions.size());
  EXPECT_TRUE(after.acts.empty());
  EXPECT_FALSE(after.churn_risk);
}

TEST_F(Acts, EffortIsTheSumOfItsActs) {
  EXPECT_EQ(tag("Good.").effort, std::nullopt) << "nobody speaks of it";
  EXPECT_EQ(tag("Called 3 times.").effort, 250);
  EXPECT_EQ(tag("Easy. Called 3 times, then called 4 times.").effort, 250);
  const Tagged& most = tag("Not easy, not easy, not easy, not easy, not easy.");
  EXPECT_EQ(most.effort, 1000);
  EXPECT_THAT(parts(most.effort_parts).back(), "-250 engine/limit");
}

TEST_F(Acts, ChurnRiskCountsEachActOnceAndComplaintsTwice) {
  EXPECT_EQ(tag("The chair is blue.").churn_risk, std::nullopt) << "nothing is known";
  EXPECT_EQ(tag("Good.").churn_risk, 0);
  const Tagged& tagged = tag("Bye, bye. Twice, twice, twice. Awful!");
  EXPECT_THAT(parts(tagged.churn_parts),
              ElementsAre("+600 p/act:bye", "+100 p/act:twice", "+100 p/act:twice",
                          "+150 engine/valence", "+100 engine/anger", "-50 engine/limit"));
  EXPECT_EQ(tagged.churn_risk, 1000);
  EXPECT_THAT(parts(tag("Thanks!").churn_parts),
              ElementsAre("-50 p/act:thanks", "+50 engine/limit"));
}

TEST_F(Acts, WeightsComeFromThePacksTheLastOneWins) {
  pack("q", "domain", "en", "[churn]\nleaving = 900\n[effort]\nhigh = 10\n");
  put("q/valence.tsv", "x\t100\n");
  put("q/acts.tsv", "farewell\tleaving\n");
  put("q/acts_samples.tsv", "farewell\tleaving\n");
  EXPECT_EQ(tag("Farewell", {"p", "q"}).churn_risk, 900);
  EXPECT_EQ(tag("Called 3 times.", {"p", "q"}).effort, 10);
}

TEST_F(Acts, ALaterPackTakesAPhraseAway) {
  pack("q", "domain", "en");
  put("q/valence.tsv", "x\t100\n");
  put("q/acts.tsv", "twice\t-\n");
  put("q/acts_samples.tsv", "twice\t-\n");
  EXPECT_THAT(of("Twice.", {"p", "q"}), IsEmpty());
}

TEST_F(Acts, MixedTextsHavePositionsInTheWhole) {
  pack("d", "language", "de", "common_words=['das','ist','der','und','nicht','mir','ich']\n");
  put("d/valence.tsv", "schlimm\t-500\nwarten\t-100\nleider\t-100\nmonatelang\t-100\n");
  put("d/acts.tsv", "tschüss\tleaving\n");
  put("d/acts_samples.tsv", "tschüss\tleaving\n");
  const std::string text =
      "It was good, very good, and not awful. Das ist schlimm und ich warten leider monatelang, "
      "tschüss.";
  const auto found = of(text, {"p", "d"});
  ASSERT_EQ(found.size(), 1U);
  const Span span = tagging_->tagged.acts.front().span;
  EXPECT_EQ(span.of(text), "tschüss");
}

TEST_F(Acts, FaultsOfTheTableAreToldWithTheirLine) {
  put("p/acts.tsv", "hello\tgreting\n");
  EXPECT_THAT(problem(), HasSubstr("act \"greting\" is unknown"));
  put("p/acts.tsv", "hello\tthanks\nhello\tleaving\n");
  EXPECT_THAT(problem(), HasSubstr("\"hello\" stands in line 1 already"));
  put("p/acts.tsv", "hello, you\tthanks\n");
  EXPECT_THAT(problem(), HasSubstr("at which every phrase ends"));
  put("p/acts.tsv", "check-in\tthanks\ncheck in\tthanks\n");
  EXPECT_EQ(problem(), "") << "the same words where no table holds the compound";
  fs::remove(folder_ / "p/acts_samples.tsv");
  EXPECT_THAT(problem(), HasSubstr("acts.tsv without acts_samples.tsv"));
}

TEST_F(Acts, WeightsOutsideTheirRangeAreRefused) {
  pack("p", "language", "en", "[churn]\nleaving = 1001\n");
  EXPECT_THAT(problem(), HasSubstr("leaving is 1001, outside 0 to 1000"));
  pack("p", "language", "en", "[effort]\nmiddle = 1\n");
  EXPECT_THAT(problem(), HasSubstr("middle"));
}

}  // namespace
}  // namespace voxmap
