// UAX #29 sentence rules written out for texts without combining or format characters; any other
// text goes to ICU.
#include "text/sentences.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <array>

#include "text/chars.hpp"
#include "voxmap/error.hpp"

namespace voxmap::text {
namespace {

// The Sentence_Break property of the Basic Multilingual Plane, one byte a character.
class SentenceClasses {
 public:
  SentenceClasses() : bmp_(0x10000, U_SB_OTHER) {
    for (UChar32 c = 0; c < 0x10000; ++c) {
      bmp_[static_cast<std::size_t>(c)] =
          static_cast<std::uint8_t>(u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK));
    }
    for (std::size_t b = 0; b < 256; ++b) {
      const bool plain = b < 0x80 && !ends(bmp_[b]);
      dull_[b] = plain;
    }
  }
  [[nodiscard]] std::uint8_t of(char32_t c) const noexcept {
    return c < 0x10000 ? bmp_[c]
                       : static_cast<std::uint8_t>(
                             u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_SENTENCE_BREAK));
  }
  // Bytes that cannot end a sentence and are whole characters.
  [[nodiscard]] bool dull(char c) const noexcept { return dull_[static_cast<unsigned char>(c)]; }
  [[nodiscard]] static bool ends(std::uint8_t k) noexcept {
    return k == U_SB_ATERM || k == U_SB_STERM || paragraph(k);
  }
  [[nodiscard]] static bool paragraph(std::uint8_t k) noexcept {
    return k == U_SB_SEP || k == U_SB_CR || k == U_SB_LF;
  }

 private:
  std::vector<std::uint8_t> bmp_;
  std::array<bool, 256> dull_{};
};

const SentenceClasses& classes() {
  static const SentenceClasses table;
  return table;
}

// Walks a text by rule numbers SB3..SB11 of UAX #29. `sure()` is false once a character was met
// that needs SB5 (Extend, Format).
class Walker {
 public:
  Walker(std::string_view text, std::vector<std::uint32_t>& ends) : text_(text), ends_(ends) {}

  bool run() {
    while (i_ < text_.size()) {
      if (table_.dull(text_[i_])) {
        ++i_;
        continue;
      }
      const Decoded d = decode(text_, i_);
      const std::uint8_t kind = table_.of(d.c);
      if (kind == U_SB_EXTEND || kind == U_SB_FORMAT) return false;
      if (SentenceClasses::paragraph(kind)) {
        i_ = paragraph_end(i_);
        put();
      } else if (SentenceClasses::ends(kind)) {
        if (!terminal(kind, i_ + d.bytes)) return false;
      } else {
        i_ += d.bytes;
      }
    }
    if (!text_.empty() && (ends_.empty() || ends_.back() != text_.size())) put();
    return true;
  }

 private:
  void put() { ends_.push_back(static_cast<std::uint32_t>(i_)); }

  [[nodiscard]] std::uint8_t at(std::size_t i, std::size_t& bytes) const {
    const Decoded d = decode(text_, i);
    bytes = d.bytes;
    return table_.of(d.c);
  }

  [[nodiscard]] std::size_t paragraph_end(std::size_t i) const {  // SB3, SB4
    std::size_t bytes = 0;
    const std::uint8_t kind = at(i, bytes);
    i += bytes;
    if (kind == U_SB_CR && i < text_.size() && text_[i] == '\n') ++i;
    return i;
  }

  [[nodiscard]] std::uint8_t before(std::size_t i) const {
    if (i == 0) return U_SB_OTHER;
    --i;
    while (i > 0 && (static_cast<unsigned char>(text_[i]) & 0xC0U) == 0x80) --i;
    return table_.of(decode(text_, i).c);
  }

  // The text after one terminator that stands at i_ and ends at `next`. False: not sure.
  bool terminal(std::uint8_t kind, std::size_t next) {
    const std::uint8_t previous = before(i_);
    i_ = next;
    std::size_t bytes = 0;
    if (i_ < text_.size() && kind == U_SB_ATERM) {
      const std::uint8_t after = at(i_, bytes);
      if (after == U_SB_NUMERIC) return true;  // SB6
      if (after == U_SB_UPPER && (previous == U_SB_UPPER || previous == U_SB_LOWER))
        return true;  // SB7
    }
    std::size_t m = i_;
    std::uint8_t after = U_SB_OTHER;
    bool end = true;
    const auto skip = [&](std::uint8_t wanted) {
      for (;; m += bytes) {
        end = m >= text_.size();
        if (end) return;
        after = at(m, bytes);
        if (after != wanted) return;
      }
    };
    skip(U_SB_CLOSE);
    if (!end && after != U_SB_CLOSE) skip(U_SB_SP);
    if (end) {
      i_ = m;
      return true;  // the end of the text ends the sentence
    }
    if (after == U_SB_EXTEND || after == U_SB_FORMAT) return false;
    if (SentenceClasses::paragraph(after)) {  // SB9..SB11
      i_ = paragraph_end(m);
      put();
      return true;
    }
    if (after == U_SB_SCONTINUE || after == U_SB_ATERM || after == U_SB_STERM) {  // SB8a
      i_ = m;
      return true;
    }
    if (kind == U_SB_ATERM) {  // SB8
      for (std::size_t k = m; k < text_.size(); k += bytes) {
        const std::uint8_t ahead = at(k, bytes);
        if (ahead == U_SB_EXTEND || ahead == U_SB_FORMAT) return false;
        if (ahead == U_SB_LOWER) {
          i_ = m;
          return true;
        }
        if (ahead == U_SB_OLETTER || ahead == U_SB_UPPER || SentenceClasses::ends(ahead)) break;
      }
    }
    i_ = m;
    put();
    return true;
  }

  std::string_view text_;
  std::vector<std::uint32_t>& ends_;
  const SentenceClasses& table_ = classes();
  std::size_t i_ = 0;
};

}  // namespace

struct Sentences::Icu {
  std::unique_ptr<icu::BreakIterator> iterator;
  UText text = UTEXT_INITIALIZER;
};

Sentences::Sentences() : icu_(std::make_unique<Icu>()) {
  UErrorCode status = U_ZERO_ERROR;
  icu_->iterator.reset(icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) {
    throw Error(Exit::software, std::string("ICU has no sentence rules: ") + u_errorName(status),
                "install the package libicu72 with its data");
  }
}

Sentences::~Sentences() { utext_close(&icu_->text); }

void Sentences::find(std::string_view text, std::vector<std::uint32_t>& ends) {
  ends.clear();
  if (!Walker(text, ends).run()) reference(text, ends);
}

void Sentences::reference(std::string_view text, std::vector<std::uint32_t>& ends) {
  ends.clear();
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&icu_->text, text.data(), static_cast<int64_t>(text.size()), &status);
  icu_->iterator->setText(&icu_->text, status);
  if (U_SUCCESS(status)) {
    icu_->iterator->first();
    for (int32_t end = icu_->iterator->next(); end != icu::BreakIterator::DONE;
         end = icu_->iterator->next()) {
      ends.push_back(static_cast<std::uint32_t>(end));
    }
  }
  if (!text.empty() && (ends.empty() || ends.back() != text.size())) {
    ends.push_back(static_cast<std::uint32_t>(text.size()));
  }
}

}  // namespace voxmap::text
