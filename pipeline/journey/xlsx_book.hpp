// A workbook in memory: cells, styles and charts over libxlsxwriter, with its errors as voxmap's.
//
// Everything that came from people is written as a string cell, which no spreadsheet runs: formulas
// are never written. Nothing in the file depends on clock, machine or locale.
#pragma once

#include <xlsxwriter.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journey/map.hpp"

namespace voxmap::workbook {

enum class Style : std::uint8_t {
  plain,
  title,     // of a sheet
  soft,      // what explains
  head,      // first row of a table
  side,      // first column of the map
  stage,     // first row of the map
  wrap,      // text of several lines
  whole,     // 1,234
  share,     // 22 %
  valence,   // +0.31
  positive,  // +0.31 on green
  negative,
  unclear,
  decimal,  // 41.25
  muted,    // "hidden", "no data"
  count
};

[[nodiscard]] Style style_of(Tone tone) noexcept;

// Throws Error(Exit::io) when the library cannot make its (deleted, unreadable to others) scratch
// files in the folder for temporary files.
class Book {
 public:
  // `day`: "2026-03-01", stands in the file's properties as its date; empty: 1 January 2000.
  Book(std::string_view title, std::string_view day);
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  [[nodiscard]] lxw_worksheet* sheet(const char* name);
  [[nodiscard]] lxw_chart* chart(std::uint8_t type);
  [[nodiscard]] lxw_format* format(Style style) const {
    return formats_.at(static_cast<std::size_t>(style));
  }
  // The file. Once.
  [[nodiscard]] std::string finish();

 private:
  void make_formats();
  void set_properties(std::string_view title, std::string_view day);
  int file_ = -1;  // in memory, without a name
  lxw_workbook* book_ = nullptr;
  std::array<lxw_format*, static_cast<std::size_t>(Style::count)> formats_{};
};

// A sheet that is filled cell by cell, row by row.
class Table {
 public:
  Table(Book& book, const char* name) : book_(book), sheet_(book.sheet(name)) {}

  // The first row: names and widths in characters. It stays in view and can be filtered by.
  struct Column {
    std::string name;
    double width;
  };
  void head(const std::vector<Column>& columns);
  // Makes the rows written so far a filter, below a head.
  void filter();

  Table& text(std::string_view raw, Style style = Style::plain);
  Table& number(double value, Style style);
  Table& whole(std::int64_t value) { return number(static_cast<double>(value), Style::whole); }
  Table& maybe(const std::optional<double>& value, Style style);
  Table& blank(std::size_t cells = 1);
  // Mean, and the ends of its interval where there is one: three cells.
  Table& feeling(const Feeling& feeling);
  void next_row();

  [[nodiscard]] lxw_row_t row() const noexcept { return row_; }
  [[nodiscard]] lxw_col_t column() const noexcept { return column_; }
  [[nodiscard]] lxw_worksheet* sheet() const noexcept { return sheet_; }

 private:
  Book& book_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0, columns_ = 0;
};

// The sheets, in the order of the workbook. Charts need the tables' place.
void add_map(Book& book, const MapData& map);
void add_charts(Book& book, const MapData& map);
void add_stages(Book& book, const MapData& map);
void add_touchpoints(Book& book, const MapData& map);
void add_emotions(Book& book, const MapData& map);
void add_acts(Book& book, const MapData& map);  // none when nobody did anything
void add_volume(Book& book, const MapData& map);
void add_ratings(Book& book, const MapData& map);
void add_quotes(Book& book, const MapData& map);
// None of these where there is nothing to say.
void add_trend(Book& book, const MapData& map);
void add_lines(Book& book, const MapData& map);
void add_handovers(Book& book, const MapData& map);
void add_hypotheses(Book& book, const MapData& map);
void add_about(Book& book, const MapData& map);

}  // namespace voxmap::workbook
