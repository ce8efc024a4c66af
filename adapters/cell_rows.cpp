// Rows of cells as delimited text that remembers where each cell stood.
#include "cell_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <istream>
#include <streambuf>
#include <utility>

#include "base/csv_table.hpp"
#include "base/utf8.hpp"
#include "not_data.hpp"
#include "survey_proposal.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

// Where the records of the text stand in the table.
struct Written {
  std::uint64_t byte = 0;  // of the record in the text
  std::uint64_t row = 0;
  std::vector<std::uint32_t> cells;  // where each begins, from the record's first byte
};

// Formats one row after the other. The reader is ahead of its records by about a megabyte, so the
// places of that much are kept.
class CsvBuffer final : public std::streambuf {
 public:
  explicit CsvBuffer(std::unique_ptr<CellRows> rows) : rows_(std::move(rows)) {
    // The width is that of the first rows: cells at the end of a row may be left out.
    std::size_t size = 0;
    CellRow row;
    while (size < kHeadBytes && rows_->next(row)) {
      std::size_t used = row.cells.size();
      while (used > 0 && trim(row.cells[used - 1]).empty()) --used;
      width_ = std::max(width_, used);
      for (const std::string& cell : row.cells) size += cell.size() + 1;
      waiting_.push_back(std::move(row));
      row = {};
    }
  }

  // The text of the rows that were read ahead.
  std::string head() const {
    std::string text;
    std::vector<std::uint32_t> cells;
    for (const CellRow& row : waiting_) append(row, text, cells);
    if (text.size() > kHeadBytes) text.resize(kHeadBytes);
    return text;
  }
  CellRows& rows() { return *rows_; }

  // The record that holds this byte of the text; forgets those before `done`.
  const Written* find(std::uint64_t byte, std::uint64_t done) {
    while (written_.size() > 1 && written_[1].byte <= done) written_.pop_front();
    const auto after = std::ranges::upper_bound(written_, byte, {}, &Written::byte);
    return after == written_.begin() ? nullptr : &*std::prev(after);
  }

 protected:
  int_type underflow() override {
    CellRow row;
    if (!waiting_.empty()) {
      row = std::move(waiting_.front());
      waiting_.pop_front();
    } else if (!rows_->next(row)) {
      return traits_type::eof();
    }
    Written& written = written_.emplace_back();
    written.byte = size_;
    written.row = row.number;
    line_.clear();
    append(row, line_, written.cells);
    size_ += line_.size();
    setg(line_.data(), line_.data(), line_.data() + line_.size());
    return traits_type::to_int_type(line_[0]);
  }

 private:
  void append(const CellRow& row, std::string& text, std::vector<std::uint32_t>& starts) const {
    std::size_t count = row.cells.size();
    while (count > width_ && trim(row.cells[count - 1]).empty()) --count;
    count = std::max(count, width_);
    starts.clear();
    const std::size_t begin = text.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += ',';
      starts.push_back(static_cast<std::uint32_t>(text.size() - begin));
      if (i < row.cells.size()) append_csv_field(text, row.cells[i]);
    }
    text += "\r\n";
  }

  std::unique_ptr<CellRows> rows_;
  std::size_t width_ = 0;
  std::deque<CellRow> waiting_;
  std::deque<Written> written_;
  std::string line_;
  std::uint64_t size_ = 0;
};

class CsvStream final : public std::istream, public CellText {
 public:
  explicit CsvStream(std::unique_ptr<CellRows> rows)
      : std::istream(nullptr), buffer_(std::move(rows)) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);  // lets an Error of the rows through
  }
  CsvBuffer& buffer() { return buffer_; }

  std::optional<Place> row_at(std::uint64_t byte) override {
    const Written* const written = buffer_.find(byte, byte);
    if (written == nullptr) return std::nullopt;
    return buffer_.rows().place(written->row);
  }
  Place cell_at(std::uint64_t byte, std::size_t column) override {
    const Written* const written = buffer_.find(byte, byte);
    return written == nullptr ? Place{} : buffer_.rows().place(written->row, column);
  }

 private:
  CsvBuffer buffer_;
};

class CellSource final : public Source, public survey::Wrapping {
 public:
  // `csv` is owned by the stream that `source` reads.
  CellSource(std::unique_ptr<Source> source, CsvBuffer& csv, std::vector<std::string> notes)
      : source_(std::move(source)), csv_(csv), notes_(std::move(notes)) {
    take_notes();
  }

  std::optional<Record> next() override {
    auto record = source_->next();
    if (!record) {
      if (!std::exchange(finished_, true)) csv_.rows().finish(notes_);
      take_notes();
      return record;
    }
    std::visit([&](auto& some) { name_record(some); }, *record);
    return record;
  }
  std::uint64_t position() const override { return csv_.rows().position(); }
  std::span<const std::string> notes() const override { return notes_; }
  const Source* wrapped() const override { return source_.get(); }

