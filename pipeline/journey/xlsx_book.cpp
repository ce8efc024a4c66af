// libxlsxwriter with manners.
#include "journey/xlsx_book.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "base/time.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::workbook {
namespace {

constexpr std::size_t kLongestText = 32767;  // of a cell, in characters

[[noreturn]] void fail(std::string_view why) {
  throw Error(Exit::io, fmt::format("workbook: cannot be made: {}", why),
              "is there room in the folder for temporary files (TMPDIR)?");
}

// At most as many UTF-16 units as a cell takes, and no "_x0041_": a spreadsheet would read "A".
std::string cell_text(std::string_view raw) {
  const std::string line = one_line(raw);
  std::string out;
  std::size_t units = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view character = next_character(line, at);
    units += character.size() == 4 ? 2U : 1U;
    const bool escape = character == "_" && std::string_view(line).substr(at).starts_with('x');
    if (escape) units += 6;
    if (units >= kLongestText) return out + "…";
    out += escape ? "_x005F_" : character;
  }
  return out;
}

std::time_t moment_of(std::string_view day) {
  constexpr std::time_t kMillennium = 946684800;  // 2000-01-01, for a map without data
  const auto parsed = day.empty() ? std::nullopt : parse_time(day);
  if (!parsed) return kMillennium;
  return std::chrono::duration_cast<std::chrono::seconds>(parsed->at.time_since_epoch()).count();
}

}  // namespace

Style style_of(Tone tone) noexcept {
  switch (tone) {
    case Tone::positive:
      return Style::positive;
    case Tone::negative:
      return Style::negative;
    case Tone::unclear:
      break;
  }
  return Style::unclear;
}

Book::Book(std::string_view title, std::string_view day) {
  file_ = memfd_create("workbook", MFD_CLOEXEC);
  if (file_ < 0) fail(std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  lxw_workbook_options options{};
  book_ = workbook_new_opt(fmt::format("/proc/self/fd/{}", file_).c_str(), &options);
  if (book_ == nullptr) {
    close(file_);
    fail("out of memory");
  }
  set_properties(title, day);
  make_formats();
}

Book::~Book() {
  if (book_ != nullptr) lxw_workbook_free(book_);
  close(file_);
}

void Book::set_properties(std::string_view title, std::string_view day) {
  std::string name = cell_text(title).substr(0, 255);
  while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xC0U) == 0x80U) {
    name.pop_back();  // no half character
  }
  std::string application = "voxmap";
  lxw_doc_properties properties{};
  properties.title = name.data();
  properties.author = application.data();
  properties.created = moment_of(day);
  workbook_set_properties(book_, &properties);
}

void Book::make_formats() {
  for (lxw_format*& format : formats_) {
    format = workbook_add_format(book_);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  }
  const auto look = [&](Style style, const char* numbers) {
    format_set_num_format(format(style), numbers);
    return format(style);
  };
  const auto fill = [&](Style style, lxw_color_t back) {
    format_set_bg_color(format(style), back);
  };
  format_set_bold(format(Style::title));
  format_set_font_size(format(Style::title), 16);
  format_set_font_color(format(Style::soft), 0x55626F);
  for (const Style style : {Style::head, Style::stage}) {
    format_set_bold(format(style));
    format_set_font_color(format(style), LXW_COLOR_WHITE);
    format_set_text_wrap(format(style));
    fill(style, 0x22364D);
  }
  format_set_align(format(Style::stage), LXW_ALIGN_CENTER);
  format_set_bold(format(Style::side));
  format_set_text_wrap(format(Style::side));
  format_set_text_wrap(format(Style::wrap));
  look(Style::whole, "#,##0");
  look(Style::share, "0%");
  look(Style::decimal, "0.00");
  for (const Style style : {Style::valence, Style::positive, Style::negative, Style::unclear}) {
    look(style, "+0.00;-0.00;0.00");
  }
  fill(Style::positive, 0xCDECE1);
  fill(Style::negative, 0xF9DCC8);
  fill(Style::unclear, 0xE6EAEE);
  format_set_italic(format(Style::muted));
  format_set_font_color(format(Style::muted), 0x7B8794);
}

lxw_worksheet* Book::sheet(const char* name) {
  lxw_worksheet* sheet = workbook_add_worksheet(book_, name);
  if (sheet == nullptr) fail(fmt::format("no sheet {}", name));
  return sheet;
}

lxw_chart* Book::chart(std::uint8_t type) {
  lxw_chart* chart = workbook_add_chart(book_, type);
  if (chart == nullptr) fail("no chart");
  return chart;
}

std::string Book::finish() {
  const lxw_error error = workbook_close(book_);  // frees it, too
  book_ = nullptr;
  if (error != LXW_NO_ERROR) fail(lxw_strerror(error));
  const off_t size = lseek(file_, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(std::max<off_t>(size, 0)), '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t got =
        pread(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (got <= 0) fail("cannot be read back");
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

Table& Table::text(std::string_view raw, Style style) {
  const std::string text = cell_text(raw);
  if (text.empty()) {
    worksheet_write_blank(sheet_, row_, column_++, book_.format(style));
  } else if (const lxw_error error =
                 worksheet_write_string(sheet_, row_, column_++, text.c_str(), book_.format(style));
             error != LXW_NO_ERROR) {
    fail(lxw_strerror(error));
  }
  return *this;
}

Table& Table::number(double value, Style style) {
  worksheet_write_number(sheet_, row_, column_++, value, book_.format(style));
  return *this;
}

Table& Table::maybe(const std::optional<double>& value, Style style) {
  return value ? number(*value, style) : blank();
}

Table& Table::blank(std::size_t cells) {
  column_ = static_cast<lxw_col_t>(column_ + cells);
  return *this;
}

Table& Table::feeling(const Feeling& f) {
  number(rounded(f.mean, 4), style_of(f.tone));
  if (!f.interval) return blank(2);
  return number(rounded(f.interval->low, 4), Style::valence)
      .number(rounded(f.interval->high, 4), Style::valence);
}

void Table::next_row() {
  ++row_;
  column_ = 0;
}

void Table::head(const std::vector<Column>& columns) {
  for (const Column& c : columns) {
    worksheet_set_column(sheet_, column_, column_, c.width, nullptr);
    text(c.name, Style::head);
  }
  columns_ = column_;
  next_row();
  worksheet_freeze_panes(sheet_, row_, 1);
}

void Table::filter() {
  if (row_ > 1 && columns_ > 0) {
    worksheet_autofilter(sheet_, 0, 0, row_ - 1, static_cast<lxw_col_t>(columns_ - 1));
  }
}

}  // namespace voxmap::workbook
