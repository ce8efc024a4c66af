// Decoding a text file and cutting it into lines.
#include "transcript_lines.hpp"

#include <array>
#include <sstream>

#include "base/encoding.hpp"
#include "voxmap/source.hpp"

namespace voxmap::transcript {
namespace {

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

}  // namespace

Lines::Lines(std::string_view bytes, std::string_view encoding) {
  const Encoding found = decide_encoding(bytes, true, encoding);
  note_ = found.note;
  if (found.utf8) {
    text_ = bytes.substr(found.bom);
    split_plain(found.bom);
  } else {
    split_decoded(bytes, found);
  }
}

void Lines::split_plain(std::uint64_t skipped) {
  std::size_t begin = 0;
  while (begin < text_.size()) {
    std::size_t end = text_.find_first_of("\r\n", begin);
    if (end == std::string::npos) end = text_.size();
    lines_.push_back({begin, end - begin, skipped + begin, end - begin});
    begin = end + (text_.compare(end, 2, "\r\n") == 0 ? 2 : 1);
  }
}

void Lines::split_decoded(std::string_view bytes, const Encoding& encoding) {
  std::istringstream nothing;
  Decoder decoder(nothing, std::string(bytes), encoding);
  std::uint64_t byte = encoding.bom;
  Line line{0, 0, byte, 0};
  bool after_cr = false;
  const auto finish = [&](std::uint64_t end) {
    line.size = text_.size() - line.begin;
    line.bytes = end - line.byte;
    lines_.push_back(line);
  };
  std::array<char, 65536> chunk{};
  std::array<std::uint8_t, 65536> lengths{};
  while (const std::size_t size = decoder.read(chunk.data(), lengths.data(), chunk.size())) {
    for (std::size_t i = 0; i < size; ++i) {
      const char c = chunk[i];
      const std::uint64_t next = byte + lengths[i];
      if (is_line_end(c)) {
        // The LF of a CRLF ended its line already at the CR.
        if (!(c == '\n' && after_cr)) finish(byte);
        line = {text_.size(), 0, next, 0};
      } else {
        text_ += c;
      }
      after_cr = c == '\r';
      byte = next;
    }
  }
  if (text_.size() > line.begin) finish(byte);
}

std::string_view Lines::operator[](std::size_t index) const noexcept {
  return std::string_view(text_).substr(lines_[index].begin, lines_[index].size);
}

Place Lines::place(std::size_t first, std::size_t last) const noexcept {
  const Line& begin = lines_[first];
  const Line& end = lines_[last];
  return {first + 1, begin.byte, end.byte + end.bytes - begin.byte};
}

Lines head_lines(std::string_view head) {
  const bool whole = head.size() < kHeadBytes;
  std::string text = decode_head(head, decide_encoding(head, whole));
  if (text.find('\0') != std::string::npos) text.clear();
  const std::size_t end = text.find_last_of("\r\n");
  if (!whole && end != std::string::npos) text.resize(end + 1);
  return Lines(text, "UTF-8");
}

}  // namespace voxmap::transcript