 private:
  void take_notes() {
    const auto notes = source_->notes();
    for (; taken_ < notes.size(); ++taken_) {
      // The text was made here: what was found out about it says nothing.
      const std::string& note = notes[taken_];
      if (!note.starts_with("delimiter ") && note != "encoding UTF-8: as told")
        notes_.push_back(note);
    }
  }

  template <typename Some>
  void name_record(Some& some) {
    const std::uint64_t begin = some.origin.byte;
    if constexpr (std::is_same_v<Some, Document>) {
      for (Verbatim& verbatim : some.verbatims) name(verbatim.origin, begin, true);
    }
    name(some.origin, begin, false);
  }

  void name(Place& place, std::uint64_t begin, bool cell) {
    const Written* const written = csv_.find(place.byte, begin);
    if (written == nullptr) return;
    std::size_t column = 0;
    const std::uint64_t offset = place.byte - written->byte;
    while (column + 1 < written->cells.size() && written->cells[column + 1] <= offset) ++column;
    CellRows& rows = csv_.rows();
    place = cell ? rows.place(written->row, column) : rows.place(written->row);
  }

  std::unique_ptr<Source> source_;
  CsvBuffer& csv_;
  std::vector<std::string> notes_;
  std::size_t taken_ = 0;
  bool finished_ = false;
};

bool has_option(const Adapter& adapter, std::string_view name) {
  return std::ranges::find(adapter.options, name, &Option::name) != adapter.options.end();
}

// Adapters that read delimited text; others may take such text for their own.
const Adapter& adapter_for(const std::string& head, const std::string& name) {
  const auto kind = why_not(head);
  if (kind && (kind->find("crosstab") != std::string::npos || !companion(head).empty())) {
    throw Error(Exit::data, name + ": " + *kind);
  }
  for (const Adapter& adapter : adapters()) {
    const bool table = has_option(adapter, "delimiter") || adapter.name == "google_play" ||
                       adapter.name == "salesforce_csv";
    if (table && adapter.recognises(head)) return adapter;
  }
  throw Error(
      Exit::data,
      name + ": no table of answers: " + kind.value_or("no columns that most rows agree on"),
      "a table has a row of names and a row for each response; option sheet names another "
      "sheet of a spreadsheet");
}

}  // namespace

std::unique_ptr<std::istream> cells_as_csv(std::unique_ptr<CellRows> rows) {
  return std::make_unique<CsvStream>(std::move(rows));
}

std::unique_ptr<Source> open_cells(Input input, std::unique_ptr<CellRows> rows,
                                   std::vector<std::string> notes, const OpenText& open,
                                   const OpenRows& again) {
  auto stream = std::make_unique<CsvStream>(std::move(rows));
  CsvBuffer& csv = stream->buffer();
  const std::string head = csv.head();
  if (trim(head).empty()) throw Error(Exit::no_input, input.name + ": no cell holds anything");
  const Adapter* const adapter = open ? nullptr : &adapter_for(head, input.name);
  const Options fixed = {
      {"delimiter", ","}, {"quote", "\""}, {"escape", "double"}, {"encoding", "UTF-8"}};
  Options options = fixed;
  if (adapter != nullptr) {
    options.clear();
    for (const Option& option : adapter->options) {
      options.emplace(option.name, option.default_value);
      for (const Options* const from : {&std::as_const(input.options), &fixed}) {
        const auto found = from->find(option.name);
        if (found == from->end() || found->second.empty()) continue;
        options.insert_or_assign(std::string(option.name), found->second);
      }
    }
    notes.push_back(fmt::format("its rows read as {}", adapter->name));
  } else {
    for (const auto& [name, value] : input.options) options.emplace(name, value);
  }
  Input inner;
  inner.stream = std::move(stream);
  inner.name = input.name;
  inner.inner = input.inner;
  inner.options = std::move(options);
  inner.mapping = input.mapping;
  inner.beside = input.beside;
  if (again) inner.again = [again] { return cells_as_csv(again()); };
  auto source = adapter != nullptr ? adapter->open(std::move(inner)) : open(std::move(inner));
  return std::make_unique<CellSource>(std::move(source), csv, std::move(notes));
}

std::string read_file_whole(std::istream& stream, const std::string& name) {
  constexpr std::size_t kLimit = std::size_t{256} << 20U;
  std::string bytes;
  std::array<char, 65536> chunk{};
  while (stream.read(chunk.data(), chunk.size()) || stream.gcount() > 0) {
    bytes.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > kLimit) {
      throw Error(Exit::data, name + ": longer than 256 MiB, which is read as a whole",
                  "save it as CSV");
    }
  }
  if (stream.bad()) throw Error(Exit::io, name + ": reading failed");
  return bytes;
}

}  // namespace voxmap
