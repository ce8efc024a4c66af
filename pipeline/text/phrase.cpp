// Turns a phrase as an author writes it into trie parts.
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "text/lexicon.hpp"

namespace voxmap::text {

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
    const std::size_t space = rest.find(' ');
    const std::string_view piece = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    if (piece == "<num>" || piece == "<any>") {
      parts.push_back({piece == "<num>" ? PhrasePart::Kind::number : PhrasePart::Kind::any, 0});
      continue;
    }
    tokens.clear();
    tokenize_entry(piece, vocabulary, tokens);
    for (const Token& token : tokens) {
      if (!token.is_word()) {
        return fmt::format("\"{}\" holds \"{}\", at which every phrase ends", phrase,
                           token.span().of(piece));
      }
      vocabulary.mark(token.id, known_by);
      parts.push_back({PhrasePart::Kind::word, token.id});
    }
  }
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

}  // namespace voxmap::text
