// The word table: open addressing over 64-bit hashes.
#include "text/vocabulary.hpp"

#include <algorithm>

namespace voxmap::text {

Vocabulary::Vocabulary()
    : seen_(kSeenWords, 0),
      slots_(std::size_t{1} << 15U),
      mask_(slots_.size() - 1),
      languages_(1, 0),
      common_(1, 0),
      hashes_(1, 0) {}

WordId Vocabulary::add(std::uint64_t hash) {
  if (const WordId known = find(hash); known != kUnknownWord) return known;
  if (languages_.size() * 2 > slots_.size()) grow();
  const auto id = static_cast<WordId>(languages_.size());
  languages_.push_back(0);
  common_.push_back(0);
  hashes_.push_back(hash);
  place(id);
  seen_[seen_word(hash)] |= std::uint64_t{1} << (hash & 63U);
  return id;
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

void Vocabulary::grow() {
  slots_.assign(slots_.size() * 2, Slot{});
  mask_ = slots_.size() - 1;
  for (WordId id = 1; id < hashes_.size(); ++id) place(id);
}

}  // namespace voxmap::text
