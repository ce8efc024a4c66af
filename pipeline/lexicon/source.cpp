// Decoding files, and cutting lines and records.
#include "lexicon/source.hpp"

#include <charconv>
#include <cmath>
#include <sstream>

#include "base/csv.hpp"
#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"

namespace voxmap::lexicon {
namespace {

constexpr std::size_t kLargest = std::size_t{512} << 20U;
constexpr std::size_t kHead = 65536;

std::string valid(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (auto bad = first_invalid_utf8(text); bad; bad = first_invalid_utf8(text)) {
    out.append(text.substr(0, *bad)).append("\xEF\xBF\xBD");
    text.remove_prefix(*bad + 1);
  }
  return out.append(text);
}

}  // namespace

SourceFile read_source(const std::string& path, std::string_view encoding) {
  return decode_source(path, read_file(path, kLargest), encoding);
}

SourceFile decode_source(std::string path, std::string bytes, std::string_view encoding) {
  SourceFile file;
  file.path = std::move(path);
  file.digest = sha256_hex(bytes);
  const std::string head = bytes.substr(0, kHead);
  Encoding decided = decide_encoding(head, head.size() == bytes.size(), encoding);
  file.note = decided.note;
  std::istringstream rest(bytes.substr(head.size()));
  Decoder decoder(rest, head, std::move(decided));
  std::string chunk(std::size_t{1} << 20U, '\0');
  std::vector<std::uint8_t> lengths(chunk.size());
  while (const std::size_t n = decoder.read(chunk.data(), lengths.data(), chunk.size())) {
    file.text.append(chunk, 0, n);
  }
  if (file.note.empty()) file.note = decoder.encoding().note;
  if (!valid_utf8(file.text)) file.text = valid(file.text);
  if (file.text.starts_with("\xEF\xBB\xBF")) file.text.erase(0, 3);
  return file;
}

bool Lines::next() {
  if (rest_.empty()) return false;
  const std::size_t end = rest_.find_first_of("\r\n");
  line_ = rest_.substr(0, end);
  ++number_;
  if (end == std::string_view::npos) {
    rest_ = {};
  } else {
    const bool both = rest_[end] == '\r' && end + 1 < rest_.size() && rest_[end + 1] == '\n';
    rest_.remove_prefix(end + (both ? 2 : 1));
  }
  return true;
}

void split(std::string_view line, char separator, std::vector<std::string_view>& pieces) {
  pieces.clear();
  while (true) {
    const std::size_t end = line.find(separator);
    pieces.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
  }
}

void split_blank(std::string_view line, std::vector<std::string_view>& pieces) {
  pieces.clear();
  while (true) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return;
    line.remove_prefix(begin);
    const std::size_t end = line.find_first_of(" \t");
    pieces.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return;
    line.remove_prefix(end);
  }
}

void for_each_record(const SourceFile& file, const CsvDialect& dialect,
                     const std::function<void(const std::vector<std::string>&, Spot)>& take,
                     const std::function<void(std::string_view raw, Spot)>& fault) {
  std::istringstream in(file.text);
  CsvReader reader(Decoder(in, "", Encoding{}), dialect);
  CsvRecord record;
  std::vector<std::string> cells;
  while (reader.next(record)) {
    if (record.blank()) continue;
    const Spot spot{record.place().line, 0};
    if (record.fault() != CsvFault::none) {
      fault(record.raw(), spot);
      continue;
    }
    cells.clear();
    for (std::size_t i = 0; i < record.size(); ++i) cells.emplace_back(trim(record[i]));
    take(cells, spot);
  }
}

bool parse_number(std::string_view text, double& value) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

bool parse_whole(std::string_view text, long long& value) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace voxmap::lexicon
