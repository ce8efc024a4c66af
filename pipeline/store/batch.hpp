// Documents put but not yet written: rows ready to be stored, and the table functions through which
// one INSERT ... SELECT a table stores them (about twice as fast as an INSERT a row).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "store/mention_text.hpp"
#include "store/sqlite.hpp"
#include "store/superseded.hpp"
#include "voxmap/document.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// Every text is a view into the batch's own memory; ids are the store's; 0 stands for NULL.
struct VerbatimRow {
  std::int64_t prompt = 0, speaker = 0, touchpoint = 0, language = 0;
  bool scored = true;
  std::optional<std::int64_t> at, until;
  std::int64_t line = 0, byte = 0;  // less the document's
  std::int64_t bytes = 0;
  std::int64_t slot = 0;      // its id less that of the document's first child
  std::string_view mentions;  // as in mention_text.hpp; empty: none
  std::string_view text;
  std::string_view redactions;  // JSON; empty: none
};

// Rows of one document in the batch: [begin, begin + count) of the batch's vector.
struct Rows {
  std::size_t begin = 0, count = 0;
};

template <typename T>
[[nodiscard]] std::span<T> part(std::vector<T>& all, Rows rows) {
  return std::span(all).subspan(rows.begin, rows.count);
}

struct DocumentRow {
  std::string_view key;
  Digest digest{};
  SourceKind kind = SourceKind::survey;
  std::int64_t language = 0, persona = 0, touchpoint = 0;
  std::optional<std::int64_t> said_at;
  std::optional<std::string_view> said_at_text;
  std::string_view respondent;    // pseudonym; empty: not known
  std::string_view attributes;    // JSON; empty: none
  std::string_view ratings_text;  // as in mention_text.hpp; empty: none
  Place origin;                   // its part is in `input`
  std::int64_t input = 0;
  Rows verbatims, mentions, ratings;
  std::int64_t slots = 0;  // ids its verbatims take
  // The earlier revision in the store: 0 for none.
  std::int64_t replaces = 0;
  // Versions that it took the place of, and the inputs that brought new ones: oldest first.
  std::vector<Version> earlier;
  std::vector<std::int64_t> news_of;
  // Set when the batch is written.
  std::int64_t id = 0, base = 0, blocks = 1, first_run = 0, respondent_id = 0;

  // The id of its first verbatim, and that of the mention at MentionValues::place 0.
  [[nodiscard]] std::int64_t first_verbatim() const noexcept { return base << 10; }
  [[nodiscard]] std::int64_t first_mention() const noexcept { return base << 20; }
};

// The same for all documents of a batch.
struct BatchConstants {
  std::int64_t source = 0, input = 0, run = 0, ruleset = 0;
};

class Batch {
 public:
  Batch();

  // Copies into the batch's memory, which lives until clear().
  std::string_view keep(std::string_view text);

  // The place for a document of this key: a new one, or that of a document already in the batch,
  // whose rows are then forgotten. `key` must be kept.
  DocumentRow* find(std::string_view key);
  DocumentRow& add(std::string_view key);

  void clear();
  [[nodiscard]] bool empty() const noexcept { return documents.empty(); }
  [[nodiscard]] bool full() const noexcept;

  BatchConstants constants;
  std::vector<DocumentRow> documents;
  std::vector<VerbatimRow> verbatims;
  std::vector<MentionValues> mentions;
  std::vector<RatingRow> ratings;

 private:
  // Where the key is in by_key_, or would be.
  [[nodiscard]] std::size_t slot(std::string_view key) const noexcept;

  std::vector<std::byte> first_block_;
  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_;
  // Open addressing: 1 + the index of the document; 0: free. A power of two, at most half full.
  std::vector<std::uint32_t> by_key_;
  std::size_t bytes_ = 0;
};

// Makes the batch readable as batch_document and batch_verbatim on this connection, in the order of
// their ids when these ascend from document to document.
void attach_batch(sql::Database& db, const Batch& batch);

}  // namespace voxmap
