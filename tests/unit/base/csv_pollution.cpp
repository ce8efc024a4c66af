// The made-up table, its pollutions, and the measures.
#include "unit/base/csv_pollution.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string_view>
#include <utility>

namespace voxmap::pollution {
namespace {

constexpr std::size_t kColumns = 9;
constexpr std::size_t kRows = 84;

struct Cell {
  std::string text;
  bool quoted = false;
};
using Table = std::vector<std::vector<Cell>>;

std::string two(std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// Orders of a made-up shop: date, time, number, id, price, text, text in quotes, address, and a
// column that is nearly always empty.
Table orders() {
  constexpr std::array<std::string_view, 7> kThings = {
      "Rain Jacket",      "Trekking Poles", "Men's Wool Socks", "Light Tent for Two",
      "Two-Burner Stove", "Kids' Sandals",  "Road Map"};
  constexpr std::array<std::string_view, 16> kWords = {
      "sturdy", "light", "warm", "dry,", "reliable", "isn't", "you'll", "love",
      "made",   "for",   "wet",  "days", "on",       "the",   "hill,",  "easy"};
  std::mt19937 random(20240607);
  const auto below = [&](std::size_t n) { return random() % n; };
  Table table;
  auto& names = table.emplace_back();
  for (const char* name : {"Date", "Time", "Pieces", "Article", "Price", "Kind"}) {
    names.push_back({name});
  }
  names.push_back({"Description", true});
  names.push_back({"Address", true});
  names.push_back({"Remark"});
  for (std::size_t i = 1; i < kRows; ++i) {
    std::string article =
        std::string(1, "KBR"[below(3)]) + "X-" + std::to_string(1000 + below(9000));
    std::string text = "The";
    for (std::size_t n = 8 + below(20); n > 0; --n) text += " " + std::string(kWords[below(16)]);
    if (i % 13 == 4) text += " \"ever\"";
    text += ".";
    table.push_back({{two(1 + i % 28) + "/" + two(1 + i / 28) + "/2024"},
                     {two(8 + i / 8) + ":" + two(7 * (i % 8))},
                     {std::to_string(below(13))},
                     {article},
                     {"$" + std::to_string(3 + below(200)) + "." + two(below(100))},
                     {std::string(kThings[below(7)])},
                     {text, true},
                     {"https://shop.example/p/" + article + ".html", true},
                     {i % 17 == 0 ? "sold out" : ""}});
  }
  return table;
}

// How a table is written down, with what is wrong in one place.
struct Style {
  std::string delimiter = ",";
  std::string line_end = "\r\n";
  std::string quote = "\"";
  std::string escape = "\"";
  std::size_t odd_row = kRows * 3;      // none
  std::string odd_delimiter;            // of that row
  std::size_t more_before = kColumns;   // one delimiter more before this column of it
  std::size_t none_before = kColumns;   // none before this column of it
  std::size_t quote_before = kColumns;  // a stray quote at the front of this cell of it
};

std::string written(const Table& table, const Style& style) {
  std::string text;
  for (std::size_t r = 0; r < table.size(); ++r) {
    const bool odd = r == style.odd_row;
    const std::string& delimiter =
        odd && !style.odd_delimiter.empty() ? style.odd_delimiter : style.delimiter;
    for (std::size_t c = 0; c < table[r].size(); ++c) {
      if (c > 0 && !(odd && style.none_before == c)) text += delimiter;
      if (odd && style.more_before == c) text += delimiter;
      const Cell& cell = table[r][c];
      if (cell.quoted) text += style.quote;
      if (odd && style.quote_before == c) text += '"';
      for (const char x : cell.text) {
        if (cell.quoted && x == '"') text += style.escape;
        text += x;
      }
      if (cell.quoted) text += style.quote;
    }
    text += style.line_end;
  }
  return text;
}

Rows plain(const Table& table) {
  Rows rows;
  for (const auto& row : table) {
    Row& cells = rows.emplace_back();
    for (const Cell& cell : row) cells.push_back(cell.text);
  }
  return rows;
}

class Files {
 public:
  Files() : table_(orders()), clean_(plain(table_)), good_(written(table_, {})) {}

  std::vector<Polluted> all(std::size_t step) {
    whole_files();
    other_dialects();
    for (std::size_t row = 0; row < kRows; ++row) {
      if (row < 2 || row % step == 0 || row + 1 == kRows) one_row(row);
    }
    return std::move(files_);
  }

 private:
  Polluted& add(const std::string& name, std::string text, Rows clean) {
    Polluted& file = files_.emplace_back();
    file.name = file.family = name;
    file.text = std::move(text);
    file.clean = std::move(clean);
    return file;
  }
  [[nodiscard]] std::string lines(std::size_t from, std::size_t to) const {
    return written({table_.begin() + static_cast<std::ptrdiff_t>(from),
                    table_.begin() + static_cast<std::ptrdiff_t>(to)},
                   {});
  }
  [[nodiscard]] Rows rows(std::size_t from, std::size_t to) const {
    return {clean_.begin() + static_cast<std::ptrdiff_t>(from),
            clean_.begin() + static_cast<std::ptrdiff_t>(to)};
  }

  void whole_files() {
    add("source", good_, clean_);
    add("file_no_payload", "", {}).header_rows = 0;
    add("file_no_trailing_newline", good_.substr(0, good_.size() - 2), clean_);
    add("file_double_trailing_newline", good_ + "\r\n", clean_);
    add("file_no_header", lines(1, kRows), rows(1, kRows)).header_rows = 0;
    add("file_header_only", lines(0, 1), rows(0, 1));
    add("file_one_data_row", lines(0, 2), rows(0, 2));
    add("file_preamble", "PREAMBLE,,,,,,,,\r\n,,,,,,,,\r\n" + good_, clean_);
    std::string text = good_;
    Rows clean = clean_;
    for (const int n : {2, 3}) {
      text.insert(0, lines(0, 1));
      for (std::size_t c = 0; c < kColumns; ++c) clean[0][c] += " " + clean_[0][c];
      add("file_header_multirow_" + std::to_string(n), text, clean).header_rows = n;
    }
    Table second = table_;
    for (auto& row : second) row.pop_back();
    add("file_multitable_less", good_ + written(second, {}), clean_);
    second = table_;
    for (auto& row : second) row.push_back({row.back().text});
    second[0].back().text = "col1";
    add("file_multitable_more", good_ + written(second, {}), clean_);
    // The same columns once more: the rows go on.
    clean = clean_;
    clean.insert(clean.end(), clean_.begin() + 1, clean_.end());
    add("file_multitable_same", good_ + good_, clean);
  }

  void other_dialects() {
    for (const char* delimiter : {"\t", ";", " ", ", "}) {
      Style style;
      style.delimiter = delimiter;
      add("file_field_delimiter_" + style.delimiter, written(table_, style), clean_).delimiter =
          delimiter;
    }
    for (const char* end : {"\n", "\r"}) {
      Style style;
      style.line_end = end;
      add(*end == '\n' ? "file_record_delimiter_LF" : "file_record_delimiter_CR",
          written(table_, style), clean_);
    }
    Style style;
    style.quote = "'";
    style.escape = "\"";
    Table doubled = table_;  // what was doubled stays doubled: it is no quote here
    Rows clean = plain(doubled);
    for (auto& row : clean) {
      std::string& text = row[6];
      for (std::size_t p = text.find('"'); p < text.size(); p = text.find('"', p + 2)) {
        text.insert(p, 1, '"');
      }
    }
    add("file_quotation_char", written(table_, style), clean).quote = '\'';
    style = {};
    style.escape = "\\";
    add("file_escape_char_backslash", written(table_, style), clean_).escape = '\\';
    style.escape.clear();
    add("file_escape_char_none", written(table_, style), clean_);
  }

  void one_row(std::size_t row) {
    const std::string place = "_row" + std::to_string(row);
    const std::string kind = row == 0 ? "_names" : "";
    Style style;
    style.odd_row = row;
    style.odd_delimiter = " ";
    add("row_field_delimiter" + place, written(table_, style), clean_).family =
        "row_field_delimiter" + kind;
    for (std::size_t c = 0; c < kColumns; ++c) {
      const std::string at = place + "_col" + std::to_string(c);
      style = {};
      style.odd_row = row;
      style.more_before = c;
      add("row_more_sep" + at, written(table_, style), clean_).family = "row_more_sep" + kind;
      style.more_before = kColumns;
      style.quote_before = c;
      Polluted& stray = add("row_extra_quote" + at, written(table_, style), clean_);
      stray.family = "row_extra_quote" + kind;
      stray.clean[row][c].insert(0, 1, '"');
      if (c == 0) continue;
      style.quote_before = kColumns;
      style.none_before = c;
      add("row_less_sep" + at, written(table_, style), clean_).family = "row_less_sep" + kind;
    }
  }

  Table table_;
  Rows clean_;
  std::string good_;
  std::vector<Polluted> files_;
};

// Precision, recall and their harmonic mean of one multiset against another, added up.
template <class T>
double agreement(std::vector<T> clean, std::vector<T> read) {
  if (clean.empty()) return 3;
  std::sort(clean.begin(), clean.end());
  std::sort(read.begin(), read.end());
  std::vector<T> both;
  std::set_intersection(clean.begin(), clean.end(), read.begin(), read.end(),
                        std::back_inserter(both));
  if (both.empty()) return 0;
  const auto n = static_cast<double>(both.size());
  const double p = n / static_cast<double>(clean.size());
  const double r = n / static_cast<double>(read.size());
  return p + r + 2 * p * r / (p + r);
}

std::vector<std::string> cells(const Rows& rows) {
  std::vector<std::string> all;
  for (const Row& row : rows) all.insert(all.end(), row.begin(), row.end());
  return all;
}

}  // namespace

std::vector<Polluted> pollute(std::size_t step) { return Files().all(step); }

double measure(const Rows& clean, const Rows& read) {
  if (clean.empty()) return 10;
  if (read.empty()) return 1;
  return 1 + agreement(clean[0], read[0]) +
         agreement(Rows(clean.begin() + 1, clean.end()), Rows(read.begin() + 1, read.end())) +
         agreement(cells(clean), cells(read));
}

Score total(const std::vector<Measured>& files) {
  // Files of the family in the benchmark; how many of 3,712 real files have such a pollution.
  static const std::map<std::string, std::pair<double, double>> kShares = {
      {"source", {1, 1}},
      {"file_no_payload", {1, 15}},
      {"file_no_trailing_newline", {1, 184}},
      {"file_double_trailing_newline", {1, 5}},
      {"file_no_header", {1, 470}},
      {"file_header_multirow_2", {1, 47}},
      {"file_header_multirow_3", {1, 47}},
      {"file_preamble", {1, 282}},
      {"file_multitable_same", {1, 62.7}},
      {"file_multitable_more", {1, 62.7}},
      {"file_multitable_less", {1, 62.7}},
      {"file_header_only", {1, 3}},
      {"file_one_data_row", {1, 4}},
      {"file_record_delimiter_CR", {1, 7}},
      {"file_record_delimiter_LF", {1, 1691}},
      {"file_field_delimiter_\t", {1, 4}},
      {"file_field_delimiter_;", {1, 834}},
      {"file_field_delimiter_ ", {1, 4}},
      {"file_field_delimiter_, ", {1, 101}},
      {"file_quotation_char", {1, 11}},
      {"file_escape_char_backslash", {1, 1}},
      {"file_escape_char_none", {1, 7}},
      {"row_less_sep", {664, 244}},
      {"row_less_sep_names", {8, 2.9}},
      {"row_more_sep", {747, 274.7}},
      {"row_more_sep_names", {9, 3.3}},
      {"row_extra_quote", {747, 274.7}},
      {"row_extra_quote_names", {9, 3.3}},
      {"row_field_delimiter", {83, 30.6}},
      {"row_field_delimiter_names", {1, 0.4}}};
  std::map<std::string, std::pair<double, double>> sums;
  for (const Measured& file : files) {
    sums[file.family].first += file.value;
    sums[file.family].second += 1;
  }
  Score score;
  double simple = 0;
  double weighted = 0;
  for (const auto& [family, sum] : sums) {
    const auto [files_of, frequency] = kShares.at(family);
    const double mean = sum.first / sum.second;
    score.simple += files_of * mean;
    score.weighted += frequency * mean;
    simple += files_of;
    weighted += frequency;
  }
  score.simple /= simple;
  score.weighted /= weighted;
  return score;
}

Rows parse(const std::string& text) {
  Rows rows;
  for (std::size_t i = 0; i < text.size();) {
    Row& row = rows.emplace_back(1);
    for (bool end = false; !end;) {
      if (text[i] == '"') {
        for (++i; text[i] != '"' || text[i + 1] == '"'; ++i) {
          i += text[i] == '"' ? 1U : 0U;
          row.back() += text[i];
        }
        ++i;
      } else {
        while (text[i] != ',' && text[i] != '\r') row.back() += text[i++];
      }
      end = text[i] == '\r';
      if (!end) row.emplace_back();
      i += end ? 2 : 1;
    }
  }
  return rows;
}

}  // namespace voxmap::pollution
