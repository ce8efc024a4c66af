// Finds what packs and journey know in a text, and cuts it into clauses.
#include <algorithm>

#include "base/utf8.hpp"
#include "text/engine.hpp"

namespace voxmap::text {
namespace {

constexpr std::int32_t kContrast = 500;  // per mille, where the pack does not say

class Reading {
 public:
  Reading(const Engine& engine, const Lexicon* lexicon, std::string_view text, Working& work)
      : engine_(engine), lexicon_(lexicon), text_(text), w_(work) {}

  void run() {
    w_.hits.clear();
    w_.weighed.clear();
    w_.touches.clear();
    w_.shifters.clear();
    w_.clauses.clear();
    w_.shifter_at.assign(w_.tokens.size(), 0);
    w_.learned.clear();
    find_patterns();
    if (lexicon_ != nullptr) find_phrases();
    if (lexicon_ != nullptr && lexicon_->layer_end > lexicon_->layer_begin) {
      find_learned(engine_, *lexicon_, text_, w_);
    }
    find_places();
    w_.sentences.find(text_, w_.ends);
    cut();
    fill();
  }

 private:
  [[nodiscard]] std::uint32_t token_at(std::uint32_t byte) const {
    const auto at = std::lower_bound(w_.tokens.begin(), w_.tokens.end(), byte,
                                     [](const Token& t, std::uint32_t b) { return t.end <= b; });
    return static_cast<std::uint32_t>(at - w_.tokens.begin());
  }

  [[nodiscard]] bool redacted(const Token& token) const {
    return token.kind == TokenKind::name && text_[token.begin] == '[';
  }

  // Pattern matches become hits and touches; of overlapping hits the leftmost, then longest stays.
  void find_patterns() {
    w_.matches.clear();
    engine_.patterns.find(text_, w_.patterns, w_.matches);
    std::sort(w_.matches.begin(), w_.matches.end(), [](const auto& a, const auto& b) {
      if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
      return a.span.end != b.span.end ? a.span.end > b.span.end : a.pattern < b.pattern;
    });
    std::uint32_t taken = 0;
    for (const PatternMatch& match : w_.matches) {
      const PatternUse& use = engine_.pattern_uses[match.pattern];
      const std::uint32_t first = token_at(match.span.begin);
      std::uint32_t last = token_at(match.span.end);
      if (last < w_.tokens.size() && w_.tokens[last].begin < match.span.end) ++last;
      // "[CARD]" speaks of nothing: it stands for what was taken out.
      if (first + 1 == last && redacted(w_.tokens[first])) continue;
      if (use.touchpoint != kUnassigned) {
        w_.touches.push_back({first, last, match.span, use.touchpoint, use.rule});
      } else if (lexicon_ != nullptr && match.span.begin >= taken && !named(first, last)) {
        taken = match.span.end;
        w_.hits.push_back(
            {first, last, match.span, &lexicon_->charges[use.charge], Hit::Source::pattern, 0});
      }
    }
  }

  // Whether all of it is names.
  [[nodiscard]] bool named(std::uint32_t first, std::uint32_t last) const {
    return first < last &&
           std::all_of(w_.tokens.begin() + first, w_.tokens.begin() + last,
                       [](const Token& token) { return token.kind == TokenKind::name; });
  }

