// A text file as lines of UTF-8 that know their bytes in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.hpp"
#include "voxmap/span.hpp"

namespace voxmap::transcript {

// Lines end in LF, CRLF or CR. Places count the file's own bytes, before any decoding; a byte-order
// mark counts. In a damaged UTF-8 file a line may hold invalid bytes.
class Lines {
 public:
  // `encoding`: a name ICU knows; empty: found out. Throws Error(config) for an unknown name.
  Lines(std::string_view bytes, std::string_view encoding);

  [[nodiscard]] std::size_t size() const noexcept { return lines_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t index) const noexcept;
  // From the first byte of line `first` to the last of line `last`, without its line end.
  [[nodiscard]] Place place(std::size_t first, std::size_t last) const noexcept;
  // The encoding was not plain UTF-8: a sentence for the notes. Empty: nothing to say.
  [[nodiscard]] const std::string& note() const noexcept { return note_; }

 private:
  struct Line {
    std::size_t begin = 0, size = 0;    // in text_
    std::uint64_t byte = 0, bytes = 0;  // in the file
  };
  void split_plain(std::uint64_t skipped);
  void split_decoded(std::string_view bytes, const Encoding& encoding);

  std::string text_;
  std::vector<Line> lines_;
  std::string note_;
};

// The head of an input as its recogniser wants it: decoded, without the last line when that was cut
// off. No lines at all for binary data (a NUL character in the text).
[[nodiscard]] Lines head_lines(std::string_view head);

}  // namespace voxmap::transcript
