// What the store's tests share: a scratch folder, a tagger of three rules, documents made by
// number.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "voxmap/error.hpp"
#include "voxmap/store.hpp"

namespace voxmap::test {

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "voxmap-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const {
    return (path_ / name).string();
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// Names rules; tests make the mentions themselves.
class NamingTagger final : public Tagger {
 public:
  explicit NamingTagger(bool feels = true) : feels_(feels) {}
  std::unique_ptr<Scratch> scratch() const override { return std::make_unique<Scratch>(); }
  void tag(const Document&, Scratch&, Tagged& out) const override { out = {}; }
  void tag_text(std::string_view, std::string_view, std::span<const Span>, Scratch&, Tagged& out,
                std::vector<TargetScore>& scores) const override {
    out = {};
    scores.clear();
  }
  std::size_t rule_count() const override { return names_.size(); }
  std::string_view rule_name(RuleId rule) const override { return names_.at(rule); }
  std::span<const PackInfo> packs() const override { return {}; }
  std::vector<FeelingDefinition> feeling_definitions() const override {
    FeelingDefinition annoyed{"en", "annoyed", "en/feeling:annoyed", {}, {}};
    annoyed.blend.shares[0] = 500;
    return feels_ ? std::vector{annoyed} : std::vector<FeelingDefinition>();
  }

