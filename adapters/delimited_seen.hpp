// How often a row has been seen, by its digest: for tables without an id.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace voxmap::survey {

// Eight bytes of digest and a count, open addressing. Grows to 1.5 million digests (32 MiB) and
// then takes up no more, so that memory has a limit however long the input is.
class SeenDigests {
 public:
  // How often this digest has been given, with this time.
  std::uint32_t count(const std::array<std::uint8_t, 32>& digest) {
    std::uint64_t key = 0;
    std::memcpy(&key, digest.data(), sizeof key);
    key |= 1U;  // 0 marks a free slot
    if (slots_.empty() || used_ * 4 > slots_.size() * 3) grow();
    Slot& slot = find(key);
    if (slot.key == 0) {
      if (full()) return 1;
      slot.key = key;
      ++used_;
    }
    return ++slot.times;
  }
  [[nodiscard]] bool full() const noexcept { return used_ >= kMost; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t times = 0;
  };
  static constexpr std::size_t kMost = std::size_t{3} << 19U;

  Slot& find(std::uint64_t key) {
    std::size_t i = (key >> 1U) & (slots_.size() - 1);
    while (slots_[i].key != 0 && slots_[i].key != key) i = (i + 1) & (slots_.size() - 1);
    return slots_[i];
  }
  void grow() {
    if (full()) return;
    std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.key != 0) find(slot.key) = slot;
    }
  }
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace voxmap::survey
