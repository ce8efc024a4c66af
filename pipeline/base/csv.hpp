// Reading delimited text: RFC 4180 and the dialects that exports really come in. Memory stays flat
// however long the input, a record or a field is.
//
// Understood whatever the dialect: CR, LF and CRLF line ends, mixed; line ends, delimiters and
// doubled quotes inside quotes; blanks around quotes; quotes inside unquoted fields (they are
// text); NUL bytes. A record that breaks the rules of quoting is handed out with a fault and its
// fields as well as they can be told, and reading goes on at the next line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv_scan.hpp"
#include "base/encoding.hpp"
#include "voxmap/span.hpp"

namespace voxmap {

struct CsvDialect {
  std::string delimiter = ",";  // one byte or more, no line end
  char quote = '"';             // '\0': fields are never quoted
  char escape = '"';            // the quote: it is doubled; '\\': precedes quote, delimiter, line
                                // end or itself, in quotes or out; '\0': none
  friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

struct CsvLimits {
  std::size_t field = std::size_t{1} << 20U;    // bytes; a longer field faults its record
  std::size_t record = std::size_t{16} << 20U;  // bytes
  std::size_t chunk = std::size_t{1} << 20U;    // bytes read at a time, at least 256
};

enum class CsvFault : std::uint8_t {
  none,
  text_after_quote,    // "abc"def
  unterminated_quote,  // a quote still open at the end of the input
  field_too_long,
  record_too_long
};
[[nodiscard]] std::string_view to_string(CsvFault fault) noexcept;  // "text_after_quote"

// One record, reused from read to read. Everything handed out is valid until the next read.
class CsvRecord {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }
  // The field without quotes and escapes.
  [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept {
    const Field& f = fields_[i];
    return {(f.unescaped ? scratch_.data() : data_) + f.begin, f.end - f.begin};
  }
  [[nodiscard]] bool quoted(std::size_t i) const noexcept { return fields_[i].quoted; }
  // A line with nothing on it (or only blanks) in a table of any width.
  [[nodiscard]] bool blank() const noexcept;
  [[nodiscard]] CsvFault fault() const noexcept { return fault_; }
  // Whether there is a quote in a field that is not in quotes: text like 5" pipe, or a mistake.
  [[nodiscard]] bool odd_quote() const noexcept { return odd_quote_; }
  // Whether all of it is valid UTF-8 (decoded input always is).
  [[nodiscard]] bool valid_utf8() const noexcept;
  // The record as read (UTF-8 when decoded), without its line end; its first KiB when too long.
  [[nodiscard]] std::string_view raw() const noexcept { return {data_ + begin_, end_ - begin_}; }
  [[nodiscard]] const Place& place() const noexcept { return place_; }
  // Where the field stands in the original input, quotes included.
  [[nodiscard]] Place place(std::size_t i) const noexcept;

 private:
  friend class CsvReader;
  struct Field {
    std::uint32_t begin = 0, end = 0;          // content, in data_ or scratch_
    std::uint32_t raw_begin = 0, raw_end = 0;  // with quotes, in data_
    std::uint32_t line = 0;                    // lines after the record's first
    bool quoted = false;
    bool unescaped = false;  // content is in scratch_
  };
  const char* data_ = "";
  const std::uint8_t* lengths_ = nullptr;  // of Decoder::read; null: decoded and original are same
  std::size_t begin_ = 0, end_ = 0;
  std::vector<Field> fields_;
  std::string scratch_;
  Place place_;
  CsvFault fault_ = CsvFault::none;
  bool chunk_valid_ = true;
  bool odd_quote_ = false;
};

// One open input, read once from front to back by one thread.
class CsvReader {
 public:
  CsvReader(Decoder decoder, CsvDialect dialect, CsvLimits limits = {},
            CsvScan scan = CsvScan::best);

  // The next record, blank ones included; false at the end. Throws Error(Exit::io).
  bool next(CsvRecord& record);

