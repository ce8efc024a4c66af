// What a rescore compares: every document that other rules scored, as its tagger saw it.
#include <gmock/gmock.h>

#include <algorithm>

#include "fixture.hpp"

namespace voxmap::test {
namespace {

TEST(Documents, ThoseOfOtherRulesWithTheirMentionsAndEvidence) {
  const ScratchFolder folder;
  const NamingTagger tagger;
  const Journey journey = make_journey();
  const auto store = new_store(folder / "s");
  {
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    for (std::uint32_t i = 0; i < 40; ++i) {
      const auto d = make_document(journey, i);
      writer->put(d.document, d.digest, d.tagged);
    }
    finish(*writer);
  }
  const auto reader = store->reader();
  const auto rules = reader->runs(1).at(0).rules_digest;
  std::map<std::string, ScoredDocument> found;
  reader->documents("other", 0, [&](const ScoredDocument& d) {
    EXPECT_EQ(d.rules_digest, rules);
    EXPECT_TRUE(found.emplace(d.document.key, d).second);
    return true;
  });
  ASSERT_EQ(found.size(), 40U);
  for (std::uint32_t i = 0; i < 40; ++i) {
    const auto d = make_document(journey, i);
    const ScoredDocument& stored = found.at(d.document.key);
    ASSERT_EQ(stored.document.verbatims.size(), d.document.verbatims.size());
    for (std::size_t v = 0; v < d.document.verbatims.size(); ++v) {
      EXPECT_EQ(stored.document.verbatims[v].text, d.document.verbatims[v].text);
      EXPECT_EQ(stored.document.verbatims[v].prompt, d.document.verbatims[v].prompt);
      EXPECT_EQ(stored.document.verbatims[v].touchpoint, d.document.verbatims[v].touchpoint);
      EXPECT_EQ(stored.document.verbatims[v].scored, d.document.verbatims[v].scored);
    }
    EXPECT_EQ(stored.document.language, d.document.language);
    EXPECT_EQ(stored.document.touchpoint, d.document.touchpoint);
    ASSERT_EQ(stored.mentions.size(), d.tagged.mentions.size());
    for (std::size_t m = 0; m < stored.mentions.size(); ++m) {
      const ScoredMention& is = stored.mentions[m];
      const Mention& was = d.tagged.mentions[m];
      EXPECT_EQ(is.verbatim, was.verbatim);
      EXPECT_EQ(is.span, was.span);
      EXPECT_EQ(is.label, was.label);
      EXPECT_EQ(is.valence, was.valence);
      EXPECT_EQ(is.emotions, was.emotions);
      EXPECT_EQ(is.stage, was.stage == kUnassigned
                              ? ""
                              : journey.stages[static_cast<std::size_t>(was.stage)].id);
      EXPECT_EQ(is.touchpoint,
                was.touchpoint == kUnassigned
                    ? ""
                    : journey.touchpoints[static_cast<std::size_t>(was.touchpoint)].id);
      ASSERT_EQ(is.evidence.size(), was.evidence_count);
      for (std::uint32_t e = 0; e < was.evidence_count; ++e) {
        const Evidence& piece = d.tagged.evidence[was.evidence_begin + e];
        EXPECT_EQ(is.evidence[e].span, piece.span);
        EXPECT_EQ(is.evidence[e].weight, piece.weight);
        EXPECT_EQ(is.evidence[e].rule, tagger.rule_name(piece.rule));
      }
    }
  }
  int same_rules = 0;
  reader->documents(rules, 0, [&](const ScoredDocument&) { return ++same_rules > 0; });
  EXPECT_EQ(same_rules, 0);
  int taken = 0;
  reader->documents("other", 0, [&](const ScoredDocument&) { return ++taken < 3; });
  EXPECT_EQ(taken, 3);
}

TEST(Documents, ThoseWithARatingWithTheirWordsAndPerson) {
  const ScratchFolder folder;
  const NamingTagger tagger;
  const Journey journey = make_journey();
  const auto store = new_store(folder / "s");
  std::map<std::string, Document> rated;
  {
    const auto writer = store->writer();
    writer->begin(make_run(), &journey, tagger);
    for (std::uint32_t i = 0; i < 40; ++i) {
      const auto d = make_document(journey, i);
      writer->put(d.document, d.digest, d.tagged);
      if (!d.document.ratings.empty()) rated[d.document.key] = d.document;
    }
    finish(*writer);
  }
  ASSERT_GT(rated.size(), 5U);
  ASSERT_LT(rated.size(), 40U);
  std::vector<std::string> keys;
  const auto reader = store->reader();
  reader->rated([&](const RatedDocument& found) {
    keys.push_back(found.document.key);
    const Document& was = rated.at(found.document.key);
    EXPECT_EQ(found.document.respondent, was.respondent);
    EXPECT_EQ(found.document.language, was.language);
    EXPECT_EQ(found.document.ratings.size(), was.ratings.size());
    EXPECT_EQ(found.document.ratings.at(0).scale, "nps");
    EXPECT_EQ(found.document.ratings.at(0).definition, "nps_0_10");
    EXPECT_EQ(found.document.ratings.at(0).milli, was.ratings.at(0).milli);
    EXPECT_EQ(found.document.verbatims.size(), was.verbatims.size());
    for (std::size_t v = 0; v < was.verbatims.size(); ++v) {
      EXPECT_EQ(found.document.verbatims.at(v).text, was.verbatims[v].text);
      EXPECT_EQ(found.document.verbatims.at(v).scored, was.verbatims[v].scored);
    }
    return true;
  });
  EXPECT_EQ(keys.size(), rated.size());
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  int taken = 0;
  reader->rated([&](const RatedDocument&) { return ++taken < 3; });
  EXPECT_EQ(taken, 3);
}

}  // namespace
}  // namespace voxmap::test
