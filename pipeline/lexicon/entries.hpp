// What foreign lexicons say, word by word, before it becomes a pack.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/source.hpp"
#include "voxmap/emotion.hpp"

namespace voxmap::lexicon {

// What to make of a word that has several numbers: senses, or rows that repeat it.
enum class Repeats : std::uint8_t {
  average,
  first,
  last,
  strongest  // the one furthest from 0
};
inline constexpr std::array<std::string_view, 4> kRepeatNames = {"average", "first", "last",
                                                                 "strongest"};

// Several numbers for one thing, told apart as little as possible.
struct Amount {
  double sum = 0, first = 0, last = 0, strongest = 0;
  std::uint32_t count = 0;
  void add(double value);
  [[nodiscard]] double value(Repeats repeats) const;
};

struct Item {
  std::uint32_t file = 0;
  Spot spot;  // where the word was first met
  Repeats repeats = Repeats::average;
  bool keep_zero = false;                                  // a valence of 0 is an entry
  Amount valence;                                          // -1..1
  std::array<Amount, kEmotionCount> emotions;              // 0..1
  std::uint32_t listed_positive = 0, listed_negative = 0;  // in lists without numbers
  std::array<std::uint32_t, kEmotionCount> listed_emotions{};
};

struct ModifierItem {
  std::uint32_t file = 0;
  Spot spot;
  std::string kind;  // as in modifiers.tsv
  int amount = 0;    // per mille
};

// A row that gave no entry, or not the one it might seem to.
struct Skipped {
  std::uint32_t file = 0;
  Spot spot;
  std::string reason;  // the same words for the same reason
  std::string what;    // the word or line
};

struct FileReport {
  std::string path, format, title, note, digest;
  std::uint64_t rows = 0;
  std::uint64_t skipped = 0;
  std::map<std::string, std::uint64_t> unmapped;  // categories without a meaning here, with counts
};

struct Imported {
  std::vector<FileReport> files;
  std::map<std::string, Item, std::less<>> items;
  std::map<std::string, ModifierItem, std::less<>> modifiers;
  std::map<std::string, std::string, std::less<>> descriptions;  // emoji in words
  std::vector<Skipped> skipped;
  std::vector<Skipped> repeated;                 // rows that say again what a row before them said
  std::vector<std::string> licences, languages;  // of the formats met, in their order, once each
  bool vader = false;
};

// What a format's reader fills.
class Collector {
 public:
  Collector(Imported& to, std::uint32_t file) : to_(to), file_(file) {}

  // How this file's words with several numbers are settled. `senses`: several are expected, and
  // not reported as repeated rows.
  void settle(Repeats repeats, bool senses) {
    repeats_ = repeats;
    senses_ = senses;
  }
  void keep_zero() { keep_zero_ = true; }
  // "_" stands for a space in words of two letters and more.
  void underscores() { underscores_ = true; }

  void row() { ++to_.files[file_].rows; }
  void valence(std::string_view word, double value, Spot spot);
  void emotion(std::string_view word, Emotion emotion, double value, Spot spot);
  void listed(std::string_view word, bool positive, Spot spot);
  void listed(std::string_view word, Emotion emotion, Spot spot);
  void modifier(std::string_view word, std::string_view kind, int amount, Spot spot);
  void describe(std::string_view symbol, std::string_view words, Spot spot);
  void skip(Spot spot, std::string_view reason, std::string_view what);
  void unmapped(std::string_view category);
  void repeat(Spot spot, std::string_view word, std::uint64_t before);

 private:
  Item* item(std::string_view word, Spot spot);

  Imported& to_;
  std::uint32_t file_;
  Repeats repeats_ = Repeats::average;
  bool senses_ = false, keep_zero_ = false, underscores_ = false;
};

}  // namespace voxmap::lexicon
