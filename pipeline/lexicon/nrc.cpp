// The NRC lexicons: words under emotions, intensities of emotions, valence.
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"

namespace voxmap::lexicon {
namespace {

// word TAB category TAB 0|1.
void emolex_long(const Reading& reading) {
  std::vector<std::string_view> cells;
  for (Lines lines(reading.file.text); lines.next();) {
    if (trim(lines.text()).empty()) continue;
    split(lines.text(), '\t', cells);
    if (cells.size() < 3 || (trim(cells[2]) != "0" && trim(cells[2]) != "1")) {
      if (lines.number() == 1) continue;  // a header
      reading.out.row();
      reading.out.skip({lines.number(), 0}, "not: word, category, 0 or 1", lines.text());
      continue;
    }
    reading.out.row();
    if (trim(cells[2]) == "1") reading.list(cells[0], trim(cells[1]), {lines.number(), 1});
  }
}

// lang, word, sentiment, value: all languages of one table; --language picks, English unless said.
void emolex_of_r(const Reading& reading, const CsvDialect& dialect,
                 const std::vector<std::string>& header) {
  const auto lang = find_column(header, "lang");
  const auto word = find_column(header, "word");
  const auto sentiment = find_column(header, "sentiment");
  const auto value = find_column(header, "value");
  const auto wanted = reading.options.columns.find("language");
  const std::string language =
      wanted == reading.options.columns.end() ? "english" : lowered(wanted->second);
  bool first = true;
  const auto record = [&](const std::vector<std::string>& cells, Spot spot) {
    if (first) {
      first = false;
      return;
    }
    // write.table leaves the row names without a name: one cell more than the header has.
    const std::size_t shift = cells.size() == header.size() + 1 ? 1 : 0;
    if (cells.size() < header.size()) {
      reading.out.row();
      reading.out.skip(spot, "too few columns", cells.front());
      return;
    }
    if (lang && lowered(cells[*lang + shift]) != language) return;
    reading.out.row();
    if (value && (cells[*value + shift].empty() || cells[*value + shift] == "0")) return;
    reading.list(cells[*word + shift], cells[*sentiment + shift], {spot.line, 1});
  };
  for_each_record(reading.file, dialect, record, [&](std::string_view raw, Spot spot) {
    reading.out.skip(spot, "broken quoting", raw);
  });
}

}  // namespace

void read_emolex(const Reading& reading) {
  const auto number = [&](std::string_view word, double, Spot spot) {
    reading.out.skip(spot, "a number where a list was expected", word);
  };
  const auto name = [&](std::string_view word, std::string_view category, Spot spot) {
    reading.list(word, category, spot);
  };
  if (read_word_json(reading, number, name)) return;
  const CsvDialect dialect = dialect_of(reading);
  const std::vector<std::string> header = header_of(reading, dialect);
  if (find_column(header, "word") && find_column(header, "sentiment")) {
    emolex_of_r(reading, dialect, header);
    return;
  }
  if (!find_column(header, "anger") || !find_column(header, "trust")) {
    emolex_long(reading);
    return;
  }
  TablePlan plan;
  plan.dialect = dialect;
  if (const auto word = reading.options.columns.find("word");
      word != reading.options.columns.end()) {
    plan.word = find_column(header, word->second).value_or(0);
  }
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (i == plan.word) continue;
    const auto meaning = reading.meaning(header[i]);
    if (meaning && meaning->kind != Meaning::Kind::none) {
      plan.uses.push_back({ColumnUse::Kind::listed, i, {}, *meaning});
    }
  }
  read_columns(reading, plan);
}

// word TAB emotion TAB score; the older Affect Intensity file has the last two the other way round.
void read_intensity(const Reading& reading) {
  const Scale scale = reading.scale({0, 1, 0});
  std::vector<std::string_view> cells;
  for (Lines lines(reading.file.text); lines.next();) {
    if (trim(lines.text()).empty()) continue;
    split(lines.text(), '\t', cells);
    double score = 0;
    std::string_view category;
    if (cells.size() >= 3 && parse_number(cells[2], score)) {
      category = trim(cells[1]);
    } else if (cells.size() >= 3 && parse_number(cells[1], score)) {
      category = trim(cells[2]);
    } else {
      if (lines.number() == 1) continue;  // a header
      reading.out.row();
      reading.out.skip({lines.number(), 0}, "not: word, emotion, number", lines.text());
      continue;
    }
    reading.out.row();
    const Spot spot{lines.number(), 1};
    const auto meaning = reading.meaning(category);
    const auto amount = scale.amount(score);
    if (!meaning) {
      reading.out.unmapped(category);
    } else if (!amount) {
      reading.out.skip(spot, "the number is outside the scale", lines.text());
    } else if (meaning->kind == Meaning::Kind::emotion) {
      reading.out.emotion(cells[0], meaning->emotion, *amount, spot);
    }
  }
}

// Version 1 counts 0..1, version 2 -1..1: told by whether there is a number below 0.
void read_vad(const Reading& reading) {
  TablePlan plan;
  plan.dialect = dialect_of(reading);
  const std::vector<std::string> header = header_of(reading, plan.dialect);
  plan.header = find_column(header, "valence").has_value();
  const std::size_t valence = plan.header ? *find_column(header, "valence") : 1;
  bool below = false;
  for_each_record(
      reading.file, plan.dialect,
      [&](const std::vector<std::string>& cells, Spot) {
        double number = 0;
        below =
            below || (cells.size() > valence && parse_number(cells[valence], number) && number < 0);
      },
      [](std::string_view, Spot) {});
  const Scale usual = below ? Scale{-1, 1, 0} : Scale{0, 1, 0.5};
  plan.uses.push_back({ColumnUse::Kind::valence, valence, reading.scale(usual), {}});
  for (const std::string_view other : {"arousal", "dominance"}) reading.out.unmapped(other);
  read_columns(reading, plan);
}

}  // namespace voxmap::lexicon
