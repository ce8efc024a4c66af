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

// A block and which of its documents are admitted. Lives until the callback returns.
class FactPart {
 public:
  FactPart(sql::Database& db, const FactBlock& whole, std::span<const std::uint32_t> documents,
           const std::function<std::string_view()>& key_bytes)
      : db_(&db), block_(&whole), admitted_(documents), key_bytes_(&key_bytes) {}
  [[nodiscard]] const FactBlock& block() const noexcept { return *block_; }
  [[nodiscard]] std::span<const std::uint32_t> admitted() const noexcept { return admitted_; }
  // Of a document of the block; read when first asked for.
  [[nodiscard]] std::string_view key(std::uint32_t document);

 private:
  sql::Database* db_;
  const FactBlock* block_;
  std::span<const std::uint32_t> admitted_;  // ascending
  const std::function<std::string_view()>* key_bytes_;
  std::vector<std::string_view> keys_;
};

// Documents by what the filter says of documents: source, persona, time, attributes. `present`: the
// table `fact` may be asked; not of a store read as of a run.
// `felt`: also what mentions feel; otherwise what no block holds comes without.
void scan_facts(sql::Database& db, bool present, const Filter& filter,
                const std::function<void(FactPart&)>& found, bool felt = false);

}  // namespace voxmap
