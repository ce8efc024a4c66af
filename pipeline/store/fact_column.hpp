// Columns of integers as bytes: the least value, a width of 0, 1, 2, 4 or 8 bytes, and what each
// value is above the least in that many bytes, lowest byte first.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace voxmap {

template <typename T>
void put_little(std::string& out, T value) {
  static_assert(std::endian::native == std::endian::little);
  std::array<char, sizeof(T)> bytes;
  std::memcpy(bytes.data(), &value, sizeof(T));
  out.append(bytes.data(), sizeof(T));
}

inline void put_column(std::string& out, std::span<const std::int64_t> values) {
  if (values.empty()) return;
  const auto ends = std::ranges::minmax(values);
  const std::int64_t low = ends.min;
  const std::int64_t high = ends.max;
  const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  put_little(out, low);
  const auto each = [&]<typename T>(T) {
    out += static_cast<char>(sizeof(T));
    const std::size_t at = out.size();
    out.resize(at + values.size() * sizeof(T));
    char* to = out.data() + at;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto above =
          static_cast<T>(static_cast<std::uint64_t>(values[i]) - static_cast<std::uint64_t>(low));
      std::memcpy(to + i * sizeof(T), &above, sizeof(T));
    }
  };
  if (range == 0) {
    out += '\0';
  } else if (range <= UINT8_MAX) {
    each(std::uint8_t{});
  } else if (range <= UINT16_MAX) {
    each(std::uint16_t{});
  } else if (range <= UINT32_MAX) {
    each(std::uint32_t{});
  } else {
    each(std::uint64_t{});
  }
}

// Takes values and columns off bytes. Once something was missing, all() stays false and whatever is
// taken is 0 or empty.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t count) {
    if (count > rest_.size()) {
      whole_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  template <typename T>
  T little() {
    T value{};
    const std::string_view bytes = take(sizeof(T));
    if (bytes.size() == sizeof(T)) std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
  }
  // A column of so many values that fit T.
  template <typename T>
  void column(std::size_t count, std::vector<T>& out) {
    out.clear();
    if (count == 0) return;
    const auto low = little<std::uint64_t>();
    const auto width = static_cast<std::size_t>(little<std::uint8_t>());
    switch (width) {
      case 0:
        out.assign(whole_ ? count : 0, static_cast<T>(low));
        return;
      case 1:
        return values<T, std::uint8_t>(low, count, out);
      case 2:
        return values<T, std::uint16_t>(low, count, out);
      case 4:
        return values<T, std::uint32_t>(low, count, out);
      case 8:
        return values<T, std::uint64_t>(low, count, out);
      default:
        whole_ = false;
    }
  }
  // Nothing was missing, and nothing is left.
  [[nodiscard]] bool all() const noexcept { return whole_ && rest_.empty(); }
  [[nodiscard]] bool whole() const noexcept { return whole_; }

 private:
  template <typename T, typename Stored>
  void values(std::uint64_t low, std::size_t count, std::vector<T>& out) {
    const std::string_view bytes = take(count * sizeof(Stored));
    if (bytes.empty()) return;
    out.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      Stored above{};
      std::memcpy(&above, bytes.data() + i * sizeof(Stored), sizeof(Stored));
      out[i] = static_cast<T>(low + above);
    }
  }

  std::string_view rest_;
  bool whole_ = true;
};

}  // namespace voxmap
