// Recognising lexicons by what their first lines look like.
#include "lexicon/recognise.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace voxmap::lexicon {
namespace {

using Cells = std::vector<std::string_view>;

Cells cells_of(std::string_view line) {
  Cells cells;
  split(line, '\t', cells);
  return cells;
}
bool number_in(std::string_view cell, double low, double high) {
  double x = 0;
  return parse_number(cell, x) && x >= low && x <= high;
}
bool emotion_name(std::string_view cell) { return parse_emotion(lowered(trim(cell))).has_value(); }
bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}
int sure(int share, int when) { return share >= 90 ? when : 0; }

}  // namespace

bool Sniff::header(std::initializer_list<std::string_view> words) const {
  if (lines.empty()) return false;
  std::string line = " ";
  for (const char c : lowered(lines.front())) {
    line += c == '\t' || c == ',' || c == ';' || c == '"' ? ' ' : c;
  }
  line += ' ';
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    return has(line, std::string(" ").append(word).append(" "));
  });
}

Sniff sniff_file(const SourceFile& file) {
  Sniff sniff;
  sniff.name = lowered(file.path.substr(file.path.rfind('/') + 1));
  sniff.text = file.text;
  constexpr std::size_t kMost = 200;
  for (Lines lines(file.text); sniff.lines.size() < kMost && lines.next();) {
    if (!trim(lines.text()).empty()) sniff.lines.push_back(lines.text());
  }
  return sniff;
}

int likes_vader(const Sniff& sniff) {
  return sure(sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    return cells.size() >= 4 && number_in(cells[1], -4, 4) && number_in(cells[2], 0, 4) &&
           trim(cells[3]).starts_with('[');
  }),
              95);
}

int likes_vader_emoji(const Sniff& sniff) {
  return sure(sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    return cells.size() == 2 && cells[0].size() <= 40 && !trim(cells[1]).empty() &&
           std::any_of(cells[0].begin(), cells[0].end(), [](char c) { return (c & 0x80) != 0; }) &&
           !number_in(cells[1], -100, 100) && !has(cells[0], " ");
  }),
              60);
}

int likes_afinn(const Sniff& sniff) {
  const std::string_view start = trim(sniff.text);
  const std::string_view first = start.substr(0, start.find('\n'));
  if (start.starts_with('{') && has(start.substr(0, 400), ":")) {
    const std::string_view head = start.substr(0, 400);
    return has(head, "[") ? 0 : 70;
  }
  if ((first.starts_with("export ") || first.starts_with("module.exports")) && has(first, "{")) {
    return 70;
  }
  return sure(sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    long long x = 0;
    return cells.size() == 2 && parse_whole(cells[1], x) && x >= -5 && x <= 5;
  }),
              80);
}

int likes_opinion_list(const Sniff& sniff) {
  const bool comments = !sniff.lines.empty() && sniff.lines.front().starts_with(';');
  const bool named = has(sniff.name, "positive") || has(sniff.name, "negative");
  const int words = sniff.share(
      [](std::string_view line) { return line.find_first_of("\t ,;") == std::string_view::npos; });
  if (comments && has(lowered(sniff.text.substr(0, 2000)), "opinion lexicon")) return 95;
  return words >= 95 && (named || comments) ? 75 : 0;
}

int likes_emolex(const Sniff& sniff) {
  const std::string_view start = trim(sniff.text);
  if (start.starts_with('{')) return has(start.substr(0, 400), "[") ? 75 : 0;
  if (sniff.header({"word", "sentiment"})) return sniff.header({"lang"}) ? 90 : 60;
  if (sniff.header({"anger", "anticipation", "disgust", "fear", "joy", "negative", "positive"})) {
    return 90;
  }
  return sure(sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    return cells.size() >= 3 && (trim(cells[2]) == "0" || trim(cells[2]) == "1") &&
           (emotion_name(cells[1]) || trim(cells[1]) == "positive" || trim(cells[1]) == "negative");
  }),
              90);
}

