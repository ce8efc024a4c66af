// The arithmetic of a clause. Every step adds one Evidence, so that their sum is the score.
#include <algorithm>

#include "text/engine.hpp"

namespace voxmap::text {
namespace {

constexpr std::uint32_t kModifierReach = 3;  // words between a modifier's end and what it modifies
constexpr std::uint32_t kNegationReach = 5;
constexpr std::int32_t kNegatedPositive = -600;  // per mille: "not good" is bad, less than "bad"
// A negated bad word is shifted, not turned: "not bad" is slightly good, "not terrible" is no
// praise.
constexpr std::int32_t kNegatedShift = 600;
constexpr std::int32_t kNegatedWorst = -200;
constexpr std::int32_t kNegatedBest = 150;
constexpr std::int32_t kCapsEmphasis = 150;  // per mille of the score so far
constexpr std::int32_t kStretchEmphasis = 150;
constexpr std::int32_t kBangEmphasis = 60;  // each, up to three
constexpr std::size_t kMostModifiers = 4;

bool good_feeling(std::uint8_t dimension) noexcept {
  return dimension == static_cast<std::uint8_t>(Emotion::joy) ||
         dimension == static_cast<std::uint8_t>(Emotion::trust);
}

}  // namespace

// What acts on one hit.
struct Scorer::Effects {
  std::array<const Shifter*, kMostModifiers> modifiers{};
  std::size_t modifier_count = 0;
  const Shifter* negation = nullptr;
  const Shifter* irrealis = nullptr;
  const Shifter* question = nullptr;
  std::int32_t emphasis = 0;  // per mille
};

// Of the evidence of one mention so far.
struct Scorer::Sums {
  std::int32_t valence = 0;
  std::array<std::int32_t, kEmotionCount> emotions{};
  std::uint32_t spoken = 0;  // bit of each emotion that has evidence
};

Label label_of(std::int32_t valence, const Lexicon& lexicon) noexcept {
  if (valence >= lexicon.positive_from) return Label::positive;
  return valence <= lexicon.negative_from ? Label::negative : Label::neutral;
}

void Scorer::add(Span span, RuleId rule, std::int32_t weight, std::uint8_t dimension) {
  if (weight != 0) out_.evidence.push_back({span, rule, weight, dimension});
}

bool Scorer::interjected(const Hit& hit) const noexcept {
  const std::uint32_t at = work_.shifter_at[hit.token_end - 1];
  return at != 0 && work_.shifters[at - 1].modifier->kind == ModifierKind::interjection;
}

const Shifter* Scorer::negation_after(const Clause& clause, const Hit& hit) const {
  const std::vector<Token>& tokens = work_.tokens;
  const std::uint32_t last = work_.shifter_at[hit.token_end - 1];
  if (last != 0 && bounds_reach(work_.shifters[last - 1].modifier->kind)) return nullptr;
  // The next hit that counts, first after this one and then after the negator.
  auto next = static_cast<std::uint32_t>(&hit - work_.hits.data());
  const auto counting_hit_from = [&](std::uint32_t token) {
    while (next < clause.hit_end &&
           (work_.hits[next].token_begin < token || work_.hits[next].charge->weight == 0 ||
            interjected(work_.hits[next]))) {
      ++next;
    }
    return next < clause.hit_end ? work_.hits[next].token_begin : clause.token_end;
  };
  const std::uint32_t before = counting_hit_from(hit.token_end);
  std::uint32_t words = 0;
  const Shifter* found = nullptr;
  for (std::uint32_t t = hit.token_end; t < before && words <= lexicon_.negation_before; ++t) {
    if (!tokens[t].is_word() && tokens[t].kind != TokenKind::name) return nullptr;
    const std::uint32_t at = work_.shifter_at[t];
    ++words;
    if (at == 0) continue;
    const Shifter& shifter = work_.shifters[at - 1];
    if (bounds_reach(shifter.modifier->kind)) return nullptr;
    words -= std::min(words, shifter.token_end - shifter.token_begin);
    if (shifter.modifier->kind != ModifierKind::negation) continue;
    if (shifter.token_begin < hit.token_begin) return &shifter;  // "ne ... plus", on both sides
    if (shifter.token_begin >= hit.token_end) {
      found = &shifter;
      break;
    }
  }
  if (found == nullptr) return nullptr;
  const std::uint32_t after = counting_hit_from(found->token_end);
  words = 0;
  for (std::uint32_t t = found->token_end; t < after; ++t, ++words) {
    const bool mark = !tokens[t].is_word() && tokens[t].kind != TokenKind::name;
    if (mark || words == kNegationReach) return found;
  }
  return after == clause.token_end ? found : nullptr;  // it denies what follows
}

void Scorer::gather(const Clause& clause, const Hit& hit, Effects& effects) {
  const std::vector<Token>& tokens = work_.tokens;
  std::uint8_t flags = 0;
  if (hit.source == Hit::Source::phrase) {
    std::uint32_t words = 0;
    for (std::uint32_t t = hit.token_begin; t > clause.token_begin && words <= kNegationReach;) {
      --t;
      const Token& token = tokens[t];
      if (!token.is_word() && token.kind != TokenKind::name) break;  // marks end every reach
      const std::uint32_t at = work_.shifter_at[t];
      if (at == 0) {
        ++words;
        continue;
      }
      Shifter& shifter = work_.shifters[at - 1];
      if (shifter.modifier->kind == ModifierKind::reason) break;
      switch (shifter.modifier->kind) {
        case ModifierKind::intensifier:
        case ModifierKind::diminisher:
          if (shifter.free_for(hit) && words <= kModifierReach &&
              effects.modifier_count < kMostModifiers) {
            effects.modifiers[effects.modifier_count++] = &shifter;
            shifter.used_until = hit.token_end;
            for (std::uint32_t k = shifter.token_begin; k < shifter.token_end; ++k) {
              flags |= tokens[k].flags;
            }
          }
          break;
        case ModifierKind::negation:
          if (effects.negation == nullptr) effects.negation = &shifter;
          break;
        default:
          ++words;
          break;
      }
      t = std::max(shifter.token_begin, clause.token_begin);
    }
    if (effects.negation == nullptr && lexicon_.negation_before > 0) {
      effects.negation = negation_after(clause, hit);
    }
    if (interjected(hit)) effects.negation = nullptr;
    for (std::uint32_t t = hit.token_begin; t < hit.token_end; ++t) flags |= tokens[t].flags;
  }
  if (hit.source != Hit::Source::symbol) {
    effects.irrealis = clause.irrealis;
    effects.question = clause.question;
    effects.emphasis = (emphasis_ && (flags & kCaps) != 0 ? kCapsEmphasis : 0) +
                       ((flags & kElongated) != 0 ? kStretchEmphasis : 0) +
                       kBangEmphasis * static_cast<std::int32_t>(std::min(clause.bangs, 3U));
  }
}

// What a negated hit comes to, by its own row, the negation's amount or the engine's rule.
std::int32_t Scorer::negated(const Hit& hit, std::int32_t score, std::int32_t amount) {
  if (hit.charge->has_negated) return hit.charge->negated;
  if (amount != 0) return per_mille(score, amount);
  if (score > 0) return per_mille(score, kNegatedPositive);
  return std::clamp(score + kNegatedShift, kNegatedWorst, kNegatedBest);
}

std::int32_t Scorer::score_dimension(const Hit& hit, const Effects& effects, std::int32_t base,
                                     RuleId rule, std::uint8_t dimension) {
  const bool valence = dimension == kValenceDimension;
  const std::vector<Token>& tokens = work_.tokens;
  const auto span_of = [&](const Shifter& s) {
    return Span{tokens[s.token_begin].begin, tokens[s.token_end - 1].end};
  };
  std::int32_t score = base;
  const auto step = [&](Span span, RuleId by, std::int32_t delta) {
    add(span, by, delta, dimension);
    score += delta;
  };
  add(hit.span, rule, base, dimension);
  for (std::size_t m = 0; m < effects.modifier_count; ++m) {
    const Shifter& s = *effects.modifiers[m];
    const std::int32_t delta = per_mille(base, s.modifier->amount);
    // Diminishers together take away at most everything.
    const bool crossed = base > 0 ? score + delta < 0 : score + delta > 0;
    step(span_of(s), s.modifier->rule, crossed ? -score : delta);
  }
  if (effects.negation != nullptr) {
    const std::int32_t own = effects.negation->modifier->amount;
    std::int32_t negated = per_mille(score, std::max(own, 0));  // a feeling denied is not felt
    if (valence) negated = this->negated(hit, score, own);
    step(span_of(*effects.negation), effects.negation->modifier->rule, negated - score);
  }
  if (valence ? score > 0 : good_feeling(dimension)) {
    for (const Shifter* damper : {effects.irrealis, effects.question}) {
      if (damper == nullptr) continue;
      step(span_of(*damper), damper->modifier->rule, per_mille(score, damper->modifier->amount));
    }
  }
  const Span nowhere{hit.span.begin, hit.span.begin};
  step(nowhere, kEmphasisRule, per_mille(score, effects.emphasis));
  return score;
}

void Scorer::score_hit(Hit& hit, const Effects& effects) {
  const Charge& charge = *hit.charge;
  hit.valence = 0;
  if (charge.weighs && charge.weight != 0) {
    hit.valence = score_dimension(hit, effects, charge.weight, charge.rule, kValenceDimension);
  }
  for (std::uint8_t e = 0; e < kEmotionCount; ++e) {
    if ((static_cast<unsigned>(charge.emotion_mask) >> e & 1U) != 0) {
      score_dimension(hit, effects, charge.emotions[e], charge.rule, e);
    }
  }
}

// Phrases with emotion weights add up, overlapping or not, and nothing modifies them. An emotion of
// which no other entry speaks starts at its bias, and leaves no evidence when it stays at 0. What
// other entries say is never taken back by more than half.
void Scorer::add_weights(const Clause& clause, std::int32_t group, Sums& sums) {
  const auto each = [&](auto&& act) {
    for (std::uint32_t w = clause.weighed_begin; w < clause.weighed_end; ++w) {
      if (group >= 0 &&
          work_.nearest_weighed[w - clause.weighed_begin] != static_cast<std::uint32_t>(group)) {
        continue;
      }
      const Weighed& weighed = lexicon_.weighed[work_.weighed[w].payload];
      act(work_.weighed[w], weighed.rule,
          std::span(lexicon_.addends).subspan(weighed.begin, weighed.count));
    }
  };
  std::array<std::int32_t, kEmotionCount> extra{};
  each([&](const WeighedHit&, RuleId, std::span<const Addend> addends) {
    for (const Addend& addend : addends) {
      extra[static_cast<std::size_t>(addend.emotion)] += addend.weight;
    }
  });
  const auto spoken = [&](std::uint8_t e) { return (sums.spoken >> e & 1U) != 0; };
  std::uint32_t felt = 0;  // bit of each emotion that the weights have a part in
  for (std::uint8_t e = 0; e < kEmotionCount; ++e) {
    if (extra[e] == 0 || (spoken(e) && sums.emotions[e] <= 0)) continue;  // 0 and spoken of: denied
    if (!spoken(e) && extra[e] + lexicon_.bias[e].weight <= 0) continue;
    felt |= 1U << e;
  }
  if (felt == 0) return;
  each([&](const WeighedHit& hit, RuleId rule, std::span<const Addend> addends) {
    const Span span{work_.tokens[hit.token_begin].begin, work_.tokens[hit.token_end - 1].end};
    for (const Addend& addend : addends) {
      const auto e = static_cast<std::uint8_t>(addend.emotion);
      if ((felt >> e & 1U) != 0) add(span, rule, addend.weight, e);
    }
  });
  const Span nowhere{clause.span.begin, clause.span.begin};
  for (std::uint8_t e = 0; e < kEmotionCount; ++e) {
    if ((felt >> e & 1U) == 0) continue;
    const Lexicon::Bias& bias = lexicon_.bias[e];
    if (!spoken(e)) add(nowhere, bias.rule, bias.weight, e);
    const std::int32_t total = sums.emotions[e] + extra[e] + (spoken(e) ? 0 : bias.weight);
    const std::int32_t least = spoken(e) ? sums.emotions[e] / 2 : 0;
    if (total < least) add(nowhere, kLimitRule, least - total, e);
    sums.emotions[e] = std::max(total, least);
  }
}

void note_threshold(const Lexicon& lexicon, const Mention& mention,
                    std::vector<Evidence>& evidence) {
  if (mention.label == Label::none || mention.valence == 0) return;
  const bool up = mention.valence > 0;
  const std::int32_t from = up ? lexicon.positive_from : -lexicon.negative_from;
  const std::int32_t usual = lexicon.vader != nullptr ? kVaderLabelFrom : kPositiveFrom;
  const RuleId rule = up ? lexicon.positive_rule : lexicon.negative_rule;
  if (rule == kNoRule || from == usual) return;
  evidence.push_back({Span{mention.span.begin, mention.span.begin}, rule, 0, kValenceDimension});
}

void Scorer::score(const Clause& clause, std::int32_t group, Mention& mention) {
  mention.evidence_begin = static_cast<std::uint32_t>(out_.evidence.size());
  const Shifter* denial = nullptr;  // "no delays and great staff" denies the delays only
  bool denial_positive = false;
  for (std::uint32_t h = clause.hit_begin; h < clause.hit_end; ++h) {
    if (group >= 0 && work_.nearest[h - clause.hit_begin] != static_cast<std::uint32_t>(group)) {
      continue;
    }
    Hit& hit = work_.hits[h];
    Effects effects;
    gather(clause, hit, effects);
    if (effects.negation != nullptr && hit.charge->weighs && hit.charge->weight != 0) {
      const bool positive = hit.charge->weight > 0;
      if (denial != effects.negation) {
        denial = effects.negation;
        denial_positive = positive;
      } else if (positive != denial_positive) {
        effects.negation = nullptr;
      }
    }
    score_hit(hit, effects);
  }
  Sums sums;
  for (std::size_t k = mention.evidence_begin; k < out_.evidence.size(); ++k) {
    const Evidence& evidence = out_.evidence[k];
    if (evidence.dimension == kValenceDimension) {
      sums.valence += evidence.weight;
    } else {
      sums.emotions[evidence.dimension] += evidence.weight;
      sums.spoken |= 1U << evidence.dimension;
    }
  }
  const bool spoken = out_.evidence.size() > mention.evidence_begin;
  if (clause.weighed_begin != clause.weighed_end) add_weights(clause, group, sums);
  const Span nowhere{mention.span.begin, mention.span.begin};
  const auto clamp = [&](std::int32_t sum, std::int32_t low, std::uint8_t dimension) {
    const std::int32_t kept = std::clamp(sum, low, std::int32_t{kMaxScore});
    add(nowhere, kLimitRule, kept - sum, dimension);
    return static_cast<std::int16_t>(kept);
  };
  mention.valence = clamp(sums.valence, -kMaxScore, kValenceDimension);
  for (std::uint8_t e = 0; e < kEmotionCount; ++e)
    mention.emotions[e] = clamp(sums.emotions[e], 0, e);
  work_.base = {mention.valence, mention.emotions, spoken};
  const std::size_t weighed = out_.evidence.size();
  weigh(clause, group, mention);
  const bool layered = out_.evidence.size() > weighed;
  if (lexicon_.emotions_cut) cut_emotions(mention);
  // Emotion weights alone are no evidence of a valence, not even of a neutral one.
  mention.label = spoken || layered ? label_of(mention.valence, lexicon_) : Label::none;
  note_threshold(lexicon_, mention, out_.evidence);
  mention.evidence_count =
      static_cast<std::uint32_t>(out_.evidence.size()) - mention.evidence_begin;
}

}  // namespace voxmap::text
