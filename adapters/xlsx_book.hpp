// A spreadsheet (XLSX) as rows of cells: what its sheets are called, and what their cells show.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/zip.hpp"
#include "cell_rows.hpp"

namespace voxmap::xlsx {

// What a number format makes of a number.
enum class NumberKind : std::uint8_t { number, date, time };
// Of the formats built in, by their id, and of a format's code.
[[nodiscard]] NumberKind builtin_kind(std::uint64_t id);
[[nodiscard]] NumberKind format_kind(std::string_view code);

// "44650.487881944442" as "2022-03-30 11:42:33", "0.5" as "12:00:00"; nullopt for what is no number
// or no day that spreadsheets know. `since_1904`: days are counted from 1904.
[[nodiscard]] std::optional<std::string> serial_text(std::string_view number, NumberKind kind,
                                                     bool since_1904);
// "14570.0" as "14570", "0.10000000000000001" as "0.1": as people see it, without format.
[[nodiscard]] std::string number_text(std::string_view number);
// "_x000D_" and its like are characters that XML cannot hold.
[[nodiscard]] std::string unescaped(std::string_view text);
// "B7" is 1 (counted from 0); nullopt when the letters are none. "B7" of (7, 1) and back.
[[nodiscard]] std::optional<std::size_t> column_of(std::string_view reference);
[[nodiscard]] std::string cell_name(std::uint64_t row, std::size_t column);

struct Sheet {
  std::string name;
  std::string member;  // of the archive
  bool hidden = false;
};

// The workbook: read whole but for its sheets. Shared strings stay in memory.
class Book {
 public:
  // Throws Error(data) for what is no XLSX, or one that is damaged; `name` is for messages.
  Book(std::string bytes, std::string name);

  [[nodiscard]] const std::vector<Sheet>& sheets() const noexcept { return sheets_; }
  // The sheet's XML.
  [[nodiscard]] std::unique_ptr<std::istream> open(const Sheet& sheet) const;
  [[nodiscard]] std::uint64_t size_of(const Sheet& sheet) const;
  [[nodiscard]] std::uint64_t file_size() const noexcept { return zip_.file_size(); }
  [[nodiscard]] const std::string* shared(std::string_view index) const;
  [[nodiscard]] NumberKind kind_of_style(std::string_view style) const;
  [[nodiscard]] bool since_1904() const noexcept { return since_1904_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string read(const std::string& member) const;
  void read_workbook();
  void read_strings(const std::string& member);
  void read_styles(const std::string& member);

  std::string name_;
  ZipArchive zip_;
  std::vector<Sheet> sheets_;
  std::vector<std::string> strings_;
  std::vector<NumberKind> styles_;
  bool since_1904_ = false;
};

// The cells of a sheet as text. The book is shared with nobody else.
[[nodiscard]] std::unique_ptr<CellRows> open_sheet(std::shared_ptr<const Book> book,
                                                   const Sheet& sheet);

// The text of <si>, <is> or <t>, runs joined, readings above characters left out.
[[nodiscard]] std::string rich_text(const pugi::xml_node& element);

}  // namespace voxmap::xlsx
