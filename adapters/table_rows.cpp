// Rows of tables with known columns as a Source.
#include "table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "options.hpp"

namespace voxmap {
namespace {

class RowSource final : public Source {
 public:
  RowSource(survey::Table table, RowReader reader, survey::Plan times, bool footer)
      : table_(std::move(table)),
        reader_(std::move(reader)),
        times_(std::move(times)),
        footer_(footer) {
    for (const survey::Column& column : table_.columns) names_.push_back(fold(column.header));
    table_.rows = {};
  }

  std::optional<Record> next() override {
    while (table_.reader->next(record_)) {
      if (record_.blank()) {
        below_blank_ = true;
        continue;
      }
      const bool one_cell = record_.size() == 1 && names_.size() > 1;
      if (footer_ && below_blank_ && one_cell) return Skip{record_.place(), "report_footer"};
      below_blank_ = false;
      return read();
    }
    return std::nullopt;
  }
  std::uint64_t position() const override { return table_.reader->position(); }
  std::span<const std::string> notes() const override { return table_.notes; }

 private:
  Record read() {
    if (record_.fault() != CsvFault::none) {
      return reject(to_string(record_.fault()),
                    "the record's quotes do not pair, or it is too long");
    }
    if (!record_.valid_utf8()) return reject("invalid_utf8", "bytes that are not UTF-8");
    if (record_.size() != names_.size()) {
      return reject(
          record_.size() < names_.size() ? "too_few_columns" : "too_many_columns",
          fmt::format("{} columns where the header has {}", record_.size(), names_.size()));
    }
    return reader_(TableRow(names_, record_, &times_));
  }

  Reject reject(std::string_view reason, std::string detail) const {
    return {record_.place(),
            {},
            {},
            std::string(reason),
            std::move(detail),
            TableRow(names_, record_).raw()};
  }

  survey::Table table_;
  RowReader reader_;
  survey::Plan times_;
  bool footer_;
  bool below_blank_ = false;
  std::vector<std::string> names_;
  CsvRecord record_;
};

}  // namespace

std::optional<std::size_t> TableRow::find(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = std::ranges::find(names_, fold(name));
    const auto column = static_cast<std::size_t>(found - names_.begin());
    if (found != names_.end() && column < record_.size()) return column;
  }
  return std::nullopt;
}

std::string_view TableRow::cell(std::initializer_list<std::string_view> names) const {
  const auto column = find(names);
  return column ? trim(record_[*column]) : std::string_view();
}

std::optional<TimePoint> TableRow::time(std::initializer_list<std::string_view> names) const {
  const auto read = parse_time(cell(names), times_ == nullptr ? DateOrder::unknown : times_->order);
  if (!read) return std::nullopt;
  const bool zoned = times_ != nullptr && !read->has_zone && !times_->zone.empty();
  return zoned ? to_utc(read->at, times_->zone) : std::optional(read->at);
}

Place TableRow::place(std::initializer_list<std::string_view> names) const {
  const auto column = find(names);
  return column ? record_.place(*column) : record_.place();
}

std::string TableRow::raw() const {
  constexpr std::size_t kRawLimit = 4096;
  return printable(record_.raw(), kRawLimit);
}

std::vector<std::string> table_header(std::string_view head) {
  std::vector<std::string> names;
  if (head.empty() || survey::other_kind(head)) return names;
  const bool whole = head.size() < kHeadBytes;
  const std::string text = decode_head(head, decide_encoding(head, whole));
  // The first line alone: names hold neither quotes nor line ends.
  std::string_view line = std::string_view(text).substr(0, text.find_first_of("\r\n"));
  constexpr std::size_t kLongest = 8192;
  if (line.size() > kLongest) return names;
  const std::size_t tabs = static_cast<std::size_t>(std::ranges::count(line, '\t'));
  const char delimiter = tabs > 0 ? '\t' : line.find(';') != line.npos ? ';' : ',';
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(delimiter), line.size());
    std::string_view name = trim(line.substr(0, end));
    if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
      name = name.substr(1, name.size() - 2);
    }
    names.push_back(fold(name));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return names;
}

std::unique_ptr<Source> open_rows(Input input, RowReader reader, const RowRules& rules) {
  const auto one = [](const std::vector<CsvRow>&) -> std::optional<std::size_t> { return 1; };
  survey::Table table = survey::open_table(input, one);
  survey::Plan times;
  for (const std::string_view name : rules.times) {
    const auto column = std::ranges::find_if(
        table.columns, [&](const survey::Column& c) { return fold(c.header) == fold(name); });
    if (column == table.columns.end() || times.time) continue;
    times.time = static_cast<std::size_t>(column - table.columns.begin());
  }
  if (!rules.times.empty()) {
    times.zone = option(input.options, "zone");
    survey::settle_times(times, table, option(input.options, "date_order"));
  }
  return std::make_unique<RowSource>(std::move(table), std::move(reader), std::move(times),
                                     rules.footer);
}

}  // namespace voxmap