 private:
  bool feels_;
  std::vector<std::string> names_ = {"en/valence:slow", "en/modifier:really", "en/emotion:angry",
                                     "journey/words:payment"};
};

inline Journey make_journey(std::string version = "1") {
  Journey journey;
  journey.id = "shop";
  journey.version = version;
  for (const char* id : {"search", "checkout", "delivery"}) {
    journey.stages.emplace_back().id = id;
    journey.stages.back().title = std::string("The ") + id;
  }
  const std::pair<const char*, std::uint32_t> points[] = {{"search.filter", 0},
                                                          {"search.results", 0},
                                                          {"checkout.payment", 1},
                                                          {"checkout.basket", 1},
                                                          {"delivery.parcel", 2}};
  for (const auto& [id, stage] : points) {
    Touchpoint touchpoint;
    touchpoint.id = id;
    touchpoint.title = id;
    touchpoint.stage = stage;
    journey.touchpoints.push_back(touchpoint);
  }
  journey.toml = "# the shop's journey, version " + version + "\n";
  journey.digest = sha256_hex(journey.toml);
  journey.file = "journey.toml";
  return journey;
}

struct TaggedDocument {
  Document document;
  Digest digest{};
  Tagged tagged;
};

inline Digest digest_of(const std::string& text) {
  Sha256 hash;
  hash.field(text);
  const auto whole = hash.finish();
  Digest digest;
  std::copy_n(whole.begin(), digest.size(), digest.begin());
  return digest;
}

// Adds a mention over the first `bytes` of a verbatim, with evidence that sums to its scores.
inline void add_mention(Tagged& tagged, std::uint32_t verbatim, std::int32_t touchpoint,
                        std::int32_t stage, int valence, std::uint32_t bytes, int anger = 0) {
  Mention mention;
  mention.verbatim = verbatim;
  mention.span = {0, bytes};
  mention.touchpoint = touchpoint;
  mention.stage = stage;
  mention.valence = static_cast<Valence>(valence);
  mention.label = valence < -50 ? Label::negative : valence > 50 ? Label::positive : Label::neutral;
  if (touchpoint >= 0) {
    mention.attached_by = AttachedBy::words;
    mention.attached_span = {0, 4};
    mention.attached_rule = 3;
  }
  mention.evidence_begin = static_cast<std::uint32_t>(tagged.evidence.size());
  tagged.evidence.push_back({{5, 9}, 0, valence, kValenceDimension});
  if (anger > 0) {
    mention.emotions[0] = static_cast<std::int16_t>(anger);
    tagged.evidence.push_back({{5, 9}, 2, anger, 0});
  }
  mention.evidence_count =
      static_cast<std::uint32_t>(tagged.evidence.size()) - mention.evidence_begin;
  tagged.mentions.push_back(mention);
}

// A mention without evidence.
inline void add_silence(Tagged& tagged, std::uint32_t verbatim, std::uint32_t bytes) {
  Mention mention;
  mention.verbatim = verbatim;
  mention.span = {0, bytes};
  mention.evidence_begin = static_cast<std::uint32_t>(tagged.evidence.size());
  tagged.mentions.push_back(mention);
}

// Gives the document that churn risk, and effort where acts tell of it; both add up.
inline void judge(Tagged& tagged, std::int32_t risk) {
  tagged.churn_risk = risk;
  for (const ActFound& act : tagged.acts) {
    if (act.act == Act::leaving) {
      tagged.churn_parts.push_back({act.verbatim, act.span, act.rule, 100});
      risk -= 100;
    }
    if (act.act != Act::effort_high) continue;
    tagged.effort_parts.push_back({act.verbatim, act.span, act.rule, 250});
    tagged.effort = tagged.effort.value_or(0) + 250;
  }
  if (risk != 0) tagged.churn_parts.push_back({0, {}, 2, risk});
}

// A document that depends on (number, revision) only. `respondents` > 0: that many persons share
// the documents.
inline TaggedDocument make_document(const Journey& journey, std::uint32_t number,
                                    std::uint32_t revision = 0, std::uint32_t respondents = 0) {
  std::mt19937 random(number * 7919U + revision * 104729U + 1);
  const auto pick = [&](std::uint32_t count) {
    return static_cast<std::uint32_t>(random() % count);
  };
  TaggedDocument made;
  Document& document = made.document;
  document.key = "r" + std::to_string(number);
  document.kind = SourceKind::survey;
  const auto at = std::chrono::milliseconds(1767225600000 + std::int64_t{pick(400)} * 86400000);
  document.said_at = Time(at);
  document.said_at_text = "day " + std::to_string(pick(5));
  if (respondents > 0 && pick(4) > 0)
    document.respondent = "p-" + std::to_string(pick(respondents));
  document.persona = pick(2) == 0 ? "newcomer" : "regular";
  document.touchpoint = pick(3) == 0 ? "checkout.payment" : "";
  document.attributes = {{"plan", pick(2) == 0 ? "pro" : "free"},
                         {"age", std::to_string(pick(90))}};
  if (pick(2) == 0) document.ratings.push_back({"nps", "nps_0_10", std::int64_t{pick(11)} * 1000});
  document.origin = {number + 2, std::uint64_t{number} * 300, 290};
  for (std::uint32_t v = 0; v < 1 + pick(2); ++v) {
    Verbatim verbatim;
    verbatim.text = "Paying was slow, number " + std::to_string(number) + " revision " +
                    std::to_string(revision) + " word" + std::to_string(pick(50));
    verbatim.prompt = v == 0 ? "What happened?" : "Anything else?";
    verbatim.origin = {number + 2, std::uint64_t{number} * 300 + 40, 100};
    document.verbatims.push_back(verbatim);
    made.tagged.languages.emplace_back("en");
    const auto bytes = static_cast<std::uint32_t>(verbatim.text.size());
    for (std::uint32_t m = 0; m < 1 + pick(3); ++m) {
      const auto place = static_cast<std::int32_t>(pick(7)) - 2;
      if (pick(6) == 0) {
        add_silence(made.tagged, v, bytes);
        continue;
      }
      const std::int32_t touchpoint = place < 0 ? kUnassigned : place;
      const std::int32_t stage =
          place >= 0 ? static_cast<std::int32_t>(
                           journey.touchpoints[static_cast<std::size_t>(place)].stage)
                     : (place == -1 ? 1 : kUnassigned);  // -1: known by its stage only
      add_mention(made.tagged, v, touchpoint, stage, static_cast<int>(pick(2001)) - 1000, bytes,
                  pick(3) == 0 ? static_cast<int>(pick(1001)) : 0);
    }
  }
  // Every third mention has two acts, every fifth document a risk.
  for (std::uint32_t m = 0; m < made.tagged.mentions.size(); ++m) {
    if ((number + revision + m) % 3 != 0) continue;
    const std::uint32_t verbatim = made.tagged.mentions[m].verbatim;
    made.tagged.acts.push_back(
        {verbatim, m, static_cast<Act>((number + m) / 3 % kActCount), {0, 6}, 0});
    made.tagged.acts.push_back({verbatim, m, Act::question, {7, 10}, 1});
  }
  if ((number + revision) % 5 == 0) judge(made.tagged, number % 2 == 0 ? 300 : 700);
  made.digest = digest_of(std::to_string(number) + "/" + std::to_string(revision));
  return made;
}

inline Run make_run(std::string source = "survey", std::string rules = "rules-1") {
  Run run;
  run.source = std::move(source);
  run.adapter = "survey_csv";
  run.input = "survey.csv";
  run.version = "0.1.0";
  run.rules_digest = std::move(rules);
  run.journey_digest = "j";
  run.packs = "en 1.0.0 3f9c, en-customer-service 1.0.0 81ab";
  run.started_at = Time(std::chrono::milliseconds(1770000000000));
  return run;
}

// A filter with one thing set: with_filter(&Filter::words, "slow").
template <typename Member, typename Value>
Filter with_filter(Member Filter::*member, Value value) {
  Filter filter;
  filter.*member = std::move(value);
  return filter;
}

inline std::unique_ptr<Store> new_store(const std::string& path, bool keep_revisions = false) {
  return open_store(path, {.create = true, .keep_revisions = keep_revisions});
}

inline std::string dump_of(Store& store) {
  std::string all;
  store.reader()->dump([&](std::string_view line) { all.append(line).append("\n"); });
  return all;
}

inline void finish(Writer& writer, RunCounts counts = {}) {
  writer.finish(counts, "done", Time(std::chrono::milliseconds(1770000001000)), {});
}

}  // namespace voxmap::test
