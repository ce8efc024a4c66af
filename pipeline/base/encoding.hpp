// The character encoding of an input: decided once from its head, then decoded as a stream to UTF-8
// without losing the position of any character in the original bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

namespace voxmap {

struct Encoding {
  std::string name = "UTF-8";  // as ICU knows it
  std::size_t bom = 0;         // bytes of byte order mark to leave out
  bool utf8 = true;            // the bytes are passed on as they are, valid or not
  bool provisional = false;    // only ASCII was seen: the Decoder decides at the first other byte
  std::string note;            // one sentence for the user; empty when there is nothing to say
};

// Looks at the first bytes of an input (`whole`: it is all of it). In this order: a byte order
// mark, `declared` (any name ICU knows; may be empty), UTF-16/32 by its zero bytes, valid UTF-8,
// UTF-8 with a few damaged bytes, what uchardet says when there is enough to go by, windows-1252.
// Throws Error(Exit::config) when `declared` names no encoding.
[[nodiscard]] Encoding decide_encoding(std::string_view head, bool whole,
                                       std::string_view declared = {});

// Decodes one input in chunks. Used by one thread; borrows the stream.
class Decoder {
 public:
  // `head` was already read from the stream and is decoded first.
  Decoder(std::istream& stream, std::string head, Encoding encoding);
  ~Decoder();
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) = delete;

  // Writes decoded text to [to, to+capacity) and returns its size; 0 only at the end of the input.
  // When mapped(), lengths[i] is the number of input bytes that the character starting at to[i]
  // took, 0 for continuation bytes: the sum over any prefix that ends at a character boundary is
  // its size in the input. `capacity` is at least 64. Throws Error(Exit::io) when reading fails.
  std::size_t read(char* to, std::uint8_t* lengths, std::size_t capacity);

  // False: decoded and original bytes are the same, and `lengths` is not written. May turn true
  // once, before the first byte that is not ASCII, when the encoding was provisional.
  [[nodiscard]] bool mapped() const noexcept { return !encoding_.utf8; }
  [[nodiscard]] const Encoding& encoding() const noexcept { return encoding_; }
  [[nodiscard]] std::uint64_t replaced() const noexcept { return replaced_; }  // by U+FFFD

 private:
  struct Converter;
  std::size_t fetch(char* to, std::size_t capacity);
  std::size_t convert(char* to, std::uint8_t* lengths, std::size_t capacity);
  void settle(std::string_view bytes, bool whole);

  std::istream& stream_;
  std::string head_;
  std::size_t head_used_ = 0;
  bool ended_ = false;
  Encoding encoding_;
  std::uint64_t replaced_ = 0;
  std::unique_ptr<Converter> converter_;
};

// The head decoded, for detection: cut at a character boundary.
[[nodiscard]] std::string decode_head(std::string_view head, const Encoding& encoding);

}  // namespace voxmap
