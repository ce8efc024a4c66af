// Learned layers at work: their phrases in a text, and the arithmetic of a mention and a document.
#include <algorithm>
#include <cstdlib>

#include "text/engine.hpp"

namespace voxmap::text {
namespace {

// Whether the entry was not met since `now` began; notes it.
bool first_time(std::vector<std::uint32_t>& met, std::uint32_t entry, std::uint32_t now) {
  if (met[entry] == now) return false;
  met[entry] = now;
  return true;
}

// Counts up; every note is forgotten when the numbers run out.
void next_number(std::uint32_t& number, std::vector<std::uint32_t>& met, std::size_t entries) {
  if (met.size() != entries || ++number == 0) {
    met.assign(entries, 0);
    number = 1;
  }
}

}  // namespace

std::int32_t WeightLayer::kept(std::int32_t score, std::size_t at) const noexcept {
  const std::int32_t factor = (score < 0 ? base_down : base_up)[at];
  return per_mille(at == kNeutralAt ? std::abs(score) : score, factor);
}

void begin_document(const Shared& shared, Working& work) {
  work.base_scores.clear();
  if (shared.layers == 0) return;
  work.sums.assign(shared.layers, DimensionSums{});
  next_number(work.document_number, work.met_in_document, shared.weight_entries);
}

void find_learned(const Engine& engine, const Lexicon& lexicon, std::string_view text,
                  Working& work) {
  const auto count = static_cast<std::uint32_t>(work.tokens.size());
  work.ids.resize(count);
  work.alone.resize(count);
  for (std::uint32_t t = 0; t < count; ++t) {
    bool alone = false;
    work.ids[t] = learned_id(work.tokens[t], text, engine.learned, alone);
    work.alone[t] = alone;
  }
  for (std::uint32_t t = 0; t < count; ++t) {
    if (work.ids[t] == kUnknownWord) continue;
    for (std::uint32_t l = lexicon.layer_begin; l < lexicon.layer_end; ++l) {
      const WeightLayer& layer = engine.layers[l];
      std::uint32_t node = 0;
      for (std::uint32_t end = t; end < count && end - t < kLongestLearned; ++end) {
        if (work.ids[end] == kUnknownWord || (end > t && work.alone[end])) break;
        node = layer.phrases.step(node, work.ids[end]);
        if (node == 0) break;
        const std::uint32_t entry = layer.phrases.payload(node, Layer::valence);
        if (entry == kNothing) continue;
        work.learned.push_back({t, end + 1, l, entry});
        if (!first_time(work.met_in_document, layer.first_entry + entry, work.document_number)) {
          continue;
        }
        for (const auto& amount : layer.entries[entry].amounts) {
          work.sums[engine.first_layer + l][amount.at] += amount.weight;
        }
      }
    }
  }
}

void weigh_document(const WeightLayer& layer, const DimensionSums& sums, Valence& valence,
                    Intensities& emotions) {
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    if (!layer.weighs[e]) continue;
    const std::int32_t score = layer.kept(emotions[e], e) + sums[e] + layer.bias[e];
    emotions[e] = static_cast<std::int16_t>(std::clamp(score, 0, std::int32_t{kMaxScore}));
  }
  std::int32_t score = valence;
  if (layer.weighs[kValenceAt]) {
    score = layer.kept(score, kValenceAt) + sums[kValenceAt] + layer.bias[kValenceAt];
  }
  if (layer.weighs[kNeutralAt]) {
    const std::int32_t band =
        layer.kept(valence, kNeutralAt) + sums[kNeutralAt] + layer.bias[kNeutralAt];
    if (band > 0) score -= std::clamp(score, -band, band);
  }
  valence =
      static_cast<Valence>(std::clamp(score, -std::int32_t{kMaxScore}, std::int32_t{kMaxScore}));
}

void weigh_target(const Engine& engine, const Lexicon& lexicon,
                  std::span<const std::uint32_t> phrases, Working& work, Valence& valence,
                  bool& known) {
  for (std::uint32_t l = lexicon.layer_begin; l < lexicon.layer_end; ++l) {
    const WeightLayer& layer = engine.layers[l];
    next_number(work.clause_number, work.met_in_clause, engine.weight_entries);
    DimensionSums sums{};
    for (const std::uint32_t phrase : phrases) {
      const Learned& learned = work.learned[phrase];
      if (learned.layer != l ||
          !first_time(work.met_in_clause, layer.first_entry + learned.entry, work.clause_number)) {
        continue;
      }
      known = true;
      for (const auto& amount : layer.entries[learned.entry].amounts) {
        sums[amount.at] += amount.weight;
      }
    }
    Intensities none{};
    if (known) weigh_document(layer, sums, valence, none);
  }
}

