// Reads the TSV files of a pack. One pass over the bytes of each file; rows are views into it.
#include <fmt/format.h>

#include <algorithm>

#include "text/pack_table.hpp"

namespace voxmap::text {
namespace {

void read_valence(Table& table, Pack& pack) {
  while (table.next(2, 3, "phrase<TAB>weight<TAB>negated")) {
    ValenceRow row{table.place(), 0, {}};
    bool good = table.number(1, -kMaxScore, kMaxScore, "weight", row.weight);
    if (!table.column(2).empty()) {
      good &= table.number(2, -kMaxScore, kMaxScore, "negated weight", row.negated.emplace());
    }
    if (good) pack.valence.push_back(row);
  }
}

void read_emotion(Table& table, Pack& pack) {
  while (table.next(3, 3, "phrase<TAB>emotion<TAB>intensity")) {
    EmotionRow row{table.place(), Emotion::anger, 0};
    const bool named = table.emotion(1, table.column(1), row.emotion);
    if (table.number(2, 1, kMaxScore, "intensity", row.intensity) && named) {
      pack.emotion.push_back(row);
    }
  }
}

void read_modifiers(Table& table, Pack& pack) {
  struct Range {
    int low, high;
  };
  constexpr std::array<Range, kModifierNames.size()> kRanges = {{{1, 2000},
                                                                 {-1000, -1},
                                                                 {-1000, 1000},
                                                                 {0, 0},
                                                                 {0, 1000},
                                                                 {-1000, 0},
                                                                 {-1000, 0},
                                                                 {0, 0},
                                                                 {0, 0},
                                                                 {0, 0},
                                                                 {-1000, 0}}};
  while (table.next(2, 4, "phrase<TAB>kind<TAB>amount<TAB>alone")) {
    const auto* kind = std::find(kModifierNames.begin(), kModifierNames.end(), table.column(1));
    if (kind == kModifierNames.end()) {
      const std::vector<std::string> known(kModifierNames.begin(), kModifierNames.end());
      std::string hint = did_you_mean(table.column(1), known);
      if (hint.empty()) hint = fmt::format("the kinds are {}", fmt::join(kModifierNames, ", "));
      table.error(1, fmt::format("kind \"{}\" is unknown", table.column(1)), std::move(hint));
      continue;
    }
    const auto index = static_cast<std::size_t>(kind - kModifierNames.begin());
    ModifierRow row{table.place(), static_cast<ModifierKind>(index), 0, 0};
    const bool free =
        table.column(2).empty() && kRanges[index].low <= 0 && kRanges[index].high >= 0;
    bool good = free || table.number(2, kRanges[index].low, kRanges[index].high,
                                     fmt::format("amount of a{} {}",
                                                 index == 0 || index == 5 ? "n" : "", *kind),
                                     row.amount);
    if (!table.column(3).empty()) {
      if (row.kind != ModifierKind::negation) {
        table.error(
            3,
            fmt::format("a{} {} weighs nothing alone", index == 0 || index == 5 ? "n" : "", *kind),
            "only a negation may have a fourth column");
        good = false;
      } else {
        good &= table.number(3, -kMaxScore, 0, "weight alone", row.alone);
      }
    }
    if (good) pack.modifiers.push_back(row);
  }
}

void read_symbols(Table& table, Pack& pack) {
  while (table.next(2, 3, "symbol<TAB>valence<TAB>emotions")) {
    SymbolRow row{table.place(), 0, {}};
    const bool weight = table.number(1, -kMaxScore, kMaxScore, "valence", row.weight);
    if (table.amounts(2, row.emotions) && weight) pack.symbols.push_back(std::move(row));
  }
}

void read_patterns(Table& table, Pack& pack) {
  while (table.next(4, 4, "id<TAB>valence<TAB>emotions<TAB>regex")) {
    PatternRow row{table.place(), 0, {}, table.column(3), table.column_at(3)};
    const bool weight = table.number(1, -kMaxScore, kMaxScore, "valence", row.weight);
    if (table.amounts(2, row.emotions) && weight) pack.patterns.push_back(std::move(row));
  }
}

void read_emoji_words(Table& table, Pack& pack) {
  while (table.next(2, 2, "symbol<TAB>words")) {
    pack.emoji_words.push_back({table.place(), table.column(1)});
  }
}

void read_weights(Table& table, Pack& pack) {
  constexpr int kMost = 100000;  // of a bias; what a phrase may weigh is checked with the phrase
  while (table.next(3, 3, "phrase<TAB>dimension<TAB>weight")) {
    WeightRow row{table.place(), 0, 0};
    bool named = true;
    if (table.column(1) == "valence") {
      row.dimension = kValenceDimension;
    } else if (table.column(1) == "neutral") {
      row.dimension = kNeutralDimension;
    } else {
      Emotion emotion = Emotion::anger;
      named = table.emotion(1, table.column(1), emotion);
      row.dimension = static_cast<std::uint8_t>(emotion);
    }
    if (table.number(2, table.column(2), -kMost, kMost, "weight", row.weight) && named) {
      pack.weights.push_back(row);
    }
  }
}

// Weight 0 takes the weight that an earlier pack gives the phrase away.
void read_emotion_weights(Table& table, Pack& pack) {
  while (table.next(3, 3, "phrase<TAB>emotion<TAB>weight")) {
    EmotionWeightRow row{table.place(), Emotion::anger, 0};
    const bool named = table.emotion(1, table.column(1), row.emotion);
    if (table.number(2, -kMaxScore, kMaxScore, "weight", row.weight) && named) {
      pack.emotion_weights.push_back(row);
    }
  }
}

// What stands between the commas; "-" stands for nothing.
std::vector<std::string_view> comma_list(std::string_view list) {
  std::vector<std::string_view> parts;
  if (trim(list) == "-") return parts;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (const auto part = trim(list.substr(0, comma)); !part.empty()) parts.push_back(part);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return parts;
}

// "-1000..-100", or empty.
bool read_range(Table& table, std::size_t column, FeelingRow& row) {
  const std::string_view field = trim(table.column(column));
  if (field.empty() || field == "-") return true;
  const std::size_t dots = std::min(field.find(".."), field.size());
  const std::string_view high = field.substr(std::min(dots + 2, field.size()));
  return table.number(column, field.substr(0, dots), -kMaxScore, kMaxScore, "valence", row.low) &&
         table.number(column, high, row.low, kMaxScore, "upper valence", row.high);
}

void read_feelings(Table& table, Pack& pack) {
  while (table.next(2, 4, "feeling<TAB>emotion:share,...<TAB>valence range<TAB>words")) {
    FeelingRow row;
    row.place = table.place();
    std::vector<EmotionAmount> blend;
    bool good = table.amounts(1, blend);
    int sum = 0;
    for (const EmotionAmount& part : blend) {
      row.shares[static_cast<std::size_t>(part.emotion)] = part.intensity;
      sum += part.intensity;
    }
    if (good && (blend.empty() || sum > kMaxScore)) {
      table.error(1, fmt::format("the shares add up to {}", sum),
                  "they are per mille of the emotions' intensities: 1 to 1000 together");
      good = false;
    }
    good &= read_range(table, 2, row);
    row.words = comma_list(table.column(3));
    if (good) pack.feelings.push_back(std::move(row));
  }
}

void read_samples(Table& table, Pack& pack) {
  while (table.next(2, 4, "text<TAB>label<TAB>emotions<TAB>feelings")) {
    SampleRow row{table.place(), Label::none, {}, comma_list(table.column(3)), false};
    row.unfeeling = trim(table.column(3)) == "-";
    const auto* label = std::find(kLabelNames.begin(), kLabelNames.end(), table.column(1));
    if (label == kLabelNames.end()) {
      table.error(1, fmt::format("label \"{}\" is unknown", table.column(1)),
                  "the labels are negative, neutral, positive and none");
      continue;
    }
    row.label = static_cast<Label>(label - kLabelNames.begin());
    for (const std::string_view name : comma_list(table.column(2))) {
      Emotion emotion = Emotion::anger;
      if (table.emotion(2, name, emotion)) row.emotions.push_back(emotion);
    }
    pack.samples.push_back(std::move(row));
  }
}

void read_journey_samples(Table& table, Pack& pack) {
  while (table.next(1, 2, "text<TAB>touchpoints")) {
    pack.journey_samples.push_back({table.place(), comma_list(table.column(1))});
  }
}

void read_acts(Table& table, Pack& pack) {
  while (table.next(2, 2, "phrase<TAB>act")) {
    ActRow row{table.place(), std::nullopt};
    Act act = Act::complaint;
    const bool none = trim(table.column(1)) == "-";
    if (!none && !table.act(1, table.column(1), act)) continue;
    if (!none) row.act = act;
    pack.acts.push_back(row);
  }
}

void read_acts_samples(Table& table, Pack& pack) {
  while (table.next(1, 2, "text<TAB>acts")) {
    ActSampleRow row{table.place(), {}};
    for (const std::string_view name : comma_list(table.column(1))) {
      Act act = Act::complaint;
      if (table.act(1, name, act)) row.acts.push_back(act);
    }
    std::sort(row.acts.begin(), row.acts.end());
    row.acts.erase(std::unique(row.acts.begin(), row.acts.end()), row.acts.end());
    pack.acts_samples.push_back(std::move(row));
  }
}

}  // namespace

void parse_pack_tables(Pack& pack, std::vector<Problem>& problems) {
  struct Reader {
    PackFile file;
    void (*read)(Table&, Pack&);
  };
  constexpr std::array<Reader, 13> kReaders = {{{PackFile::valence, read_valence},
                                                {PackFile::emotion, read_emotion},
                                                {PackFile::modifiers, read_modifiers},
                                                {PackFile::emoji, read_symbols},
                                                {PackFile::patterns, read_patterns},
                                                {PackFile::emoji_words, read_emoji_words},
                                                {PackFile::samples, read_samples},
                                                {PackFile::weights, read_weights},
                                                {PackFile::journey_samples, read_journey_samples},
                                                {PackFile::emotion_weights, read_emotion_weights},
                                                {PackFile::feelings, read_feelings},
                                                {PackFile::acts, read_acts},
                                                {PackFile::acts_samples, read_acts_samples}}};
  for (const Reader& reader : kReaders) {
    if (!pack.present[static_cast<std::size_t>(reader.file)]) continue;
    Table table(pack, reader.file);
    reader.read(table, pack);
    table.finish(problems);
  }
}

}  // namespace voxmap::text
