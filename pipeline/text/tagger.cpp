// The tagger: verbatims in, mentions with evidence out.
#include "voxmap/tagger.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/utf8.hpp"
#include "text/acts.hpp"
#include "text/languages.hpp"
#include "text/targets.hpp"
#include "text/vader_mentions.hpp"

namespace voxmap {
namespace text {
namespace {

// Where a mention without words of its own belongs.
struct Setting {
  std::int32_t declared_here = kUnassigned;  // by the verbatim
  std::int32_t asked = kUnassigned;          // by its prompt
  std::int32_t declared = kUnassigned;       // by the document
};

// The share of a mention in its document's valence grows with its strength: one outrage among
// lukewarm remarks is not averaged away.
constexpr std::int64_t kBaseShare = 200;
constexpr std::int32_t kVerbatimWeight = 1000;

class PackTagger final : public Tagger {
 public:
  PackTagger(const TaggerOptions& options, const Journey* journey)
      : languages_(options, journey), first_(languages_.engine(-1)) {}

  [[nodiscard]] std::unique_ptr<Scratch> scratch() const override {
    return std::make_unique<Working>();
  }
  void feel(Tagged& tagged) const override {
    Tagger::feel(tagged);
    for (std::uint32_t m = 0; m < tagged.mentions.size(); ++m) {
      const std::string& language = tagged.languages[tagged.mentions[m].verbatim];
      const std::int32_t scored = languages_.of_code(language);
      if (scored >= 0) add_feelings(languages_.engine(scored).feeling_rules, m, tagged);
    }
  }
  [[nodiscard]] std::span<const std::string> feeling_names() const override {
    return languages_.shared().feelings;
  }
  [[nodiscard]] std::vector<FeelingDefinition> feeling_definitions() const override {
    return languages_.feeling_definitions();
  }
  [[nodiscard]] std::size_t rule_count() const override { return languages_.rule_count(); }
  [[nodiscard]] std::string_view rule_name(RuleId rule) const override {
    return languages_.rule_name(rule);
  }
  [[nodiscard]] std::span<const PackInfo> packs() const override { return languages_.packs(); }
  [[nodiscard]] std::vector<Threshold> thresholds() const override {
    return languages_.thresholds();
  }

  void tag(const Document& document, Scratch& scratch, Tagged& out) const override {
    auto& work = static_cast<Working&>(scratch);
    begin(out, work, document.verbatims.size());
    Setting setting;
    setting.declared = first_.places.declared(document.touchpoint);
    for (std::size_t v = 0; v < document.verbatims.size(); ++v) {
      const Verbatim& verbatim = document.verbatims[v];
      if (!verbatim.scored) {
        out.languages[v].assign("und");
        continue;
      }
      setting.declared_here = first_.places.declared(verbatim.touchpoint);
      setting.asked = asked(verbatim.prompt, work);
      verbatim_mentions(verbatim.text, document.language, setting, static_cast<std::uint32_t>(v),
                        true, work, out);
    }
    finish(out, work);
    judge(work, out);
  }

  void learnable_words(std::string_view text, Scratch& scratch,
                       std::vector<std::string>& words) const override {
    auto& work = static_cast<Working&>(scratch);
    work.tokens.clear();
    tokenize(text, first_.vocabulary, work.tokens);
    if (first_.has_names) mark_names(first_, work.tokens);
    learned_words(text, work.tokens, first_.vocabulary, words);
  }

  void tag_text(std::string_view text, std::string_view language, std::span<const Span> targets,
                Scratch& scratch, Tagged& out,
                std::vector<TargetScore>& target_scores) const override {
    auto& work = static_cast<Working&>(scratch);
    begin(out, work, 1);
    const std::int32_t language_found =
        verbatim_mentions(text, language, Setting{}, 0, targets.empty(), work, out);
    finish(out, work);
    judge(work, out);
    score_targets(targets, languages_.engine(language_found), languages_.lexicon(language_found),
                  work, target_scores);
  }