  // Bytes of the original input handed out so far.
  [[nodiscard]] std::uint64_t position() const noexcept { return base_ + consumed_; }
  [[nodiscard]] const Decoder& decoder() const noexcept { return decoder_; }

 private:
  enum class Outcome : std::uint8_t { complete, more, bad_quote };
  // How one attempt at parsing a record ended, when it did not end with a record.
  struct Attempt {
    std::size_t limit = 0;          // reads up to here
    bool final = false;             // nothing follows `limit`: it ends the record
    bool relaxed = false;           // broken quoting is read as text instead of given up on
    std::size_t next = 0;           // where the record after this one begins
    std::size_t field = 0;          // begin of the field that was being read
    std::uint32_t lines = 0;        // line ends inside quotes
    std::uint32_t field_lines = 0;  // of those: before `field`
    bool in_quotes = false;         // at the point where it stopped
    bool odd_quote = false;         // a quote in a field without
  };
  enum class FieldEnd : std::uint8_t { field, record, more, bad_quote };

  static constexpr std::size_t kLookahead = 16384;  // bytes behind a broken line looked at
  static constexpr std::uint64_t kProbes = std::uint64_t{32} << 20U;  // bytes, for all broken lines

  Outcome parse(CsvRecord& record, std::size_t start, Attempt& attempt);
  FieldEnd quoted_field(CsvRecord::Field& field, std::size_t open, Attempt& attempt,
                        CsvMarks& marks) const;
  FieldEnd plain_field(CsvRecord::Field& field, Attempt& attempt, CsvMarks& marks) const;
  FieldEnd after_quotes(std::size_t position, Attempt& attempt, CsvMarks& marks) const;
  void unescape(CsvRecord& record, CsvRecord::Field& field) const;
  void finish(CsvRecord& record, const Attempt& attempt);
  void fall_back(CsvRecord& record, Attempt attempt, CsvFault fault);
  bool records_follow(std::size_t from, std::size_t limit);
  void skip_giant(CsvRecord& record, const Attempt& attempt, CsvFault fault);
  std::size_t skip_to_line_end(const Attempt& attempt, std::uint64_t& lines);
  bool room_for_more(CsvRecord& record, const Attempt& attempt);
  void refill(std::size_t keep_from);
  [[nodiscard]] std::size_t line_end(std::size_t from) const noexcept;
  [[nodiscard]] std::size_t after_line_end(std::size_t position) const noexcept;
  [[nodiscard]] std::uint64_t original(std::size_t begin, std::size_t end) const noexcept;
  [[nodiscard]] bool blank_at(std::size_t position) const noexcept {
    const char c = data_[position];
    return (c == ' ' || c == '\t') && c != dialect_.delimiter[0];
  }
  [[nodiscard]] bool delimiter_at(std::size_t position, std::size_t limit) const noexcept {
    const std::string& d = dialect_.delimiter;
    if (data_[position] != d[0]) return false;
    return d.size() == 1 || (position + d.size() <= limit &&
                             std::memcmp(data_.data() + position, d.data(), d.size()) == 0);
  }

  Decoder decoder_;
  CsvDialect dialect_;
  CsvLimits limits_;
  CsvScan scan_;
  CsvSpecials specials_{};
  std::vector<char> data_;
  std::vector<std::uint8_t> lengths_;
  std::vector<std::uint64_t> bits_;
  std::size_t end_ = 0;    // of what was read into data_
  std::size_t start_ = 0;  // of the next record
  bool eof_ = false;       // everything was read into data_
  bool chunk_valid_ = true;
  std::uint64_t base_ = 0;      // original offset of data_[0]
  std::uint64_t consumed_ = 0;  // original bytes from there to start_
  std::uint64_t line_ = 1;
  std::size_t expected_ = 0;  // fields of the widest among the first records
  std::size_t records_ = 0;
  std::uint64_t probed_ = 0;  // bytes looked at in front of broken lines
  CsvRecord probe_;
  std::string giant_head_;
};

}  // namespace voxmap
