// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) through OpenSSL.
#pragma once

#include <array>
#include <cstdint>
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

  void update(std::string_view bytes);
  void field(std::string_view bytes);  // length-framed
  void field(std::int64_t number);
  // The digest; the object is ready for the next message.
  std::array<std::uint8_t, 32> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
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
