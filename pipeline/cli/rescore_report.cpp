// Pairing mentions before and after, and counting.
#include "cli/rescore_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "base/utf8.hpp"
#include "cli/json_line.hpp"
#include "journey/format.hpp"

namespace voxmap::cli {
namespace {

bool same_evidence(const ScoredMention& a, const ScoredMention& b) {
  return std::equal(a.evidence.begin(), a.evidence.end(), b.evidence.begin(), b.evidence.end(),
                    [](const EvidenceRow& x, const EvidenceRow& y) {
                      return x.span == y.span && x.rule == y.rule && x.weight == y.weight &&
                             x.dimension == y.dimension;
                    });
}

std::string place_of_mention(const ScoredMention& mention) {
  if (!mention.touchpoint.empty()) return mention.touchpoint;
  return mention.stage.empty() ? "unassigned" : mention.stage;
}

std::string score(const ScoredMention& mention) {
  return mention.label == Label::none
             ? "none"
             : fmt::format("{} {:+}", to_string(mention.label), mention.valence);
}

void score_json(JsonLine& json, const ScoredMention& mention) {
  json.open('{')
      .field("touchpoint", place_of_mention(mention))
      .field("label", to_string(mention.label));
  json.field("valence", mention.valence).key("evidence").open('[');
  for (const EvidenceRow& row : mention.evidence) {
    json.open('{').key("span").open('[').number(row.span.begin).number(row.span.end).close(']');
    json.field("rule", row.rule).field("weight", row.weight);
    json.field("dimension", row.dimension).close('}');
  }
  json.close(']').close('}');
}

}  // namespace

std::vector<ScoredMention> as_stored(const Tagged& tagged, const Tagger& tagger,
                                     const Journey& journey) {
  std::vector<ScoredMention> out;
  out.reserve(tagged.mentions.size());
  for (const Mention& mention : tagged.mentions) {
    ScoredMention& to = out.emplace_back();
    to.verbatim = mention.verbatim;
    to.span = mention.span;
    if (mention.touchpoint != kUnassigned) {
      const auto& touchpoint = journey.touchpoints[static_cast<std::size_t>(mention.touchpoint)];
      to.touchpoint = touchpoint.id;
      to.stage = journey.stages[touchpoint.stage].id;
    } else if (mention.stage != kUnassigned) {
      to.stage = journey.stages[static_cast<std::size_t>(mention.stage)].id;  // as a whole
    }
    to.label = mention.label;
    to.valence = mention.valence;
    to.emotions = mention.emotions;
    for (std::uint32_t e = 0; e < mention.evidence_count; ++e) {
      const Evidence& piece = tagged.evidence[mention.evidence_begin + e];
      to.evidence.push_back({piece.span, std::string(tagger.rule_name(piece.rule)), piece.weight,
                             piece.dimension == kValenceDimension
                                 ? "valence"
                                 : std::string(kEmotionNames[piece.dimension])});
    }
  }
  return out;
}

void RescoreReport::Side::add(const ScoredMention& mention) {
  ++mentions;
  if (mention.label == Label::none) return;
  ++scored;
  sum += mention.valence;
}

std::int64_t RescoreReport::Side::mean(std::int64_t scale) const {
  if (scored == 0) return 0;
  const std::int64_t total = sum * scale;
  return (total + (total < 0 ? -(scored / 2) : scored / 2)) / scored;
}

std::string RescoreReport::Side::mean_text() const {
  return scored == 0 ? "–" : fmt::format("{:+} ({})", mean(1), grouped(scored));
}

void RescoreReport::pair(const ScoredDocument& document, const ScoredMention& before,
                         const ScoredMention& after, bool& changed) {
  Change& here = stage(after.stage);
  const bool moved = before.touchpoint != after.touchpoint || before.stage != after.stage;
  const bool flip = before.label != after.label;
  if (moved) ++here.moved;
  if (before.stage != after.stage) ++stage(before.stage).left;
  if (flip) ++here.flips[{before.label, after.label}];
  const bool scores = before.valence != after.valence || before.emotions != after.emotions;
  if (!flip && scores) ++here.rescored;
  const bool retraced = !flip && !scores && !same_evidence(before, after);
  if (retraced) ++here.retraced;
  changed |= moved || flip || scores || retraced;
  if (!moved && !flip && !scores && !retraced) return;
  if (most_examples_ == 0) return;
  examples_.push_back({std::abs(int{after.valence} - int{before.valence}), flip, document.source,
                       document.document.key, document.document.verbatims[after.verbatim].text,
                       before, after});
  constexpr std::size_t kRoom = 4096;
  if (examples_.size() >= most_examples_ + kRoom) settle_examples();
}

void RescoreReport::settle_examples() {
  const auto rank = [](const Example& e) {
    return std::tuple(!e.flip, -e.distance, std::string_view(e.source), std::string_view(e.key),
                      e.after.verbatim, e.after.span, std::string_view(e.after.touchpoint));
  };
  std::sort(examples_.begin(), examples_.end(),
            [&](const Example& a, const Example& b) { return rank(a) < rank(b); });
  if (examples_.size() > most_examples_) {
    examples_.erase(examples_.begin() + static_cast<std::ptrdiff_t>(most_examples_),
                    examples_.end());
  }
}

void RescoreReport::add(const ScoredDocument& before, const std::vector<ScoredMention>& after) {
  ++documents_;
  bool changed = false;
  using Words = std::pair<std::uint32_t, Span>;
  std::map<Words, std::vector<std::size_t>> open;  // mentions after that have no partner yet
  for (std::size_t i = 0; i < after.size(); ++i) {
    open[{after[i].verbatim, after[i].span}].push_back(i);
    stage(after[i].stage).after.add(after[i]);
  }
  const auto take = [&](const ScoredMention& mention, bool anywhere) -> const ScoredMention* {
    const auto found = open.find({mention.verbatim, mention.span});
    if (found == open.end()) return nullptr;
    for (auto at = found->second.begin(); at != found->second.end(); ++at) {
      if (!anywhere && place_of_mention(after[*at]) != place_of_mention(mention)) continue;
      const ScoredMention* partner = &after[*at];
      found->second.erase(at);
      return partner;
    }
    return nullptr;
  };
  std::vector<const ScoredMention*> alone;
  for (const ScoredMention& mention : before.mentions) {
    stage(mention.stage).before.add(mention);
    if (const auto* partner = take(mention, false); partner != nullptr) {
      pair(before, mention, *partner, changed);
    } else {
      alone.push_back(&mention);
    }
  }
  for (const ScoredMention* mention : alone) {
    if (const auto* partner = take(*mention, true); partner != nullptr) {
      pair(before, *mention, *partner, changed);
    } else {
      ++stage(mention->stage).vanished;
      changed = true;
    }
  }
  for (const auto& [words, indices] : open) {
    for (const std::size_t i : indices) {
      ++stage(after[i].stage).appeared;
      changed = true;
    }
  }
  if (changed) ++changed_;
}

std::vector<std::pair<std::string, const RescoreReport::Change*>> RescoreReport::ordered() const {
  std::vector<std::pair<std::string, const Change*>> out;
  for (const auto& stage : journey_.stages) {
    if (const auto at = stages_.find(stage.id); at != stages_.end()) {
      out.emplace_back(at->first, &at->second);
    }
  }
  for (const auto& [id, change] : stages_) {
    const bool listed = std::any_of(out.begin(), out.end(),
                                    [&name = id](const auto& o) { return o.first == name; });
    if (!listed && id != "unassigned") out.emplace_back(id, &change);
  }
  if (const auto at = stages_.find("unassigned"); at != stages_.end()) {
    out.emplace_back(at->first, &at->second);
  }
  return out;
}

std::string RescoreReport::text(const Stream& out) {
  settle_examples();
  std::string all =
      out.styled(Style::heading, fmt::format("{:16}  {:>19}  {:>31}  {}", "stage", "mentions",
                                             "mean valence (scored)", "changes")) +
      "\n";
  for (const auto& [id, change] : ordered()) {
    std::string what;
    const auto note = [&](std::int64_t n, std::string_view words) {
      if (n > 0) what += fmt::format("{}{} {}", what.empty() ? "" : ", ", grouped(n), words);
    };
    for (const auto& [labels, n] : change->flips) {
      note(n, fmt::format("{} → {}", to_string(labels.first), to_string(labels.second)));
    }
    note(change->rescored, "other score");
    note(change->retraced, "same score, other evidence");
    note(change->moved, "moved here");
    note(change->left, "moved away");
    note(change->appeared, "new");
    note(change->vanished, "gone");
    all += fmt::format("{}  {:>8} → {:>8}  {} → {}  {}\n", pad(terminal_safe(id), 16),
                       grouped(change->before.mentions), grouped(change->after.mentions),
                       pad_left(change->before.mean_text(), 14),
                       pad_left(change->after.mean_text(), 14), what.empty() ? "none" : what);
  }
  for (const Example& example : examples_) {
    all += fmt::format("\n{} {}  {}\n  “{}”\n", terminal_safe(example.source),
                       terminal_safe(example.key), place_of_mention(example.after),
                       terminal_safe(example.after.span.of(example.text)));
    const bool emotions = example.before.emotions != example.after.emotions;
    for (const auto* side : {&example.before, &example.after}) {
      all += fmt::format("  {:6}  {}", side == &example.before ? "before" : "after", score(*side));
      if (place_of_mention(*side) != place_of_mention(example.after))
        all += fmt::format(" at {}", place_of_mention(*side));
      all += '\n';
      for (const EvidenceRow& row : side->evidence) {
        if (row.dimension != "valence" && !emotions) continue;
        all += fmt::format("    {:+6}  {}{}{}\n", row.weight,
                           row.dimension == "valence" ? "" : row.dimension + "  ", row.rule,
                           row.span.empty()
                               ? ""
                               : fmt::format("  “{}”", terminal_safe(row.span.of(example.text))));
      }
    }
  }
  return all;
}

std::string RescoreReport::json(std::int64_t run) {
  settle_examples();
  std::string out;
  JsonLine json(out);
  json.open('{').key("run");
  if (run == 0) {
    json.null();
  } else {
    json.number(run);
  }
  json.key("documents").open('{').field("compared", documents_);
  json.field("changed", changed_).close('}').key("stages").open('[');
  for (const auto& [id, change] : ordered()) {
    json.open('{').field("stage", id);
    for (const auto& [name, side] :
         {std::pair("before", &change->before), std::pair("after", &change->after)}) {
      json.key(name).open('{').field("mentions", side->mentions).field("scored", side->scored);
      json.key("mean_valence");
      if (side->scored > 0) {
        json.milli(side->mean(1000));
      } else {
        json.null();
      }
      json.close('}');
    }
    json.key("flips").open('[');
    for (const auto& [labels, n] : change->flips) {
      json.open('{').field("from", to_string(labels.first)).field("to", to_string(labels.second));
      json.field("mentions", n).close('}');
    }
    json.close(']')
        .field("other_score", change->rescored)
        .field("other_evidence", change->retraced);
    json.field("moved_here", change->moved).field("moved_away", change->left);
    json.field("new", change->appeared).field("gone", change->vanished).close('}');
  }
  json.close(']').key("examples").open('[');
  for (const Example& example : examples_) {
    json.open('{').field("source", example.source).field("key", example.key);
    json.field("utterance", example.after.span.of(example.text));
    json.key("before");
    score_json(json, example.before);
    json.key("after");
    score_json(json, example.after);
    json.close('}');
  }
  json.close(']').close('}');
  out += '\n';
  return out;
}

}  // namespace voxmap::cli
