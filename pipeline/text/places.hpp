// The journey, compiled: which words, patterns and questions name which touchpoint.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.hpp"
#include "text/trie.hpp"
#include "voxmap/journey.hpp"

namespace voxmap::text {

struct PlaceWord {
  std::int32_t touchpoint = kUnassigned;
  RuleId rule = 0;
};

class Places {
 public:
  // Adds words and patterns to the vocabulary and patterns of `to`; broken ones to its problems.
  void compile(const Journey& journey, Compiling& to);
  // To be called once the vocabulary is complete.
  void spread(WordId prefix, std::span<const WordId> words) { words_.spread(prefix, words); }
  void finish(std::size_t words) { words_.finish(words); }

  // Whether any word of the journey is known at all.
  [[nodiscard]] bool empty() const noexcept { return meanings_.size() == 1; }
  [[nodiscard]] const Trie& words() const noexcept { return words_; }
  [[nodiscard]] const PlaceWord& word(std::uint32_t payload) const { return meanings_[payload]; }
  // kUnassigned when the journey has no such touchpoint, or the id is empty.
  [[nodiscard]] std::int32_t declared(std::string_view id) const;
  // The touchpoint whose question the prompt contains; the longest question wins. Folds the
  // prompt: ask once for each prompt.
  [[nodiscard]] std::int32_t asked(std::string_view prompt) const;
  [[nodiscard]] bool asks() const noexcept { return !questions_.empty(); }
  [[nodiscard]] std::int32_t stage(std::int32_t touchpoint) const {
    return touchpoint < 0 ? kUnassigned : stages_[static_cast<std::size_t>(touchpoint)];
  }

 private:
  struct Question {
    std::string folded;
    std::int32_t touchpoint = kUnassigned;
  };
  Trie words_;
  std::vector<PlaceWord> meanings_{1};
  std::vector<Question> questions_;                        // longest first, then in journey order
  std::vector<std::pair<std::string, std::int32_t>> ids_;  // sorted
  std::vector<std::int32_t> stages_;                       // by touchpoint
};

}  // namespace voxmap::text
