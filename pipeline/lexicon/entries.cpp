// Collecting entries, with what is repeated or left out.
#include "lexicon/entries.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/utf8.hpp"

namespace voxmap::lexicon {
namespace {

constexpr std::size_t kLongestWord = 200;  // bytes; anything longer is no word but a broken row

}  // namespace

void Amount::add(double value) {
  if (count == 0) first = value;
  if (count == 0 || std::fabs(value) > std::fabs(strongest)) strongest = value;
  last = value;
  sum += value;
  ++count;
}

double Amount::value(Repeats repeats) const {
  if (count == 0) return 0;
  switch (repeats) {
    case Repeats::average:
      return sum / count;
    case Repeats::first:
      return first;
    case Repeats::last:
      return last;
    case Repeats::strongest:
      return strongest;
  }
  return 0;
}

Item* Collector::item(std::string_view word, Spot spot) {
  word = trim(word);
  if (word.empty()) {
    skip(spot, "no word", "");
    return nullptr;
  }
  if (word.size() > kLongestWord) {
    skip(spot, "too long to be a phrase", cut_utf8(word, 40));
    return nullptr;
  }
  std::string name(word);
  if (underscores_ && name.size() > 3) {
    for (char& c : name) c = c == '_' ? ' ' : c;
  }
  const auto [at, fresh] = to_.items.try_emplace(std::string(trim(name)));
  if (fresh) {
    at->second.file = file_;
    at->second.spot = spot;
    at->second.repeats = repeats_;
    at->second.keep_zero = keep_zero_;
  }
  return &at->second;
}

void Collector::repeat(Spot spot, std::string_view word, std::uint64_t before) {
  if (!senses_) {
    to_.repeated.push_back({file_, spot, "the same word again",
                            fmt::format("{} (first in line {})", trim(word), before)});
  }
}

void Collector::valence(std::string_view word, double value, Spot spot) {
  Item* at = item(word, spot);
  if (at == nullptr) return;
  if (at->valence.count > 0) repeat(spot, word, at->spot.line);
  at->valence.add(value);
}

void Collector::emotion(std::string_view word, Emotion emotion, double value, Spot spot) {
  Item* at = item(word, spot);
  if (at == nullptr) return;
  Amount& amount = at->emotions[static_cast<std::size_t>(emotion)];
  if (amount.count > 0) repeat(spot, word, at->spot.line);
  amount.add(value);
}

void Collector::listed(std::string_view word, bool positive, Spot spot) {
  Item* at = item(word, spot);
  if (at == nullptr) return;
  std::uint32_t& count = positive ? at->listed_positive : at->listed_negative;
  if (++count > 1) repeat(spot, word, at->spot.line);
}

void Collector::listed(std::string_view word, Emotion emotion, Spot spot) {
  Item* at = item(word, spot);
  if (at == nullptr) return;
  if (++at->listed_emotions[static_cast<std::size_t>(emotion)] > 1) {
    repeat(spot, word, at->spot.line);
  }
}

void Collector::modifier(std::string_view word, std::string_view kind, int amount, Spot spot) {
  const auto [at, fresh] = to_.modifiers.try_emplace(std::string(trim(word)));
  if (!fresh) {
    repeat(spot, word, at->second.spot.line);
    return;
  }
  at->second = {file_, spot, std::string(kind), amount};
}

void Collector::describe(std::string_view symbol, std::string_view words, Spot spot) {
  const auto [at, fresh] = to_.descriptions.try_emplace(std::string(symbol), words);
  if (!fresh) {
    to_.repeated.push_back({file_, spot, "the last one counts", std::string(symbol)});
    at->second = words;
  }
}

void Collector::skip(Spot spot, std::string_view reason, std::string_view what) {
  ++to_.files[file_].skipped;
  to_.skipped.push_back({file_, spot, std::string(reason), std::string(cut_utf8(what, 80))});
}

void Collector::unmapped(std::string_view category) {
  ++to_.files[file_].unmapped[std::string(category)];
}

}  // namespace voxmap::lexicon