 private:
  void begin(Tagged& out, Working& work, std::size_t verbatims) const {
    work.scored_by = 0;
    out.valence = 0;
    out.label = Label::none;
    out.emotions = {};
    out.languages.resize(verbatims);
    out.compound.reset();
    out.mentions.clear();
    out.evidence.clear();
    work.compound_sum = work.compound_count = 0;
    out.feelings.clear();
    out.feeling_steps.clear();
    out.acts.clear();
    out.effort.reset();
    out.effort_parts.clear();
    out.churn_risk.reset();
    out.churn_parts.clear();
    work.mention_weights.clear();
    begin_document(languages_.shared(), work);
    work.usual_language = 0;
  }

  std::int32_t asked(const std::string& prompt, Working& work) const {
    if (prompt.empty() || !first_.places.asks()) return kUnassigned;
    for (const auto& [known, touchpoint] : work.prompts) {
      if (known == prompt) return touchpoint;
    }
    constexpr std::size_t kRemembered = 64;
    if (work.prompts.size() == kRemembered) work.prompts.clear();
    return work.prompts.emplace_back(prompt, first_.places.asked(prompt)).second;
  }

  // Appends one verbatim's mentions. Returns the index of the lexicon that scored it, or -1.
  // `mixed`: sentences in other languages are scored by theirs.
  std::int32_t verbatim_mentions(std::string_view text, std::string_view declared_language,
                                 const Setting& setting, std::uint32_t verbatim, bool mixed,
                                 Working& work, Tagged& out) const {
    text = cut_utf8(text, std::numeric_limits<std::uint32_t>::max());
    work.tokens.clear();
    tokenize(text, first_.vocabulary, work.tokens);
    const std::int32_t language =
        find_language(languages_, text, declared_language, work, out.languages[verbatim]);
    const std::size_t first = out.mentions.size();
    const std::size_t first_act = out.acts.size();
    work.runs.clear();
    const bool several = language >= 0 && languages_.count() > 1;
    if (several && mixed) find_language_runs(languages_, text, language, work);
    if (work.runs.empty()) {
      if (language > 0 || (several && foreign_words(first_, work))) cut_again(text, language, work);
      run_mentions(text, language, setting, verbatim, work, out);
    } else {
      for (const LanguageRun& run : work.runs) {
        const std::string_view part = text.substr(run.begin, run.end - run.begin);
        const std::size_t mentions = out.mentions.size();
        const std::size_t evidence = out.evidence.size();
        const std::size_t acts = out.acts.size();
        cut_again(part, run.language, work);
        run_mentions(part, run.language, setting, verbatim, work, out);
        shift(out, mentions, evidence, acts, run.begin);
      }
    }
    if (out.mentions.size() == first) {
      work.base = {};
      Mention whole;
      whole.verbatim = verbatim;
      whole.span = {0, static_cast<std::uint32_t>(text.size())};
      whole.evidence_begin = static_cast<std::uint32_t>(out.evidence.size());
      settle(whole, setting);
      put(whole, 0, work, out);
    }
    attach_acts(first, first_act, out);
    return language;
  }

  // Cuts a text by the words of one language and the journey.
  void cut_again(std::string_view text, std::int32_t language, Working& work) const {
    work.tokens.clear();
    tokenize(text, languages_.engine(language).vocabulary, work.tokens, 1U | kJourneyWords);
  }

  // Positions in a part of a verbatim become positions in the verbatim.
  static void shift(Tagged& out, std::size_t mention, std::size_t evidence, std::size_t act,
                    std::uint32_t by) {
    const auto move = [by](Span& span) {
      span.begin += by;
      span.end += by;
    };
    for (; mention < out.mentions.size(); ++mention) {
      Mention& m = out.mentions[mention];
      move(m.span);
      if (m.attached_by == AttachedBy::words) move(m.attached_span);
    }
    for (; evidence < out.evidence.size(); ++evidence) move(out.evidence[evidence].span);
    for (; act < out.acts.size(); ++act) move(out.acts[act].span);
  }

