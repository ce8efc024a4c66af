// JSON documents and NDJSON as a sequence of items that know their bytes in the input.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "json_value.hpp"
#include "voxmap/document.hpp"

namespace voxmap::json {

inline constexpr std::size_t kDocumentLimit = std::size_t{256} << 20;
inline constexpr std::size_t kLineLimit = std::size_t{16} << 20;

struct Item {
  Value value;           // both views live until the next call of JsonReader::next
  std::string_view raw;  // its bytes
  Place origin;
};

// An input is one JSON document, read whole, or NDJSON, read line by line. A document (or line) is
// a page: an array, or an object holding one of `arrays`, gives its elements as items; any other
// object is an item itself. A byte-order mark and "window.YTD.... =" before it are passed over.
class JsonReader {
 public:
  // Borrows the stream; `arrays` must outlive the reader. Throws Error(data) when the input is
  // empty, no JSON, or a document longer than kDocumentLimit.
  JsonReader(std::istream& stream, std::string name, std::span<const std::string_view> arrays);

  // The next item, a Reject for what cannot be read as JSON, or nullopt at the end.
  std::optional<std::variant<Item, Reject>> next();

  [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
  [[nodiscard]] bool is_lines() const noexcept { return lines_; }
  // The items of a document from an earlier one on; those of lines are gone.
  [[nodiscard]] std::size_t mark() const noexcept { return next_slice_; }
  [[nodiscard]] std::size_t items() const noexcept { return slices_.size(); }
  void seek(std::size_t mark) noexcept;

 private:
  struct Slice {
    std::size_t begin = 0, size = 0;  // in page_
  };
  void fill();
  // Reads to the next line end (kept) or the input's end; false when nothing was left.
  bool read_line(std::string& line, std::size_t limit, bool& too_long);
  bool more_content();
  void read_document();
  std::optional<Reject> read_next_line();
  // Cuts page_ into slices_; what is wrong with it, if anything.
  std::optional<std::string> split();
  simdjson::error_code split_array(simdjson::ondemand::array array);
  simdjson::error_code split_object(simdjson::ondemand::object object);
  Place place(const Slice& slice);
  Reject fault(const Slice& slice, std::string reason, std::string detail);

  std::istream& stream_;
  std::string name_;
  std::span<const std::string_view> arrays_;
  simdjson::ondemand::parser splitter_;
  simdjson::dom::parser parser_;
  std::string chunk_;  // read from the stream, used up to chunk_pos_
  std::size_t chunk_pos_ = 0;
  bool ended_ = false;
  std::string page_;  // with room for simdjson's padding
  std::size_t page_size_ = 0;
  std::uint64_t page_byte_ = 0, page_line_ = 1;        // where page_ begins
  std::uint64_t counted_byte_ = 0, counted_line_ = 0;  // lines counted up to here in page_
  std::vector<Slice> slices_;
  std::size_t next_slice_ = 0;
  std::optional<std::string> page_fault_;  // said after the slices before it
  std::uint64_t position_ = 0;
  bool lines_ = false;
};

}  // namespace voxmap::json
