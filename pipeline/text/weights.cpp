// Compiles learned packs, and names the tokens of a text as their phrases do.
#include "text/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/problems.hpp"
#include "text/chars.hpp"
#include "text/words.hpp"

namespace voxmap::text {
namespace {

constexpr std::string_view kBias = "<bias>";
constexpr std::string_view kBase = "<base>";
constexpr std::string_view kBaseUp = "<base+>";
constexpr std::string_view kBaseDown = "<base->";
constexpr std::int32_t kMostBase = 10000;  // per mille

// What stands for a token of kind `name`; empty: a word of a configured name, which never scores.
std::string_view name_of(const Token& token, std::string_view text) {
  if (token.id != kUnknownWord) return {};
  const char first = text[token.begin];
  return first == '@' ? kHandleName : first == '[' ? kRedactedName : kLinkName;
}

bool asks(std::string_view mark) {
  return mark.find('?') != std::string_view::npos || mark.find("？") != std::string_view::npos ||
         mark.find("؟") != std::string_view::npos;
}

// An emoji or emoticon in the form that is known: 👍 of 👍🏽, ":)" of ":)))".
std::string known_symbol(std::string_view symbol, const Vocabulary& vocabulary) {
  if (static_cast<unsigned char>(symbol.front()) < 0x80) {
    std::string_view form = symbol;
    while (form.size() > 2 && vocabulary.find(hash_symbol(form)) == kUnknownWord) {
      form.remove_suffix(1);
    }
    return std::string(form);
  }
  for (const EmojiForm form : {EmojiForm::no_variation, EmojiForm::no_skin_tone, EmojiForm::base}) {
    if (vocabulary.find(hash_emoji(symbol, form)) != kUnknownWord) return plain_emoji(symbol, form);
  }
  return plain_emoji(symbol, EmojiForm::no_skin_tone);
}

class WeightCompiler {
 public:
  WeightCompiler(const Pack& pack, LearnedIds& ids, WeightLayer& layer, Compiling& to)
      : pack_(pack), ids_(ids), layer_(layer), to_(to) {}

  void run() {
    layer_.base_up.fill(kMaxScore);
    layer_.base_up[kNeutralAt] = 0;
    layer_.base_down = layer_.base_up;
    layer_.bias_rule = to_.rules.add(pack_.info.name + "/bias");
    layer_.base_rule = to_.rules.add(pack_.info.name + "/base");
    layer_.neutral_rule = to_.rules.add(pack_.info.name + "/neutral");
    for (const WeightRow& row : pack_.weights) add(row);
  }

 private:
  void add(const WeightRow& row) {
    const std::size_t at = row.dimension == kValenceDimension   ? kValenceAt
                           : row.dimension == kNeutralDimension ? kNeutralAt
                                                                : row.dimension;
    layer_.weighs[at] = true;
    constexpr std::array<std::string_view, 4> kConstants = {kBias, kBase, kBaseUp, kBaseDown};
    if (std::find(kConstants.begin(), kConstants.end(), row.place.first) != kConstants.end()) {
      constant(row, at);
      return;
    }
    if (row.weight < -kMaxWeight || row.weight > kMaxWeight) {
      error(row,
            fmt::format("the weight {} is outside {} to {}", row.weight, -kMaxWeight, kMaxWeight));
      return;
    }
    const std::string why = parse(row.place.first);
    if (!why.empty()) {
      error(row, why);
      return;
    }
    std::uint32_t& payload = layer_.phrases.place(parts_, Layer::valence);
    if (payload == kNothing) {
      payload = static_cast<std::uint32_t>(layer_.entries.size());
      layer_.entries.push_back({to_.rules.add(pack_.info.name, "weight", row.place.first), {}});
    }
    auto& amounts = layer_.entries[payload].amounts;
    if (std::any_of(amounts.begin(), amounts.end(), [&](const auto& a) { return a.at == at; })) {
      error(row, fmt::format("\"{}\" has this dimension already", row.place.first));
      return;
    }
    amounts.push_back({static_cast<std::uint8_t>(at), static_cast<std::int16_t>(row.weight)});
  }

  // <bias>, <base>, or <base+> and <base-> for what is above and below 0.
  void constant(const WeightRow& row, std::size_t at) {
    const std::string_view name = row.place.first;
    const bool one_sign = name == kBaseUp || name == kBaseDown;
    if (one_sign && at < kEmotionCount) {
      error(row, fmt::format("{} is for valence and neutral: an emotion is never below 0", name));
      return;
    }
    if (name != kBias &&
        (std::abs(row.weight) > kMostBase || (row.weight < 0 && at < kEmotionCount))) {
      error(row, fmt::format("{} is {}, outside {} to {}", name, row.weight,
                             at < kEmotionCount ? 0 : -kMostBase, kMostBase));
      return;
    }
    if (name == kBias) set(row, layer_.bias[at], bias_given_[at]);
    if (name == kBase || name == kBaseUp) set(row, layer_.base_up[at], up_given_[at]);
    if (name == kBase || name == kBaseDown) set(row, layer_.base_down[at], down_given_[at]);
  }