  // The mentions of a text in one language, whose tokens are in `work`.
  void run_mentions(std::string_view text, std::int32_t language, const Setting& setting,
                    std::uint32_t verbatim, Working& work, Tagged& out) const {
    const Engine& engine = languages_.engine(language);
    const Lexicon* lexicon = language < 0 ? nullptr : &engine.lexicons.front();
    if (language >= 0) work.scored_by |= 1U << static_cast<std::uint32_t>(language);
    if (engine.has_names) mark_names(engine, work.tokens);
    read(engine, lexicon, text, work);
    if (lexicon != nullptr && !lexicon->acts.empty()) {
      find_acts(*lexicon, text, verbatim, work, out.acts);
    }
    if (lexicon != nullptr && lexicon->vader != nullptr) {
      vader_mentions(*lexicon, text, verbatim, work, out,
                     [&](Mention& mention, const Touch* touch) {
                       touch == nullptr ? settle(mention, setting) : name(mention, *touch);
                       put(mention, kVerbatimWeight, work, out);
                     });
      return;
    }
    std::uint32_t sentence = std::numeric_limits<std::uint32_t>::max();
    Touch carried;  // the touchpoint last named in this sentence
    const bool emphasis = capitals_are_emphasis(work.tokens);
    for (std::size_t c = 0; c < work.clauses.size(); ++c) {
      const Clause& clause = work.clauses[c];
      if (clause.sentence != sentence) {
        sentence = clause.sentence;
        carried.touchpoint = kUnassigned;
      }
      const bool nowhere =
          carried.touchpoint == kUnassigned && clause.touch_begin == clause.touch_end;
      clause_mentions(clause, engine, lexicon, emphasis, setting, verbatim,
                      nowhere ? named_ahead(c, work) : carried, work, out);
      if (clause.touch_end > clause.touch_begin) carried = work.touches[clause.touch_end - 1];
    }
  }

  // The touchpoint that a later clause of the sentence names without saying anything about it:
  // "Really slow; the checkout". Evidence goes there once; it is never copied.
  static Touch named_ahead(std::size_t c, const Working& work) {
    constexpr std::size_t kClausesAhead = 4;
    const std::size_t end = std::min(c + 1 + kClausesAhead, work.clauses.size());
    for (std::size_t k = c + 1; k < end; ++k) {
      const Clause& clause = work.clauses[k];
      if (clause.sentence != work.clauses[c].sentence) break;
      if (clause.touch_begin == clause.touch_end) continue;
      const auto polar = [](const Hit& hit) { return hit.charge->weighs; };
      if (std::any_of(work.hits.begin() + clause.hit_begin, work.hits.begin() + clause.hit_end,
                      polar)) {
        break;
      }
      return work.touches[clause.touch_begin];
    }
    return {};
  }

  void put(Mention& mention, std::int32_t weight, Working& work, Tagged& out) const {
    mention.stage = first_.places.stage(mention.touchpoint);
    out.mentions.push_back(mention);
    work.mention_weights.push_back(weight);
    if (layered()) work.base_scores.push_back(work.base);
  }

  static void settle(Mention& mention, const Setting& setting) {
    if (setting.declared_here != kUnassigned) {
      mention.touchpoint = setting.declared_here;
      mention.attached_by = AttachedBy::declared;
    } else if (setting.asked != kUnassigned) {
      mention.touchpoint = setting.asked;
      mention.attached_by = AttachedBy::question;
    } else if (setting.declared != kUnassigned) {
      mention.touchpoint = setting.declared;
      mention.attached_by = AttachedBy::declared;
    }
  }

  static void name(Mention& mention, const Touch& touch) {
    mention.touchpoint = touch.touchpoint;
    mention.attached_by = AttachedBy::words;
    mention.attached_span = touch.span;
    mention.attached_rule = touch.rule;
  }

