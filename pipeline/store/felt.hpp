// Which named feelings a mention has, as blocks of facts keep them: a text of names, found from the
// definitions of a Tagger while a document is written, or from those stored.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
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
  const std::vector<FeelingDefinition>& rows_of(std::string_view language);

  const Tagger* tagger_ = nullptr;
  std::map<std::string, std::vector<FeelingDefinition>, std::less<>> rows_;  // by feeling
  std::string last_language_;
  const std::vector<FeelingDefinition>* last_rows_ = nullptr;
  std::string names_;
  FeltTexts texts_;
};

// Of what is stored. False: the evidence is damaged.
bool felt_text(Feelings& feelings, const Feelings::Felt& felt, FeltTexts& texts,
               std::string& scratch, std::string_view& out);

}  // namespace voxmap
