// Memory of the documents put but not yet written.
#include "store/batch.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

namespace voxmap {

namespace {

constexpr std::size_t kFirstBlock = 4U << 20;
// A batch is written, though not committed, when it reaches one of these: memory stays bounded
// however rarely the caller commits.
constexpr std::size_t kMaxBytes = 8U << 20;
constexpr std::size_t kMaxDocuments = 1024;
constexpr std::size_t kMaxRows = 131072;

}  // namespace

Batch::Batch() : first_block_(kFirstBlock), by_key_(2 * kMaxDocuments) { clear(); }

std::size_t Batch::slot(std::string_view key) const noexcept {
  const std::size_t mask = by_key_.size() - 1;
  std::size_t at = std::hash<std::string_view>{}(key)&mask;
  while (by_key_[at] != 0 && documents[by_key_[at] - 1].key != key) at = (at + 1) & mask;
  return at;
}

std::string_view Batch::keep(std::string_view text) {
  if (text.empty()) return {};
  void* copy = memory_->allocate(text.size(), 1);
  std::memcpy(copy, text.data(), text.size());
  bytes_ += text.size();
  return {static_cast<const char*>(copy), text.size()};
}

DocumentRow* Batch::find(std::string_view key) {
  const std::uint32_t at = by_key_[slot(key)];
  return at == 0 ? nullptr : &documents[at - 1];
}

DocumentRow& Batch::add(std::string_view key) {
  documents.emplace_back().key = key;
  if (documents.size() * 2 > by_key_.size()) {
    by_key_.assign(by_key_.size() * 2, 0);
    for (std::uint32_t i = 0; i + 1 < documents.size(); ++i)
      by_key_[slot(documents[i].key)] = i + 1;
  }
  by_key_[slot(key)] = static_cast<std::uint32_t>(documents.size());
  return documents.back();
}

void Batch::clear() {
  std::ranges::fill(by_key_, 0U);
  documents.clear();
  verbatims.clear();
  mentions.clear();
  ratings.clear();
  memory_ = std::make_unique<std::pmr::monotonic_buffer_resource>(first_block_.data(),
                                                                  first_block_.size());
  bytes_ = 0;
}

bool Batch::full() const noexcept {
  return bytes_ >= kMaxBytes || documents.size() >= kMaxDocuments || mentions.size() >= kMaxRows ||
         verbatims.size() >= kMaxRows;
}

}  // namespace voxmap
