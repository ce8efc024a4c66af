// The delimited reader's main path: filling the buffer and parsing one record in it.
#include <algorithm>
#include <cstring>
#include <utility>

#include "base/csv.hpp"
#include "base/utf8.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kRecordsThatShape = 16;  // whose widest is what a record is expected to have

// How many of the last bytes belong to a character that goes on behind them.
std::size_t cut_character(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto c = static_cast<unsigned char>(text[text.size() - back]);
    if (c < 0x80) return 0;
    if (c >= 0xC0) return back < (c >= 0xF0 ? 4U : c >= 0xE0 ? 3U : 2U) ? back : 0;
  }
  return 0;
}

}  // namespace

CsvReader::CsvReader(Decoder decoder, CsvDialect dialect, CsvLimits limits, CsvScan scan)
    : decoder_(std::move(decoder)),
      dialect_(std::move(dialect)),
      limits_(limits),
      scan_(scan),
      base_(decoder_.encoding().bom) {
  const char delimiter = dialect_.delimiter.empty() ? '\n' : dialect_.delimiter[0];
  specials_ = {'\n', '\r', delimiter, dialect_.quote == '\0' ? '\n' : dialect_.quote,
               dialect_.escape == '\0' ? '\n' : dialect_.escape};
  data_.resize(std::max<std::size_t>(256, limits_.chunk));
  bits_.resize(data_.size() / 64 + 1);
}

std::uint64_t CsvReader::original(std::size_t begin, std::size_t end) const noexcept {
  if (!decoder_.mapped()) return end - begin;
  std::uint64_t sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum += lengths_[i];
  return sum;
}

// Drops what is before `keep_from` and reads on until the buffer is full; grows it when what is
// kept fills it. A record begins at 0 afterwards.
void CsvReader::refill(std::size_t keep_from) {
  base_ += keep_from == start_ ? consumed_ : original(0, keep_from);
  start_ = 0;
  consumed_ = 0;
  const std::size_t kept = end_ - keep_from;
  const bool tracked = decoder_.mapped() || decoder_.encoding().provisional;
  if (keep_from > 0 && kept > 0) {
    std::memmove(data_.data(), data_.data() + keep_from, kept);
    if (tracked) std::memmove(lengths_.data(), lengths_.data() + keep_from, kept);
  }
  if (kept > data_.size() / 2) {
    data_.resize(data_.size() * 2);
    bits_.resize(data_.size() / 64 + 1);
  }
  if (tracked && lengths_.size() < data_.size()) lengths_.resize(data_.size());
  end_ = kept;
  constexpr std::size_t kLeastRead = 64;
  while (!eof_ && data_.size() - end_ >= kLeastRead) {
    const bool mapped = decoder_.mapped();
    const std::size_t n = decoder_.read(
        data_.data() + end_, tracked ? lengths_.data() + end_ : nullptr, data_.size() - end_);
    if (decoder_.mapped() && !mapped) std::fill_n(lengths_.data(), end_, std::uint8_t{1});
    eof_ = n == 0;
    end_ += n;
  }
  const std::size_t from = keep_from > 0 ? 0 : kept / 64 * 64;
  mark_specials(data_.data() + from, end_ - from, specials_, bits_.data() + from / 64, scan_);
  const std::string_view text(data_.data(), end_);
  chunk_valid_ =
      decoder_.mapped() || valid_utf8(text.substr(0, end_ - (eof_ ? 0 : cut_character(text))));
}

bool CsvReader::next(CsvRecord& record) {
  for (;;) {
    if (start_ >= end_) {
      if (!eof_) refill(start_);
      if (start_ >= end_) return false;
    }
    Attempt attempt;
    attempt.limit = end_;
    attempt.final = eof_;
    const Outcome outcome = parse(record, start_, attempt);
    if (outcome == Outcome::complete) {
      finish(record, attempt);
      return true;
    }
    if (outcome == Outcome::bad_quote) {
      // The line of the broken field must be here whole, and what stands behind it.
      const std::size_t end = line_end(attempt.field);
      if (!eof_ && end < end_ && end_ - end < kLookahead + 2) {
        refill(start_);
        continue;
      }
      if (eof_ || end + 1 < end_) {
        // A quote that "closes" on a later line was left open on its own.
        const bool open = attempt.in_quotes || attempt.lines > attempt.field_lines;
        fall_back(record, attempt,
                  open ? CsvFault::unterminated_quote : CsvFault::text_after_quote);
        return true;
      }
    }
    if (!room_for_more(record, attempt)) return true;
  }
}

