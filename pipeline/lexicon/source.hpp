// A foreign lexicon file as text: decoded, and read line by line with places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv_detect.hpp"

namespace voxmap::lexicon {

struct SourceFile {
  std::string path;
  std::string text;    // UTF-8; bytes that are none have become U+FFFD
  std::string note;    // about its encoding; empty when there is nothing to say
  std::string digest;  // SHA-256 of the file as it is, 64 hex digits
};

// Throws as read_file does; `encoding` empty: decided by the content. At most 512 MB.
[[nodiscard]] SourceFile read_source(const std::string& path, std::string_view encoding = {});
// The same for bytes in hand.
[[nodiscard]] SourceFile decode_source(std::string path, std::string bytes,
                                       std::string_view encoding = {});

// A place in the file at hand; the column counts characters, 0: the whole line.
struct Spot {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

// Lines without their ends, numbered from 1. Views are valid while the text lives.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  bool next();
  [[nodiscard]] std::string_view text() const noexcept { return line_; }
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

 private:
  std::string_view rest_;
  std::string_view line_;
  std::uint64_t number_ = 0;
};

// The pieces between separators: `a\t\tb` has three.
void split(std::string_view line, char separator, std::vector<std::string_view>& pieces);
// The pieces between runs of blanks and tabs.
void split_blank(std::string_view line, std::vector<std::string_view>& pieces);

// Records of a delimited file, blank ones left out; `take` gets the cells, trimmed, and the first
// line of the record. A record with broken quoting goes to `fault` instead.
void for_each_record(const SourceFile& file, const CsvDialect& dialect,
                     const std::function<void(const std::vector<std::string>&, Spot)>& take,
                     const std::function<void(std::string_view raw, Spot)>& fault);

// A number written with a point, in full; false when it is anything else, NaN and infinity too.
[[nodiscard]] bool parse_number(std::string_view text, double& value);
[[nodiscard]] bool parse_whole(std::string_view text, long long& value);

// ASCII letters lowered.
[[nodiscard]] std::string lowered(std::string_view text);

}  // namespace voxmap::lexicon