  void find_phrases() {
    const std::size_t pattern_hits = w_.hits.size();
    std::size_t next_pattern = 0;
    std::uint32_t valence_end = 0;
    std::uint32_t emotion_end = 0;
    std::uint32_t phrase_end = 0;  // of entries of two words and more: what is inside weighs not
    std::uint32_t modifier_end = 0;
    std::uint32_t exception_end = 0;
    const auto count = static_cast<std::uint32_t>(w_.tokens.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      const Token& token = w_.tokens[i];
      if (!lexicon_->phrases.starts(token) || token.kind == TokenKind::name) continue;
      while (next_pattern < pattern_hits && w_.hits[next_pattern].token_end <= i) ++next_pattern;
      const bool covered = next_pattern < pattern_hits && w_.hits[next_pattern].token_begin <= i;
      if (covered) continue;
      const PhraseMatch match = lexicon_->phrases.match(w_.tokens, i);
      auto valence = match.of(Layer::valence);
      auto emotion = match.of(Layer::emotion);
      const auto& modifier = match.of(Layer::modifier);
      const bool excepted = i < exception_end;
      if (modifier.payload != kNothing && i >= modifier_end &&
          bounds_reach(lexicon_->modifiers[modifier.payload].kind)) {
        // Its first word alone is the bound, also at the end of an entry ("schade dass"): what
        // follows it in its row tells it from another word and may be a negator.
        add_shifter(i, i + 1, lexicon_->modifiers[modifier.payload]);
      } else if (modifier.payload != kNothing && i >= modifier_end && i >= valence_end &&
                 modifier.tokens >= valence.tokens) {
        const Modifier& what = lexicon_->modifiers[modifier.payload];
        modifier_end = i + modifier.tokens;
        if (what.kind == ModifierKind::negation_exception) {
          exception_end = modifier_end;
        } else {
          add_shifter(i, modifier_end, what);
          if (what.alone != 0) {
            w_.hits.push_back({i,
                               modifier_end,
                               {token.begin, w_.tokens[modifier_end - 1].end},
                               &lexicon_->charges[what.alone],
                               Hit::Source::denial,
                               0});
          }
        }
        // A longer modifier is another word than the entry it begins with.
        if (modifier.tokens > valence.tokens && valence.tokens <= 1) valence.payload = kNothing;
        if (modifier.tokens > emotion.tokens && emotion.tokens <= 1) emotion.payload = kNothing;
      }
      const auto weigh = [&] {
        for (std::size_t k = 0; k < match.weighed_count; ++k) {
          const std::uint32_t end = i + match.weighed[k].tokens;
          if (end > phrase_end) w_.weighed.push_back({i, end, match.weighed[k].payload});
        }
      };
      if (excepted) {
        weigh();
        continue;
      }
      if (valence.payload != kNothing && i >= valence_end) {
        valence_end = i + valence.tokens;
        if (valence.tokens > 1) phrase_end = std::max(phrase_end, valence_end);
        hit(i, valence, token.kind);
      }
      if (emotion.payload != kNothing && i >= emotion_end) {
        emotion_end = i + emotion.tokens;
        if (emotion.tokens > 1) phrase_end = std::max(phrase_end, emotion_end);
        hit(i, emotion, token.kind);
      }
      weigh();
    }
    if (pattern_hits > 0) {
      // No stable_sort: that asks for memory. Charges stand in the order of the packs.
      std::sort(w_.hits.begin(), w_.hits.end(), [](const Hit& a, const Hit& b) {
        return a.token_begin != b.token_begin ? a.token_begin < b.token_begin : a.charge < b.charge;
      });
    }
  }

  void add_shifter(std::uint32_t begin, std::uint32_t end, const Modifier& what) {
    w_.shifters.push_back({begin, end, &what, 0});
    w_.shifter_at[end - 1] = static_cast<std::uint32_t>(w_.shifters.size());
  }

  void hit(std::uint32_t at, const PhraseMatch::Found& found, TokenKind kind) {
    const std::uint32_t end = at + found.tokens;
    w_.hits.push_back({at,
                       end,
                       {w_.tokens[at].begin, w_.tokens[end - 1].end},
                       &lexicon_->charges[found.payload],
                       kind == TokenKind::emoji ? Hit::Source::symbol : Hit::Source::phrase,
                       0});
  }

  void find_places() {
    const Trie& words = engine_.places.words();
    const std::size_t pattern_touches = w_.touches.size();
    const auto count = static_cast<std::uint32_t>(w_.tokens.size());
    if (engine_.places.empty()) return;
    for (std::uint32_t i = 0; i < count;) {
      if (words.starts(w_.tokens[i])) {
        const auto found = words.match(w_.tokens, i).of(Layer::valence);
        if (found.payload != kNothing) {
          const PlaceWord& word = engine_.places.word(found.payload);
          const std::uint32_t end = i + found.tokens;
          w_.touches.push_back(
              {i, end, {w_.tokens[i].begin, w_.tokens[end - 1].end}, word.touchpoint, word.rule});
          i = end;
          continue;
        }
      }
      ++i;
    }
    if (pattern_touches > 0) {
      std::sort(w_.touches.begin(), w_.touches.end(), [](const Touch& a, const Touch& b) {
        return a.token_begin != b.token_begin ? a.token_begin < b.token_begin : a.rule < b.rule;
      });
    }
  }

