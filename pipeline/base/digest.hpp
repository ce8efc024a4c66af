// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) through OpenSSL.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace voxmap {

// Streaming SHA-256; reuse one per thread. Fields are framed by their length, so that
// ("ab","c") and ("a","bc") differ.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view bytes) {
    if (bytes.size() > buffer_.size() - used_) {
      hash(bytes);
      return;
    }
    // Of no bytes the place may be null, which memcpy must not be given.
    if (!bytes.empty()) std::memcpy(buffer_.data() + used_, bytes.data(), bytes.size());
    used_ += bytes.size();
  }
  void field(std::string_view bytes) {  // length-framed
    field(static_cast<std::int64_t>(bytes.size()));
    update(bytes);
  }
  void field(std::int64_t number) {  // eight bytes, the lowest first
    std::array<char, 8> bytes{};
    for (auto& byte : bytes) {
      byte = static_cast<char>(number & 0xFF);
      number >>= 8;
    }
    update({bytes.data(), bytes.size()});
  }
  // The digest; the object is ready for the next message.
  std::array<std::uint8_t, 32> finish();

 private:
  void hash(std::string_view bytes);  // what is in the buffer, then these

  struct State;
  std::unique_ptr<State> state_;
  // Small fields are gathered here: one call of OpenSSL a record instead of one a field.
  std::array<char, 1024> buffer_{};
  std::size_t used_ = 0;
};

[[nodiscard]] std::string hex(const std::uint8_t* bytes, std::size_t count);
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] std::array<std::uint8_t, 32> hmac_sha256(std::string_view key,
                                                       std::string_view bytes);

// Pseudonym of a personal identifier: `prefix` + 26 characters of base32 (RFC 4648, no padding) of
// the first 128 bits of HMAC-SHA-256(key, domain || 0x1f || NFKC-folded value).
[[nodiscard]] std::string pseudonym(std::string_view key, std::string_view domain,
                                    std::string_view prefix, std::string_view value);

}  // namespace voxmap
