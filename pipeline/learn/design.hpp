// From texts to the rows of a linear model: which phrases each text holds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "voxmap/emotion.hpp"

namespace voxmap::learn {

// A text that people coded or rated, and what the packs below say of it.
struct Coded {
  std::string id;
  std::string person;              // who wrote it; empty: not known
  std::vector<std::string> words;  // Tagger::learnable_words
  Label said = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::optional<Label> label;  // as coded
  std::optional<double> score;
  std::array<double, kEmotionCount> felt{};  // by Emotion; above 0: felt
};

struct PhraseLimits {
  std::size_t least_texts = 3;    // a phrase of fewer texts is none
  std::size_t least_persons = 3;  // likewise of persons, where they are known
  std::size_t longest = 3;        // words
  std::size_t most = 50000;       // phrases: of more, those of most texts are kept
};

// Rows of the model: the phrases a text holds, each once, and numbers beside them.
struct Design {
  std::vector<std::string> phrases;              // sorted
  std::vector<std::vector<std::uint32_t>> rows;  // indices of phrases, ascending
  std::vector<std::array<double, 2>> beside;     // two numbers a row, set by who learns
};

// Words with digits longer than three characters are no part of a phrase: they are numbers of
// orders and bookings. `<handle>`, `<link>` and `<redacted>` stand for what they replace, so no
// name or address becomes a phrase.
[[nodiscard]] Design make_design(const std::vector<Coded>& texts, const PhraseLimits& limits);

// 0 .. folds-1, by SHA-256 of the person, or of the id where the person is not known: one person's
// texts stand in one fold, and a row's fold depends on nothing else.
[[nodiscard]] std::vector<std::size_t> fold_of(const std::vector<Coded>& texts, std::size_t folds);

}  // namespace voxmap::learn
