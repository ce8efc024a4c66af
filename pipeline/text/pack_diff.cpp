// Rows as key and value, compared.
#include "text/pack_diff.hpp"

#include <fmt/format.h>

#include <map>

namespace voxmap::text {
namespace {

struct Row {
  std::string value;
  std::uint32_t line = 0;
};
using Rows = std::map<std::string, Row>;

std::string amounts(const std::vector<EmotionAmount>& emotions) {
  std::string out;
  for (const EmotionAmount& amount : emotions) {
    out += fmt::format(" {}:{}", to_string(amount.emotion), amount.intensity);
  }
  return out;
}

std::array<Rows, kPackFiles> rows_of(const Pack& pack) {
  std::array<Rows, kPackFiles> all;
  const auto put = [&](PackFile file, std::string key, std::string value, std::uint32_t line) {
    all[static_cast<std::size_t>(file)].try_emplace(std::move(key), Row{std::move(value), line});
  };
  for (const ValenceRow& row : pack.valence) {
    put(PackFile::valence, std::string(row.place.first), fmt::format("{:+}", row.weight),
        row.place.line);
  }
  for (const EmotionRow& row : pack.emotion) {
    put(PackFile::emotion, fmt::format("{} {}", row.place.first, to_string(row.emotion)),
        fmt::format("{}", row.intensity), row.place.line);
  }
  for (const ModifierRow& row : pack.modifiers) {
    put(PackFile::modifiers, std::string(row.place.first),
        fmt::format("{} {}", kModifierNames[static_cast<std::size_t>(row.kind)], row.amount),
        row.place.line);
  }
  for (const SymbolRow& row : pack.symbols) {
    put(PackFile::emoji, std::string(row.place.first),
        fmt::format("{:+}{}", row.weight, amounts(row.emotions)), row.place.line);
  }
  for (const PatternRow& row : pack.patterns) {
    put(PackFile::patterns, std::string(row.place.first),
        fmt::format("{:+}{} {}", row.weight, amounts(row.emotions), row.regex), row.place.line);
  }
  for (const EmojiWordsRow& row : pack.emoji_words) {
    put(PackFile::emoji_words, std::string(row.place.first), std::string(row.words),
        row.place.line);
  }
  for (const SampleRow& row : pack.samples) {
    std::string value(to_string(row.label));
    for (const Emotion emotion : row.emotions) value += fmt::format(" {}", to_string(emotion));
    for (const std::string_view feeling : row.feelings) value += fmt::format(" {}", feeling);
    if (row.unfeeling) value += " -";
    put(PackFile::samples, std::string(row.place.first), std::move(value), row.place.line);
  }
  return all;
}

}  // namespace

std::vector<RowChange> compare_packs(const Pack& before, const Pack& after) {
  std::vector<RowChange> changes;
  const auto old_rows = rows_of(before);
  const auto new_rows = rows_of(after);
  for (std::size_t f = 0; f < kPackFiles; ++f) {
    const auto file = static_cast<PackFile>(f);
    auto a = old_rows[f].begin();
    auto b = new_rows[f].begin();
    while (a != old_rows[f].end() || b != new_rows[f].end()) {
      if (b == new_rows[f].end() || (a != old_rows[f].end() && a->first < b->first)) {
        changes.push_back(
            {RowChange::Kind::removed, file, a->first, a->second.value, "", a->second.line, 0});
        ++a;
      } else if (a == old_rows[f].end() || b->first < a->first) {
        changes.push_back(
            {RowChange::Kind::added, file, b->first, "", b->second.value, 0, b->second.line});
        ++b;
      } else {
        if (a->second.value != b->second.value) {
          changes.push_back({RowChange::Kind::changed, file, a->first, a->second.value,
                             b->second.value, a->second.line, b->second.line});
        }
        ++a;
        ++b;
      }
    }
  }
  return changes;
}

}  // namespace voxmap::text
