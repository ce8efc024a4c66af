// The word table: open addressing over 64-bit hashes.
#include "text/vocabulary.hpp"

#include <algorithm>

namespace voxmap::text {
namespace {

// Prefixes have a space of their own: "abandon*" is not "abandon".
std::uint64_t hash_prefix(std::string_view beginning) noexcept {
  return mix(hash_folded(beginning) ^ 0x5A5A'7E57'9E3F'1FE5ULL);
}

}  // namespace

Vocabulary::Vocabulary()
    : seen_(kSeenWords, 0),
      slots_(std::size_t{1} << 15U),
      mask_(slots_.size() - 1),
      words_(1),
      sharings_(1, 0),
      hashes_(1, 0) {}

WordId Vocabulary::add(std::uint64_t hash) {
  if (const WordId known = find(hash); known != kUnknownWord) return known;
  if (words_.size() * 2 > slots_.size()) grow();
  const auto id = static_cast<WordId>(words_.size());
  words_.emplace_back();
  hashes_.push_back(hash);
  place(id);
  seen_[seen_word(hash)] |= std::uint64_t{1} << (hash & 63U);
  return id;
}

void Vocabulary::mark_common(WordId id, std::uint32_t known_by) {
  const std::uint32_t bits = common(id) | known_by;
  const auto same = std::find(sharings_.begin(), sharings_.end(), bits);
  words_[id].sharing = static_cast<std::uint16_t>(same - sharings_.begin());
  if (same == sharings_.end()) sharings_.push_back(bits);
}

void Vocabulary::place(WordId id) {
  std::size_t i = hashes_[id] & mask_;
  while (slots_[i].id != kUnknownWord) i = (i + 1) & mask_;
  slots_[i] = {static_cast<std::uint32_t>(hashes_[id] >> 32U), id};
}

WordId Vocabulary::add_emoticon(std::string_view emoticon) {
  if (emoticon.size() >= 2) {
    emoticon_pairs_.set(static_cast<unsigned char>(emoticon[0]) * 256U +
                        static_cast<unsigned char>(emoticon[1]));
    longest_emoticon_ = std::max(longest_emoticon_, emoticon.size());
  }
  return add(hash_symbol(emoticon));
}

WordId Vocabulary::add_prefix(std::string_view beginning) {
  const WordId id = add(hash_prefix(beginning));
  const bool known = std::any_of(prefixes_.begin(), prefixes_.end(),
                                 [&](const Prefix& prefix) { return prefix.id == id; });
  if (!known && beginning.size() <= kLongestWord) {
    prefixes_.push_back({std::string(beginning), id});
    prefix_lengths_.set(beginning.size());
  }
  return id;
}

WordId Vocabulary::find_prefix(std::string_view word, std::uint32_t known_by) const {
  const FoldedWord folded(word);
  const std::string_view text = folded.view();
  for (std::size_t n = std::min(text.size(), kLongestWord); n > 0; --n) {
    if (!prefix_lengths_[n]) continue;
    const WordId id = find(hash_prefix(text.substr(0, n)), known_by);
    if (id != kUnknownWord) return id;
  }
  return kUnknownWord;
}

void Vocabulary::remember(WordId id, std::string_view word) {
  if (id >= texts_.size()) texts_.resize(std::max<std::size_t>(id + 1, texts_.size() * 2));
  if (texts_[id].empty()) texts_[id] = FoldedWord(word).view();
}

std::vector<Vocabulary::PrefixUse> Vocabulary::prefix_uses() const {
  std::vector<Prefix> sorted = prefixes_;
  std::sort(sorted.begin(), sorted.end(), [](const Prefix& a, const Prefix& b) {
    return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
  });
  std::vector<PrefixUse> uses;
  uses.reserve(sorted.size());
  for (const Prefix& prefix : sorted) uses.push_back({prefix.id, {}});
  const auto begins = [&](std::string_view text, WordId id) {
    for (std::size_t p = 0; p < sorted.size(); ++p) {
      if (sorted[p].id != id && text.starts_with(sorted[p].text)) uses[p].words.push_back(id);
    }
  };
  for (WordId id = 1; id < texts_.size(); ++id) {
    if (!texts_[id].empty()) begins(texts_[id], id);
  }
  for (const Prefix& prefix : sorted) begins(prefix.text, prefix.id);
  return uses;
}

void Vocabulary::grow() {
  slots_.assign(slots_.size() * 2, Slot{});
  mask_ = slots_.size() - 1;
  for (WordId id = 1; id < hashes_.size(); ++id) place(id);
}

}  // namespace voxmap::text
