// Rewriting a delimited file as RFC 4180.
#include "base/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/csv_header.hpp"
#include "base/csv_mend.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kHead = 65536;
constexpr std::size_t kFlush = 65536;
constexpr std::size_t kShownMended = 10;  // mended records named one by one
constexpr std::size_t kSampleRows = 1000;

std::string valid(std::string_view field) {
  std::string text;
  for (auto bad = first_invalid_utf8(field); bad; bad = first_invalid_utf8(field)) {
    text.append(field.substr(0, *bad)).append("\xEF\xBF\xBD");
    field.remove_prefix(*bad + 1);
  }
  return text.append(field);
}

std::string plural(std::size_t n, std::string_view one) {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
}

// What happened to records, counted; the first line of each is named.
struct Counted {
  std::size_t count = 0;
  std::uint64_t line = 0;
  void operator()(std::uint64_t at) {
    if (++count == 1) line = at;
  }
  void note(std::vector<std::string>& notes, std::string_view what) const {
    if (count > 0) {
      notes.push_back(fmt::format("{} {} (first at line {})", plural(count, "record"), what, line));
    }
  }
};

struct Skipped {
  std::uint64_t lines = 0, bytes = 0;
};

// Reads past that many lines; how much that was.
Skipped skip_lines(std::istream& in, std::size_t lines) {
  Skipped passed;
  const auto take = [&] {
    const int c = in.get();
    if (c != std::istream::traits_type::eof()) ++passed.bytes;
    return c;
  };
  while (passed.lines < lines) {
    const int c = take();
    if (c == std::istream::traits_type::eof()) break;
    if (c == '\r' && in.peek() == '\n') take();
    if (c == '\n' || c == '\r') ++passed.lines;
  }
  return passed;
}

class TableWriter {
 public:
  TableWriter(const TableOptions& options, CsvLayout layout, const std::vector<CsvRow>& rows,
              Skipped skipped, std::ostream& out, std::vector<std::string>& notes)
      : options_(options),
        layout_(std::move(layout)),
        skipped_(skipped),
        out_(out),
        notes_(notes),
        width_(layout_.columns) {
    if (options_.mend) mender_.emplace(layout_.dialect, layout_.columns, rows);
  }

  // False: the table has ended.
  bool put(const CsvRecord& record);
  void finish(const Decoder& decoder);

 private:
  void read_cells(const CsvRecord& record, bool names);
  void put_names(const CsvRecord& record);
  void put_record(const CsvRecord& record);
  void write_line(std::size_t size);
  void hand_out(std::size_t size, Place place);
  [[nodiscard]] std::string column_name(std::size_t column) const;
  void tell_mended(const CsvRecord& record, const CsvMended& mended);
  [[nodiscard]] std::uint64_t line(const CsvRecord& record) const {
    return record.place().line + skipped_.lines;
  }

  const TableOptions& options_;
  CsvLayout layout_;
  Skipped skipped_;
  std::ostream& out_;
  std::vector<std::string>& notes_;
  std::optional<CsvMender> mender_;
  std::size_t width_;
  std::size_t seen_ = 0;
  std::size_t header_rows_ = 0;
  bool begun_ = false;
  std::vector<std::string> cells_;        // of the record at hand
  std::vector<std::string> first_names_;  // of the first header row
  std::vector<std::string> names_;        // of all header rows joined
  std::vector<std::string> columns_;      // their names, all different
  std::string text_;
  Counted filled_, cut_, wider_, broken_, bad_bytes_, too_long_, names_again_;
  std::size_t mended_ = 0;
};

