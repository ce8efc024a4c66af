// The records of `voxmap tag`.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/span.hpp"

namespace voxmap::cli {

struct TagRecord {
  std::string id;
  std::string text;      // valid UTF-8
  std::string language;  // empty: not said
  std::vector<Span> targets;
};

// Reads records to the end: `format` is ndjson, tsv or text. Good ones go to `take` in order, bad
// ones (invalid JSON or UTF-8, no text, targets outside the text) to `refuse` with their line.
// Throws Error(Exit::data) for a TSV without the columns id and text.
void read_tag_input(std::istream& in, std::string_view format,
                    const std::function<void(const TagRecord&)>& take,
                    const std::function<void(std::uint64_t line, const std::string& why)>& refuse);

}  // namespace voxmap::cli
