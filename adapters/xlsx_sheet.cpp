// The rows of a sheet, one after the other.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"
#include "xlsx_book.hpp"
#include "xml_fragments.hpp"
#include "xml_input.hpp"

namespace voxmap::xlsx {
namespace {

class SheetRows final : public CellRows {
 public:
  SheetRows(std::shared_ptr<const Book> book, Sheet sheet)
      : book_(std::move(book)),
        sheet_(std::move(sheet)),
        rows_(book_->open(sheet_), "row", book_->name() + "!" + sheet_.name) {}

  bool next(CellRow& row) override {
    const auto element = rows_.next();
    if (!element) return false;
    row.cells.clear();
    ++number_;
    const std::string_view own = element->attribute("r").value();
    std::uint64_t given = 0;
    if (std::from_chars(own.data(), own.data() + own.size(), given).ec == std::errc{}) {
      number_ = std::max(number_, given);
    }
    row.number = number_;
    const std::string_view hidden = element->attribute("hidden").value();
    if (hidden == "1" || hidden == "true") ++hidden_;
    std::size_t column = 0;
    for (const pugi::xml_node& cell : element->children()) {
      if (local_name(cell) != "c") continue;
      // Empty cells are not written: only the reference tells where one stands.
      if (const auto at = column_of(cell.attribute("r").value())) column = *at;
      constexpr std::size_t kMost = 16384;
      if (column >= kMost) break;
      if (row.cells.size() <= column) row.cells.resize(column + 1);
      row.cells[column++] = text_of(cell);
    }
    return true;
  }

  void finish(std::vector<std::string>& notes) const override {
    const auto say = [&](std::uint64_t n, std::string_view what) {
      if (n > 0) notes.push_back(fmt::format("{} {}", n, what));
    };
    say(hidden_, "hidden rows read like any other: a filter was left on");
    say(errors_, "cells with an error (#N/A and the like) read as empty");
    say(lost_, "cells whose value cannot be told read as empty");
  }
  std::uint64_t position() const override {
    const std::uint64_t size = std::max<std::uint64_t>(book_->size_of(sheet_), 1);
    const double part =
        static_cast<double>(std::min(rows_.position(), size)) / static_cast<double>(size);
    return static_cast<std::uint64_t>(part * static_cast<double>(book_->file_size()));
  }
  std::string part() const override { return sheet_.name; }
  std::string part(std::uint64_t row, std::size_t column) const override {
    return sheet_.name + "!" + cell_name(row, column);
  }

 private:
  std::string text_of(const pugi::xml_node& cell) {
    const std::string_view type = cell.attribute("t").value();
    std::string value;
    for (const pugi::xml_node& each : cell.children()) {
      if (local_name(each) == "v") value = each.text().get();
      if (local_name(each) == "is") return unescaped(rich_text(each));
    }
    if (type == "s") {
      const std::string* const shared = book_->shared(value);
      if (shared != nullptr) return *shared;
      if (!value.empty()) ++lost_;
      return {};
    }
    if (type == "str" || type == "inlineStr" || type == "d") return unescaped(value);
    if (type == "b") return value.empty() ? "" : value == "0" ? "FALSE" : "TRUE";
    if (type == "e") {
      ++errors_;
      return {};
    }
    if (value.empty()) return {};
    const NumberKind kind = book_->kind_of_style(cell.attribute("s").value());
    if (kind != NumberKind::number) {
      if (auto text = serial_text(value, kind, book_->since_1904())) return *text;
    }
    return number_text(value);
  }

  std::shared_ptr<const Book> book_;
  Sheet sheet_;
  XmlFragments rows_;
  std::uint64_t number_ = 0;
  std::uint64_t hidden_ = 0, errors_ = 0, lost_ = 0;
};

}  // namespace

std::unique_ptr<CellRows> open_sheet(std::shared_ptr<const Book> book, const Sheet& sheet) {
  return std::make_unique<SheetRows>(std::move(book), sheet);
}

}  // namespace voxmap::xlsx
