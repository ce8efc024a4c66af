// Which named feelings a mention has, as blocks of facts keep them: a text of names, found from the
// definitions of a Tagger while a document is written, or from those stored.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/by_rule.hpp"
#include "store/feelings.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap {

// Names one after another, each with a newline behind it.
class FeltTexts {
 public:
  // Lives as long as this. Few mentions feel differently from all others.
  std::string_view keep(std::string_view names) {
    const auto known = texts_.find(names);
    return known != texts_.end() ? *known : *texts_.emplace(names).first;
  }

 private:
  std::set<std::string, std::less<>> texts_;
};

// Of mentions of a Tagger that has just found them; the same as Feelings tells of them when stored.
class TaggerFeelings {
 public:
  // Definitions of languages are asked for when the first mention in one comes.
  void begin(const Tagger& tagger);
  std::string_view of(std::string_view language, const Mention& mention,
                      std::span<const Evidence> evidence);

 private:
  // Of a definition what every mention is compared with, close together.
  struct Row {
    std::size_t feeling = 0;  // index into names
    FeelingBlend blend;
    std::size_t definition = 0;  // index into words
    std::uint8_t emotions = 0;   // a bit for each that has a share
  };
  struct FoundHash {
    std::size_t operator()(const std::vector<std::size_t>& found) const noexcept {
      return std::accumulate(found.begin(), found.end(), std::size_t{0},
                             [](std::size_t sum, std::size_t one) { return sum * 31 + one; });
    }
  };
  struct Language {
    std::vector<std::string> names;               // of feelings; sorted
    std::vector<std::vector<std::string>> words;  // by definition
    std::vector<Row> rows;                        // by feeling
    // Of them those that a mention with these emotions can have, by the emotions' bits: made when
    // the first such mention comes.
    std::array<std::optional<std::vector<Row>>, 256> possible;
    // 1 + the index into `worded` of the definitions that the rule is a word of; 0: not looked up
    // yet. Names are compared once a rule, not once a mention.
    ByRule<std::uint32_t> looked_up;
    std::vector<std::vector<std::size_t>> worded{{}};  // the first for the many that are no word
    std::unordered_map<std::vector<std::size_t>, std::string_view, FoundHash>
        texts;  // by indexes into names
  };
  Language& language_of(std::string_view name);
  static std::span<const Row> possible(Language& language, std::uint8_t emotions);
  const std::vector<std::size_t>& worded_by(Language& language, RuleId rule) const;

  const Tagger* tagger_ = nullptr;
  std::map<std::string, Language, std::less<>> languages_;
  std::string last_name_;
  Language* last_ = nullptr;
  std::vector<bool> said_;  // by definition: is one of its words evidence?
  std::vector<std::size_t> found_;
  FeltTexts texts_;
};

// Of what is stored. False: the evidence is damaged.
bool felt_text(Feelings& feelings, const Feelings::Felt& felt, FeltTexts& texts,
               std::string& scratch, std::string_view& out);

}  // namespace voxmap
