// Finding the bytes of delimited text that matter: one bit a byte, set where it may be a delimiter,
// a quote, an escape or a line end. The parser then walks the bits instead of the bytes.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace voxmap {

// CR, LF, the first byte of the delimiter, quote, escape; unused places repeat another.
using CsvSpecials = std::array<char, 5>;

enum class CsvScan : std::uint8_t { scalar, sse2, avx2, best };

// Sets bit i of the words at `bits` for each special byte text[i]; clears the others of the last
// word. Reads only `size` bytes; writes (size + 63) / 64 words. Every method gives the same bits;
// one that this processor has not falls back to scalar.
void mark_specials(const char* text, std::size_t size, const CsvSpecials& specials,
                   std::uint64_t* bits, CsvScan method = CsvScan::best);

// Walks the marked positions in order.
class CsvMarks {
 public:
  CsvMarks(const std::uint64_t* bits, std::size_t end) : bits_(bits), end_(end) {}

  // The next call of next() returns the first marked position >= `position`.
  void seek(std::size_t position) noexcept {
    word_ = position >> 6U;
    mask_ = position < end_ ? bits_[word_] & (~std::uint64_t{0} << (position & 63U)) : 0;
  }
  // The next marked position; `end` when there is none before it.
  std::size_t next() noexcept {
    while (mask_ == 0) {
      if ((++word_ << 6U) >= end_) return end_;
      mask_ = bits_[word_];
    }
    const std::size_t position = (word_ << 6U) + static_cast<unsigned>(std::countr_zero(mask_));
    mask_ &= mask_ - 1;
    return position < end_ ? position : end_;
  }

 private:
  const std::uint64_t* bits_;
  std::size_t end_;
  std::size_t word_ = 0;
  std::uint64_t mask_ = 0;
};

}  // namespace voxmap
