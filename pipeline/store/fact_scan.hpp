// Goes over the documents that a filter admits, block by block: from the table `fact`, and from the
// tables it repeats for what no block holds.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/fact_block.hpp"
#include "store/sqlite.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// What of a block is seldom asked for, read when it first is.
class FactDetails {
 public:
  // Gives the bytes that FactBlock::decode_keys wants.
  using Read = std::function<void(std::string& keys)>;
  FactDetails(const sql::Database& db, const FactBlock& block) : db_(db), block_(block) {}
  // The block is another one.
  void begin(Read read);
  [[nodiscard]] std::string_view key(std::uint32_t document);
  // Of the document's mentions, those over 0 only, by mention and emotion.
  [[nodiscard]] std::span<const std::int16_t> intensities(std::uint32_t document);

 private:
  std::string_view bytes();

  const sql::Database& db_;  // its name only
  const FactBlock& block_;
  Read read_;
  bool have_bytes_ = false;
  std::string bytes_;
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

// The same shared out, and for several filters in one pass: each of `found` is called by a thread
// of its own and gets some of the documents, nobody can say which; it is told which filter admits
// them. What it throws is thrown here. It may not use the database.
using FactShare = std::function<void(std::size_t filter, FactPart&)>;
void scan_facts(sql::Database& db, std::int64_t as_of, std::span<const Filter> filters,
                std::span<const FactShare> found, bool felt = false);

// Into how many shares a scan of this store is worth dividing, at least 1.
[[nodiscard]] std::size_t fact_shares(sql::Database& db);

}  // namespace voxmap