// Reads on, the record so far being within the limits; otherwise hands it out as too long.
bool CsvReader::room_for_more(CsvRecord& record, const Attempt& attempt) {
  if (end_ - attempt.field > limits_.field) {
    skip_giant(record, attempt, CsvFault::field_too_long);
    return false;
  }
  if (end_ - start_ > limits_.record) {
    skip_giant(record, attempt, CsvFault::record_too_long);
    return false;
  }
  refill(start_);
  return true;
}

CsvReader::Outcome CsvReader::parse(CsvRecord& record, std::size_t start, Attempt& attempt) {
  record.fields_.clear();
  record.scratch_.clear();
  record.data_ = data_.data();
  record.lengths_ = decoder_.mapped() ? lengths_.data() : nullptr;
  record.begin_ = start;
  record.fault_ = CsvFault::none;
  record.chunk_valid_ = chunk_valid_;
  CsvMarks marks(bits_.data(), attempt.limit);
  marks.seek(start);
  std::size_t position = start;
  for (;;) {
    attempt.field = position;
    attempt.field_lines = attempt.lines;
    attempt.in_quotes = false;
    CsvRecord::Field& field = record.fields_.emplace_back();
    field.raw_begin = field.begin = static_cast<std::uint32_t>(position);
    field.line = attempt.lines;
    std::size_t open = position;
    if (dialect_.quote != '\0') {
      while (open < attempt.limit && blank_at(open)) ++open;
      if (open > position && open == attempt.limit && !attempt.final) return Outcome::more;
    }
    FieldEnd end{};
    if (dialect_.quote != '\0' && open < attempt.limit && data_[open] == dialect_.quote) {
      end = quoted_field(field, open, attempt, marks);
      if (end == FieldEnd::bad_quote && (attempt.relaxed || open > position)) {
        attempt.lines = field.line;
        attempt.in_quotes = field.quoted = field.unescaped = false;
        field.begin = static_cast<std::uint32_t>(position);
        marks.seek(position);
        end = plain_field(field, attempt, marks);
      }
    } else {
      end = plain_field(field, attempt, marks);
    }
    if (end == FieldEnd::more) return Outcome::more;
    if (end == FieldEnd::bad_quote) return Outcome::bad_quote;
    if (field.unescaped) unescape(record, field);
    if (field.raw_end - field.raw_begin > limits_.field) record.fault_ = CsvFault::field_too_long;
    if (end == FieldEnd::record) {
      record.end_ = field.raw_end;
      return Outcome::complete;
    }
    position = attempt.next;
  }
}

CsvReader::FieldEnd CsvReader::plain_field(CsvRecord::Field& field, Attempt& attempt,
                                           CsvMarks& marks) const {
  const std::size_t delimiter = dialect_.delimiter.size();
  for (;;) {
    const std::size_t p = marks.next();
    FieldEnd end = FieldEnd::record;
    if (p >= attempt.limit) {
      if (!attempt.final) return FieldEnd::more;
      attempt.next = attempt.limit;
    } else if (const char c = data_[p]; c == '\n' || c == '\r') {
      if (c == '\r' && p + 1 >= attempt.limit && !attempt.final) return FieldEnd::more;
      attempt.next = after_line_end(p);
    } else if (delimiter_at(p, attempt.limit)) {
      attempt.next = p + delimiter;
      if (delimiter > 1) marks.seek(attempt.next);
      end = FieldEnd::field;
    } else {
      if (!attempt.final && p + std::max<std::size_t>(delimiter, 2) > attempt.limit) {
        return FieldEnd::more;
      }
      if (c == dialect_.quote) {
        attempt.odd_quote = true;
      } else if (c == dialect_.escape) {
        field.unescaped = true;
        marks.seek(p + 2);
      }
      continue;
    }
    field.end = field.raw_end = static_cast<std::uint32_t>(std::min(p, attempt.limit));
    return end;
  }
}

