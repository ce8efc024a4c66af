// Shares a text's hits out among target spans.
#include "text/targets.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace voxmap::text {
namespace {

constexpr std::uint32_t kComma = 4;

struct Target {
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  std::size_t clause = 0;
  std::int32_t sum = 0;
  bool scored = false;
};

class Sharing {
 public:
  Sharing(std::span<const Span> spans, Working& work) : w_(work) {
    for (const Span span : spans) {
      Target target;
      target.token_begin = token_at(span.begin);
      target.token_end = std::max(token_at(span.end), target.token_begin);
      if (target.token_end < w_.tokens.size() && w_.tokens[target.token_end].begin < span.end) {
        ++target.token_end;
      }
      const auto clause =
          std::partition_point(w_.clauses.begin(), w_.clauses.end(),
                               [&](const Clause& c) { return c.token_end <= target.token_begin; });
      target.clause = static_cast<std::size_t>(clause - w_.clauses.begin());
      if (target.clause < w_.clauses.size()) ++held_[target.clause];
      targets_.push_back(target);
    }
  }

  std::vector<Target>& run() {
    for (std::size_t c = 0; c < w_.clauses.size(); ++c) {
      if (held_.contains(c)) share(c);
    }
    for (Target& target : targets_) {
      if (!target.scored && target.clause < w_.clauses.size()) beside(target);
    }
    for (Target& target : targets_) {
      if (!target.scored && target.clause < w_.clauses.size()) fallback(target);
    }
    return targets_;
  }

 private:
  [[nodiscard]] std::uint32_t token_at(std::uint32_t byte) const {
    const auto at = std::lower_bound(w_.tokens.begin(), w_.tokens.end(), byte,
                                     [](const Token& t, std::uint32_t b) { return t.end <= b; });
    return static_cast<std::uint32_t>(at - w_.tokens.begin());
  }

  void share(std::size_t c) {
    const Clause& clause = w_.clauses[c];
    for (std::uint32_t h = clause.hit_begin; h < clause.hit_end; ++h) {
      const Hit& hit = w_.hits[h];
      if (!hit.charge->weighs) continue;
      Target* nearest = nullptr;
      std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
      for (Target& target : targets_) {
        if (target.clause != c) continue;
        const std::uint32_t d = tokens_between(w_, hit, target.token_begin, target.token_end);
        if (d < least || (d == least && target.token_begin < nearest->token_begin)) {
          least = d;
          nearest = &target;
        }
      }
      nearest->sum += hit.valence;
      nearest->scored = true;
    }
  }

  // A target that no hit was nearest to: "the food and the service were great".
  void beside(Target& target) {
    const Clause& clause = w_.clauses[target.clause];
    const Hit* nearest = nullptr;
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    for (std::uint32_t h = clause.hit_begin; h < clause.hit_end; ++h) {
      const Hit& hit = w_.hits[h];
      const std::uint32_t d = tokens_between(w_, hit, target.token_begin, target.token_end);
      if (!hit.charge->weighs || d >= least || comma_between(hit, target)) continue;
      least = d;
      nearest = &hit;
    }
    if (nearest == nullptr) return;
    target.sum = nearest->valence;
    target.scored = true;
  }

  [[nodiscard]] bool comma_between(const Hit& hit, const Target& target) const {
    const std::uint32_t from = std::min(hit.token_end, target.token_end);
    const std::uint32_t to = std::max(hit.token_begin, target.token_begin);
    for (std::uint32_t t = from; t < to && t < from + kFar; ++t) {
      if (w_.tokens[t].kind == TokenKind::comma) return true;
    }
    return to > from + kFar;
  }

  void fallback(Target& target) {
    const std::uint32_t sentence = w_.clauses[target.clause].sentence;
    std::size_t best = w_.clauses.size();
    std::size_t least = std::numeric_limits<std::size_t>::max();
    const auto consider = [&](std::size_t c) {
      const Clause& clause = w_.clauses[c];
      if (held_.contains(c) || clause.hit_begin == clause.hit_end) return;
      const std::size_t d = c > target.clause ? c - target.clause : target.clause - c;
      if (d < least) {
        least = d;
        best = c;
      }
    };
    constexpr std::size_t kNeighbours = 8;
    for (std::size_t c = target.clause, n = 0;
         n < kNeighbours && c > 0 && w_.clauses[c - 1].sentence == sentence; --c, ++n) {
      consider(c - 1);
    }
    for (std::size_t c = target.clause + 1, n = 0;
         n < kNeighbours && c < w_.clauses.size() && w_.clauses[c].sentence == sentence; ++c, ++n) {
      consider(c);
    }
    if (best == w_.clauses.size()) return;
    for (std::uint32_t h = w_.clauses[best].hit_begin; h < w_.clauses[best].hit_end; ++h) {
      target.sum += w_.hits[h].valence;
    }
    target.scored = true;
  }

  Working& w_;
  std::vector<Target> targets_;
  std::map<std::size_t, int> held_;  // targets by clause
};

}  // namespace

std::uint32_t tokens_between(const Working& work, std::uint32_t hit_begin, std::uint32_t hit_end,
                             std::uint32_t begin, std::uint32_t end) {
  const std::uint32_t from = std::min(hit_end, end);
  const std::uint32_t to = std::max(hit_begin, begin);
  if (from >= to) return 0;
  if (to - from > kFar) return kFar + (to - from);
  std::uint32_t distance = 0;
  for (std::uint32_t t = from; t < to; ++t) {
    distance += work.tokens[t].kind == TokenKind::comma ? kComma : 1;
  }
  return std::min(distance, kFar);
}

void score_targets(std::span<const Span> targets, const Lexicon* lexicon, Working& work,
                   std::vector<TargetScore>& out) {
  out.clear();
  for (const Span span : targets) out.push_back({span, Label::none, 0});
  if (lexicon == nullptr || targets.empty()) return;
  Sharing sharing(targets, work);
  const std::vector<Target>& scored = sharing.run();
  for (std::size_t t = 0; t < scored.size(); ++t) {
    if (!scored[t].scored) continue;
    const std::int32_t sum =
        std::clamp(scored[t].sum, -std::int32_t{kMaxScore}, std::int32_t{kMaxScore});
    out[t].valence = static_cast<Valence>(sum);
    out[t].label = label_of(sum, *lexicon);
  }
}

}  // namespace voxmap::text