int likes_intensity(const Sniff& sniff) {
  return sure(sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    return cells.size() >= 3 && ((number_in(cells[2], 0, 1) && emotion_name(cells[1])) ||
                                 (number_in(cells[1], 0, 1) && emotion_name(cells[2])));
  }),
              85);
}

int likes_vad(const Sniff& sniff) {
  return sniff.header({"valence", "arousal", "dominance"}) ? 90 : 0;
}

int likes_liwc(const Sniff& sniff) {
  if (sniff.header({"dicterm"})) return 95;
  return !sniff.lines.empty() && trim(sniff.lines.front()) == "%" ? 95 : 0;
}

int likes_sentiwordnet(const Sniff& sniff) {
  return sure(sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    return cells.size() >= 5 && cells[0].size() == 1 && has("anvrs", cells[0]) &&
           number_in(cells[2], 0, 1) && number_in(cells[3], 0, 1) && has(cells[4], "#");
  }),
              95);
}

int likes_senticnet(const Sniff& sniff) {
  const std::string_view head = sniff.text.substr(0, 4000);
  return has(head, "senticnet['") || has(head, "senticnet[\"") ? 95 : 0;
}

int likes_depechemood(const Sniff& sniff) {
  return sniff.header({"afraid", "amused", "angry", "annoyed"}) ? 95 : 0;
}

int likes_loughran(const Sniff& sniff) {
  return sniff.header({"word", "negative", "positive", "uncertainty", "litigious"}) ? 95 : 0;
}

int likes_sentiws(const Sniff& sniff) {
  const int first = sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    return cells.size() >= 2 && has(cells[0], "|") && number_in(cells[1], -1, 1);
  });
  const int second = sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    return cells.size() == 4 && number_in(cells[1], -1, 1) && !number_in(cells[2], -100, 100) &&
           !trim(cells[2]).empty() && !trim(cells[3]).empty() && lowered(cells[2]) != cells[2] &&
           !trim(cells[3]).starts_with('[');
  });
  return std::max(sure(first, 90), sure(second, 70));
}

int likes_emoji_ranking(const Sniff& sniff) {
  return sniff.header({"emoji", "occurrences", "negative", "neutral", "positive"}) ? 95 : 0;
}

int likes_emotag(const Sniff& sniff) {
  return sniff.header({"emoji", "name", "anger", "anticipation", "trust"}) ? 92 : 0;
}

int likes_warriner(const Sniff& sniff) { return sniff.header({"word", "v.mean.sum"}) ? 95 : 0; }

int likes_pattern_xml(const Sniff& sniff) {
  const std::string_view head = sniff.text.substr(0, 65536);
  return has(head, "<sentiment") && has(head, "<word ") ? 95 : 0;
}

namespace {

// Lines of two or three cells whose last is a number, below a header "x" "y".
int x_y_share(const Sniff& sniff, double low, double high, bool whole) {
  if (!sniff.header({"x", "y"})) return 0;
  std::size_t good = 0;
  for (std::size_t i = 1; i < sniff.lines.size(); ++i) {
    const std::string_view line = sniff.lines[i];
    const std::string_view last = line.substr(line.find_last_of("\t, ") + 1);
    long long n = 0;
    good += number_in(last, low, high) && (!whole || parse_whole(last, n)) ? 1U : 0U;
  }
  return sniff.lines.size() < 2 ? 0 : static_cast<int>(good * 100 / (sniff.lines.size() - 1));
}

}  // namespace

int likes_sentimentr(const Sniff& sniff) { return sure(x_y_share(sniff, -2, 2, false), 80); }

int likes_shifters(const Sniff& sniff) { return sure(x_y_share(sniff, 1, 4, true), 85); }

int likes_empath(const Sniff& sniff) {
  return sure(sniff.share([](std::string_view line) {
    const Cells cells = cells_of(line);
    return cells.size() >= 4 && std::none_of(cells.begin(), cells.end(), [](std::string_view cell) {
             return number_in(cell, -1e9, 1e9);
           });
  }),
              50);
}

}  // namespace voxmap::lexicon
