// Compiles packs into one lexicon and reports entries that clash or cannot match.
#include "text/lexicon.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/problems.hpp"
#include "text/words.hpp"

namespace voxmap::text {
namespace {

class Compiler {
 public:
  Compiler(std::uint32_t language_index, Lexicon& lexicon, Compiling& to)
      : index_(language_index), lexicon_(lexicon), to_(to) {}

  void add(const Pack& pack, std::uint32_t number) {
    pack_ = &pack;
    number_ = number;
    const std::size_t rows = pack.valence.size() + pack.emotion.size() / 2 + pack.symbols.size();
    lexicon_.charges.reserve(lexicon_.charges.size() + rows);
    origins_.reserve(origins_.size() + rows);
    lexicon_.phrases.reserve(rows);
    valence();
    emotion();
    modifiers();
    symbols();
    patterns();
    emotion_weights();
    thresholds();
    if (pack.domain && number > 0) return;
    lexicon_.negation_before =
        std::max(lexicon_.negation_before, static_cast<std::uint32_t>(pack.negation_before));
    common();
  }

 private:
  struct Origin {
    std::uint32_t pack = 0;
    std::uint32_t line = 0;
  };

  // Parses the row's phrase; a phrase that cannot match is reported, and nullptr comes back.
  std::uint32_t* place(PackFile file, const RowPlace& row, Layer layer) {
    const std::string why = parse_phrase(row.first, to_.vocabulary, 1U << index_, tokens_, parts_);
    if (!why.empty()) {
      error(file, row, why, "write words only; they match across quotes and slashes");
      return nullptr;
    }
    return &lexicon_.phrases.place(parts_, layer);
  }

  void error(PackFile file, const RowPlace& row, std::string message, std::string hint) {
    Problems one(path_of(*pack_, file), content_of(*pack_, file));
    one.error(row.line, 1, std::move(message), std::move(hint),
              static_cast<std::uint32_t>(row.first.size()));
    for (Problem& problem : one.take()) to_.problems.push_back(std::move(problem));
  }
  void duplicate(PackFile file, const RowPlace& row, std::uint32_t line) {
    error(file, row, fmt::format("\"{}\" stands in line {} already", row.first, line),
          "delete one of the two");
  }
  RuleId rule(std::string_view kind, std::string_view name) {
    return to_.rules.add(pack_->info.name, kind, name);
  }

  // The charge behind a place: a new one when it is empty or an earlier pack's.
  Charge& charge(std::uint32_t& payload, std::uint32_t line, std::string_view kind,
                 std::string_view name) {
    if (payload == kNothing || origins_[payload].pack != number_) {
      payload = static_cast<std::uint32_t>(lexicon_.charges.size());
      lexicon_.charges.push_back({});
      lexicon_.charges.back().rule = rule(kind, name);
      origins_.resize(lexicon_.charges.size());
      origins_[payload] = {number_, line};
    }
    return lexicon_.charges[payload];
  }
  [[nodiscard]] bool own(std::uint32_t payload) const {
    return payload != kNothing && origins_[payload].pack == number_;
  }

  void thresholds() {
    const auto named = [&](std::string_view name, std::int16_t from) {
      return rule("threshold", fmt::format("{} {}", name, from));
    };
    if (pack_->positive_from) {
      lexicon_.positive_from = *pack_->positive_from;
      lexicon_.positive_rule = named("positive_from", lexicon_.positive_from);
    }
    if (pack_->negative_from) {
      lexicon_.negative_from = *pack_->negative_from;
      lexicon_.negative_rule = named("negative_from", lexicon_.negative_from);
    }
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      if (pack_->emotion_from[e] == 0) continue;
      lexicon_.emotion_from[e] = pack_->emotion_from[e];
      lexicon_.emotion_rules[e] = named(kEmotionNames[e], lexicon_.emotion_from[e]);
      lexicon_.emotions_cut = true;
    }
  }

  void common() {
    std::vector<Token> tokens;
    for (const std::string& word : pack_->common_words) {
      tokens.clear();
      tokenize_entry(word, to_.vocabulary, tokens);
      for (const Token& token : tokens) {
        if (token.is_word()) to_.vocabulary.mark_common(token.id, 1U << index_);
      }
    }
  }

  void valence() {
    for (const ValenceRow& row : pack_->valence) {
      std::uint32_t* at = place(PackFile::valence, row.place, Layer::valence);
      if (at == nullptr) continue;
      if (own(*at)) {
        duplicate(PackFile::valence, row.place, origins_[*at].line);
        continue;
      }
      Charge& c = charge(*at, row.place.line, "valence", row.place.first);
      c.weight = row.weight;
      c.weighs = true;
      c.has_negated = row.negated.has_value();
      c.negated = row.negated.value_or(0);
    }
  }

