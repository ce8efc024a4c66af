// Rewriting a delimited file as RFC 4180.
#include "base/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kHead = 65536;
constexpr std::size_t kFlush = 65536;

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

// What was mended, counted; the first line of each is named.
struct Mended {
  std::size_t count = 0;
  std::uint64_t line = 0;
  void operator()(const CsvRecord& record) {
    if (++count == 1) line = record.place().line;
  }
  void note(std::vector<std::string>& notes, std::string_view what) const {
    if (count > 0) {
      notes.push_back(fmt::format("{} {} (first at line {})", plural(count, "record"), what, line));
    }
  }
};

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
  std::string head(kHead, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  const bool whole = head.size() < kHead;
  if (head.empty()) throw Error(Exit::no_input, "the input is empty");
  const Encoding encoding = decide_encoding(head, whole, options.encoding);
  if (!encoding.note.empty()) notes.push_back(encoding.note);
  const CsvLayout layout = detect_layout(decode_head(head, encoding), whole, options.hints);
  notes.insert(notes.end(), layout.reasons.begin(), layout.reasons.end());

  CsvReader reader(Decoder(in, std::move(head), encoding), layout.dialect);
  CsvRecord record;
  Mended short_ones, cut, broken, bad_bytes, too_long;
  std::size_t width = 0;
  std::size_t seen = 0;
  std::string text;
  while (reader.next(record)) {
    if (seen++ < layout.preamble || record.blank()) continue;
    if (record.size() == 0) {
      too_long(record);
      continue;
    }
    if (record.fault() != CsvFault::none) broken(record);
    const bool sound = record.valid_utf8();
    if (!sound) bad_bytes(record);
    if (width == 0) width = std::max(layout.columns, record.size());
    std::size_t size = record.size();
    while (size > width && trim(record[size - 1]).empty()) --size;
    if (size < record.size()) cut(record);
    if (size < width) short_ones(record);
    for (std::size_t i = 0; i < std::max(size, width); ++i) {
      if (i > 0) text += ',';
      if (i < size) append_csv_field(text, sound ? std::string(record[i]) : valid(record[i]));
    }
    // A line with nothing on it would be no record.
    if (width == 1 && record[0].empty()) text += "\"\"";
    text += "\r\n";
    if (text.size() >= kFlush) {
      out << text;
      text.clear();
    }
  }
  out << text;
  out.flush();
  if (!out) throw Error(Exit::io, "the table cannot be written");
  broken.note(notes, "with broken quoting read as well as it goes");
  short_ones.note(notes, "with too few fields filled up");
  cut.note(notes, "with empty fields beyond the width cut");
  bad_bytes.note(notes, "with bytes that are not UTF-8, replaced by U+FFFD");
  too_long.note(notes, "left out: too long");
  if (reader.decoder().replaced() > 0) {
    notes.push_back(
        fmt::format("{} replaced by U+FFFD", plural(reader.decoder().replaced(), "character")));
  }
}

}  // namespace voxmap
