// Finding the parts of JSON text that was parsed already, so that it is known to be valid.
#include "json_parts.hpp"

#include <algorithm>

namespace voxmap::json {
namespace {

// Walks over the direct children of one value.
class Scanner {
 public:
  explicit Scanner(const Item& parent) : raw_(parent.raw), line_(parent.origin.line) {
    pos_ = raw_.find_first_of("{[") + 1;
  }

  // Begin and end of the next child's value; false after the last one. `object`: keys are skipped.
  bool next(bool object, std::size_t& begin, std::size_t& end) {
    skip_to_value(",");
    if (pos_ >= raw_.size() || raw_[pos_] == ']' || raw_[pos_] == '}') return false;
    if (object) {
      skip_string();
      skip_to_value(":");
    }
    begin = pos_;
    skip_value();
    end = pos_;
    return true;
  }

  Place place(const Item& parent, std::size_t begin, std::size_t end) {
    const auto from = raw_.begin() + static_cast<std::ptrdiff_t>(counted_);
    const auto to = raw_.begin() + static_cast<std::ptrdiff_t>(begin);
    line_ += static_cast<std::uint64_t>(std::count(from, to, '\n'));
    counted_ = begin;
    return {line_, parent.origin.byte + begin, end - begin};
  }

 private:
  void skip_to_value(std::string_view sign) {
    while (pos_ < raw_.size() && (raw_[pos_] == ' ' || raw_[pos_] == '\t' || raw_[pos_] == '\r' ||
                                  raw_[pos_] == '\n' || sign.find(raw_[pos_]) != sign.npos)) {
      ++pos_;
    }
  }
  void skip_string() {
    ++pos_;
    while (pos_ < raw_.size() && raw_[pos_] != '"') pos_ += raw_[pos_] == '\\' ? std::size_t{2} : 1;
    pos_ = std::min(pos_ + 1, raw_.size());
  }
  void skip_value() {
    std::size_t depth = 0;
    do {
      if (pos_ >= raw_.size()) return;
      const char c = raw_[pos_];
      if (c == '"') {
        skip_string();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++pos_;
      } else if (c == '}' || c == ']') {
        if (depth == 0) return;
        --depth;
        ++pos_;
      } else if (depth == 0) {
        pos_ = std::min(raw_.find_first_of(",]} \t\r\n", pos_), raw_.size());
      } else {
        pos_ = std::min(raw_.find_first_of("\"{}[]", pos_), raw_.size());
      }
    } while (depth > 0);
  }

  std::string_view raw_;
  std::size_t pos_ = 0;
  std::size_t counted_ = 0;
  std::uint64_t line_ = 1;
};

}  // namespace

std::vector<Item> elements(const Item& array) {
  std::vector<Item> out;
  simdjson::dom::array values;
  if (array.value.get_array().get(values) != simdjson::SUCCESS) return out;
  Scanner scanner(array);
  std::size_t begin = 0;
  std::size_t end = 0;
  for (const Value value : values) {
    if (!scanner.next(false, begin, end)) break;
    out.push_back({value, array.raw.substr(begin, end - begin), scanner.place(array, begin, end)});
  }
  return out;
}

std::vector<std::pair<std::string, Item>> fields(const Item& object) {
  std::vector<std::pair<std::string, Item>> out;
  simdjson::dom::object values;
  if (object.value.get_object().get(values) != simdjson::SUCCESS) return out;
  Scanner scanner(object);
  std::size_t begin = 0;
  std::size_t end = 0;
  for (const auto& [key, value] : values) {
    if (!scanner.next(true, begin, end)) break;
    out.emplace_back(
        key, Item{value, object.raw.substr(begin, end - begin), scanner.place(object, begin, end)});
  }
  return out;
}

std::optional<Item> field(const Item& object, std::string_view key) {
  simdjson::dom::object values;
  if (object.value.get_object().get(values) != simdjson::SUCCESS) return std::nullopt;
  Scanner scanner(object);
  std::size_t begin = 0;
  std::size_t end = 0;
  for (const auto& [name, value] : values) {
    if (!scanner.next(true, begin, end)) break;
    if (name != key) continue;
    if (value.is_null()) return std::nullopt;
    return Item{value, object.raw.substr(begin, end - begin), scanner.place(object, begin, end)};
  }
  return std::nullopt;
}

std::optional<Item> item_at(const Item& object, Path path) {
  std::optional<Item> item = object;
  for (const std::string_view key : path) {
    item = field(*item, key);
    if (!item) return std::nullopt;
  }
  return item;
}

std::vector<Item> elements_at(const Item& object, Path path) {
  const auto item = item_at(object, path);
  return item ? elements(*item) : std::vector<Item>();
}

}  // namespace voxmap::json
