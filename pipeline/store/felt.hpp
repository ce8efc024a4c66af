// Which named feelings a mention has, as blocks of facts keep them: a text of names, found from the
// definitions of a Tagger while a document is written, or from those stored.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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
  struct Language {
    std::vector<FeelingDefinition> rows;  // by feeling
    // The rows that a rule is a word of. Names are compared once a rule, not once a mention.
    std::unordered_map<RuleId, std::vector<std::size_t>> worded;
  };
  Language& language_of(std::string_view name);
  const std::vector<std::size_t>& rows_with(Language& language, RuleId rule) const;

  const Tagger* tagger_ = nullptr;
  std::map<std::string, Language, std::less<>> languages_;
  std::string last_name_;
  Language* last_ = nullptr;
  std::vector<bool> said_;  // by row: is one of its words evidence?
  std::string names_;
  FeltTexts texts_;
};

// Of what is stored. False: the evidence is damaged.
bool felt_text(Feelings& feelings, const Feelings::Felt& felt, FeltTexts& texts,
               std::string& scratch, std::string_view& out);

}  // namespace voxmap
