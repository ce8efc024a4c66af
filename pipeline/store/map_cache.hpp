// A direct-mapped cache in front of a std::map: the same few keys are asked for with every mention.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>

namespace voxmap {

// Elements of a std::map stay where they are until they are erased: forget() before that.
template <typename Key, typename Value>
class MapCache {
 public:
  // The value of that key, made when there is none. `hint`: a number that differs from key to key,
  // the lower bits more than the higher ones.
  Value& find(std::map<Key, Value>& map, const Key& key, std::int64_t hint) {
    Slot& slot = slots_[static_cast<std::size_t>(hint) % kSlots];
    if (slot.value == nullptr || slot.key != key) slot = {key, &map[key]};
    return *slot.value;
  }
  void forget() { slots_ = {}; }

 private:
  static constexpr std::size_t kSlots = 128;
  struct Slot {
    Key key{};
    Value* value = nullptr;
  };
  std::array<Slot, kSlots> slots_{};
};

}  // namespace voxmap
