// Wide tables: a row a word, a column a number or category.
#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"

namespace voxmap::lexicon {

CsvDialect dialect_of(const Reading& reading) {
  if (!reading.options.delimiter.empty()) {
    return detect_layout(reading.file.text.substr(0, 65536), true,
                         {reading.options.delimiter, "", "", -1})
        .dialect;
  }
  CsvDialect dialect;
  Lines lines(reading.file.text);
  while (lines.next() && (trim(lines.text()).empty() || lines.text().starts_with('#'))) {
  }
  const std::string_view line = lines.text();
  const auto count = [&](char c) { return std::count(line.begin(), line.end(), c); };
  if (count('\t') > 0) {
    dialect.delimiter = "\t";
    dialect.quote = line.find('"') == std::string_view::npos ? '\0' : '"';
  } else if (count(';') > count(',')) {
    dialect.delimiter = ";";
  } else if (count(',') == 0 && count(' ') > 0) {
    dialect.delimiter = " ";
  }
  return dialect;
}

std::vector<std::string> header_of(const Reading& reading, const CsvDialect& dialect) {
  std::vector<std::string> header;
  SourceFile head;
  Lines lines(reading.file.text);
  while (lines.next() && trim(lines.text()).empty()) {
  }
  head.text = std::string(lines.text());
  for_each_record(
      head, dialect, [&](const std::vector<std::string>& cells, Spot) { header = cells; },
      [](std::string_view, Spot) {});
  return header;
}

std::optional<std::size_t> find_column(const std::vector<std::string>& header,
                                       std::string_view name) {
  const std::string wanted = lowered(name);
  const auto at = std::find_if(header.begin(), header.end(),
                               [&](const std::string& cell) { return lowered(cell) == wanted; });
  if (at == header.end()) return std::nullopt;
  return static_cast<std::size_t>(at - header.begin());
}

namespace {

void use_cell(const Reading& reading, const ColumnUse& use, std::string_view word,
              std::string_view cell, Spot spot) {
  if (use.kind == ColumnUse::Kind::listed) {
    double number = 0;
    const bool in = parse_number(cell, number) ? number > 0 : lowered(cell) == "x";
    if (!in) return;
    if (use.meaning.kind == Meaning::Kind::emotion) {
      reading.out.listed(word, use.meaning.emotion, spot);
    } else {
      reading.out.listed(word, use.meaning.kind == Meaning::Kind::positive, spot);
    }
    return;
  }
  if (cell.empty() || lowered(cell) == "na") return;
  double number = 0;
  if (!parse_number(cell, number)) {
    reading.out.skip(spot, fmt::format("column {} is no number", use.column + 1),
                     fmt::format("{}: {}", word, cell));
    return;
  }
  const bool valence = use.kind == ColumnUse::Kind::valence;
  const auto value = valence ? use.scale.valence(number) : use.scale.amount(number);
  if (!value) {
    reading.out.skip(spot, "the number is outside the scale", fmt::format("{}: {}", word, cell));
  } else if (valence) {
    reading.out.valence(word, *value, spot);
  } else {
    reading.out.emotion(word, use.meaning.emotion, *value, spot);
  }
}

}  // namespace

void read_columns(const Reading& reading, const TablePlan& plan) {
  bool first = plan.header;
  std::size_t last = plan.word;
  for (const ColumnUse& use : plan.uses) last = std::max(last, use.column);
  const auto record = [&](const std::vector<std::string>& cells, Spot spot) {
    if (first) {
      first = false;
      return;
    }
    reading.out.row();
    if (cells.size() <= last) {
      reading.out.skip(spot, "too few columns", cells.front());
      return;
    }
    std::string_view word = cells[plan.word];
    if (!plan.cut_word_at.empty()) word = word.substr(0, word.rfind(plan.cut_word_at));
    for (const ColumnUse& use : plan.uses) use_cell(reading, use, word, cells[use.column], spot);
  };
  for_each_record(reading.file, plan.dialect, record, [&](std::string_view raw, Spot spot) {
    reading.out.row();
    reading.out.skip(spot, "broken quoting", raw);
  });
}

// Lemma#PoS or token, then eight moods that sum to 1: what a mood has above its even share.
void read_depechemood(const Reading& reading) {
  reading.out.settle(Repeats::average, true);
  TablePlan plan;
  plan.dialect = dialect_of(reading);
  const std::vector<std::string> header = header_of(reading, plan.dialect);
  plan.cut_word_at = "#";
  for (std::size_t i = 1; i < header.size(); ++i) {
    const auto meaning = reading.meaning(header[i]);
    if (meaning && meaning->kind == Meaning::Kind::emotion) {
      plan.uses.push_back({ColumnUse::Kind::emotion, i, reading.scale({0, 1, 0.125}), *meaning});
    } else if (lowered(header[i]) != "freq") {
      reading.out.unmapped(header[i]);
    }
  }
  read_columns(reading, plan);
}

// A category's cell holds the year in which the word came in, 0, or the year it left with a minus.
void read_loughran(const Reading& reading) {
  TablePlan plan;
  plan.dialect = dialect_of(reading);
  const std::vector<std::string> header = header_of(reading, plan.dialect);
  for (const std::string_view category :
       {"Negative", "Positive", "Uncertainty", "Litigious", "Strong_Modal", "Weak_Modal",
        "Constraining", "Complexity"}) {
    const auto column = find_column(header, category);
    if (!column) continue;
    const auto meaning = reading.meaning(category);
    if (meaning && meaning->kind != Meaning::Kind::none) {
      plan.uses.push_back({ColumnUse::Kind::listed, *column, {}, *meaning});
    } else {
      reading.out.unmapped(category);
    }
  }
  read_columns(reading, plan);
}

// (Positive - Negative) / Occurrences; an emoji met in fewer than five tweets says nothing.
void read_emoji_ranking(const Reading& reading) {
  constexpr double kFewest = 5;
  const CsvDialect dialect = dialect_of(reading);
  const std::vector<std::string> header = header_of(reading, dialect);
  const auto column = [&](std::string_view name) {
    return find_column(header, name).value_or(header.size());
  };
  const std::size_t emoji = column("Emoji"), all = column("Occurrences"), bad = column("Negative"),
                    good = column("Positive");
  bool first = true;
  const auto record = [&](const std::vector<std::string>& cells, Spot spot) {
    if (first) {
      first = false;
      return;
    }
    reading.out.row();
    double n = 0, negative = 0, positive = 0;
    if (cells.size() <= std::max({emoji, all, bad, good}) || !parse_number(cells[all], n) ||
        !parse_number(cells[bad], negative) || !parse_number(cells[good], positive) || n <= 0 ||
        negative < 0 || positive < 0 || negative + positive > n) {
      reading.out.skip(spot, "not: emoji, ..., counts", cells.front());
    } else if (n < kFewest) {
      reading.out.skip(spot, "seen in fewer than 5 tweets", cells[emoji]);
    } else {
      reading.out.valence(cells[emoji], (positive - negative) / n, spot);
    }
  };
  for_each_record(reading.file, dialect, record, [&](std::string_view raw, Spot spot) {
    reading.out.row();
    reading.out.skip(spot, "broken quoting", raw);
  });
}

void read_emotag(const Reading& reading) {
  TablePlan plan;
  plan.dialect = dialect_of(reading);
  const std::vector<std::string> header = header_of(reading, plan.dialect);
  plan.word = find_column(header, "emoji").value_or(1);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (const auto emotion = parse_emotion(lowered(header[i]))) {
      plan.uses.push_back({ColumnUse::Kind::emotion,
                           i,
                           reading.scale({0, 1, 0}),
                           {Meaning::Kind::emotion, *emotion}});
    }
  }
  read_columns(reading, plan);
}

// Mean valence of 1..9, 5 being neutral.
void read_warriner(const Reading& reading) {
  TablePlan plan;
  plan.dialect = dialect_of(reading);
  const std::vector<std::string> header = header_of(reading, plan.dialect);
  plan.word = find_column(header, "word").value_or(1);
  const std::size_t mean = find_column(header, "v.mean.sum").value_or(2);
  plan.uses.push_back({ColumnUse::Kind::valence, mean, reading.scale({1, 9, 5}), {}});
  for (const std::string_view other : {"arousal", "dominance"}) reading.out.unmapped(other);
  read_columns(reading, plan);
}

}  // namespace voxmap::lexicon
