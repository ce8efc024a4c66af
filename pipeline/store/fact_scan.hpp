// Goes over the documents that a filter admits, block by block: from the table `fact`, and from the
// tables it repeats for what no block holds.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "store/fact_block.hpp"
#include "store/sqlite.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// What of a block is seldom asked for, read when it first is.
class FactDetails {
 public:
  FactDetails(sql::Database& db, const FactBlock& block) : db_(db), block_(block) {}
  // The block is another one.
  void begin(const std::function<std::string_view()>& bytes);
  [[nodiscard]] std::string_view key(std::uint32_t document);
  // Of the document's mentions, those over 0 only, by mention and emotion.
  [[nodiscard]] std::span<const std::int16_t> intensities(std::uint32_t document);

 private:
  sql::Database& db_;
  const FactBlock& block_;
  const std::function<std::string_view()>* bytes_ = nullptr;
  std::vector<std::string_view> keys_;
  std::vector<std::int16_t> intensities_;
  std::vector<std::uint32_t> begins_;
};

// A block and which of its documents are admitted. Lives until the callback returns.
class FactPart {
 public:
  FactPart(const FactBlock& whole, std::span<const std::uint32_t> documents, FactDetails& details)
      : block_(&whole), admitted_(documents), details_(&details) {}
  [[nodiscard]] const FactBlock& block() const noexcept { return *block_; }
  [[nodiscard]] std::span<const std::uint32_t> admitted() const noexcept { return admitted_; }
  // Of a document of the block.
  [[nodiscard]] std::string_view key(std::uint32_t document) const {
    return details_->key(document);
  }
  [[nodiscard]] std::span<const std::int16_t> intensities(std::uint32_t document) const {
    return details_->intensities(document);
  }

 private:
  const FactBlock* block_;
  std::span<const std::uint32_t> admitted_;  // ascending
  FactDetails* details_;
};

// Documents by what the filter says of documents: source, persona, time, attributes. `as_of`: the
// run that the store is read as of; 0: it is read as it is. `felt`: also what mentions feel;
// otherwise what no block holds comes without.
void scan_facts(sql::Database& db, std::int64_t as_of, const Filter& filter,
                const std::function<void(FactPart&)>& found, bool felt = false);
// The same for several filters in one pass; `found` is told which of them admits.
void scan_facts(sql::Database& db, std::int64_t as_of, std::span<const Filter> filters,
                const std::function<void(std::size_t, FactPart&)>& found, bool felt = false);

}  // namespace voxmap
