// Names of feelings as one text a mention.
#include "store/felt.hpp"

#include <algorithm>

namespace voxmap {

void TaggerFeelings::begin(const Tagger& tagger) {
  tagger_ = &tagger;
  rows_.clear();
  last_rows_ = nullptr;
}

const std::vector<FeelingDefinition>& TaggerFeelings::rows_of(std::string_view language) {
  if (last_rows_ != nullptr && last_language_ == language) return *last_rows_;
  auto known = rows_.find(language);
  if (known == rows_.end()) {
    known = rows_.try_emplace(std::string(language)).first;
    for (FeelingDefinition& row : tagger_->feeling_definitions()) {
      if (row.language == language) known->second.push_back(std::move(row));
    }
    std::ranges::stable_sort(known->second, {}, &FeelingDefinition::feeling);
  }
  last_language_ = language;
  last_rows_ = &known->second;
  return known->second;
}

std::string_view TaggerFeelings::of(std::string_view language, const Mention& mention,
                                    std::span<const Evidence> evidence) {
  if (mention.emotions == Intensities{}) return {};
  const auto& rows = rows_of(language);
  if (rows.empty()) return {};
  const auto said = [&](const FeelingDefinition& row) {
    return row.words.empty() || std::ranges::any_of(evidence, [&](const Evidence& piece) {
             return std::ranges::find(row.words, tagger_->rule_name(piece.rule)) != row.words.end();
           });
  };
  names_.clear();
  find_feelings(std::span<const FeelingDefinition>(rows), mention.valence, mention.emotions, said,
                [&](const FeelingDefinition& row, std::int32_t) {
                  names_ += row.feeling;
                  names_ += '\n';
                });
  return names_.empty() ? std::string_view{} : texts_.keep(names_);
}

bool felt_text(Feelings& feelings, const Feelings::Felt& felt, FeltTexts& texts,
               std::string& scratch, std::string_view& out) {
  scratch.clear();
  const bool read = feelings.find(felt, [&](const Feelings::Row& row, std::int32_t) {
    scratch += feelings.names()[row.feeling];
    scratch += '\n';
  });
  out = scratch.empty() ? std::string_view{} : texts.keep(scratch);
  return read;
}

}  // namespace voxmap
