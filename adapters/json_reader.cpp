// Splitting JSON input into items: simdjson on demand finds them, its DOM parser reads each.
#include "json_reader.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "json_fault.hpp"
#include "voxmap/error.hpp"

namespace voxmap::json {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kRawLimit = 4096;

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// A pretty-printed document never opens and closes on its first line; a line of NDJSON does.
bool is_closed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r\n");
  const std::size_t end = line.find_last_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  return (line[begin] == '{' && line[end] == '}') || (line[begin] == '[' && line[end] == ']');
}

}  // namespace

JsonReader::JsonReader(std::istream& stream, std::string name,
                       std::span<const std::string_view> arrays)
    : stream_(stream), name_(std::move(name)), arrays_(arrays) {
  fill();
  while (chunk_.size() < kByteOrderMark.size() && !ended_) fill();
  if (chunk_.starts_with(kByteOrderMark))
    chunk_pos_ = page_byte_ = position_ = kByteOrderMark.size();
  bool too_long = false;
  do {
    page_byte_ = position_;
    if (!page_.empty()) ++page_line_;
    if (!read_line(page_, kDocumentLimit, too_long)) {
      throw Error(Exit::data, name_ + ": the input is empty");
    }
    if (too_long) {
      throw Error(Exit::data, name_ + ": a JSON document longer than 256 MiB",
                  "export it as NDJSON (one record a line) or in several files");
    }
  } while (is_blank(page_));
  lines_ = is_closed(page_) && more_content();
  if (!lines_) {
    read_document();
    return;
  }
  page_fault_ = split();
}

void JsonReader::fill() {
  constexpr std::size_t kChunk = 65536;
  chunk_.erase(0, chunk_pos_);
  chunk_pos_ = 0;
  const std::size_t before = chunk_.size();
  chunk_.resize(before + kChunk);
  stream_.read(chunk_.data() + before, kChunk);
  const auto got = static_cast<std::size_t>(stream_.gcount());
  chunk_.resize(before + got);
  if (stream_.bad()) throw Error(Exit::io, name_ + ": reading failed");
  ended_ = got == 0;
}

bool JsonReader::read_line(std::string& line, std::size_t limit, bool& too_long) {
  line.clear();
  too_long = false;
  std::size_t read = 0;
  while (true) {
    if (chunk_pos_ == chunk_.size()) {
      if (!ended_) fill();
      if (ended_) break;
    }
    const std::size_t newline = chunk_.find('\n', chunk_pos_);
    const std::size_t end = newline == std::string::npos ? chunk_.size() : newline + 1;
    const std::size_t size = end - chunk_pos_;
    if (line.size() + size <= limit) {
      line.append(chunk_, chunk_pos_, size);
    } else {
      too_long = true;
    }
    read += size;
    chunk_pos_ = end;
    if (newline != std::string::npos) break;
  }
  position_ += read;
  return read > 0;
}

bool JsonReader::more_content() {
  while (true) {
    if (chunk_.find_first_not_of(" \t\r\n", chunk_pos_) != std::string::npos) return true;
    if (ended_) return false;
    // Blank so far: keep it for the line count and read on, within reason.
    if (chunk_.size() - chunk_pos_ > kLineLimit) return false;
    fill();
  }
}

void JsonReader::read_document() {
  std::string line;
  bool too_long = false;
  while (read_line(line, kDocumentLimit - page_.size(), too_long)) page_ += line;
  if (too_long || page_.size() > kDocumentLimit) {
    throw Error(Exit::data, name_ + ": a JSON document longer than 256 MiB",
                "export it as NDJSON (one record a line) or in several files");
  }
  // Archives of X are JavaScript: an assignment before the array, perhaps a semicolon after it.
  if (page_.starts_with("window.")) {
    const std::size_t end = std::min(page_.find('='), page_.size() - 1);
    std::fill_n(page_.begin(), end + 1, ' ');
    const std::size_t last = page_.find_last_not_of(" \t\r\n");
    if (last != std::string::npos && page_[last] == ';') page_[last] = ' ';
  }
  page_fault_ = split();
  if (page_fault_ && slices_.empty()) {
    throw Error(Exit::data, name_ + ": " + *page_fault_,
                "a file that was cut off while copying looks like this too");
  }
}

std::optional<std::string> JsonReader::split() {
  slices_.clear();
  next_slice_ = 0;
  counted_byte_ = 0;
  counted_line_ = page_line_;
  page_size_ = page_.size();
  if (const auto bad = first_invalid_utf8(page_)) {
    return "not UTF-8 at byte " + std::to_string(page_byte_ + *bad);
  }
  page_.resize(page_size_ + simdjson::SIMDJSON_PADDING, ' ');
  ondemand::document document;
  ondemand::json_type type{};
  simdjson::error_code error =
      splitter_.iterate(page_.data(), page_size_, page_.size()).get(document);
  if (error == simdjson::SUCCESS) error = document.type().get(type);
  if (error == simdjson::SUCCESS && type == ondemand::json_type::array) {
    ondemand::array array;
    error = document.get_array().get(array);
    if (error == simdjson::SUCCESS) error = split_array(array);
  } else if (error == simdjson::SUCCESS && type == ondemand::json_type::object) {
    ondemand::object object;
    error = document.get_object().get(object);
    if (error == simdjson::SUCCESS) error = split_object(object);
  } else if (error == simdjson::SUCCESS) {
    error = simdjson::INCORRECT_TYPE;
  }
  if (error == simdjson::SUCCESS) return std::nullopt;
  const std::string_view page = std::string_view(page_).substr(0, page_size_);
  return "not valid JSON: " +
         where_it_breaks(page, page_line_, page_byte_, simdjson::error_message(error));
}

