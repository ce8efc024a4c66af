// Compiles the acts of packs and finds them in texts.
#include "text/acts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/problems.hpp"

namespace voxmap::text {
namespace {

struct ActOrigin {
  const Pack* pack = nullptr;
  std::uint32_t line = 0;
  std::string_view phrase;
};

void report(const Pack& pack, const RowPlace& row, std::string message, std::string hint,
            std::vector<Problem>& problems) {
  Problems one(path_of(pack, PackFile::acts), content_of(pack, PackFile::acts));
  one.error(row.line, 1, std::move(message), std::move(hint),
            static_cast<std::uint32_t>(row.first.size()));
  for (Problem& problem : one.take()) problems.push_back(std::move(problem));
}

class ActReading {
 public:
  ActReading(const Lexicon& lexicon, std::string_view text, const Working& work)
      : lexicon_(lexicon), text_(text), tokens_(work.tokens), work_(work) {}

  template <typename Found>
  void phrases(Found found) const {
    const Trie& trie = lexicon_.acts.phrases;
    const auto count = static_cast<std::uint32_t>(tokens_.size());
    for (std::uint32_t i = 0; i < count;) {
      if (trie.starts(tokens_[i]) && tokens_[i].kind != TokenKind::name) {
        const auto match = trie.match(tokens_, i).of(Layer::valence);
        if (match.payload != kNothing) {
          const std::uint32_t end = i + match.tokens;
          const ActPhrase& phrase = lexicon_.acts.meanings[match.payload];
          if (phrase.act && !denied(i, end)) {
            found(*phrase.act, Span{tokens_[i].begin, tokens_[end - 1].end}, phrase.rule);
          }
          i = end;
          continue;
        }
      }
      ++i;
    }
  }

  template <typename Found>
  void questions(Found found) const {
    std::size_t shifter = 0;
    const std::vector<Clause>& clauses = work_.clauses;
    for (std::size_t c = 0; c < clauses.size();) {
      std::size_t last = c;
      while (last + 1 < clauses.size() && clauses[last + 1].sentence == clauses[c].sentence) ++last;
      const std::uint32_t begin = clauses[c].token_begin;
      const std::uint32_t end = clauses[last].token_end;
      c = last + 1;
      std::uint32_t mark = end;
      while (mark > begin && tokens_[mark - 1].kind == TokenKind::emoji) --mark;
      if (mark > begin && asks(tokens_[mark - 1])) {
        found(Act::question, tokens_[mark - 1].span(), kQuestionRule);
        continue;
      }
      std::uint32_t word = begin;
      while (word < end && !tokens_[word].is_word()) ++word;
      while (shifter < work_.shifters.size() && work_.shifters[shifter].token_begin < word) {
        ++shifter;
      }
      if (shifter == work_.shifters.size()) continue;
      const Shifter& first = work_.shifters[shifter];
      if (word < end && first.token_begin == word &&
          first.modifier->kind == ModifierKind::question) {
        found(Act::question, Span{tokens_[word].begin, tokens_[first.token_end - 1].end},
              kQuestionRule);
      }
    }
  }

 private:
  [[nodiscard]] bool asks(const Token& token) const {
    if (token.kind != TokenKind::terminal) return false;
    const std::string_view marks = token.span().of(text_);
    return marks.find('?') != std::string_view::npos ||
           marks.find("\xEF\xBC\x9F") != std::string_view::npos ||  // U+FF1F, full width
           marks.find("\xD8\x9F") != std::string_view::npos;        // U+061F, Arabic
  }

