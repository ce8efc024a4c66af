// Marking special bytes, 64 a step: scalar as the reference, SSE2 and AVX2 where the processor has
// them.
#include "base/csv_scan.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace voxmap {
namespace {

std::uint64_t mark_bytes(const char* text, std::size_t size, const CsvSpecials& specials) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const char c = text[i];
    const bool special = c == specials[0] || c == specials[1] || c == specials[2] ||
                         c == specials[3] || c == specials[4];
    word |= std::uint64_t{special ? 1U : 0U} << i;
  }
  return word;
}

void mark_scalar(const char* text, std::size_t blocks, const CsvSpecials& specials,
                 std::uint64_t* bits) {
  for (std::size_t i = 0; i < blocks; ++i) bits[i] = mark_bytes(text + i * 64, 64, specials);
}

#if defined(__x86_64__)
void mark_sse2(const char* text, std::size_t blocks, const CsvSpecials& specials,
               std::uint64_t* bits) {
  const __m128i a = _mm_set1_epi8(specials[0]);
  const __m128i b = _mm_set1_epi8(specials[1]);
  const __m128i c = _mm_set1_epi8(specials[2]);
  const __m128i d = _mm_set1_epi8(specials[3]);
  const __m128i e = _mm_set1_epi8(specials[4]);
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t word = 0;
    for (unsigned part = 0; part < 4; ++part) {
      const __m128i bytes =
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + block * 64 + part * 16));
      const __m128i ab = _mm_or_si128(_mm_cmpeq_epi8(bytes, a), _mm_cmpeq_epi8(bytes, b));
      const __m128i cd = _mm_or_si128(_mm_cmpeq_epi8(bytes, c), _mm_cmpeq_epi8(bytes, d));
      const __m128i hit = _mm_or_si128(_mm_or_si128(ab, cd), _mm_cmpeq_epi8(bytes, e));
      word |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(hit))} << (part * 16);
    }
    bits[block] = word;
  }
}

__attribute__((target("avx2"))) void mark_avx2(const char* text, std::size_t blocks,
                                               const CsvSpecials& specials, std::uint64_t* bits) {
  const __m256i a = _mm256_set1_epi8(specials[0]);
  const __m256i b = _mm256_set1_epi8(specials[1]);
  const __m256i c = _mm256_set1_epi8(specials[2]);
  const __m256i d = _mm256_set1_epi8(specials[3]);
  const __m256i e = _mm256_set1_epi8(specials[4]);
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t word = 0;
    for (unsigned part = 0; part < 2; ++part) {
      const __m256i bytes =
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + block * 64 + part * 32));
      const __m256i ab = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, a), _mm256_cmpeq_epi8(bytes, b));
      const __m256i cd = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, c), _mm256_cmpeq_epi8(bytes, d));
      const __m256i hit = _mm256_or_si256(_mm256_or_si256(ab, cd), _mm256_cmpeq_epi8(bytes, e));
      word |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(hit))} << (part * 32);
    }
    bits[block] = word;
  }
}
#endif

}  // namespace

void mark_specials(const char* text, std::size_t size, const CsvSpecials& specials,
                   std::uint64_t* bits, CsvScan method) {
  const std::size_t blocks = size / 64;
#if defined(__x86_64__)
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (method == CsvScan::best) method = CsvScan::avx2;
  if (method == CsvScan::avx2 && !has_avx2) method = CsvScan::sse2;
  if (method == CsvScan::avx2) {
    mark_avx2(text, blocks, specials, bits);
  } else if (method == CsvScan::sse2) {
    mark_sse2(text, blocks, specials, bits);
  } else {
    mark_scalar(text, blocks, specials, bits);
  }
#else
  (void)method;
  mark_scalar(text, blocks, specials, bits);
#endif
  if (size % 64 != 0) {
    bits[blocks] = mark_bytes(text + blocks * 64, size % 64, specials);
  }
}

}  // namespace voxmap
