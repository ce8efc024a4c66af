// Survey responses in JSON as a table whose columns are found as they come.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "json_parts.hpp"
#include "survey_record.hpp"
#include "survey_vendor.hpp"

namespace voxmap::survey {

// Rows as one page of JSON gives them.
class JsonRows {
 public:
  struct Answer {
    std::string text;
    Place place;
  };
  struct Cells {
    std::vector<std::vector<Answer>> columns;  // may be shorter than the table is wide
    Place place;
    std::string raw;
  };
  using Entry = std::variant<Cells, Reject, Skip>;

  explicit JsonRows(std::vector<Column>& columns) : columns_(columns) {}

  void begin(const json::Item& item);
  // An answer in the column of that key, made when it is new; blank ones are none.
  void add(std::string_view key, std::string text, const Place& place);
  // A scalar, or the scalars of a list; objects become columns "key.field", lists of objects
  // several answers of each.
  void add_value(const std::string& key, const json::Item& value, char separator = '.');
  void add_fields(const std::string& prefix, const json::Item& object, char separator = '.');
  [[nodiscard]] Column& column(std::string_view key);
  void drop() { entries_.pop_back(); }
  void skip(const json::Item& item, std::string_view reason);
  void reject(const json::Item& item, std::string field, std::string reason, std::string detail);

  [[nodiscard]] std::vector<Entry>& entries() { return entries_; }

 private:
  [[nodiscard]] std::size_t index_of(std::string_view key);
  std::vector<Column>& columns_;
  std::map<std::string, std::size_t, std::less<>> known_;
  std::vector<Entry> entries_;
};

// What one vendor's JSON is.
struct JsonVendor {
  std::function<void(const json::Item& page, JsonRows& rows)> read;
  void (*own)(Draft& draft);
  bool remembers = false;  // what `read` gives depends on what it was given before
};

// The options of the adapters of JSON surveys.
inline constexpr std::array<Option, 4> kJsonOptions = {
    {{"zone", "", "IANA time zone of times written without one (UTC)"},
     {"date_order", "", "mdy or dmy for dates such as 3/4/2026 (inferred)"},
     {"missing", "", "codes that mean no answer, such as -99,-98"},
     {"codebook", "", "a file that says what columns and codes mean (docs/codebook.md)"}}};

// Plans after the first 500 records; columns that come later are attributes.
[[nodiscard]] std::unique_ptr<Source> open_json(Input input, JsonVendor vendor);

}  // namespace voxmap::survey
