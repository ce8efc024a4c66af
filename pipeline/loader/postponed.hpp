// Records that say what the store holds a later version of, from the same input (Seen::earlier).
// Normally that version follows in a moment, and nothing has changed; only when none has come at
// the end of the input are they news. Until then they wait here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "voxmap/store.hpp"

namespace voxmap {

class Postponed {
 public:
  // What waits is about this long at most. With more, drain() before the end: then records may be
  // written twice, as if nothing was known of them; what the store holds at the end is the same.
  static constexpr std::size_t kMaxBytes = 32U << 20U;

  // Takes note of what the store knows of a document: true when it is not to be put, now.
  bool settle(Seen seen, const Document& document, const Digest& digest) {
    if (seen == Seen::superseded) return true;
    if (seen == Seen::earlier) {
      add(document, digest);
      return true;
    }
    drop(document.key);
    return seen == Seen::unchanged;
  }

  // A later record of the key has come.
  void drop(std::string_view key) {
    if (waiting_.empty()) return;
    const auto at = by_key_.find(std::string(key));
    if (at == by_key_.end()) return;
    const auto document = waiting_.find(at->second);
    bytes_ -= size(document->second.first);
    waiting_.erase(document);
    by_key_.erase(at);
    ++dropped_;
  }

  [[nodiscard]] bool full() const noexcept { return bytes_ > kMaxBytes; }
  // Records that a later one of their key came for.
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

  // Gives all that wait to put(document, digest), in the order of the input.
  template <typename PutDocument>
  void drain(const PutDocument& put) {
    for (const auto& [at, item] : waiting_) put(item.first, item.second);
    waiting_.clear();
    by_key_.clear();
    bytes_ = 0;
  }

 private:
  void add(const Document& document, const Digest& digest) {
    drop(document.key);
    bytes_ += size(document);
    by_key_.emplace(document.key, next_);
    waiting_.emplace(next_++, std::pair(document, digest));
  }

  static std::size_t size(const Document& document) {
    std::size_t bytes = 512 + 2 * document.key.size();
    for (const auto& verbatim : document.verbatims) bytes += 256 + verbatim.text.size();
    for (const auto& attribute : document.attributes) {
      bytes += 64 + attribute.name.size() + attribute.value.size();
    }
    return bytes;
  }

  std::map<std::uint64_t, std::pair<Document, Digest>> waiting_;  // by place in the input
  std::unordered_map<std::string, std::uint64_t> by_key_;
  std::uint64_t next_ = 0, dropped_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace voxmap