// The cells of a record as they were most likely meant, in cells_.
void TableWriter::read_cells(const CsvRecord& record, bool names) {
  const bool fits =
      record.size() == layout_.columns && record.fault() == CsvFault::none && !record.odd_quote();
  CsvMended mended;
  if (mender_ && !fits) mended = mender_->mend(record, names);
  const bool sound = record.valid_utf8();
  if (!sound) bad_bytes_(line(record));
  if (mended.mend != CsvMend::none) {
    tell_mended(record, mended);
    cells_ = std::move(mended.cells);
    if (layout_.blanks) {
      for (std::string& cell : cells_) cell.erase(0, cell.find_first_not_of(' '));
    }
  } else {
    if (record.fault() != CsvFault::none) broken_(line(record));
    cells_.resize(record.size());
    for (std::size_t i = 0; i < record.size(); ++i) {
      std::string_view cell = record[i];
      if (layout_.blanks && i > 0 && !record.quoted(i)) {
        cell.remove_prefix(std::min(cell.find_first_not_of(' '), cell.size()));
      }
      cells_[i].assign(cell);
    }
  }
  if (sound) return;
  for (std::string& cell : cells_) cell = valid(cell);
}

void TableWriter::tell_mended(const CsvRecord& record, const CsvMended& mended) {
  if (++mended_ > kShownMended) return;
  const std::size_t field =
      mended.mend == CsvMend::delimiter ? 0 : std::min(mended.column, record.size() - 1);
  const Place at = record.place(field);
  std::string place = fmt::format("{}:{}", options_.name, at.line + skipped_.lines);
  if (at.line == record.place().line) {
    place += fmt::format(":{}", at.byte - record.place().byte + 1);
  }
  if (mended.mend != CsvMend::delimiter) place += fmt::format(": column {}", mended.column + 1);
  notes_.push_back(fmt::format("{}: {}", place, to_string(mended.mend)));
}

bool TableWriter::put(const CsvRecord& record) {
  if (seen_++ < layout_.preamble || record.blank()) return true;
  if (record.size() == 0) {
    too_long_(line(record));
    return true;
  }
  if (header_rows_ < layout_.header_rows) {
    put_names(record);
    return true;
  }
  if (!first_names_.empty() && record[0] == first_names_[0]) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < record.size(); ++i) cells.emplace_back(record[i]);
    if (cells.size() > 1 && cells == first_names_) {
      names_again_(line(record));
      return true;
    }
    if (cells.size() > 2 && cells.size() != first_names_.size() &&
        names_again(first_names_, cells)) {
      notes_.push_back(fmt::format(
          "{}:{}: another table of {} begins here and is left out: --skip {} reads it",
          options_.name, line(record), plural(cells.size(), "column"), line(record) - 1));
      return false;
    }
  }
  put_record(record);
  return true;
}

// Header rows are joined column by column; a name over several columns counts for each that has one
// below it.
void TableWriter::put_names(const CsvRecord& record) {
  read_cells(record, true);
  if (header_rows_++ == 0) {
    first_names_ = names_ = cells_;
  } else {
    names_.resize(std::max(names_.size(), cells_.size()));
    std::string above;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!names_[i].empty()) above = names_[i];
      if (i >= cells_.size() || cells_[i].empty()) continue;
      names_[i] = above.empty() ? cells_[i] : above + " " + cells_[i];
    }
  }
  if (header_rows_ < layout_.header_rows) return;
  cells_ = names_;
  width_ = std::max(layout_.columns, cells_.size());
  if (cells_.size() < width_) filled_(line(record));
  begun_ = true;
  if (!options_.rows) write_line(cells_.size());
}

void TableWriter::put_record(const CsvRecord& record) {
  read_cells(record, false);
  if (!begun_) width_ = std::max(layout_.columns, cells_.size());
  begun_ = true;
  std::size_t size = cells_.size();
  while (size > width_ && trim(cells_[size - 1]).empty()) --size;
  if (size < cells_.size()) cut_(line(record));
  if (size < width_) filled_(line(record));
  if (size > width_) wider_(line(record));
  if (options_.rows) {
    hand_out(size, record.place());
  } else {
    write_line(size);
  }
}

