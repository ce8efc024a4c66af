// Decoding a stream to UTF-8 with ICU, noting how many input bytes each character took.
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "base/encoding.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

bool surrogate(UChar32 point) { return point >= 0xD800 && point <= 0xDFFF; }

// Writes one character as UTF-8; ICU's macro leaves the casts to its user.
std::size_t append(char* to, UChar32 point) {
  const auto c = static_cast<std::uint32_t>(point);
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  const auto tail = [&](unsigned shift) { return byte(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) {
    to[0] = byte(c);
    return 1;
  }
  if (c < 0x800) {
    to[0] = byte(0xC0U | (c >> 6U));
    to[1] = tail(0);
    return 2;
  }
  if (c < 0x10000) {
    to[0] = byte(0xE0U | (c >> 12U));
    to[1] = tail(6);
    to[2] = tail(0);
    return 3;
  }
  to[0] = byte(0xF0U | (c >> 18U));
  to[1] = tail(12);
  to[2] = tail(6);
  to[3] = tail(0);
  return 4;
}

}  // namespace

struct Decoder::Converter {
  explicit Converter(const std::string& name) {
    UErrorCode error = U_ZERO_ERROR;
    handle = ucnv_open(name.c_str(), &error);
    if (U_FAILURE(error) != 0) {
      throw Error(Exit::config, "encoding \"" + name + "\" is not known");
    }
  }
  ~Converter() { ucnv_close(handle); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  UConverter* handle = nullptr;
  std::vector<char> source;
  std::vector<UChar> units;
  std::vector<std::int32_t> offsets;
  std::size_t pending = 0;  // bytes of a character cut by the end of the last chunk
  bool flushed = false;
};

Decoder::Decoder(std::istream& stream, std::string head, Encoding encoding)
    : stream_(stream),
      head_(std::move(head)),
      head_used_(std::min(encoding.bom, head_.size())),
      encoding_(std::move(encoding)) {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;

// Original bytes: the head first, then the stream.
std::size_t Decoder::fetch(char* to, std::size_t capacity) {
  if (head_used_ < head_.size()) {
    const std::size_t n = std::min(capacity, head_.size() - head_used_);
    std::memcpy(to, head_.data() + head_used_, n);
    head_used_ += n;
    if (head_used_ == head_.size()) std::string().swap(head_);
    if (head_.empty()) head_used_ = 0;
    return n;
  }
  if (ended_) return 0;
  stream_.read(to, static_cast<std::streamsize>(capacity));
  const auto n = static_cast<std::size_t>(stream_.gcount());
  if (stream_.bad()) throw Error(Exit::io, "the input cannot be read to its end");
  if (n < capacity) ended_ = true;
  return n;
}

// The head was ASCII, which says nothing: the first bytes that are not decide.
void Decoder::settle(std::string_view bytes, bool whole) {
  const auto* first = std::find_if(bytes.begin(), bytes.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (first == bytes.end()) return;
  Encoding late = decide_encoding(bytes, whole, {});
  late.bom = 0;
  late.provisional = false;
  encoding_ = std::move(late);
}

std::size_t Decoder::read(char* to, std::uint8_t* lengths, std::size_t capacity) {
  if (mapped()) return convert(to, lengths, capacity);
  const std::size_t n = fetch(to, capacity);
  if (!encoding_.provisional || n == 0) return n;
  settle({to, n}, ended_);
  if (!mapped()) return n;
  head_.replace(0, head_used_, to, n);  // back in front of what is left: converted from here on
  head_used_ = 0;
  return convert(to, lengths, capacity);
}

std::size_t Decoder::convert(char* to, std::uint8_t* lengths, std::size_t capacity) {
  if (!converter_) converter_ = std::make_unique<Converter>(encoding_.name);
  Converter& c = *converter_;
  std::size_t out = 0;
  while (out == 0 && !c.flushed) {
    // At most 3 bytes of UTF-8 a unit, at most one unit a byte (and a few for what was pending).
    // Whole fours, so that ICU never has to hold a part of a UTF-32 character: it miscounts those.
    c.source.resize((capacity - 48) / 3 / 4 * 4);
    std::size_t n = 0;
    while (n < c.source.size()) {
      const std::size_t more = fetch(c.source.data() + n, c.source.size() - n);
      if (more == 0) break;
      n += more;
    }
    c.flushed = n == 0;
    c.units.resize(n + 16);
    c.offsets.resize(n + 16);
    UChar* target = c.units.data();
    const char* source = c.source.data();
    UErrorCode error = U_ZERO_ERROR;
    ucnv_toUnicode(c.handle, &target, c.units.data() + c.units.size(), &source, source + n,
                   c.offsets.data(), static_cast<UBool>(c.flushed), &error);
    const auto units = static_cast<std::size_t>(target - c.units.data());
    const std::size_t before = c.pending;
    error = U_ZERO_ERROR;
    c.pending = c.flushed ? 0 : static_cast<std::size_t>(ucnv_toUCountPending(c.handle, &error));
    // Positions are counted from the first byte that was pending.
    const std::size_t total = before + n - c.pending;
    std::size_t start = 0;
    for (std::size_t i = 0; i < units;) {
      const bool pair = U16_IS_LEAD(c.units[i]) && i + 1 < units && U16_IS_TRAIL(c.units[i + 1]);
      const UChar32 point =
          pair ? U16_GET_SUPPLEMENTARY(c.units[i], c.units[i + 1]) : UChar32{c.units[i]};
      i += pair ? 2 : 1;
      const std::size_t end =
          i < units ? std::max(start, before + static_cast<std::size_t>(std::max(0, c.offsets[i])))
                    : total;
      if (point == 0xFFFD) ++replaced_;
      const std::size_t length = append(to + out, surrogate(point) ? 0xFFFD : point);
      lengths[out] = static_cast<std::uint8_t>(std::min<std::size_t>(255, end - start));
      std::fill_n(lengths + out + 1, length - 1, std::uint8_t{0});
      out += length;
      start = end;
    }
  }
  return out;
}

}  // namespace voxmap
