// Names of feelings as one text a mention.
#include "store/felt.hpp"

#include <algorithm>

namespace voxmap {

void TaggerFeelings::begin(const Tagger& tagger) {
  tagger_ = &tagger;
  languages_.clear();
  last_ = nullptr;
}

TaggerFeelings::Language& TaggerFeelings::language_of(std::string_view name) {
  if (last_ != nullptr && last_name_ == name) return *last_;
  auto known = languages_.find(name);
  if (known == languages_.end()) {
    known = languages_.try_emplace(std::string(name)).first;
    auto& rows = known->second.rows;
    for (FeelingDefinition& row : tagger_->feeling_definitions()) {
      if (row.language == name) rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(rows, {}, &FeelingDefinition::feeling);
  }
  last_name_ = name;
  last_ = &known->second;
  return known->second;
}

const std::vector<std::size_t>& TaggerFeelings::rows_with(Language& language, RuleId rule) const {
  const auto [at, fresh] = language.worded.try_emplace(rule);
  if (fresh) {
    const std::string_view name = tagger_->rule_name(rule);
    for (std::size_t i = 0; i < language.rows.size(); ++i) {
      if (std::ranges::count(language.rows[i].words, name) > 0) at->second.push_back(i);
    }
  }
  return at->second;
}

std::string_view TaggerFeelings::of(std::string_view language, const Mention& mention,
                                    std::span<const Evidence> evidence) {
  if (mention.emotions == Intensities{}) return {};
  Language& known = language_of(language);
  if (known.rows.empty()) return {};
  said_.assign(known.rows.size(), false);
  for (const Evidence& piece : evidence) {
    for (const std::size_t row : rows_with(known, piece.rule)) said_[row] = true;
  }
  const FeelingDefinition* const first = known.rows.data();
  const auto said = [&](const FeelingDefinition& row) {
    return row.words.empty() || said_[static_cast<std::size_t>(&row - first)];
  };
  names_.clear();
  find_feelings(std::span<const FeelingDefinition>(known.rows), mention.valence, mention.emotions,
                said, [&](const FeelingDefinition& row, std::int32_t) {
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