// "Other", and "Other #20" where an earlier column is called so.
std::string TableWriter::column_name(std::size_t column) const {
  const std::string name =
      column < names_.size() ? std::string(trim(names_[column])) : std::string();
  if (name.empty()) return fmt::format("#{}", column + 1);
  const auto end = names_.begin() + static_cast<std::ptrdiff_t>(column);
  const bool again = std::any_of(names_.begin(), end,
                                 [&](const std::string& other) { return trim(other) == name; });
  return again ? fmt::format("{} #{}", name, column + 1) : name;
}

void TableWriter::hand_out(std::size_t size, Place place) {
  const std::size_t width = std::max(size, width_);
  while (columns_.size() < width) columns_.push_back(column_name(columns_.size()));
  cells_.resize(size);
  cells_.resize(width);
  place.line += skipped_.lines;
  place.byte += skipped_.bytes;
  options_.rows(std::span(columns_).first(width), cells_, place);
}

void TableWriter::write_line(std::size_t size) {
  for (std::size_t i = 0; i < std::max(size, width_); ++i) {
    if (i > 0) text_ += ',';
    if (i < size) append_csv_field(text_, cells_[i]);
  }
  // A line with nothing on it would be no record.
  if (width_ == 1 && cells_[0].empty()) text_ += "\"\"";
  text_ += "\r\n";
  if (text_.size() < kFlush) return;
  out_ << text_;
  text_.clear();
}

void TableWriter::finish(const Decoder& decoder) {
  if (!options_.rows && header_rows_ > 0 && header_rows_ < layout_.header_rows) {
    cells_ = names_;
    write_line(cells_.size());
  }
  out_ << text_;
  out_.flush();
  if (!out_) throw Error(Exit::io, "the table cannot be written");
  if (mended_ > kShownMended) {
    notes_.push_back(
        fmt::format("{} more mended like these", plural(mended_ - kShownMended, "record")));
  }
  broken_.note(notes_, "with broken quoting read as well as it goes");
  filled_.note(notes_, "with too few fields filled up");
  cut_.note(notes_, "with empty fields beyond the width cut");
  wider_.note(notes_, "with more fields than the table has columns, kept");
  names_again_.note(notes_, "left out: the names of the columns once more");
  bad_bytes_.note(notes_, "with bytes that are not UTF-8, replaced by U+FFFD");
  too_long_.note(notes_, "left out: too long");
  if (decoder.replaced() > 0) {
    notes_.push_back(fmt::format("{} replaced by U+FFFD", plural(decoder.replaced(), "character")));
  }
}

}  // namespace

void append_csv_field(std::string& line, std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += field;
    return;
  }
  line += '"';
  for (const char c : field) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

void write_table(std::istream& in, const TableOptions& options, std::ostream& out,
                 std::vector<std::string>& notes) {
  const Skipped skipped = skip_lines(in, options.skip);
  std::string head(kHead, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  const bool whole = head.size() < kHead;
  if (head.empty()) {
    notes.emplace_back("the input is empty, and so is the table");
    return;
  }
  const Encoding encoding = decide_encoding(head, whole, options.encoding);
  if (!encoding.note.empty()) notes.push_back(encoding.note);
  const std::string text = decode_head(head, encoding);
  CsvLayout layout = detect_layout(text, whole, options.hints);
  notes.insert(notes.end(), layout.reasons.begin(), layout.reasons.end());
  std::vector<CsvRow> rows = sample_rows(text, whole, layout.dialect, kSampleRows);
  const std::size_t front = std::min(rows.size(), layout.preamble + layout.header_rows);
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(front));
  if (options.mend) join_surplus(rows, layout.columns, layout.dialect.delimiter);

  const CsvDialect dialect = layout.dialect;
  TableWriter writer(options, std::move(layout), rows, skipped, out, notes);
  CsvReader reader(Decoder(in, std::move(head), encoding), dialect);
  CsvRecord record;
  while (reader.next(record) && writer.put(record)) {
  }
  writer.finish(reader.decoder());
}

}  // namespace voxmap
