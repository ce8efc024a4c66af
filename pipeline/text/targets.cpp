// Shares a text's hits out among target spans.
#include "text/targets.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <type_traits>

namespace voxmap::text {
namespace {

constexpr std::uint32_t kComma = 4;
constexpr std::uint32_t kAsideReach =
    2;  // words between an aside word and its target: "at our own"
constexpr std::uint32_t kCoordinated =
    3;  // tokens between targets of one list: ", the" "and their"

// How far a hit may be, as tokens_between counts, to be about a target.
constexpr std::uint32_t kReach = 8;           // of a target that shares its clause
constexpr std::uint32_t kBesideReach = 6;     // of a hit that is another target's already
constexpr std::uint32_t kDenialReach = 3;     // the same, of a denial: "they don't have it"
constexpr std::uint32_t kPredicateReach = 3;  // after an aside: "a coffee that was really cold"
constexpr std::uint32_t kAsideHitReach = 3;   // of an aside that has its clause to itself
constexpr std::uint32_t kAsideOnlyReach = 8;  // the same, of a text's only target

constexpr std::size_t kNeighbours = 8;  // clauses looked at to each side

struct Target {
  std::uint32_t token_begin = 0;
  std::uint32_t token_end = 0;
  std::uint32_t aside_begin = 0;  // the aside word before it, else token_begin
  std::size_t clause = 0;
  bool hangs = false;  // an aside of the target right before it: "the service at the bar"
  std::int32_t sum = 0;
  bool scored = false;
  std::vector<std::uint32_t> learned;  // phrases about it, in Working::learned
  [[nodiscard]] bool aside() const noexcept { return aside_begin < token_begin; }
};

class Sharing {
 public:
  Sharing(std::span<const Span> spans, const Lexicon& lexicon, Working& work)
      : lexicon_(lexicon), w_(work) {
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
      target.aside_begin = target.token_begin;
      if (target.clause < w_.clauses.size()) {
        ++held_[target.clause];
        set_aside(target);
      }
      targets_.push_back(target);
    }
  }

