// Lexicons that tell senses or parts of speech apart: SentiWordNet, SenticNet, SentiWS.
#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"

namespace voxmap::lexicon {

// POS TAB id TAB positive TAB negative TAB "able#1 capable#2" TAB gloss. A word's senses differ in
// sign often; senses without feeling count in the average.
void read_sentiwordnet(const Reading& reading) {
  reading.out.settle(Repeats::average, true);
  reading.out.underscores();
  std::vector<std::string_view> cells, terms;
  for (Lines lines(reading.file.text); lines.next();) {
    const std::string_view line = lines.text();
    if (trim(line).empty() || line.starts_with('#')) continue;
    split(line, '\t', cells);
    // The file ends in a line of tabs and a number sign.
    if (std::all_of(line.begin(), line.end(), [](char c) { return c == '\t' || c == '#'; })) {
      continue;
    }
    reading.out.row();
    double positive = 0, negative = 0;
    if (cells.size() < 5 || !parse_number(cells[2], positive) ||
        !parse_number(cells[3], negative)) {
      reading.out.skip({lines.number(), 0}, "not: POS, id, two numbers, terms", line);
      continue;
    }
    const double value = positive - negative;
    if (value < -1 || value > 1) {
      reading.out.skip({lines.number(), 0}, "the number is outside the scale", line);
      continue;
    }
    split_blank(cells[4], terms);
    for (const std::string_view term : terms) {
      const auto column = static_cast<std::uint64_t>(term.data() - line.data()) + 1;
      reading.out.valence(term.substr(0, term.rfind('#')), value, {lines.number(), column});
    }
  }
}

namespace {

// The texts between quotes of `line`, from the first quote on: ' or ", with \ before a quote.
void quoted_pieces(std::string_view line, std::vector<std::string>& pieces) {
  pieces.clear();
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char quote = line[i];
    if (quote != '\'' && quote != '"') continue;
    std::string piece;
    for (++i; i < line.size() && line[i] != quote; ++i) {
      if (line[i] == '\\' && i + 1 < line.size()) ++i;
      piece += line[i];
    }
    pieces.push_back(std::move(piece));
  }
}

}  // namespace

// senticnet['a_little'] = [four numbers, '#joy', '#trust', 'positive', 0.9, ...]: read as text, and
// never run. The numbers may stand in quotes. Versions from 5 on begin with them, too.
void read_senticnet(const Reading& reading) {
  reading.out.settle(Repeats::last, false);
  reading.out.underscores();
  const Scale scale = reading.scale({-1, 1, 0});
  std::vector<std::string> pieces;
  std::vector<std::string_view> cells;
  for (Lines lines(reading.file.text); lines.next();) {
    const std::string_view line = trim(lines.text());
    const std::size_t open = line.find('[');
    const std::size_t equals = line.find("] =");
    if (!line.starts_with("senticnet[") || equals == std::string_view::npos) continue;
    reading.out.row();
    const Spot spot{lines.number(), 1};
    quoted_pieces(line.substr(open, equals - open), pieces);
    const std::string word = pieces.empty() ? "" : pieces.front();
    std::string_view list = line.substr(equals + 3);
    const std::size_t begin = list.find('[');
    list =
        begin == std::string_view::npos ? "" : list.substr(begin + 1, list.rfind(']') - begin - 1);
    split(list, ',', cells);
    std::optional<double> value;
    bool after_label = false;
    for (std::string_view cell : cells) {
      cell = trim(cell);
      while (!cell.empty() && (cell.front() == '\'' || cell.front() == '"')) cell.remove_prefix(1);
      while (!cell.empty() && (cell.back() == '\'' || cell.back() == '"')) cell.remove_suffix(1);
      double number = 0;
      if (cell.starts_with('#')) {
        reading.list(word, cell, spot);
      } else if (cell == "positive" || cell == "negative") {
        after_label = true;
      } else if (after_label && !value && parse_number(cell, number)) {
        value = scale.valence(number);
      }
    }
    if (word.empty() || !value) {
      reading.out.skip(spot, "no polarity value", line);
    } else {
      reading.out.valence(word, *value, spot);
    }
  }
}

// 1.8: Abbau|NN TAB -0.058 TAB Abbaus,Abbaues,...  2.0: one form a line: word, weight, POS, base.
void read_sentiws(const Reading& reading) {
  reading.out.settle(Repeats::average, true);
  const Scale scale = reading.scale({-1, 1, 0});
  std::vector<std::string_view> cells, forms;
  for (Lines lines(reading.file.text); lines.next();) {
    const std::string_view line = lines.text();
    if (trim(line).empty() || line.starts_with('#')) continue;
    split(line, '\t', cells);
    double number = 0;
    if (cells.size() < 2 || !parse_number(cells[1], number)) {
      if (lines.number() == 1) continue;  // a header
      reading.out.row();
      reading.out.skip({lines.number(), 0}, "not: word, tab, number", line);
      continue;
    }
    reading.out.row();
    const auto value = scale.valence(number);
    const Spot spot{lines.number(), 1};
    if (!value) {
      reading.out.skip(spot, "the number is outside the scale", line);
      continue;
    }
    const bool forms_follow = cells[0].find('|') != std::string_view::npos;
    reading.out.valence(cells[0].substr(0, cells[0].find('|')), *value, spot);
    if (!forms_follow || cells.size() < 3) continue;
    split(cells[2], ',', forms);
    for (const std::string_view form : forms) {
      if (!trim(form).empty()) reading.out.valence(form, *value, spot);
    }
  }
}

// category TAB word TAB word ...
void read_empath(const Reading& reading) {
  reading.out.settle(Repeats::average, true);
  reading.out.underscores();
  std::vector<std::string_view> cells;
  for (Lines lines(reading.file.text); lines.next();) {
    const std::string_view line = lines.text();
    if (trim(line).empty()) continue;
    reading.out.row();
    split(line, '\t', cells);
    const auto meaning = reading.meaning(trim(cells[0]));
    if (!meaning) {
      reading.out.unmapped(trim(cells[0]));
      continue;
    }
    for (std::size_t i = 1; i < cells.size(); ++i) {
      if (trim(cells[i]).empty()) continue;
      const auto column = static_cast<std::uint64_t>(cells[i].data() - line.data()) + 1;
      reading.list(cells[i], trim(cells[0]), {lines.number(), column});
    }
  }
}

}  // namespace voxmap::lexicon