  // Sentences into clauses.
  void cut() {
    std::uint32_t token = 0;
    std::size_t shifter = 0;
    std::uint32_t begin = 0;
    for (std::uint32_t sentence = 0; sentence < w_.ends.size(); ++sentence) {
      std::uint32_t first = token;
      bool words = false;
      while (token < w_.tokens.size() && w_.tokens[token].begin < w_.ends[sentence]) {
        words |= w_.tokens[token].is_word();
        ++token;
      }
      std::uint32_t end = w_.ends[sentence];
      if (token > first) end = std::max(end, w_.tokens[token - 1].end);
      // Emoji and marks after a sentence belong to what was said in it: those of a sentence
      // without words, and those that stand on the same line before the next one's words.
      const bool same_line = begin > 0 && text_[begin - 1] != '\n';
      std::uint32_t trailing = first;
      while (!w_.clauses.empty() && trailing < token && (!words || same_line) &&
             (!words || w_.tokens[trailing].kind == TokenKind::emoji)) {
        ++trailing;
      }
      if (trailing > first) {
        first = trailing;
        w_.clauses.back().token_end = trailing;
        w_.clauses.back().span.end = w_.tokens[trailing - 1].end;
        begin = w_.clauses.back().span.end;
      }
      if (token > first) {
        cut_sentence(sentence, first, token, begin, end, shifter);
      }
      begin = end;
    }
  }

  void cut_sentence(std::uint32_t sentence, std::uint32_t first, std::uint32_t last,
                    std::uint32_t begin, std::uint32_t end, std::size_t& shifter) {
    std::uint32_t clause_first = first;
    std::uint32_t clause_begin = begin;
    std::int32_t weight = 1000;
    bool concession = false;  // "although ..., ...": the comma is the turn
    std::int32_t amount = kContrast;
    bool words = false;  // in the clause so far
    const auto close = [&](std::uint32_t next_token, std::uint32_t at) {
      put(sentence, clause_first, next_token, clause_begin, at, weight);
      words = false;
      clause_first = next_token;
      clause_begin = at;
    };
    for (std::uint32_t t = first; t < last; ++t) {
      const Token& token = w_.tokens[t];
      while (shifter < w_.shifters.size() && w_.shifters[shifter].token_begin < t) ++shifter;
      if (shifter < w_.shifters.size() && w_.shifters[shifter].token_begin == t &&
          w_.shifters[shifter].modifier->kind == ModifierKind::contrast) {
        const std::int32_t own = w_.shifters[shifter].modifier->amount;
        amount = own != 0 ? own : kContrast;
        if (t == first) {
          concession = true;
          weight = 1000 - amount;
        } else if (words) {
          weight = std::min(weight, 1000 - amount);
          close(t, token.begin);
          weight = 1000 + amount;
        }
        words = true;
        continue;
      }
      words |= token.is_word() || token.kind == TokenKind::emoji;
      if (t + 1 >= last || !words) continue;
      if (token.kind == TokenKind::strong) {
        close(t + 1, token.end);
        weight = 1000;
      } else if (concession && token.kind == TokenKind::comma && text_[token.begin] == ',') {
        close(t + 1, token.end);
        weight = 1000 + amount;
        concession = false;
      }
    }
    close(last, end);
  }

  void put(std::uint32_t sentence, std::uint32_t first, std::uint32_t last, std::uint32_t begin,
           std::uint32_t end, std::int32_t weight) {
    if (last <= first) return;
    Clause clause;
    clause.token_begin = first;
    clause.token_end = last;
    clause.span = trimmed(begin, end);
    clause.sentence = sentence;
    clause.weight = weight;
    w_.clauses.push_back(clause);
  }