  std::vector<Target>& run() {
    for (Target& target : targets_) {
      target.hangs =
          target.aside() && std::any_of(targets_.begin(), targets_.end(), [&](const Target& other) {
            return other.token_end == target.aside_begin && other.token_begin < other.token_end;
          });
    }
    for (std::size_t c = 0; c < w_.clauses.size(); ++c) {
      if (held_.contains(c)) share(c);
    }
    coordinate();
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

  void set_aside(Target& target) const {
    const std::uint32_t first = w_.clauses[target.clause].token_begin;
    std::uint32_t t = target.token_begin;
    for (std::uint32_t words = 0; words <= kAsideReach && t > first; ++words) {
      const Token& token = w_.tokens[--t];
      if (!token.is_word()) return;
      if (token.id < lexicon_.asides.size() && lexicon_.asides[token.id]) {
        target.aside_begin = t;
        return;
      }
    }
  }

  void share(std::size_t c) {
    const Clause& clause = w_.clauses[c];
    for (std::uint32_t h = clause.hit_begin; h < clause.hit_end; ++h) {
      const Hit& hit = w_.hits[h];
      if (!hit.charge->weighs) continue;
      Target* nearest = nearest_to(hit, c, false);
      const bool aside = nearest == nullptr;
      if (aside) nearest = nearest_to(hit, c, true);
      if (distance(hit, *nearest) > reach(hit, c, aside)) continue;
      nearest->sum += hit.valence;
      nearest->scored = true;
    }
    for (std::uint32_t l = clause.learned_begin; l < clause.learned_end; ++l) {
      const Learned& phrase = w_.learned[l];
      Target* nearest = nearest_to(phrase, c, false);
      const bool aside = nearest == nullptr;
      if (aside) nearest = nearest_to(phrase, c, true);
      if (distance(phrase, *nearest) <= reach(phrase, c, aside)) nearest->learned.push_back(l);
    }
  }

  // `Met`: a Hit, or a Learned phrase.
  template <typename Met>
  [[nodiscard]] std::uint32_t distance(const Met& met, const Target& target) const {
    return tokens_between(w_, met.token_begin, met.token_end, target.token_begin, target.token_end);
  }

  // How far a hit of the clause may be from the target it is given to.
  template <typename Met>
  [[nodiscard]] std::uint32_t reach(const Met& met, std::size_t c, bool aside) const {
    if (aside) return targets_.size() == 1 ? kAsideOnlyReach : kAsideHitReach;
    if (held_.at(c) == 1) return std::numeric_limits<std::uint32_t>::max();
    if constexpr (std::is_same_v<Met, Hit>) {
      if (met.source == Hit::Source::denial) return kDenialReach;
    }
    return kReach;
  }

  // The nearest target of the clause; one that stands aside only where `asides` says so, where the
  // hit stands between the aside word and the target, "at a nice table", or just after it, "a table
  // that was dirty".
  template <typename Met>
  Target* nearest_to(const Met& hit, std::size_t c, bool asides) {
    Target* nearest = nullptr;
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    for (Target& target : targets_) {
      if (target.clause != c) continue;
      const std::uint32_t d = distance(hit, target);
      const bool inside =
          hit.token_begin > target.aside_begin && hit.token_begin < target.token_end;
      const bool predicate =
          !target.hangs && hit.token_begin >= target.token_end && d <= kPredicateReach;
      if (target.aside() && !inside && !predicate && !asides) continue;
      if (nearest == nullptr || d < least ||
          (d == least && target.token_begin < nearest->token_begin)) {
        least = d;
        nearest = &target;
      }
    }
    return nearest;
  }

  // Members of one list are judged together: "the bread, the soup and the fish were great".
  void coordinate() {
    std::vector<Target*> order;
    for (Target& target : targets_) order.push_back(&target);
    std::sort(order.begin(), order.end(), [](const Target* a, const Target* b) {
      return a->token_begin != b->token_begin ? a->token_begin < b->token_begin : a < b;
    });
    for (std::size_t k = order.size(); k > 1; --k) join(*order[k - 1], *order[k - 2]);
    for (std::size_t k = 1; k < order.size(); ++k) join(*order[k - 1], *order[k]);
  }

  void join(const Target& known, Target& other) const {
    if (!known.scored || other.scored || known.clause != other.clause) return;
    if (known.aside() != other.aside()) return;
    const std::uint32_t from = std::min(known.token_end, other.token_end);
    const std::uint32_t to = std::max(known.token_begin, other.token_begin);
    if (to <= from || to - from > kCoordinated) return;
    bool joined = false;
    for (std::uint32_t t = from; t < to; ++t) {
      const Token& token = w_.tokens[t];
      joined |= token.kind == TokenKind::comma || token.is_word();
    }
    if (!joined) return;
    other.sum = known.sum;
    other.scored = true;
    other.learned = known.learned;
  }

  // A target that no hit was nearest to.
  void beside(Target& target) {
    const Clause& clause = w_.clauses[target.clause];
    if (target.aside() && held_[target.clause] > 1) return;
    const Hit* nearest = nullptr;
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    for (std::uint32_t h = clause.hit_begin; h < clause.hit_end; ++h) {
      const Hit& hit = w_.hits[h];
      const std::uint32_t d = distance(hit, target);
      if (!hit.charge->weighs || d > kBesideReach || d >= least || comma_between(hit, target)) {
        continue;
      }
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
    if (target.aside() && targets_.size() > 1) return;
    const std::uint32_t sentence = w_.clauses[target.clause].sentence;
    std::size_t best = w_.clauses.size();
    std::size_t least = std::numeric_limits<std::size_t>::max();
    const auto consider = [&](std::size_t c) {
      const Clause& clause = w_.clauses[c];
      const bool evidence =
          std::any_of(w_.hits.begin() + clause.hit_begin, w_.hits.begin() + clause.hit_end,
                      [](const Hit& hit) { return hit.charge->weighs; });
      if (held_.contains(c) || !evidence) return;
      const std::size_t d = c > target.clause ? c - target.clause : target.clause - c;
      if (d < least) {
        least = d;
        best = c;
      }
    };
    for (std::size_t c = target.clause, n = 0;
         n < kNeighbours && c > 0 && w_.clauses[c - 1].sentence == sentence; --c, ++n) {
      consider(c - 1);
    }
    for (std::size_t c = target.clause + 1, n = 0;
         n < kNeighbours && c < w_.clauses.size() && w_.clauses[c].sentence == sentence; ++c, ++n) {
      consider(c);
    }
    if (best == w_.clauses.size()) return;
    const Clause& from = w_.clauses[best];
    for (std::uint32_t h = from.hit_begin; h < from.hit_end; ++h) target.sum += w_.hits[h].valence;
    for (std::uint32_t l = from.learned_begin; l < from.learned_end; ++l) {
      target.learned.push_back(l);
    }
    target.scored = true;
  }

  const Lexicon& lexicon_;
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

void score_targets(std::span<const Span> targets, const Engine& engine, const Lexicon* lexicon,
                   Working& work, std::vector<TargetScore>& out) {
  out.clear();
  for (const Span span : targets) out.push_back({span, Label::none, 0});
  if (lexicon == nullptr || targets.empty()) return;
  Sharing sharing(targets, *lexicon, work);
  const std::vector<Target>& scored = sharing.run();
  for (std::size_t t = 0; t < scored.size(); ++t) {
    const std::int32_t sum =
        std::clamp(scored[t].sum, -std::int32_t{kMaxScore}, std::int32_t{kMaxScore});
    auto valence = static_cast<Valence>(sum);
    bool known = scored[t].scored;
    if (lexicon->vader == nullptr) {
      weigh_target(engine, *lexicon, scored[t].learned, work, valence, known);
    }
    if (!known) continue;
    out[t].valence = valence;
    out[t].label = label_of(valence, *lexicon);
  }
}

}  // namespace voxmap::text
