// Documents and their mentions as a filtered map needs them, packed for the table `fact`: a filter
// is answered by going over some 65 bytes a document instead of its texts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/mention_text.hpp"

namespace voxmap {

// Of the bytes below. Another format is read from the tables until a writer has replaced it.
constexpr std::int64_t kFactFormat = 3;
// Documents of a block.
constexpr std::size_t kFactDocuments = 1024;

// What a block holds of a document. Ids are the store's; 0 stands for none.
struct FactDocument {
  std::int64_t id = 0, base = 0, respondent = 0;
  std::int64_t source = 0, ruleset = 0;
  std::int64_t persona = 0, touchpoint = 0;  // strings
  std::optional<std::int64_t> said_at = std::nullopt;
  std::string_view key = {}, attributes = {}, ratings = {};  // as stored
};

// Different texts, numbered as they come.
class FactTexts {
 public:
  FactTexts() { clear(); }
  std::int64_t number(std::string_view text);
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  void encode(std::string& out) const;
  void clear();

 private:
  [[nodiscard]] std::string_view text(std::size_t number) const noexcept;
  std::string texts_;
  std::vector<std::int64_t> ends_;
  std::vector<std::uint32_t> slots_;  // 1 + number; 0: free. A power of two, at most half full
};

// Documents in ascending order of their ids become a block. The mentions of one are put into the
// order that breaks ties between quotes: verbatim, span, place.
class FactBuilder {
 public:
  void add(const FactDocument& document, std::span<const MentionValues> mentions);
  [[nodiscard]] std::size_t documents() const noexcept { return id_.size(); }
  [[nodiscard]] std::int64_t first() const noexcept { return id_.front(); }
  [[nodiscard]] std::int64_t last() const noexcept { return id_.back(); }
  void encode(std::string& facts, std::string& keys) const;
  void clear();

 private:
  using Column = std::vector<std::int64_t>;
  Column id_, base_, respondent_, dated_, said_at_, kind_, attributes_of_, ratings_of_, count_;
  Column touchpoint_, valence_, flags_, emotions_, place_, felt_of_;
  Column key_bytes_, intensities_;
  std::string keys_, kind_key_;
  FactTexts kinds_, attributes_, ratings_, felt_;
  std::vector<const MentionValues*> ordered_;
};

// A block taken apart. Texts are views into its bytes.
struct FactBlock {
  // What many documents share.
  struct Kind {
    std::int64_t source = 0, ruleset = 0, persona = 0, touchpoint = 0;
  };
  std::vector<Kind> kinds;
  std::vector<std::string_view> attributes, ratings;
  // More different attributes than are worth their room: they must be asked of the document.
  bool attributes_kept = true;

  // By document.
  std::vector<std::int64_t> id, base, respondent, said_at;
  std::vector<std::uint8_t> dated;
  std::vector<std::uint32_t> kind_of, attributes_of, ratings_of;
  std::vector<std::uint32_t> mentions_end;  // [mentions_end[d - 1], mentions_end[d]) are its own

  // By mention.
  std::vector<std::int64_t> touchpoint, place;  // place: as MentionValues::place
  std::vector<std::int16_t> valence;
  std::vector<std::uint16_t> flags;
  std::vector<std::uint8_t> emotions;  // bit of each that has an intensity
  std::vector<std::uint32_t> felt_of;  // in `felt`, whose texts are those of felt.hpp
  std::vector<std::string_view> felt;

  // Flags: the label, two bits, then these, then a bit of each Act.
  static constexpr std::uint16_t kAtRisk = 4, kQuotable = 8;
  static constexpr unsigned kActs = 4;
  [[nodiscard]] static Label label(std::uint16_t flags) noexcept {
    return static_cast<Label>(flags & 3U);
  }
  [[nodiscard]] std::size_t documents() const noexcept { return id.size(); }
  [[nodiscard]] std::uint32_t begin(std::size_t document) const noexcept {
    return document == 0 ? 0 : mentions_end[document - 1];
  }

  // False when the bytes are damaged.
  [[nodiscard]] bool decode(std::string_view facts);
  // The keys of its documents.
  [[nodiscard]] bool decode_keys(std::string_view text, std::vector<std::string_view>& keys) const;
  // What stands behind them: the intensities of its mentions, those over 0 only, by mention and
  // emotion. `begins`: by document, where its own begin.
  [[nodiscard]] bool decode_intensities(std::string_view text,
                                        std::vector<std::int16_t>& intensities,
                                        std::vector<std::uint32_t>& begins) const;
};

}  // namespace voxmap
