// Word lists with one number a word, or none: VADER, AFINN, Bing Liu, sentimentr.
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"

namespace voxmap::lexicon {

// token TAB mean -4..4 TAB deviation TAB ratings. VADER reads a later row over an earlier one, and
// looks up single words only.
void read_vader(const Reading& reading) {
  reading.out.settle(Repeats::last, false);
  reading.out.keep_zero();
  const Scale scale = reading.scale({-4, 4, 0});
  std::vector<std::string_view> cells;
  for (Lines lines(reading.file.text); lines.next();) {
    if (trim(lines.text()).empty()) continue;
    reading.out.row();
    split(lines.text(), '\t', cells);
    double mean = 0;
    if (cells.size() < 2 || !parse_number(cells[1], mean)) {
      reading.out.skip({lines.number(), 0}, "not: token, tab, number", lines.text());
      continue;
    }
    const Spot spot{lines.number(), 1};
    const auto value = scale.valence(mean);
    const std::string_view word = trim(cells[0]);
    if (!value) {
      reading.out.skip({lines.number(), 0}, "the number is outside the scale", lines.text());
    } else if (word.find(' ') != std::string_view::npos) {
      reading.out.skip(spot, "VADER looks up single words: this row never counts there", word);
    } else {
      reading.out.valence(word, *value, spot);
    }
  }
  add_vader_words(reading);
  reading.into.vader = true;
}

void read_vader_emoji(const Reading& reading) {
  std::vector<std::string_view> cells;
  for (Lines lines(reading.file.text); lines.next();) {
    if (trim(lines.text()).empty()) continue;
    reading.out.row();
    split(lines.text(), '\t', cells);
    const Spot spot{lines.number(), 1};
    if (cells.size() < 2 || trim(cells[0]).empty() || trim(cells[1]).empty()) {
      reading.out.skip({lines.number(), 0}, "not: emoji, tab, description", lines.text());
    } else {
      reading.out.describe(trim(cells[0]), trim(cells[1]), spot);
    }
  }
}

void read_afinn(const Reading& reading) {
  const Scale scale = reading.scale({-5, 5, 0});
  const auto take = [&](std::string_view word, double number, Spot spot) {
    const auto value = scale.valence(number);
    if (value) {
      reading.out.valence(word, *value, spot);
    } else {
      reading.out.skip(spot, "the number is outside the scale", word);
    }
  };
  const auto not_here = [&](std::string_view word, std::string_view, Spot spot) {
    reading.out.skip(spot, "a list where a number was expected", word);
  };
  if (read_word_json(reading, take, not_here)) return;
  for (Lines lines(reading.file.text); lines.next();) {
    const std::string_view line = trim(lines.text());
    if (line.empty() || line.starts_with('#')) continue;
    reading.out.row();
    const std::size_t tab = line.rfind('\t');
    double number = 0;
    if (tab == std::string_view::npos || !parse_number(line.substr(tab + 1), number)) {
      reading.out.skip({lines.number(), 0}, "not: phrase, tab, number", line);
      continue;
    }
    take(line.substr(0, tab), number, {lines.number(), 1});
  }
}

// One word a line; what they are is said by a comment ("Opinion Lexicon: Negative") or, failing
// that, by the file's name.
void read_opinion_list(const Reading& reading) {
  const std::string name = lowered(reading.file.path.substr(reading.file.path.rfind('/') + 1));
  std::optional<bool> positive;
  if (name.find("pos") != std::string::npos) positive = true;
  if (name.find("neg") != std::string::npos) positive = false;
  for (Lines lines(reading.file.text); lines.next();) {
    const std::string_view line = trim(lines.text());
    if (!line.starts_with(';')) continue;
    const std::string comment = lowered(line);
    if (comment.find("lexicon: positive") != std::string::npos) positive = true;
    if (comment.find("lexicon: negative") != std::string::npos) positive = false;
  }
  for (Lines lines(reading.file.text); lines.next();) {
    const std::string_view line = trim(lines.text());
    if (line.empty() || line.starts_with(';')) continue;
    reading.out.row();
    const Spot spot{lines.number(), 1};
    if (!positive) {
      reading.out.skip(spot, "neither comment nor file name says positive or negative", line);
    } else {
      reading.out.listed(line, *positive, spot);
    }
  }
}

namespace {

// The two columns x and y of an R table written as text: quoted or not, with row names or without.
template <class Take>
void read_x_y(const Reading& reading, const Take& take) {
  CsvDialect dialect = dialect_of(reading);
  std::size_t x = 0;
  bool first = true;
  const auto record = [&](const std::vector<std::string>& cells, Spot spot) {
    if (first) {
      first = false;
      const auto named = find_column(cells, "x");
      if (named && find_column(cells, "y")) {
        x = *named;
        return;
      }
      double number = 0;
      if (cells.size() > 1 && !parse_number(cells.back(), number)) return;
    }
    reading.out.row();
    double y = 0;
    // write.table leaves the row names without a name: one cell more than the header has.
    const std::size_t at = cells.size() == 3 && x == 0 ? 1 : x;
    if (cells.size() < at + 2 || !parse_number(cells[at + 1], y)) {
      reading.out.skip(spot, "not: word and number", cells.front());
      return;
    }
    take(cells[at], y, Spot{spot.line, 1});
  };
  for_each_record(reading.file, dialect, record, [&](std::string_view raw, Spot spot) {
    reading.out.skip(spot, "broken quoting", raw);
  });
}

}  // namespace

void read_sentimentr(const Reading& reading) {
  const Scale scale = reading.scale({-2, 2, 0});
  read_x_y(reading, [&](std::string_view word, double y, Spot spot) {
    if (const auto value = scale.valence(y)) {
      reading.out.valence(word, *value, spot);
    } else {
      reading.out.skip(spot, "the number is outside the scale", word);
    }
  });
}

// 1 negator, 2 amplifier, 3 de-amplifier, 4 adversative conjunction
// (lexicon::hash_valence_shifters); sentimentr's weight of both kinds of amplifiers is 0.8.
void read_shifters(const Reading& reading) {
  read_x_y(reading, [&](std::string_view word, double y, Spot spot) {
    if (y == 1) {
      reading.out.modifier(word, "negation", 0, spot);
    } else if (y == 2) {
      reading.out.modifier(word, "intensifier", 800, spot);
    } else if (y == 3) {
      reading.out.modifier(word, "diminisher", -800, spot);
    } else if (y == 4) {
      reading.out.modifier(word, "contrast", 0, spot);
    } else {
      reading.out.skip(spot, "a shifter is 1, 2, 3 or 4", word);
    }
  });
}

}  // namespace voxmap::lexicon
