// Scores that others replaced: a rescore changes scores only, and every earlier run can be read as
// it was, whatever came after it.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "fixture.hpp"

namespace voxmap::test {
namespace {

// The second journey has another order, and a touchpoint at another stage.
Journey journey_of(std::uint32_t rules) {
  Journey journey = make_journey(std::to_string(rules % 2));
  if (rules % 2 == 1) {
    std::swap(journey.stages[0], journey.stages[2]);
    journey.touchpoints[1].stage = 1;
  }
  return journey;
}

// What those rules find in a document: depends on both only.
Tagged tagged_by(const Document& document, const Journey& journey, std::uint32_t rules) {
  Tagged tagged;
  for (std::uint32_t v = 0; v < document.verbatims.size(); ++v) {
    const std::string& text = document.verbatims[v].text;
    std::mt19937 random(static_cast<std::uint32_t>(std::hash<std::string>{}(text)) + rules);
    const auto bytes = static_cast<std::uint32_t>(text.size());
    tagged.languages.emplace_back(random() % 5 == 0 ? "de" : "en");
    if (random() % 4 == 0) random.seed(7);  // one verbatim in some has the same scores always
    for (std::uint32_t m = 0, n = 1 + static_cast<std::uint32_t>(random() % 3); m < n; ++m) {
      const auto place = static_cast<std::int32_t>(random() % 6) - 1;
      const auto stage = place < 0
                             ? kUnassigned
                             : static_cast<std::int32_t>(
                                   journey.touchpoints[static_cast<std::size_t>(place)].stage);
      add_mention(tagged, v, place, stage, static_cast<int>(random() % 2001) - 1000, bytes,
                  random() % 3 == 0 ? static_cast<int>(random() % 1001) : 0);
      if (random() % 3 != 0) continue;
      const auto mention = static_cast<std::uint32_t>(tagged.mentions.size()) - 1;
      const auto act = static_cast<Act>(random() % kActCount);
      tagged.acts.push_back({v, mention, act, {0, 3}, static_cast<RuleId>(random() % 3)});
    }
  }
  judge(tagged, static_cast<std::int32_t>((tagged.mentions.size() + rules) % 4) * 200);
  return tagged;
}

Run run_of(const std::string& source, std::uint32_t rules) {
  Run run = make_run(source, "rules-" + std::to_string(rules));
  run.journey_digest = journey_of(rules).digest;
  run.packs = "en 1.0." + std::to_string(rules) + " 3f9c";
  return run;
}

// The kept quotes are those that a scan finds.
void expect_quotes(Reader& reader) {
  for (const Label label : {Label::positive, Label::negative}) {
    Filter filter = with_filter(&Filter::quotable, true);
    filter.label = label;
    Filter scanned = filter;
    scanned.from = Time{};
    const auto kept = reader.mentions(filter, Order::strongest, 9);
    const auto found = reader.mentions(scanned, Order::strongest, 9);
    ASSERT_EQ(kept.size(), found.size());
    for (std::size_t i = 0; i < kept.size(); ++i) ASSERT_EQ(kept[i].id, found[i].id);
  }
}

std::string dump_of(Reader& reader) {
  std::string all;
  reader.dump([&](std::string_view line) { all.append(line).append("\n"); });
  const auto totals = reader.totals({});
  all += totals.rules_digest + " " + testing::PrintToString(totals.packs);
  for (const std::int64_t n :
       {totals.documents, totals.persons, totals.mentions, totals.unassigned, totals.later}) {
    all += " " + std::to_string(n);
  }
  // Answered from the facts, of that run or of now; the dump is not.
  Filter said;
  said.to = Time(std::chrono::milliseconds(std::int64_t{1} << 50U));
  for (const Filter& filter : {Filter{}, said}) {
    for (const Stats& s : reader.stats(filter)) {
      if (s.mentions == 0) continue;
      all += "\n" + s.stage + " " + s.touchpoint;
      for (const std::int64_t n :
           {s.persons, s.sum_mean, s.sum_mean_square, s.mentions, s.no_emotion, s.at_risk}) {
        all += " " + std::to_string(n);
      }
    }
    for (const MonthStats& m : reader.months(filter)) {
      all += " " + std::to_string(m.month) + " " + std::to_string(m.sum_mean);
    }
    for (const FeelingStats& f : reader.feelings(filter)) {
      all += " " + f.feeling + " " + std::to_string(f.persons);
    }
  }
  std::multiset<std::string> people;
  reader.histories(Filter{}, [&](const PersonHistory& person) {
    std::string moments;
    for (const PersonHistory::Moment& m : person.moments) {
      moments += " " + std::to_string(m.mention) + " " + std::to_string(m.valence);
      for (const int intensity : m.emotions) moments += "," + std::to_string(intensity);
    }
    people.insert(moments);
  });
  for (const std::string& person : people) all += "\n" + person;
  const auto journey = reader.journey();
  all += "\n" + (journey ? journey->toml : "no journey");
  for (const Order order : {Order::strongest, Order::most_negative, Order::input}) {
    for (const MentionRow& row : reader.mentions({}, order, 20)) {
      all += "\n" + std::to_string(row.id) + " " + row.key + " run " + std::to_string(row.run);
    }
  }
  return all;
}

class PastProperty : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  std::uint32_t pick(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

  void load(Store& store, std::uint32_t rules) {
    const Journey journey = journey_of(rules);
    const auto writer = store.writer();
    writer->begin(run_of(pick(2) == 0 ? "survey" : "reviews", rules), &journey, tagger_);
    for (std::uint32_t i = 0, n = pick(120); i < n; ++i) {
      const auto d = make_document(journey, pick(150), 0, 20);
      writer->put(d.document, d.digest, tagged_by(d.document, journey, rules));
      if (pick(30) == 0) writer->commit({});
    }
    if (pick(4) > 0) finish(*writer);  // else what was not committed is lost
  }

  // Now and then it ends before it is through.
  void rescore(Store& store, std::uint32_t rules) {
    const Journey journey = journey_of(rules);
    const auto reader = store.reader();
    const auto writer = store.writer();
    writer->begin(run_of("", rules), &journey, tagger_);
    const std::uint32_t stop = pick(3) == 0 ? pick(100) : 1000;
    std::uint32_t done = 0;
    reader->documents("rules-" + std::to_string(rules), 0, [&](const ScoredDocument& d) {
      EXPECT_EQ(writer->rescore(d.id, tagged_by(d.document, journey, rules)), Put::rescored);
      EXPECT_EQ(writer->rescore(d.id, tagged_by(d.document, journey, rules)), Put::unchanged);
      if (pick(30) == 0) writer->commit({});
      return ++done < stop;
    });
    if (pick(4) > 0) finish(*writer);
  }

  std::mt19937 random_{GetParam()};
  NamingTagger tagger_;
};

TEST_P(PastProperty, EveryRunReadsAsItWas) {
  const ScratchFolder folder;
  const auto store = new_store(folder / "s.vox");
  std::map<std::int64_t, std::string> left;  // by run
  for (int step = 0; step < 9; ++step) {
    const std::uint32_t rules = pick(4);
    if (step == 0 || pick(2) == 0) {
      load(*store, rules);
    } else {
      rescore(*store, rules);
    }
    if (pick(5) == 0) static_cast<void>(store->update_search_index({}));
    ASSERT_THAT(store->check(), ::testing::IsEmpty());
    const auto reader = store->reader();
    expect_quotes(*reader);
    left[reader->runs(1).at(0).id] = dump_of(*reader);
  }
  for (const auto& [run, dump] : left) {
    ASSERT_EQ(dump_of(*store->reader_as_of(run)), dump) << "run " << run;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PastProperty, ::testing::Range(1U, 9U));

class PastTest : public ::testing::Test {
 protected:
  void load(const Document& document, const std::string& content, std::uint32_t rules) {
    const Journey journey = journey_of(rules);
    const auto writer = store_->writer();
    writer->begin(run_of("survey", rules), &journey, tagger_);
    writer->put(document, digest_of(content), tagged_by(document, journey, rules));
    finish(*writer);
  }
  void rescore(std::uint32_t rules, const std::function<Tagged(const Document&)>& tag) {
    const Journey journey = journey_of(rules);
    const auto writer = store_->writer();
    writer->begin(run_of("", rules), &journey, tagger_);
    store_->reader()->documents("rules-" + std::to_string(rules), 0, [&](const ScoredDocument& d) {
      writer->rescore(d.id, tag(d.document));
      return true;
    });
    finish(*writer);
  }
  void rescore(std::uint32_t rules) {
    rescore(rules, [&](const Document& d) { return tagged_by(d, journey_of(rules), rules); });
  }
  std::vector<std::string> mentions(std::int64_t run) {
    std::vector<std::string> lines;
    store_->reader_as_of(run)->dump([&](std::string_view line) {
      if (line.find(R"("what":"mention")") != std::string_view::npos) lines.emplace_back(line);
    });
    return lines;
  }

  ScratchFolder folder_;
  std::unique_ptr<Store> store_ = new_store(folder_ / "s.vox");
  NamingTagger tagger_;
};

// More mentions than a verbatim has ids for: its neighbours move, and go on being found.
TEST_F(PastTest, AVerbatimThatGrowsAndShrinksKeepsItsPast) {
  Document document = make_document(journey_of(0), 1).document;
  document.verbatims.resize(3);
  document.verbatims[1].text = "A second answer that was slow";
  document.verbatims[2].text = "The third and last";
  const auto counts = [&](std::uint32_t first, std::uint32_t second) {
    return [=](const Document& d) {
      Tagged tagged;
      for (std::uint32_t v = 0; v < d.verbatims.size(); ++v) {
        const std::uint32_t count = v == 0 ? first : v == 1 ? second : 2;
        for (std::uint32_t m = 0; m < count; ++m) {
          add_mention(tagged, v, static_cast<std::int32_t>(m % 5),
                      static_cast<std::int32_t>(m % 5 / 2), static_cast<int>(m % 900) + 60, 9);
        }
      }
      return tagged;
    };
  };
  load(document, "1", 0);
  load(make_document(journey_of(0), 2).document, "2", 0);
  ASSERT_TRUE(store_->update_search_index({}));
  std::map<std::int64_t, std::vector<std::string>> left{{2, mentions(2)}};
  std::uint32_t rules = 0;
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> sizes = {
      {1500, 3}, {3, 2500}, {1, 1}, {5000, 1}, {2, 2}};
  for (const auto& [first, second] : sizes) {
    rescore(++rules, counts(first, second));
    ASSERT_THAT(store_->check(), ::testing::IsEmpty());
    left[rules + 2] = mentions(rules + 2);
    EXPECT_EQ(store_->reader()->status().mentions, std::ssize(left[rules + 2]));
  }
  for (const auto& [run, lines] : left) {
    SCOPED_TRACE(run);
    EXPECT_EQ(mentions(run), lines);
    const auto reader = store_->reader_as_of(run);
    const auto found =
        reader->mentions(with_filter(&Filter::words, "second answer"), Order::input, 300);
    EXPECT_FALSE(found.empty());
    for (const MentionRow& row : found) {
      EXPECT_EQ(row.text, "A second answer that was slow");
    }
    for (const MentionRow* row : {&found.front(), &found.back()}) {
      const auto again = reader->mention(row->id);
      ASSERT_TRUE(again);
      EXPECT_EQ(again->text, row->text);
      EXPECT_EQ(again->valence, row->valence);
    }
  }
}

TEST_F(PastTest, ATextThatChangedTakesItsPastWithIt) {
  Document document = make_document(journey_of(0), 1).document;
  load(document, "1", 0);
  load(make_document(journey_of(0), 2).document, "2", 0);
  rescore(1);
  const auto before = mentions(2);
  // Only what is said of it: the scores of the text are still those of the text.
  document.attributes = {{"plan", "other"}};
  load(document, "1, other plan", 2);
  EXPECT_EQ(mentions(2), before);
  EXPECT_EQ(store_->reader_as_of(2)->totals({}).later, 0);
  document.verbatims.at(0).text = "Something else entirely";
  load(document, "1, other words", 2);
  EXPECT_NE(mentions(2), before);
  EXPECT_EQ(store_->reader_as_of(2)->totals({}).later, 1);
  EXPECT_EQ(store_->reader_as_of(2)->totals({}).documents, 2);
  EXPECT_EQ(store_->reader_as_of(1)->totals({}).documents, 1);
  EXPECT_EQ(store_->reader()->totals({}).later, 0);
  EXPECT_THAT(store_->check(), ::testing::IsEmpty());
  // A second edit in the run that changed the text is no past of anything.
  const auto writer = store_->writer();
  const Journey journey = journey_of(2);
  writer->begin(run_of("survey", 2), &journey, tagger_);
  for (const char* text : {"More words", "Even more words", "Even more words"}) {
    document.verbatims.at(0).text = text;
    document.attributes.push_back({"n", text});
    writer->put(document, digest_of(text + std::to_string(document.attributes.size())),
                tagged_by(document, journey, 2));
    writer->commit({});
  }
  finish(*writer);
  EXPECT_EQ(store_->reader_as_of(2)->totals({}).later, 1);
  EXPECT_THAT(store_->check(), ::testing::IsEmpty());
}

TEST_F(PastTest, ARescoreIsARunOverAllSourcesAndOnlyThat) {
  const auto d = make_document(journey_of(0), 1);
  load(d.document, "1", 0);
  const Journey journey = journey_of(1);
  {
    const auto writer = store_->writer();
    writer->begin(run_of("", 1), &journey, tagger_);
    EXPECT_THROW(writer->put(d.document, d.digest, d.tagged), Error);
    EXPECT_THROW(writer->put(Reject{}), Error);
    finish(*writer);
  }
  {
    const auto writer = store_->writer();
    writer->begin(run_of("survey", 1), &journey, tagger_);
    EXPECT_THROW(writer->rescore(1, d.tagged), Error);
  }
  const auto reader = store_->reader();
  const auto run = reader->runs(2).at(1);
  EXPECT_EQ(run.source, "");
  EXPECT_EQ(run.status, "done");
  EXPECT_EQ(reader->status().rescored_by, run.id);
  EXPECT_EQ(reader->status().rescore_status, "done");
  ASSERT_EQ(reader->status().sources.size(), 1U);
  EXPECT_THROW(static_cast<void>(store_->reader_as_of(99)), Error);
  EXPECT_THROW(static_cast<void>(store_->reader_as_of(0)), Error);
}

// What was looked for in a text is asked of the run that wrote it, not of one that rescored it.
TEST_F(PastTest, ARescoreDoesNotHideThatRedactionsDiffer) {
  const Journey journey = journey_of(0);
  for (const auto& [number, redaction] : {std::pair(1U, ""), std::pair(2U, "email")}) {
    const auto d = make_document(journey, number);
    const auto writer = store_->writer();
    auto run = run_of("survey", 0);
    run.redaction = redaction;
    writer->begin(run, &journey, tagger_);
    writer->put(d.document, d.digest, d.tagged);
    RunCounts counts;
    counts.loaded = 1;
    finish(*writer, counts);
  }
  EXPECT_EQ(store_->reader()->totals({}).redaction, std::nullopt);
  rescore(1);
  EXPECT_EQ(store_->reader()->totals({}).redaction, std::nullopt);
  EXPECT_EQ(store_->reader_as_of(1)->totals({}).redaction, "");
}

}  // namespace
}  // namespace voxmap::test
