// Names of feelings as one text a mention.
#include "store/felt.hpp"

#include <algorithm>
#include <iterator>

namespace voxmap {

namespace {

std::uint8_t emotions_in(const Intensities& amounts) {
  std::uint8_t bits = 0;
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    bits |= static_cast<std::uint8_t>((amounts[e] != 0 ? 1U : 0U) << e);
  }
  return bits;
}

}  // namespace

void TaggerFeelings::begin(const Tagger& tagger) {
  tagger_ = &tagger;
  languages_.clear();
  last_ = nullptr;
}

TaggerFeelings::Language& TaggerFeelings::language_of(std::string_view name) {
  if (last_ != nullptr && last_name_ == name) return *last_;
  const auto [known, fresh] = languages_.try_emplace(std::string(name));
  last_name_ = name;
  last_ = &known->second;
  if (!fresh) return *last_;
  std::vector<FeelingDefinition> rows = tagger_->feeling_definitions();
  std::erase_if(rows, [&](const FeelingDefinition& row) { return row.language != name; });
  std::ranges::stable_sort(rows, {}, &FeelingDefinition::feeling);
  for (FeelingDefinition& row : rows) {
    if (last_->names.empty() || last_->names.back() != row.feeling) {
      last_->names.push_back(row.feeling);
    }
    last_->rows.push_back(
        {last_->names.size() - 1, row.blend, last_->words.size(), emotions_in(row.blend.shares)});
    last_->words.push_back(std::move(row.words));
  }
  return *last_;
}

// Most mentions have the emotions of few rows.
std::span<const TaggerFeelings::Row> TaggerFeelings::possible(Language& language,
                                                              std::uint8_t emotions) {
  std::optional<std::vector<Row>>& rows = language.possible[emotions];
  if (!rows) {
    rows.emplace();
    std::ranges::copy_if(language.rows, std::back_inserter(*rows),
                         [emotions](const Row& row) { return (row.emotions & ~emotions) == 0; });
  }
  return *rows;
}

const std::vector<std::size_t>& TaggerFeelings::worded_by(Language& language, RuleId rule) const {
  std::uint32_t& place = language.looked_up[rule];
  if (place == 0) {
    const std::string_view name = tagger_->rule_name(rule);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < language.words.size(); ++i) {
      if (std::ranges::count(language.words[i], name) > 0) found.push_back(i);
    }
    place = 1;
    if (!found.empty()) {
      language.worded.push_back(std::move(found));
      place = static_cast<std::uint32_t>(language.worded.size());
    }
  }
  return language.worded[place - 1];
}

std::string_view TaggerFeelings::of(std::string_view language, const Mention& mention,
                                    std::span<const Evidence> evidence) {
  const std::uint8_t emotions = emotions_in(mention.emotions);
  if (emotions == 0) return {};
  Language& known = language_of(language);
  bool looked = false;
  const auto said = [&](const Row& row) {
    if (known.words[row.definition].empty()) return true;
    if (!looked) {
      said_.assign(known.words.size(), false);
      for (const Evidence& piece : evidence) {
        for (const std::size_t i : worded_by(known, piece.rule)) said_[i] = true;
      }
      looked = true;
    }
    return static_cast<bool>(said_[row.definition]);
  };
  found_.clear();
  find_feelings(possible(known, emotions), mention.valence, mention.emotions, said,
                [&](const Row& row, std::int32_t) { found_.push_back(row.feeling); });
  if (found_.empty()) return {};
  const auto [text, fresh] = known.texts.try_emplace(found_);
  if (fresh) {
    std::string names;
    for (const std::size_t feeling : found_) names += known.names[feeling] + '\n';
    text->second = texts_.keep(names);
  }
  return text->second;
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