  void emotion() {
    std::uint32_t* at = nullptr;
    std::string_view last;
    for (const EmotionRow& row : pack_->emotion) {
      // A phrase has mostly several rows, one after the other.
      if (at == nullptr || row.place.first != last) {
        at = place(PackFile::emotion, row.place, Layer::emotion);
      }
      last = row.place.first;
      if (at == nullptr) continue;
      Charge& c = charge(*at, row.place.line, "emotion", row.place.first);
      const auto e = static_cast<std::size_t>(row.emotion);
      if ((static_cast<unsigned>(c.emotion_mask) >> e & 1U) != 0) {
        error(PackFile::emotion, row.place,
              fmt::format("\"{}\" has {} already; its first row is line {}", row.place.first,
                          to_string(row.emotion), origins_[*at].line),
              "delete one of the two");
        continue;
      }
      set(c, row.emotion, row.intensity);
    }
  }

  static void set(Charge& c, Emotion emotion, std::int16_t intensity) {
    const auto e = static_cast<std::size_t>(emotion);
    c.emotion_mask = static_cast<std::uint8_t>(c.emotion_mask | (1U << e));
    c.emotions[e] = intensity;
  }

  void modifiers() {
    for (const ModifierRow& row : pack_->modifiers) {
      if (row.kind == ModifierKind::aside) {
        aside(row);
        continue;
      }
      std::uint32_t* at = place(PackFile::modifiers, row.place, Layer::modifier);
      if (at == nullptr) continue;
      if (*at != kNothing && modifier_origins_[*at].pack == number_) {
        duplicate(PackFile::modifiers, row.place, modifier_origins_[*at].line);
        continue;
      }
      const std::string_view kind = row.kind == ModifierKind::negation   ? "negation"
                                    : row.kind == ModifierKind::irrealis ? "irrealis"
                                    : row.kind == ModifierKind::question ? "question"
                                                                         : "modifier";
      *at = static_cast<std::uint32_t>(lexicon_.modifiers.size());
      const RuleId named = rule(kind, row.place.first);
      std::uint32_t alone = 0;
      if (row.alone != 0) {
        alone = static_cast<std::uint32_t>(lexicon_.charges.size());
        Charge& c = lexicon_.charges.emplace_back();
        c.weight = row.alone;
        c.weighs = true;
        c.rule = named;
        origins_.resize(lexicon_.charges.size());
        origins_[alone] = {number_, row.place.line};
      }
      lexicon_.modifiers.push_back({row.kind, row.amount, named, alone});
      modifier_origins_.resize(lexicon_.modifiers.size());
      modifier_origins_[*at] = {number_, row.place.line};
    }
  }

  // Single words beside the trie: they are asked for at targets only, and texts are full of them.
  void aside(const ModifierRow& row) {
    std::string why = parse_phrase(row.place.first, to_.vocabulary, 1U << index_, tokens_, parts_);
    if (why.empty() && (parts_.size() != 1 || parts_.front().kind != PhrasePart::Kind::word)) {
      why = fmt::format("\"{}\" is not one word", row.place.first);
    }
    if (!why.empty()) {
      error(PackFile::modifiers, row.place, why, "an aside is a single word");
      return;
    }
    const WordId word = parts_.front().word;
    if (lexicon_.asides.size() <= word) lexicon_.asides.resize(word + 1);
    lexicon_.asides[word] = true;
  }

  void symbols() {
    for (const SymbolRow& row : pack_->symbols) {
      const std::string_view symbol = row.place.first;
      WordId id = kUnknownWord;
      if (std::string why = parse_symbol(symbol, to_.vocabulary, id); !why.empty()) {
        error(PackFile::emoji, row.place, std::move(why),
              "an emoticon is two characters or more without a space");
        continue;
      }
      to_.vocabulary.mark(id, 1U << index_);
      const PhrasePart part{PhrasePart::Kind::word, id};
      std::uint32_t& at = lexicon_.phrases.place({&part, 1}, Layer::valence);
      if (own(at)) {
        duplicate(PackFile::emoji, row.place, origins_[at].line);
        continue;
      }
      fill(charge(at, row.place.line, "emoji", symbol), row.weight, row.emotions);
    }
  }

  static void fill(Charge& c, std::int16_t weight, const std::vector<EmotionAmount>& emotions) {
    c.weight = weight;
    c.weighs = true;
    for (const EmotionAmount& amount : emotions) set(c, amount.emotion, amount.intensity);
  }

