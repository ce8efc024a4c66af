// Where sentences end: Unicode's rules (UAX #29), ICU being the reference.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace voxmap::text {

// One a thread: it owns a BreakIterator, which must not be shared.
class Sentences {
 public:
  Sentences();
  ~Sentences();
  Sentences(const Sentences&) = delete;
  Sentences& operator=(const Sentences&) = delete;

  // The byte offset after each sentence, trailing white space included; the last is text.size().
  // Nothing for an empty text. Equal to `reference` on every text.
  void find(std::string_view text, std::vector<std::uint32_t>& ends);
  // The same by ICU alone.
  void reference(std::string_view text, std::vector<std::uint32_t>& ends);

 private:
  struct Icu;
  std::unique_ptr<Icu> icu_;
};

}  // namespace voxmap::text
