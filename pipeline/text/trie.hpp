// Phrases over word ids: what starts at a token, by layers, the longest of each.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "text/tokens.hpp"

namespace voxmap::text {

// Layers are matched side by side, so that an emotion phrase does not hide a valence word.
// Of the first three the longest phrase is found; of emotion weights every one, for they add up.
enum class Layer : std::uint8_t { valence, emotion, modifier, weight };
inline constexpr std::size_t kLayers = 4;
inline constexpr std::uint32_t kNothing = 0;       // payloads are numbered from 1
inline constexpr std::size_t kLongestPhrase = 12;  // words
inline constexpr std::size_t kLongestWeighed = 4;  // words of a phrase with emotion weights

// A piece of a phrase: a word, or a place that any number or any one word takes.
struct PhrasePart {
  enum class Kind : std::uint8_t { word, number, any };
  Kind kind = Kind::word;
  WordId word = kUnknownWord;
};

struct PhraseMatch {
  struct Found {
    std::uint32_t payload = kNothing;
    std::uint32_t tokens = 0;  // how many the phrase takes
  };
  std::array<Found, kLayers - 1> layers{};
  std::array<Found, kLongestWeighed> weighed{};  // all of Layer::weight, shortest first
  std::size_t weighed_count = 0;
  [[nodiscard]] const Found& of(Layer layer) const noexcept {
    return layers[static_cast<std::size_t>(layer)];
  }
};

class Trie {
 public:
  Trie() : nodes_(1), edges_(64), mask_(63) {}

  // The payload place of a phrase: kNothing in it means that the phrase is new.
  std::uint32_t& place(std::span<const PhrasePart> phrase, Layer layer);
  // Makes room for so many phrases more.
  void reserve(std::size_t phrases);
  // Lets phrases with the prefix match these words as well, where no phrase of theirs does.
  void spread(WordId prefix, std::span<const WordId> words);
  // To be called once after the last place(): `words` is the vocabulary's size.
  void finish(std::size_t words);

  // For walking by hand: from the root, node 0, by one word to the next node; 0: there is none.
  [[nodiscard]] std::uint32_t step(std::uint32_t node, WordId word) const noexcept {
    return node == 0 ? start_[word] : (nodes_[node].words & bit(word)) != 0 ? child(node, word) : 0;
  }
  [[nodiscard]] std::uint32_t payload(std::uint32_t node, Layer layer) const noexcept {
    return nodes_[node].payload[static_cast<std::size_t>(layer)];
  }

  // Whether any phrase starts with this word: the quick question of the hot loop.
  [[nodiscard]] bool starts(const Token& token) const noexcept {
    return start_[token.id] != 0 || (token.kind == TokenKind::number && numbers_start_);
  }
  // All that starts at tokens[at], read no further than tokens.size().
  [[nodiscard]] PhraseMatch match(std::span<const Token> tokens, std::size_t at) const noexcept;

 private:
  struct alignas(32) Node {  // never in two lines of the cache
    std::array<std::uint32_t, kLayers> payload{};
    std::uint32_t number = 0;  // child for any number
    std::uint32_t any = 0;     // child for any word
    // A bit for each child by word: most words that follow have none, and this says so without a
    // look into the table of edges.
    std::uint64_t words = 0;
  };
  [[nodiscard]] static std::uint64_t bit(WordId word) noexcept {
    return std::uint64_t{1} << (word * 2654435769U >> 26U);
  }
  struct Edge {
    std::uint64_t key = 0;  // 0: free
    std::uint32_t child = 0;
  };
  [[nodiscard]] static std::uint64_t key(std::uint32_t node, WordId word) noexcept {
    return (std::uint64_t{node} << 32U) | word;
  }
  [[nodiscard]] std::uint32_t child(std::uint32_t node, WordId word) const noexcept {
    const std::uint64_t wanted = key(node, word);
    for (std::size_t i = mix(wanted) & mask_;; i = (i + 1) & mask_) {
      if (edges_[i].key == wanted) return edges_[i].child;
      if (edges_[i].key == 0) return 0;
    }
  }
  void link(std::uint64_t key, std::uint32_t child);
  void resize(std::size_t slots);
  void walk(std::span<const Token> tokens, std::size_t at, std::uint32_t node, std::uint32_t depth,
            PhraseMatch& match) const noexcept;

  std::vector<Node> nodes_;  // 0 is the root
  std::vector<Edge> edges_;
  std::size_t mask_;
  std::size_t edge_count_ = 0;
  std::vector<std::uint32_t> start_;  // root's children by word id
  bool numbers_start_ = false;
};

}  // namespace voxmap::text
