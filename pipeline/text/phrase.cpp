// Turns a phrase as an author writes it into trie parts.
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "text/lexicon.hpp"
#include "text/words.hpp"

namespace voxmap::text {

namespace {

std::string fault_of(std::string_view phrase, const std::vector<PhrasePart>& parts) {
  if (parts.empty()) return fmt::format("\"{}\" holds no word", phrase);
  if (parts.size() > kLongestPhrase) {
    return fmt::format("\"{}\" has {} words, at most {} are possible", phrase, parts.size(),
                       kLongestPhrase);
  }
  if (parts.front().kind == PhrasePart::Kind::any) {
    return fmt::format("\"{}\" begins with <any>", phrase);
  }
  return {};
}

bool parse_slot(std::string_view piece, std::vector<PhrasePart>& parts) {
  if (piece != "<num>" && piece != "<any>") return false;
  parts.push_back({piece == "<num>" ? PhrasePart::Kind::number : PhrasePart::Kind::any, 0});
  return true;
}

// The next piece of a phrase between spaces.
std::string_view take_piece(std::string_view& rest) {
  const std::size_t space = rest.find(' ');
  const std::string_view piece = rest.substr(0, space);
  rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  return piece;
}

std::string no_word(std::string_view phrase, std::string_view mark) {
  return fmt::format("\"{}\" holds \"{}\", at which every phrase ends", phrase, mark);
}

}  // namespace

std::string parse_phrase(std::string_view phrase, Vocabulary& vocabulary, std::uint32_t known_by,
                         std::vector<Token>& tokens, std::vector<PhrasePart>& parts) {
  parts.clear();
  if (trim(phrase) == "?") {  // the one mark that can be an entry: questions
    const WordId id = vocabulary.add(hash_symbol("?"));
    vocabulary.mark(id, known_by);
    parts.push_back({PhrasePart::Kind::word, id});
    return {};
  }
  for (std::string_view rest = phrase; !rest.empty();) {
    const std::string_view piece = take_piece(rest);
    if (parse_slot(piece, parts)) continue;
    if (piece == "*") return fmt::format("\"{}\" has a * that ends no word", phrase);
    tokens.clear();
    const bool open = piece.size() > 1 && piece.ends_with('*');
    tokenize_entry(open ? piece.substr(0, piece.size() - 1) : piece, vocabulary, tokens);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const Token& token = tokens[t];
      if (!token.is_word()) {
        return no_word(phrase, token.span().of(piece));
      }
      WordId id = token.id;
      if (open && t + 1 == tokens.size() && token.end + 1 == piece.size()) {
        id = vocabulary.add_prefix(FoldedWord(token.span().of(piece)).view());
      }
      vocabulary.mark(id, known_by);
      parts.push_back({PhrasePart::Kind::word, id});
    }
  }
  return fault_of(phrase, parts);
}

std::string parse_beside(std::string_view phrase, Vocabulary& vocabulary,
                         std::vector<Token>& tokens, std::vector<PhrasePart>& parts) {
  parts.clear();
  for (std::string_view rest = phrase; !rest.empty();) {
    const std::string_view piece = take_piece(rest);
    if (parse_slot(piece, parts)) continue;
    tokens.clear();
    tokenize(piece, vocabulary, tokens);
    for (Token& token : tokens) {
      if (!token.is_word()) return no_word(phrase, token.span().of(piece));
      if (token.id == kUnknownWord) {
        const std::string_view word = token.span().of(piece);
        token.id = vocabulary.add(hash_word(word));
        vocabulary.remember(token.id, word);  // an entry "abandon*" is to catch it as before
      }
      // Frequent in no language: nothing is cut or voted for by it, but every tokenizer finds it.
      vocabulary.mark_common(token.id, kJourneyWords);
      parts.push_back({PhrasePart::Kind::word, token.id});
    }
  }
  return fault_of(phrase, parts);
}

std::string parse_symbol(std::string_view symbol, Vocabulary& vocabulary, WordId& id) {
  if (symbol.empty()) return "an emoji is missing";
  if (static_cast<unsigned char>(symbol.front()) >= 0x80 && emoji_end(symbol, 0) == symbol.size()) {
    id = vocabulary.add(hash_emoji(symbol, EmojiForm::no_variation));
  } else if (symbol.size() >= 2 && symbol.find(' ') == std::string_view::npos) {
    id = vocabulary.add_emoticon(symbol);
  } else {
    return fmt::format("\"{}\" is neither one emoji nor an emoticon", symbol);
  }
  return {};
}

EntryCheck::Found EntryCheck::check(std::string_view entry, bool symbol) {
  Found found;
  if (symbol) {
    WordId id = kUnknownWord;
    found.fault = parse_symbol(entry, vocabulary_, id);
    found.key = fmt::format("{}", id);
    return found;
  }
  found.fault = parse_phrase(entry, vocabulary_, 0, tokens_, parts_);
  for (const PhrasePart& part : parts_) {
    found.key += fmt::format("{}.{} ", static_cast<int>(part.kind), part.word);
  }
  return found;
}

}  // namespace voxmap::text
