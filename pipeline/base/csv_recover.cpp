// The delimited reader off its main path: broken quoting and records over the limits.
#include <algorithm>
#include <array>

#include "base/csv.hpp"

namespace voxmap {

// The first CR or LF at or after `from`, quoted or not; end_ when there is none.
std::size_t CsvReader::line_end(std::size_t from) const noexcept {
  CsvMarks marks(bits_.data(), end_);
  marks.seek(from);
  for (;;) {
    const std::size_t p = marks.next();
    if (p >= end_ || data_[p] == '\n' || data_[p] == '\r') return std::min(p, end_);
  }
}

std::size_t CsvReader::after_line_end(std::size_t position) const noexcept {
  if (position >= end_) return end_;
  const bool crlf = data_[position] == '\r' && position + 1 < end_ && data_[position + 1] == '\n';
  return position + (crlf ? 2 : 1);
}

// Whether what stands from `from` on reads as records of this table: then a quote that is open in
// front of it was never meant to be. Looks no further than `limit`.
bool CsvReader::records_follow(std::size_t from, std::size_t limit) {
  constexpr std::size_t kRecords = 20;
  if (from >= end_) return eof_;
  std::array<std::size_t, kRecords> widths{};
  std::size_t seen = 0;
  while (seen < kRecords && from < limit) {
    Attempt attempt;
    attempt.limit = limit;
    attempt.final = eof_ && limit == end_;
    const Outcome outcome = parse(probe_, from, attempt);
    if (outcome == Outcome::more) break;
    if (outcome == Outcome::complete) {
      probed_ += attempt.next - from;
      from = attempt.next;
      if (probe_.blank()) continue;
      widths[seen] = probe_.size();
    } else {
      probed_ += limit - from;
      from = after_line_end(line_end(attempt.field));
    }
    ++seen;
  }
  if (seen == 0) return eof_ && from >= end_;
  std::size_t expected = expected_;
  for (std::size_t i = 0, most = 0; expected_ == 0 && i < seen; ++i) {
    const auto alike = static_cast<std::size_t>(
        std::count(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(seen), widths[i]));
    if (alike > most && widths[i] > 0) {
      most = alike;
      expected = widths[i];
    }
  }
  const auto good = static_cast<std::size_t>(
      std::count(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(seen), expected));
  // In a table of one column every line would do: only the end of the input tells then.
  return good * 2 >= seen && (expected > 1 || eof_);
}

// Reads the line on which the broken field begins as well as it goes, and resumes behind it; or
// behind the lines the field goes on for, when the table goes on there and not before.
void CsvReader::fall_back(CsvRecord& record, Attempt attempt, CsvFault fault) {
  std::size_t end = line_end(attempt.field);
  const std::size_t after = after_line_end(end);
  const std::size_t limit = std::min(end_, after + kLookahead);
  const bool affordable = probed_ < kProbes + 8 * (base_ + consumed_);
  if (attempt.in_quotes && end < end_ && affordable && !records_follow(after, limit)) {
    Attempt wide;
    wide.limit = limit;
    wide.relaxed = true;
    wide.final = eof_ && limit == end_;
    probed_ += limit - start_;
    const bool whole = parse(record, start_, wide) == Outcome::complete;
    if (whole && wide.next < limit && records_follow(wide.next, limit)) {
      record.fault_ = fault;
      finish(record, wide);
      return;
    }
    if (wide.final) end = end_;
  }
  Attempt again;
  again.limit = end;
  again.final = again.relaxed = true;
  parse(record, start_, again);
  record.fault_ = fault;
  record.end_ = end;
  again.next = after_line_end(end);
  again.lines = 0;
  for (std::size_t p = line_end(start_); p < end; p = line_end(after_line_end(p))) ++again.lines;
  finish(record, again);
}

// Passes over the rest of a record that is too long to be held, chunk by chunk.
void CsvReader::skip_giant(CsvRecord& record, const Attempt& attempt, CsvFault fault) {
  if (attempt.in_quotes) {
    const std::size_t end = line_end(attempt.field);
    const std::size_t after = after_line_end(end);
    if (end + 1 < end_ && records_follow(after, std::min(end_, after + kLookahead))) {
      fall_back(record, attempt, CsvFault::unterminated_quote);
      return;
    }
  }
  constexpr std::size_t kShown = 1024;
  giant_head_.assign(data_.data() + start_, std::min(kShown, end_ - start_));
  const Place begin{line_, base_ + consumed_, 0};
  std::uint64_t lines = attempt.field_lines;
  const std::size_t end = skip_to_line_end(attempt, lines);
  const std::uint64_t begin_of_buffer = base_;
  const std::uint64_t before_end = original(0, end);
  start_ = after_line_end(end);
  consumed_ = before_end + original(end, start_);
  line_ += lines + 1;
  record.fields_.clear();
  record.data_ = giant_head_.data();
  record.lengths_ = nullptr;
  record.begin_ = 0;
  record.end_ = giant_head_.size();
  record.fault_ = fault;
  record.place_ = begin;
  record.place_.bytes = begin_of_buffer + before_end - begin.byte;
}

// Position of the line end that ends the record, in the buffer as it is then.
std::size_t CsvReader::skip_to_line_end(const Attempt& attempt, std::uint64_t& lines) {
  bool in_quotes = attempt.in_quotes;
  std::size_t position = attempt.field;
  while (in_quotes && data_[position] != dialect_.quote) ++position;
  position += in_quotes ? 1 : 0;
  const std::size_t lookahead = dialect_.delimiter.size() + 1;
  for (;;) {
    CsvMarks marks(bits_.data(), end_);
    marks.seek(position);
    for (;;) {
      position = marks.next();
      if (position >= end_ || (!eof_ && position + lookahead >= end_)) break;
      const char c = data_[position];
      const char following = position + 1 < end_ ? data_[position + 1] : '\0';
      if (c == '\n' || c == '\r') {
        if (!in_quotes) return position;
        if (c == '\n' || following != '\n') ++lines;
      } else if (in_quotes && c == dialect_.quote) {
        if (following == c && dialect_.escape != '\0') {
          marks.seek(position + 2);
        } else {
          in_quotes = false;
        }
      } else if (c == dialect_.escape && c != dialect_.quote) {
        marks.seek(position + 2);
      } else if (!in_quotes && delimiter_at(position, end_)) {
        const std::size_t next = position + dialect_.delimiter.size();
        in_quotes = dialect_.quote != '\0' && next < end_ && data_[next] == dialect_.quote;
        marks.seek(next + (in_quotes ? 1 : 0));
      }
    }
    if (eof_) return end_;
    refill(std::min(position, end_));
    position = 0;
  }
}

}  // namespace voxmap
