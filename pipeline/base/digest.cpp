// SHA-256, HMAC and pseudonyms through OpenSSL's EVP.
#include "base/digest.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

struct ContextFree {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

void check(int ok) {
  if (ok != 1) throw Error(Exit::software, "OpenSSL refused a digest operation");
}

// Fetched once: EVP_sha256() makes OpenSSL 3 look the algorithm up again at every init.
const EVP_MD* sha256() {
  static const EVP_MD* const kDigest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kDigest;
}

}  // namespace

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, ContextFree> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  check(EVP_DigestInit_ex(state_->context.get(), sha256(), nullptr));
}
Sha256::~Sha256() = default;

void Sha256::hash(std::string_view bytes) {
  check(EVP_DigestUpdate(state_->context.get(), buffer_.data(), used_));
  used_ = 0;
  check(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::array<std::uint8_t, 32> Sha256::finish() {
  std::array<std::uint8_t, 32> digest{};
  check(EVP_DigestUpdate(state_->context.get(), buffer_.data(), used_));
  used_ = 0;
  check(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr));
  // Of the same kind: with the kind named again OpenSSL makes its state anew.
  check(EVP_DigestInit_ex(state_->context.get(), nullptr, nullptr));
  return digest;
}

std::string hex(const std::uint8_t* bytes, std::size_t count) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(count * 2);
  for (std::size_t i = 0; i < count; ++i) {
    out += kDigits[bytes[i] >> 4U];
    out += kDigits[bytes[i] & 15U];
  }
  return out;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  const auto digest = hash.finish();
  return hex(digest.data(), digest.size());
}

std::array<std::uint8_t, 32> hmac_sha256(std::string_view key, std::string_view bytes) {
  std::array<std::uint8_t, 32> out{};
  unsigned int size = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (HMAC(sha256(), key.data(), static_cast<int>(key.size()), data, bytes.size(), out.data(),
           &size) == nullptr) {
    throw Error(Exit::software, "OpenSSL refused HMAC-SHA-256");
  }
  return out;
}

std::string pseudonym(std::string_view key, std::string_view domain, std::string_view prefix,
                      std::string_view value) {
  std::string message(domain);
  message += '\x1f';
  message += fold(trim(value));
  const auto mac = hmac_sha256(key, message);
  constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out(prefix);
  std::uint32_t bits = 0;
  int have = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    bits = (bits << 8U) | mac[i];
    have += 8;
    while (have >= 5) {
      have -= 5;
      out += kBase32[(bits >> static_cast<unsigned>(have)) & 31U];
    }
  }
  out += kBase32[(bits << static_cast<unsigned>(5 - have)) & 31U];
  return out;
}

}  // namespace voxmap