  void set(const WeightRow& row, std::int32_t& into, bool& given) {
    if (given) error(row, fmt::format("{} has this dimension already", row.place.first));
    given = true;
    into = row.weight;
  }

  void word(WordId id) { parts_.push_back({PhrasePart::Kind::word, id}); }
  WordId symbol(std::string_view name) { return to_.vocabulary.add(hash_symbol(name)); }

  // Fills parts_; why it cannot be a phrase, or nothing.
  std::string parse(std::string_view phrase) {
    parts_.clear();
    for (std::string_view rest = phrase; !rest.empty();) {
      const std::size_t space = rest.find(' ');
      const std::string_view piece = rest.substr(0, space);
      rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
      if (piece == kNumberName) {
        word(ids_.number = symbol(piece));
      } else if (piece == kHandleName) {
        word(ids_.handle = symbol(piece));
      } else if (piece == kLinkName) {
        word(ids_.link = symbol(piece));
      } else if (piece == kRedactedName) {
        word(ids_.redacted = symbol(piece));
      } else if ((piece == "!" || piece == "?") && piece == phrase) {
        word((piece == "!" ? ids_.bang : ids_.question) = symbol(piece));
      } else if (std::string why = words(piece); !why.empty()) {
        return why;
      }
    }
    if (parts_.empty()) return fmt::format("\"{}\" holds no word", phrase);
    if (parts_.size() > kLongestLearned) {
      return fmt::format("\"{}\" has {} words, at most {} are possible", phrase, parts_.size(),
                         kLongestLearned);
    }
    return {};
  }

  std::string words(std::string_view piece) {
    const bool readable = std::any_of(piece.begin(), piece.end(), [](char c) {
      return ascii_word_byte(c) || static_cast<unsigned char>(c) >= 0x80;
    });
    if (!readable && piece.size() >= 2) {  // an emoticon
      word(to_.vocabulary.add_emoticon(piece));
      return {};
    }
    if (const WordId known = to_.vocabulary.find(hash_symbol(piece)); known != kUnknownWord) {
      word(known);  // an emoticon with letters that a pack below knows, ":D", or an emoji
      return {};
    }
    tokens_.clear();
    tokenize_entry(piece, to_.vocabulary, tokens_);
    for (const Token& token : tokens_) {
      if (!token.is_word() && token.kind != TokenKind::emoji) {
        return fmt::format("\"{}\" holds \"{}\", at which every phrase ends", piece,
                           token.span().of(piece));
      }
      word(token.id);
    }
    return {};
  }

  void error(const WeightRow& row, std::string message) {
    Problems one(path_of(pack_, PackFile::weights), content_of(pack_, PackFile::weights));
    one.error(row.place.line, 1, std::move(message), "learn the pack again, or delete the row",
              static_cast<std::uint32_t>(row.place.first.size()));
    for (Problem& problem : one.take()) to_.problems.push_back(std::move(problem));
  }

  const Pack& pack_;
  LearnedIds& ids_;
  WeightLayer& layer_;
  Compiling& to_;
  std::vector<PhrasePart> parts_;
  std::vector<Token> tokens_;
  std::array<bool, kDimensions> bias_given_{};
  std::array<bool, kDimensions> up_given_{};
  std::array<bool, kDimensions> down_given_{};
};

}  // namespace

void compile_weights(const Pack& pack, LearnedIds& ids, WeightLayer& layer, Compiling& to) {
  WeightCompiler(pack, ids, layer, to).run();
}

WordId learned_id(const Token& token, std::string_view text, const LearnedIds& ids,
                  bool& alone) noexcept {
  alone = false;
  switch (token.kind) {
    case TokenKind::word:
    case TokenKind::emoji:
      return token.id;
    case TokenKind::number:
      return ids.number;
    case TokenKind::name: {
      const std::string_view name = name_of(token, text);
      return name.empty()            ? kUnknownWord
             : name == kHandleName   ? ids.handle
             : name == kRedactedName ? ids.redacted
                                     : ids.link;
    }
    case TokenKind::terminal:
      alone = true;
      if (asks(token.span().of(text))) return ids.question;
      return token.bangs > 0 ? ids.bang : kUnknownWord;
    default:
      return kUnknownWord;
  }
}

void learned_words(std::string_view text, const std::vector<Token>& tokens,
                   const Vocabulary& vocabulary, std::vector<std::string>& words) {
  words.clear();
  for (const Token& token : tokens) {
    std::string& out = words.emplace_back();
    const std::string_view bytes = token.span().of(text);
    switch (token.kind) {
      case TokenKind::word:
        if (bytes.size() > kLongestWord) break;
        if ((token.flags & kElongated) != 0) find_shortened(bytes, vocabulary, kAllWords, &out);
        if (out.empty()) out = FoldedWord(bytes).view();
        break;
      case TokenKind::emoji:
        out = known_symbol(bytes, vocabulary);
        break;
      case TokenKind::number:
        out = kNumberName;
        break;
      case TokenKind::name:
        out = name_of(token, text);
        break;
      case TokenKind::terminal:
        out = asks(bytes) ? "?" : token.bangs > 0 ? "!" : "";
        break;
      default:
        break;
    }
  }
}

}  // namespace voxmap::text