void Scorer::weigh(const Clause& clause, std::int32_t group, Mention& mention) {
  for (std::uint32_t l = lexicon_.layer_begin; l < lexicon_.layer_end; ++l) {
    weigh_layer(engine_.layers[l], l, clause, group, mention);
  }
}

void Scorer::weigh_layer(const WeightLayer& layer, std::uint32_t number, const Clause& clause,
                         std::int32_t group, Mention& mention) {
  next_number(work_.clause_number, work_.met_in_clause, engine_.weight_entries);
  const auto wanted = [&](std::uint32_t i) {
    const Learned& learned = work_.learned[i];
    return learned.layer == number &&
           (group < 0 ||
            work_.learned_nearest[i - clause.learned_begin] == static_cast<std::uint32_t>(group)) &&
           first_time(work_.met_in_clause, layer.first_entry + learned.entry, work_.clause_number);
  };
  const Span nowhere{mention.span.begin, mention.span.begin};
  const std::size_t before = out_.evidence.size();
  DimensionSums score{};
  std::copy(mention.emotions.begin(), mention.emotions.end(), score.begin());
  score[kValenceAt] = mention.valence;
  const auto step = [&](Span span, RuleId rule, std::int32_t weight, std::size_t at) {
    score[at] += weight;
    add(span, rule, weight, at == kValenceAt ? kValenceDimension : static_cast<std::uint8_t>(at));
  };
  for (std::size_t at = 0; at <= kValenceAt; ++at) {
    if (!layer.weighs[at]) continue;
    step(nowhere, layer.base_rule, layer.kept(score[at], at) - score[at], at);
  }
  score[kNeutralAt] = layer.kept(mention.valence, kNeutralAt);
  Span most_neutral = nowhere;
  std::int32_t most = 0;
  bool met = false;
  for (std::uint32_t i = clause.learned_begin; i < clause.learned_end; ++i) {
    if (!wanted(i)) continue;
    const Learned& learned = work_.learned[i];
    const WeightLayer::Entry& entry = layer.entries[learned.entry];
    const Span span{work_.tokens[learned.token_begin].begin,
                    work_.tokens[learned.token_end - 1].end};
    for (const WeightLayer::Amount& amount : entry.amounts) {
      met = true;
      if (amount.at != kNeutralAt) {
        step(span, entry.rule, amount.weight, amount.at);
        continue;
      }
      score[kNeutralAt] += amount.weight;
      if (amount.weight > most) {
        most = amount.weight;
        most_neutral = span;
      }
    }
  }
  // A clause of which nobody knows anything says nothing, whatever the bias.
  if (!met && mention.evidence_begin == before) return;
  for (std::size_t at = 0; at <= kValenceAt; ++at) {
    if (layer.weighs[at]) step(nowhere, layer.bias_rule, layer.bias[at], at);
  }
  if (layer.weighs[kNeutralAt]) {
    const std::int32_t band = score[kNeutralAt] + layer.bias[kNeutralAt];
    if (band > 0) {
      step(most_neutral, layer.neutral_rule, -std::clamp(score[kValenceAt], -band, band),
           kValenceAt);
    }
  }
  for (std::size_t at = 0; at <= kValenceAt; ++at) {
    const std::int32_t low = at == kValenceAt ? -std::int32_t{kMaxScore} : 0;
    const std::int32_t kept = std::clamp(score[at], low, std::int32_t{kMaxScore});
    step(nowhere, kLimitRule, kept - score[at], at);
  }
  // What an emotion that is not there might have been is nobody's evidence.
  const auto nothing = [&](const Evidence& e) {
    return e.dimension != kValenceDimension && score[e.dimension] == 0 &&
           mention.emotions[e.dimension] == 0;
  };
  out_.evidence.erase(std::remove_if(out_.evidence.begin() + static_cast<std::ptrdiff_t>(before),
                                     out_.evidence.end(), nothing),
                      out_.evidence.end());
  std::copy_n(score.begin(), kEmotionCount, mention.emotions.begin());
  mention.valence = static_cast<Valence>(score[kValenceAt]);
}

void Scorer::cut_emotions(Mention& mention) {
  const Span nowhere{mention.span.begin, mention.span.begin};
  for (std::uint8_t e = 0; e < kEmotionCount; ++e) {
    if (mention.emotions[e] >= lexicon_.emotion_from[e]) continue;
    add(nowhere, lexicon_.emotion_rules[e], -mention.emotions[e], e);
    mention.emotions[e] = 0;
  }
}

}  // namespace voxmap::text