  [[nodiscard]] Span trimmed(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view kept = trim(text_.substr(begin, end - begin));
    const auto from = static_cast<std::uint32_t>(kept.data() - text_.data());
    return {from, from + static_cast<std::uint32_t>(kept.size())};
  }

  // Gives every clause its hits, touches and clause-wide modifiers.
  void fill() {
    std::uint32_t hit = 0;
    std::uint32_t weighed = 0;
    std::uint32_t touch = 0;
    std::uint32_t shifter = 0;
    std::uint32_t learned = 0;
    const auto stronger = [](const Shifter* known, const Shifter& other) {
      return known == nullptr || other.modifier->amount < known->modifier->amount;
    };
    for (Clause& clause : w_.clauses) {
      clause.hit_begin = hit;
      while (hit < w_.hits.size() && w_.hits[hit].token_begin < clause.token_end) ++hit;
      clause.hit_end = hit;
      clause.learned_begin = learned;
      while (learned < w_.learned.size() && w_.learned[learned].token_begin < clause.token_end) {
        ++learned;
      }
      clause.learned_end = learned;
      settle_denials(clause);
      clause.weighed_begin = weighed;
      while (weighed < w_.weighed.size() && w_.weighed[weighed].token_begin < clause.token_end) {
        ++weighed;
      }
      clause.weighed_end = weighed;
      clause.touch_begin = touch;
      while (touch < w_.touches.size() && w_.touches[touch].token_begin < clause.token_end) ++touch;
      clause.touch_end = touch;
      for (; shifter < w_.shifters.size() && w_.shifters[shifter].token_begin < clause.token_end;
           ++shifter) {
        const Shifter& s = w_.shifters[shifter];
        const bool damps = s.modifier->kind == ModifierKind::irrealis ||
                           (s.modifier->kind == ModifierKind::subclause && s.modifier->amount < 0);
        if (damps && stronger(clause.irrealis, s)) {
          clause.irrealis = &s;
        } else if (s.modifier->kind == ModifierKind::question && stronger(clause.question, s)) {
          clause.question = &s;
        }
      }
      for (std::uint32_t t = clause.token_end; t > clause.token_begin;) {
        const Token& token = w_.tokens[--t];
        if (token.kind == TokenKind::terminal) clause.bangs = token.bangs;
        if (token.kind != TokenKind::emoji && token.kind != TokenKind::name) break;
      }
    }
  }

  // Of the negations of a clause the first one counts, and only where nothing polar stands.
  void settle_denials(const Clause& clause) {
    const auto polar = [](const Hit& hit) { return hit.charge->weighs && hit.charge->weight != 0; };
    const auto begin = w_.hits.begin() + clause.hit_begin;
    const auto end = w_.hits.begin() + clause.hit_end;
    bool taken = std::any_of(begin, end, [&](const Hit& hit) {
      return hit.source != Hit::Source::denial && polar(hit);
    });
    for (auto hit = begin; hit != end; ++hit) {
      if (hit->source != Hit::Source::denial) continue;
      if (taken) hit->charge = &lexicon_->charges.front();  // weighs nothing
      taken = true;
    }
  }

  const Engine& engine_;
  const Lexicon* lexicon_;
  std::string_view text_;
  Working& w_;
};

}  // namespace

void mark_names(const Engine& engine, std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size();) {
    const auto found = engine.names.starts(tokens[i])
                           ? engine.names.match(tokens, i).of(Layer::valence)
                           : PhraseMatch::Found{};
    for (std::size_t end = i + found.tokens; i < end; ++i) {
      tokens[i].kind = TokenKind::name;
      tokens[i].flags = 0;
    }
    if (found.payload == kNothing) ++i;
  }
}

bool capitals_are_emphasis(const std::vector<Token>& tokens) {
  std::size_t caps = 0;
  std::size_t words = 0;
  for (const Token& token : tokens) {
    words += (token.flags & kLetters) != 0 ? 1U : 0U;
    caps += (token.flags & kCaps) != 0 ? 1U : 0U;
  }
  return caps > 0 && caps * 2 <= words;
}

void read(const Engine& engine, const Lexicon* lexicon, std::string_view text, Working& work) {
  Reading(engine, lexicon, text, work).run();
}

}  // namespace voxmap::text