CsvReader::FieldEnd CsvReader::quoted_field(CsvRecord::Field& field, std::size_t open,
                                            Attempt& attempt, CsvMarks& marks) const {
  attempt.in_quotes = field.quoted = true;
  field.begin = static_cast<std::uint32_t>(open + 1);
  marks.seek(open + 1);
  for (;;) {
    const std::size_t p = marks.next();
    if (p >= attempt.limit) return attempt.final ? FieldEnd::bad_quote : FieldEnd::more;
    if (p + 1 >= attempt.limit && !attempt.final) return FieldEnd::more;
    const char c = data_[p];
    const char following = p + 1 < attempt.limit ? data_[p + 1] : '\n';
    if (c == dialect_.quote) {
      if (following == c && p + 1 < attempt.limit && dialect_.escape != '\0') {
        field.unescaped = true;
        marks.seek(p + 2);
        continue;
      }
      std::size_t after = p + 1;
      while (after < attempt.limit && blank_at(after)) ++after;
      const FieldEnd end = after_quotes(after, attempt, marks);
      if (end == FieldEnd::bad_quote && attempt.relaxed) continue;
      if (end == FieldEnd::more) return end;
      attempt.in_quotes = false;
      field.end = static_cast<std::uint32_t>(p);
      field.raw_end = static_cast<std::uint32_t>(p + 1);
      return end;
    }
    if (c == dialect_.escape) {
      field.unescaped = true;
      marks.seek(p + 2);
    } else if (c == '\n' || (c == '\r' && following != '\n')) {
      ++attempt.lines;
    }
  }
}

CsvReader::FieldEnd CsvReader::after_quotes(std::size_t position, Attempt& attempt,
                                            CsvMarks& marks) const {
  const std::size_t delimiter = dialect_.delimiter.size();
  if (!attempt.final && position + std::max<std::size_t>(delimiter, 2) > attempt.limit) {
    return FieldEnd::more;
  }
  if (position >= attempt.limit) {
    attempt.next = attempt.limit;
    return FieldEnd::record;
  }
  if (data_[position] == '\n' || data_[position] == '\r') {
    attempt.next = after_line_end(position);
    return FieldEnd::record;
  }
  if (!delimiter_at(position, attempt.limit)) return FieldEnd::bad_quote;
  attempt.next = position + delimiter;
  marks.seek(attempt.next);
  return FieldEnd::field;
}

// Copies from quote to quote, or from escape to escape, not byte by byte.
void CsvReader::unescape(CsvRecord& record, CsvRecord::Field& field) const {
  const std::size_t begin = record.scratch_.size();
  const bool slashes = dialect_.escape != dialect_.quote && dialect_.escape != '\0';
  const char* at = data_.data() + field.begin;
  const char* const end = data_.data() + field.end;
  while (at < end) {
    const char* const stop = slashes ? std::find_if(at, end,
                                                    [&](char c) {
                                                      return c == dialect_.escape ||
                                                             (field.quoted && c == dialect_.quote);
                                                    })
                                     : std::find(at, end, dialect_.quote);
    record.scratch_.append(at, stop);
    if (stop == end) break;
    const char c = *stop;
    const char following = stop + 1 < end ? stop[1] : '\0';
    bool pair = stop + 1 < end && field.quoted && c == dialect_.quote && following == c;
    if (stop + 1 < end && c == dialect_.escape && slashes) {
      pair = following == c || following == dialect_.quote || following == '\n' ||
             following == '\r' || following == dialect_.delimiter[0];
    }
    record.scratch_ += pair ? following : c;
    at = stop + (pair ? 2 : 1);
  }
  field.begin = static_cast<std::uint32_t>(begin);
  field.end = static_cast<std::uint32_t>(record.scratch_.size());
}

void CsvReader::finish(CsvRecord& record, const Attempt& attempt) {
  if (record.fault_ == CsvFault::none) {
    if (record.end_ - record.begin_ > limits_.record) {
      record.fault_ = CsvFault::record_too_long;
    } else if (records_ < kRecordsThatShape) {
      ++records_;
      expected_ = std::max(expected_, record.size());
    }
  }
  record.odd_quote_ = attempt.odd_quote;
  const std::uint64_t bytes = original(record.begin_, record.end_);
  record.place_ = {line_, base_ + consumed_, bytes};
  consumed_ += bytes + original(record.end_, attempt.next);
  line_ += attempt.lines + 1;
  start_ = attempt.next;
  if (record.fault_ == CsvFault::field_too_long || record.fault_ == CsvFault::record_too_long) {
    constexpr std::size_t kShown = 1024;
    record.fields_.clear();
    record.end_ = std::min(record.end_, record.begin_ + kShown);
  }
}

}  // namespace voxmap