  void patterns() {
    std::vector<std::string_view> ids;
    for (const PatternRow& row : pack_->patterns) {
      if (std::find(ids.begin(), ids.end(), row.place.first) != ids.end()) {
        error(PackFile::patterns, row.place,
              fmt::format("the pattern id \"{}\" is taken", row.place.first), "give it its own id");
        continue;
      }
      ids.push_back(row.place.first);
      const std::size_t before = to_.problems.size();
      const PatternId id = to_.patterns.add(
          row.regex, {path_of(*pack_, PackFile::patterns), row.place.line, row.column}, row.regex,
          to_.problems);
      if (to_.problems.size() > before) continue;
      std::uint32_t payload = kNothing;
      fill(charge(payload, row.place.line, "pattern", row.place.first), row.weight, row.emotions);
      to_.pattern_uses.resize(id + 1);
      to_.pattern_uses[id] = {static_cast<std::int32_t>(index_), payload, kUnassigned,
                              lexicon_.charges[payload].rule};
    }
  }

  // The rows of one phrase have to stand together: its addends are one range.
  void emotion_weights() {
    std::array<std::uint32_t, kEmotionCount> bias_lines{};
    for (const EmotionWeightRow& row : pack_->emotion_weights) {
      if (row.place.first == kEmotionBias) {
        const auto e = static_cast<std::size_t>(row.emotion);
        if (bias_lines[e] != 0) {
          duplicate(PackFile::emotion_weights, row.place, bias_lines[e]);
          continue;
        }
        bias_lines[e] = row.place.line;
        lexicon_.bias[e] = {rule("emotion_weight", kEmotionBias), row.weight};
        continue;
      }
      std::uint32_t* at = place(PackFile::emotion_weights, row.place, Layer::weight);
      if (at == nullptr || !weighable(row)) continue;
      const bool known = *at != kNothing && weight_origins_[*at].pack == number_;
      if (!known) {
        *at = static_cast<std::uint32_t>(lexicon_.weighed.size());
        lexicon_.weighed.push_back({rule("emotion_weight", row.place.first),
                                    static_cast<std::uint32_t>(lexicon_.addends.size()), 0});
        weight_origins_.resize(lexicon_.weighed.size());
        weight_origins_[*at] = {number_, row.place.line};
      }
      Weighed& weighed = lexicon_.weighed[*at];
      if (weighed.begin + weighed.count != lexicon_.addends.size()) {
        error(PackFile::emotion_weights, row.place,
              fmt::format("\"{}\" stands apart from its rows in line {}", row.place.first,
                          weight_origins_[*at].line),
              "keep the rows of a phrase together");
        continue;
      }
      const auto first = lexicon_.addends.begin() + weighed.begin;
      if (std::any_of(first, lexicon_.addends.end(),
                      [&](const Addend& a) { return a.emotion == row.emotion; })) {
        error(PackFile::emotion_weights, row.place,
              fmt::format("\"{}\" has {} already; its first row is line {}", row.place.first,
                          to_string(row.emotion), weight_origins_[*at].line),
              "delete one of the two");
        continue;
      }
      lexicon_.addends.push_back({row.emotion, row.weight});
      ++weighed.count;
    }
  }

  // At most kLongestWeighed weighed phrases may start at a token, one a length: no <any>, and a
  // number only as <num>.
  bool weighable(const EmotionWeightRow& row) {
    std::string why;
    std::string_view rest = row.place.first;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      const std::string_view piece = rest.substr(0, space);
      rest.remove_prefix(std::min(space + 1, rest.size()));
      if (piece == "<any>") why = "holds <any>, which weights cannot";
      if (!piece.empty() && std::all_of(piece.begin(), piece.end(), ascii_digit)) {
        why = fmt::format("holds the number {}: write <num>", piece);
      }
    }
    if (parts_.size() > kLongestWeighed) {
      why = fmt::format("has {} words, a phrase with weights at most {}", parts_.size(),
                        kLongestWeighed);
    }
    if (why.empty()) return true;
    error(PackFile::emotion_weights, row.place, fmt::format("\"{}\" {}", row.place.first, why),
          "emotion.tsv takes such phrases");
    return false;
  }

  std::uint32_t index_;
  Lexicon& lexicon_;
  Compiling& to_;
  const Pack* pack_ = nullptr;
  std::uint32_t number_ = 0;
  std::vector<PhrasePart> parts_;
  std::vector<Token> tokens_;
  std::vector<Origin> origins_{1};           // by charge
  std::vector<Origin> modifier_origins_{1};  // by modifier
  std::vector<Origin> weight_origins_{1};    // by weighed phrase
};

}  // namespace

void compile_packs(std::span<const Pack* const> packs, std::uint32_t language_index,
                   Lexicon& lexicon, Compiling& to) {
  Compiler compiler(language_index, lexicon, to);
  std::uint32_t number = 0;
  for (const Pack* pack : packs) compiler.add(*pack, number++);
}

}  // namespace voxmap::text
