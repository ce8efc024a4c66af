// Folding of words that are not plain ASCII.
#include "text/fold.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>

#include "text/chars.hpp"

namespace voxmap::text {
namespace {

std::size_t append_utf8(char* out, char32_t c) {
  const auto put = [&](std::size_t i, unsigned v) { out[i] = static_cast<char>(v); };
  const auto u = static_cast<unsigned>(c);
  if (u < 0x80) {
    put(0, u);
    return 1;
  }
  if (u < 0x800) {
    put(0, 0xC0U | (u >> 6U));
    put(1, 0x80U | (u & 0x3FU));
    return 2;
  }
  put(0, 0xE0U | (u >> 12U));
  put(1, 0x80U | ((u >> 6U) & 0x3FU));
  put(2, 0x80U | (u & 0x3FU));
  return 3;
}

}  // namespace

FoldedWord::FoldedWord(std::string_view word) {
  const CharTables& tables = char_tables();
  word = word.substr(0, std::min(word.size(), kLongestWord));
  for (std::size_t i = 0; i < word.size();) {
    const Decoded d = decode(word, i);
    const char16_t folded = tables.simple_fold(d.c);
    if (folded == u'\0') {
      fold_with_icu(word);
      return;
    }
    size_ += append_utf8(bytes_.data() + size_, folded);
    i += d.bytes;
  }
}

void FoldedWord::fold_with_icu(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  icu::CheckedArrayByteSink sink(bytes_.data(), static_cast<int32_t>(bytes_.size()));
  folding->normalizeUTF8(0, icu::StringPiece(word.data(), static_cast<int32_t>(word.size())), sink,
                         nullptr, status);
  size_ = U_SUCCESS(status) ? static_cast<std::size_t>(sink.NumberOfBytesWritten()) : 0;
  // Curly apostrophes survive NFKC_Casefold: straighten them in place.
  std::size_t to = 0;
  for (std::size_t i = 0; i < size_;) {
    const Decoded d = decode(view(), i);
    if (char_tables().of(d.c) == CharClass::apostrophe) {
      bytes_[to++] = '\'';
    } else if (char_tables().of(d.c) == CharClass::hyphen) {
      bytes_[to++] = '-';
    } else {
      for (std::uint32_t k = 0; k < d.bytes; ++k) bytes_[to++] = bytes_[i + k];
    }
    i += d.bytes;
  }
  size_ = to;
}

std::uint64_t hash_folded(std::string_view folded) noexcept {
  const char* p = folded.data();
  std::size_t count = folded.size();
  std::uint64_t h = count * 0xD6E8FEB86659FD93ULL;
  while (count > 8) {
    h = mix(h ^ load_bytes(p, 8));
    p += 8;
    count -= 8;
  }
  return mix(h ^ load_bytes(p, count));
}

std::uint64_t hash_word(std::string_view word) { return hash_folded(FoldedWord(word).view()); }

}  // namespace voxmap::text
