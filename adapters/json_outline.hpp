// What a JSON input is made of, read off its first bytes, which may end anywhere.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace voxmap {

// The key paths of the values in the head, several top-level values (NDJSON) taken together:
// {"data":[{"id":"1"}]} has ".data", ".data[]", ".data[].id" and ".data[].id=1".
class JsonOutline {
 public:
  explicit JsonOutline(std::string_view head);

  // The head is JSON as far as it goes: it begins with an object or an array.
  [[nodiscard]] bool is_json() const noexcept { return json_; }
  [[nodiscard]] bool has(std::string_view path) const { return paths_.contains(path); }
  // No other path than this one.
  [[nodiscard]] bool has_only(std::string_view path) const {
    return paths_.size() == 1 && paths_.contains(path);
  }
  // A short string value at that path; for one that only begins so, `begins`.
  [[nodiscard]] bool is(std::string_view path, std::string_view value) const;
  [[nodiscard]] bool begins(std::string_view path, std::string_view value) const;
  // "window.YTD.tweets.part0 = " before the JSON, as in archives of X: "tweets"; else empty.
  [[nodiscard]] const std::string& archive_part() const noexcept { return archive_part_; }
  // The top-level array, or an array one level down, is there and has nothing in it.
  [[nodiscard]] bool is_empty_page() const noexcept;

 private:
  friend class OutlineReader;
  std::set<std::string, std::less<>> paths_;
  std::string archive_part_;
  bool json_ = false;
};

}  // namespace voxmap
