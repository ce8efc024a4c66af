// Documents put but not yet written: rows ready to be stored, and the table functions through which
// one INSERT ... SELECT a table stores them (about twice as fast as an INSERT a row).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/sqlite.hpp"
#include "voxmap/document.hpp"
#include "voxmap/mention.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// Every text is a view into the batch's own memory; ids are the store's; 0 stands for NULL.
struct VerbatimRow {
  std::int64_t prompt = 0, speaker = 0, touchpoint = 0, language = 0;
  bool scored = true;
  std::optional<std::int64_t> at, until;
  std::int64_t line = 0, byte = 0;  // less the document's
  std::int64_t bytes = 0;
  std::string_view text;
};

struct MentionValues {
  std::int64_t verbatim = 0;    // position in the document
  std::int64_t touchpoint = 0;  // 0: unassigned
  Span span;
  AttachedBy attached_by = AttachedBy::unassigned;
  Span attached;
  std::int64_t attached_rule = 0;
  Label label = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::string_view evidence;  // JSON; empty: none
};

// Four intensities from `first` on as one column, ten bits each: rows are shorter than with eight
// columns that are mostly 0.
[[nodiscard]] constexpr std::int64_t pack_emotions(const Intensities& emotions,
                                                   std::size_t first) noexcept {
  std::int64_t packed = 0;
  for (std::size_t i = 4; i-- > 0;) {
    const int intensity = emotions[first + i];
    packed = packed << 10 | (intensity < 0 ? 0 : intensity > kMaxScore ? kMaxScore : intensity);
  }
  return packed;
}
[[nodiscard]] constexpr Intensities unpack_emotions(std::int64_t a, std::int64_t b) noexcept {
  Intensities emotions{};
  for (std::size_t i = 0; i < 4; ++i, a >>= 10, b >>= 10) {
    emotions[i] = static_cast<std::int16_t>(a & 1023);
    emotions[i + 4] = static_cast<std::int16_t>(b & 1023);
  }
  return emotions;
}

struct RatingRow {
  std::int64_t scale = 0, definition = 0, milli = 0;
};

// Rows of one document in the batch: [begin, begin + count) of the batch's vector.
struct Rows {
  std::size_t begin = 0, count = 0;
};

struct DocumentRow {
  std::string_view key;
  Digest digest{};
  SourceKind kind = SourceKind::survey;
  std::int64_t language = 0, persona = 0, touchpoint = 0;
  std::optional<std::int64_t> said_at;
  std::optional<std::string_view> said_at_text;
  std::string_view respondent;  // pseudonym; empty: not known
  std::string_view attributes;  // JSON; empty: none
  Place origin;
  Rows verbatims, mentions, ratings;
  // The earlier revision in the store: 0 for none.
  std::int64_t replaces = 0;
  // Set when the batch is written.
  std::int64_t id = 0, base = 0, blocks = 1, first_run = 0, respondent_id = 0;

  // The id of its nth child.
  [[nodiscard]] std::int64_t child(std::size_t n) const noexcept {
    return (base << 10) + static_cast<std::int64_t>(n);
  }
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
  std::vector<std::byte> first_block_;
  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_;
  std::unordered_map<std::string_view, std::size_t> by_key_;
  std::size_t bytes_ = 0;
};

// Makes the batch readable as batch_document, batch_verbatim, batch_mention and batch_rating on
// this connection, in the order of their ids when these ascend from document to document.
void attach_batch(sql::Database& db, const Batch& batch);

}  // namespace voxmap