  void clause_mentions(const Clause& clause, const Engine& engine, const Lexicon* lexicon,
                       bool emphasis, const Setting& setting, std::uint32_t verbatim,
                       const Touch& carried, Working& work, Tagged& out) const {
    group_by_touchpoint(clause, work);
    Mention mention;
    mention.verbatim = verbatim;
    mention.span = clause.span;
    const auto score = [&](std::int32_t group) {
      mention.evidence_begin = static_cast<std::uint32_t>(out.evidence.size());
      work.base = {};
      if (lexicon != nullptr) {
        Scorer(engine, *lexicon, work, emphasis, out).score(clause, group, mention);
      }
    };
    if (work.groups.size() <= 1) {
      score(-1);
      if (!work.groups.empty()) {
        name(mention, work.groups.front());
      } else if (mention.evidence_count == 0) {
        return;
      } else if (carried.touchpoint != kUnassigned) {
        name(mention, carried);
      } else {
        settle(mention, setting);
      }
      put(mention, clause.weight, work, out);
      return;
    }
    for (std::size_t g = 0; g < work.groups.size(); ++g) {
      score(static_cast<std::int32_t>(g));
      name(mention, work.groups[g]);
      put(mention, clause.weight, work, out);
    }
  }

  // The document's valence: the mean of its mentions with evidence, each weighing its clause's
  // weight (contrast) times (200 + |valence|). Emotions: the strongest mention of each. Learned
  // layers then weigh the document as they weigh a mention.
  void finish(Tagged& out, Working& work) const {
    if (work.compound_count > 0) {
      finish_by_vader(*languages_.lexicon(0), work, out);
      return;
    }
    std::int64_t sum = 0;
    std::int64_t shares = 0;
    bool evidence = false;
    const bool layered = this->layered();
    for (std::size_t m = 0; m < out.mentions.size(); ++m) {
      const Mention& mention = out.mentions[m];
      if (mention.evidence_count == 0) continue;
      evidence |= mention.label != Label::none;
      const Intensities& emotions = layered ? work.base_scores[m].emotions : mention.emotions;
      for (std::size_t e = 0; e < kEmotionCount; ++e) {
        out.emotions[e] = std::max(out.emotions[e], emotions[e]);
      }
      if (layered ? !work.base_scores[m].evidence : mention.label == Label::none) continue;
      const std::int64_t valence = layered ? work.base_scores[m].valence : mention.valence;
      const std::int64_t share =
          work.mention_weights[m] * (kBaseShare + (valence < 0 ? -valence : valence));
      sum += share * valence;
      shares += share;
    }
    if (shares > 0) {
      const std::int64_t half = sum < 0 ? -shares / 2 : shares / 2;
      out.valence = static_cast<Valence>((sum + half) / shares);
    }
    if (work.scored_by == 0) return;
    const Lexicon& lexicon = *languages_.lexicon(std::countr_zero(work.scored_by));
    for (std::uint32_t left = work.scored_by; evidence && layered && left != 0; left &= left - 1) {
      const Engine& engine = languages_.engine(std::countr_zero(left));
      for (std::size_t l = 0; l < engine.layers.size(); ++l) {
        weigh_document(engine.layers[l], work.sums[engine.first_layer + l], out.valence,
                       out.emotions);
      }
    }
    for (std::size_t e = 0; lexicon.emotions_cut && e < kEmotionCount; ++e) {
      if (out.emotions[e] < lexicon.emotion_from[e]) out.emotions[e] = 0;
    }
    if (evidence) out.label = label_of(out.valence, lexicon);
  }

  void judge(const Working& work, Tagged& out) const {
    if (work.scored_by == 0) return;
    judge_acts(languages_.lexicon(std::countr_zero(work.scored_by))->acts, out);
  }

  [[nodiscard]] bool layered() const noexcept { return languages_.shared().layers > 0; }

  Languages languages_;
  const Engine& first_;  // knows the journey, as all do
};

}  // namespace
}  // namespace text

std::unique_ptr<Tagger> make_tagger(const TaggerOptions& options, const Journey* journey) {
  return std::make_unique<text::PackTagger>(options, journey);
}

}  // namespace voxmap
