// Which keys a source cannot have yet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace voxmap {

// A Bloom filter (Bloom 1970) of a source's keys, each in one word of 64 bits, for a source that
// had none when the run began: most documents of a first load are new, and are told so without a
// look into the store. Of a million keys one new one in two hundred is taken for a known one, of
// ten millions two in three: then they are looked up, as those of other sources are.
class KeyFilter {
 public:
  // `empty`: no key is stored. Otherwise nothing is known.
  void begin(bool empty) {
    words_.clear();
    if (empty) words_.resize(kWords, 0);
  }
  void add(std::string_view key) {
    if (words_.empty()) return;
    const std::uint64_t hash = hash_of(key);
    words_[word(hash)] |= bits(hash);
  }
  // False: the key was not added, and not stored before.
  [[nodiscard]] bool may_have(std::string_view key) const {
    if (words_.empty()) return true;
    const std::uint64_t hash = hash_of(key);
    return (words_[word(hash)] & bits(hash)) == bits(hash);
  }

 private:
  static constexpr unsigned kWordBits = 18;
  static constexpr std::size_t kWords = std::size_t{1} << kWordBits;

  static std::uint64_t hash_of(std::string_view key) {
    return std::hash<std::string_view>{}(key)*0x9E3779B97F4A7C15ULL;
  }
  static std::size_t word(std::uint64_t hash) { return hash >> (64 - kWordBits); }
  static std::uint64_t bits(std::uint64_t hash) {
    const auto bit = [hash](unsigned from) { return std::uint64_t{1} << (hash >> from & 63U); };
    return bit(40) | bit(34) | bit(28) | bit(22);
  }

  std::vector<std::uint64_t> words_;  // none: nothing is known
};

}  // namespace voxmap
