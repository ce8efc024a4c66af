// Imported entries as the files of a pack.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lexicon/import.hpp"

namespace voxmap::lexicon {

// Whether the engine can look an entry up: asked of whoever knows the engine.
struct Verdict {
  std::string fault;  // why not; empty: it can
  std::string key;    // equal for entries that match the same words
};
// `symbol`: as an emoji or emoticon, else as a phrase.
using Judge = std::function<Verdict(std::string_view entry, bool symbol)>;

struct PackSettings {
  std::string name, language;
  std::string title;         // empty: the formats'
  std::string profile;       // empty: none is written
  int strength = 500;        // of a word that a list calls positive or negative: 1..1000
  int intensity = 250;       // of a word that a list has under an emotion: 1..1000
  std::string modifiers;     // modifiers.tsv of a pack, for lists that bring none; empty: none
  std::string modifiers_of;  // that pack's name
};

struct WrittenPack {
  std::vector<std::pair<std::string, std::string>> files;  // name and content, in the pack's order
  std::uint64_t valence = 0, emotion = 0, modifiers = 0, symbols = 0, descriptions = 0;
  std::uint64_t zero = 0;  // words that came to nothing
};

// What cannot be an entry is added to `imported.skipped`, what another entry says already to
// `imported.repeated`. Throws Error(Exit::data) when no entry is left.
[[nodiscard]] WrittenPack write_pack(Imported& imported, const PackSettings& settings,
                                     const Judge& judge);

}  // namespace voxmap::lexicon
