// The phrase trie: nodes in one vector, edges in one hash table.
#include "text/trie.hpp"

#include <bit>

namespace voxmap::text {

std::uint32_t& Trie::place(std::span<const PhrasePart> phrase, Layer layer) {
  std::uint32_t node = 0;
  for (const PhrasePart& part : phrase) {
    std::uint32_t next = part.kind == PhrasePart::Kind::word     ? child(node, part.word)
                         : part.kind == PhrasePart::Kind::number ? nodes_[node].number
                                                                 : nodes_[node].any;
    if (next == 0) {
      next = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
      switch (part.kind) {
        case PhrasePart::Kind::word:
          link(key(node, part.word), next);
          nodes_[node].words |= bit(part.word);
          break;
        case PhrasePart::Kind::number:
          nodes_[node].number = next;
          break;
        case PhrasePart::Kind::any:
          nodes_[node].any = next;
          break;
      }
    }
    node = next;
  }
  return nodes_[node].payload[static_cast<std::size_t>(layer)];
}

void Trie::spread(WordId prefix, std::span<const WordId> words) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;  // node, child by the prefix
  for (const Edge& edge : edges_) {
    if (edge.key != 0 && (edge.key & 0xFFFFFFFFU) == prefix) {
      found.emplace_back(static_cast<std::uint32_t>(edge.key >> 32U), edge.child);
    }
  }
  for (const auto& [node, by_prefix] : found) {
    for (const WordId word : words) {
      const std::uint32_t own = child(node, word);
      if (own == 0) {
        link(key(node, word), by_prefix);
        nodes_[node].words |= bit(word);
        continue;
      }
      for (std::size_t k = 0; k < kLayers; ++k) {
        if (nodes_[own].payload[k] == kNothing) {
          nodes_[own].payload[k] = nodes_[by_prefix].payload[k];
        }
      }
    }
  }
}

void Trie::link(std::uint64_t key, std::uint32_t child) {
  if (++edge_count_ * 2 > edges_.size()) resize(edges_.size() * 2);
  std::size_t i = mix(key) & mask_;
  while (edges_[i].key != 0) i = (i + 1) & mask_;
  edges_[i] = {key, child};
}

void Trie::resize(std::size_t slots) {
  std::vector<Edge> bigger(slots);
  const std::size_t mask = slots - 1;
  for (const Edge& edge : edges_) {
    if (edge.key == 0) continue;
    std::size_t i = mix(edge.key) & mask;
    while (bigger[i].key != 0) i = (i + 1) & mask;
    bigger[i] = edge;
  }
  edges_ = std::move(bigger);
  mask_ = mask;
}

void Trie::reserve(std::size_t phrases) {
  nodes_.reserve(nodes_.size() + phrases);
  const std::size_t slots = std::bit_ceil(2 * (edge_count_ + phrases));
  if (slots > edges_.size()) resize(slots);
}

void Trie::finish(std::size_t words) {
  start_.assign(words, 0);
  for (const Edge& edge : edges_) {
    if (edge.key != 0 && edge.key >> 32U == 0) start_[edge.key & 0xFFFFFFFFU] = edge.child;
  }
  numbers_start_ = nodes_[0].number != 0;
}

PhraseMatch Trie::match(std::span<const Token> tokens, std::size_t at) const noexcept {
  PhraseMatch match;
  const Token& token = tokens[at];
  if (const std::uint32_t node = start_[token.id]; node != 0) walk(tokens, at + 1, node, 1, match);
  if (token.kind == TokenKind::number && numbers_start_) {
    walk(tokens, at + 1, nodes_[0].number, 1, match);
  }
  return match;
}

// Depth is at most kLongestPhrase: place() is given no longer phrases.
void Trie::walk(std::span<const Token> tokens, std::size_t at, std::uint32_t node,
                std::uint32_t depth, PhraseMatch& match) const noexcept {
  const Node& here = nodes_[node];
  for (std::size_t k = 0; k < match.layers.size(); ++k) {
    if (here.payload[k] != kNothing && depth > match.layers[k].tokens) {
      match.layers[k] = {here.payload[k], depth};
    }
  }
  const std::uint32_t weighed = here.payload[static_cast<std::size_t>(Layer::weight)];
  if (weighed != kNothing && match.weighed_count < kLongestWeighed) {
    match.weighed[match.weighed_count++] = {weighed, depth};
  }
  if (at >= tokens.size() || (here.words | here.number | here.any) == 0) return;
  const Token& token = tokens[at];
  if (!token.is_word() && token.kind != TokenKind::name) return;
  if ((here.words & bit(token.id)) != 0 && token.id != kUnknownWord) {
    if (const std::uint32_t next = child(node, token.id); next != 0) {
      walk(tokens, at + 1, next, depth + 1, match);
    }
  }
  if (here.number != 0 && token.kind == TokenKind::number) {
    walk(tokens, at + 1, here.number, depth + 1, match);
  }
  if (here.any != 0) walk(tokens, at + 1, here.any, depth + 1, match);
}

}  // namespace voxmap::text
