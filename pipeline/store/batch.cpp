// Memory of the documents put but not yet written.
#include "store/batch.hpp"

#include <cstring>

namespace voxmap {

namespace {

constexpr std::size_t kFirstBlock = 4U << 20;
// A batch is written, though not committed, when it reaches one of these: memory stays bounded
// however rarely the caller commits.
constexpr std::size_t kMaxBytes = 8U << 20;
constexpr std::size_t kMaxDocuments = 1024;
constexpr std::size_t kMaxRows = 131072;

}  // namespace

Batch::Batch() : first_block_(kFirstBlock) { clear(); }

std::string_view Batch::keep(std::string_view text) {
  if (text.empty()) return {};
  void* copy = memory_->allocate(text.size(), 1);
  std::memcpy(copy, text.data(), text.size());
  bytes_ += text.size();
  return {static_cast<const char*>(copy), text.size()};
}

DocumentRow* Batch::find(std::string_view key) {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &documents[found->second];
}

DocumentRow& Batch::add(std::string_view key) {
  by_key_.emplace(key, documents.size());
  documents.emplace_back().key = key;
  return documents.back();
}

void Batch::clear() {
  by_key_.clear();
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