simdjson::error_code JsonReader::split_array(ondemand::array array) {
  for (auto element : array) {
    ondemand::value value;
    if (const auto error = element.get(value)) return error;
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    std::string_view raw;
    if (type == ondemand::json_type::object) {
      ondemand::object object;
      if (const auto error = value.get_object().get(object)) return error;
      if (const auto error = object.raw_json().get(raw)) return error;
    } else if (type == ondemand::json_type::array) {
      ondemand::array inner;
      if (const auto error = value.get_array().get(inner)) return error;
      if (const auto error = inner.raw_json().get(raw)) return error;
    } else {
      raw = value.raw_json_token();
    }
    const std::size_t size =
        raw.find_last_not_of(" \t\r\n") + 1;  // simdjson goes to the next token
    slices_.push_back({static_cast<std::size_t>(raw.data() - page_.data()), size});
  }
  return simdjson::SUCCESS;
}

simdjson::error_code JsonReader::split_object(ondemand::object object) {
  bool is_page = false;
  for (auto field : object) {
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key)) return error;
    if (std::ranges::find(arrays_, key) == arrays_.end()) continue;
    ondemand::json_type type{};
    if (const auto error = field.value().type().get(type)) return error;
    if (type != ondemand::json_type::array) continue;
    is_page = true;
    ondemand::array array;
    if (const auto error = field.value().get_array().get(array)) return error;
    if (const auto error = split_array(array)) return error;
  }
  if (!is_page) {
    const std::string_view page = std::string_view(page_).substr(0, page_size_);
    const std::size_t begin = page.find('{');
    slices_.push_back({begin, page.find_last_of('}') + 1 - begin});
  }
  return simdjson::SUCCESS;
}

Place JsonReader::place(const Slice& slice) {
  const auto from = page_.begin() + static_cast<std::ptrdiff_t>(counted_byte_);
  const auto to = page_.begin() + static_cast<std::ptrdiff_t>(slice.begin);
  counted_line_ += static_cast<std::uint64_t>(std::count(from, to, '\n'));
  counted_byte_ = slice.begin;
  return {counted_line_, page_byte_ + slice.begin, slice.size};
}

Reject JsonReader::fault(const Slice& slice, std::string reason, std::string detail) {
  const std::string_view raw = std::string_view(page_).substr(slice.begin, slice.size);
  return {place(slice), {}, {}, std::move(reason), std::move(detail), printable(raw, kRawLimit)};
}

std::optional<Reject> JsonReader::read_next_line() {
  bool too_long = false;
  do {
    page_byte_ = position_;
    ++page_line_;
    if (!read_line(page_, kLineLimit, too_long)) {
      lines_ = false;  // the end
      return std::nullopt;
    }
  } while (!too_long && is_blank(page_));
  if (!too_long) {
    page_fault_ = split();
    return std::nullopt;
  }
  slices_.clear();
  next_slice_ = 0;
  return Reject{{page_line_, page_byte_, position_ - page_byte_},
                {},
                {},
                "line_too_long",
                "this line is longer than 16 MiB",
                printable(page_, kRawLimit)};
}

void JsonReader::seek(std::size_t mark) noexcept {
  next_slice_ = mark;
  counted_byte_ = 0;
  counted_line_ = page_line_;
}

std::optional<std::variant<Item, Reject>> JsonReader::next() {
  while (true) {
    if (next_slice_ < slices_.size()) {
      const Slice slice = slices_[next_slice_++];
      Value value;
      const auto error = parser_.parse(page_.data() + slice.begin, slice.size, false).get(value);
      if (error != simdjson::SUCCESS)
        return fault(slice, "bad_json", simdjson::error_message(error));
      return Item{value, std::string_view(page_).substr(slice.begin, slice.size), place(slice)};
    }
    if (page_fault_) {
      const std::string detail = *std::exchange(page_fault_, std::nullopt);
      const std::size_t begin = slices_.empty() ? 0 : slices_.back().begin + slices_.back().size;
      const bool utf8 = detail.starts_with("not UTF-8");
      return fault({begin, page_size_ - begin}, utf8 ? "invalid_utf8" : "bad_json", detail);
    }
    if (!lines_) return std::nullopt;
    if (auto reject = read_next_line()) return *reject;
  }
}

}  // namespace voxmap::json
