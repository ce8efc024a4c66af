// JSON inputs whose items are whole pages or records of several parts, as a Source.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "json_parts.hpp"
#include "social.hpp"
#include "voxmap/source.hpp"

namespace voxmap {

// What one adapter makes of its items. Used by one thread, for one input.
class PageReader {
 public:
  PageReader() = default;
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;
  virtual ~PageReader() = default;

  // Appends the records of an element of a top-level array, of a top-level object, or of a line.
  virtual void read(const json::Item& item, std::vector<Record>& out) = 0;
  // Appends what was found out over the whole input.
  virtual void finish(std::vector<std::string>& /*notes*/) const {}
};

[[nodiscard]] std::unique_ptr<Source> open_pages(Input input, std::unique_ptr<PageReader> reader);

// Which version of a record was handed out: exports overlap, and an older page may come later.
class NewestSeen {
 public:
  // False when this key was already given with this version or a newer one. Remembers up to 1.5
  // million keys; what comes after that is always taken.
  bool take(std::string_view key, std::int64_t version);

 private:
  std::unordered_map<std::string, std::int64_t> versions_;
};

}  // namespace voxmap