  // The modifier that begins there and how many words it takes. Asked of the trie again, since
  // `read` drops modifiers that an entry holds ("not easy").
  [[nodiscard]] const Modifier* modifier_at(std::uint32_t token, std::uint32_t& words) const {
    const auto found = lexicon_.phrases.match(tokens_, token).of(Layer::modifier);
    words = found.tokens;
    return found.payload == kNothing ? nullptr : &lexicon_.modifiers[found.payload];
  }
  [[nodiscard]] const Modifier* modifier_before(std::uint32_t token, std::uint32_t& words) const {
    constexpr std::uint32_t kLongest = 4;
    for (std::uint32_t n = std::min(kLongest, token); n > 0; --n) {
      const Modifier* modifier = modifier_at(token - n, words);
      if (modifier != nullptr && words == n) return modifier;
    }
    return nullptr;
  }
  static bool negates(const Modifier* modifier) {
    return modifier != nullptr && modifier->kind == ModifierKind::negation;
  }
  [[nodiscard]] bool holds_negator(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t words = 0;
    for (std::uint32_t t = begin; t < end; ++t) {
      if (negates(modifier_at(t, words)) && t + words <= end) return true;
    }
    return false;
  }
  [[nodiscard]] bool denied(std::uint32_t begin, std::uint32_t end) const {
    constexpr int kMostBetween = 2;  // "not really very easy"
    std::uint32_t words = 0;
    std::uint32_t at = begin;
    bool denial = false;
    for (int n = 0; n <= kMostBetween && !denial; ++n) {
      const Modifier* before = modifier_before(at, words);
      if (before == nullptr) break;
      denial = negates(before);
      if (before->kind != ModifierKind::intensifier && before->kind != ModifierKind::diminisher) {
        break;
      }
      at -= words;
    }
    if (!denial && lexicon_.negation_before > 0 && end < tokens_.size()) {
      denial = negates(modifier_at(end, words));
    }
    return denial && !holds_negator(begin, end);
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const Working& work_;
};

}  // namespace

void compile_acts(std::span<const Pack* const> packs, Acts& acts, Compiling& to) {
  std::vector<PhrasePart> parts;
  std::vector<Token> tokens;
  std::vector<ActOrigin> origins(1);
  for (std::size_t w = 0; w < kActWeights; ++w) acts.weights[w] = kActWeightKeys[w].usual;
  for (const Pack* pack : packs) {
    for (std::size_t w = 0; w < kActWeights; ++w) {
      if (pack->act_weights[w]) acts.weights[w] = *pack->act_weights[w];
    }
    for (const ActRow& row : pack->acts) {
      const std::string why = parse_beside(row.place.first, to.vocabulary, tokens, parts);
      if (!why.empty()) {
        report(*pack, row.place, why, "write words only; they match across quotes and slashes",
               to.problems);
        continue;
      }
      std::uint32_t& payload = acts.phrases.place(parts, Layer::valence);
      if (payload != kNothing && origins[payload].pack == pack) {
        // "check-in" and "check in" are the same words only where no table holds "check-in".
        if (acts.meanings[payload].act == row.act && origins[payload].phrase != row.place.first) {
          continue;
        }
        report(
            *pack, row.place,
            fmt::format("\"{}\" stands in line {} already", row.place.first, origins[payload].line),
            "delete one of the two", to.problems);
        continue;
      }
      payload = static_cast<std::uint32_t>(acts.meanings.size());
      acts.meanings.push_back({row.act, to.rules.add(pack->info.name, "act", row.place.first)});
      origins.push_back({pack, row.place.line, row.place.first});
    }
  }
}

void find_acts(const Lexicon& lexicon, std::string_view text, std::uint32_t verbatim,
               const Working& work, std::vector<ActFound>& acts) {
  const std::size_t first = acts.size();
  const auto found = [&](Act act, Span span, RuleId rule) {
    acts.push_back({verbatim, 0, act, span, rule});
  };
  const ActReading reading(lexicon, text, work);
  reading.phrases(found);
  reading.questions(found);
  std::sort(acts.begin() + static_cast<std::ptrdiff_t>(first), acts.end(),
            [](const ActFound& a, const ActFound& b) {
              return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.act < b.act;
            });
}

void attach_acts(std::size_t mention, std::size_t act, Tagged& out) {
  const std::vector<Mention>& mentions = out.mentions;
  std::size_t next = mention + 1;
  for (; act < out.acts.size(); ++act) {
    for (; next < mentions.size() && mentions[next].span.begin <= out.acts[act].span.begin;
         ++next) {
      // Mentions of one clause share its span: the first of them is meant.
      if (mentions[next].span != mentions[mention].span) mention = next;
    }
    out.acts[act].mention = static_cast<std::uint32_t>(mention);
  }
}

}  // namespace voxmap::text
