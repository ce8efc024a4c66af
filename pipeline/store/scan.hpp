// Goes over the stored mentions that a Filter admits: what every question is answered from that the
// roll-up cannot answer.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/feelings.hpp"
#include "store/sqlite.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// Texts are views that live until the callback returns.
struct ScannedMention {
  std::int64_t id = 0, document = 0;
  std::int64_t touchpoint = 0;  // row; 0: unassigned
  std::int64_t respondent = 0, source = 0, input = 0;
  std::optional<std::int64_t> said_at;
  std::int64_t line = 0, byte = 0;
  std::string_view key;
  std::int64_t verbatim = 0;  // position in the document
  Span span;
  Label label = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::uint16_t acts = 0;  // bit of each Act
  bool at_risk = false;
  std::int64_t ruleset = 0, language = 0;  // rows; the language is the verbatim's, a string
  std::string_view evidence;               // as stored

  [[nodiscard]] Feelings::Felt felt() const {
    return {ruleset, language, valence, emotions, evidence};
  }
};

// In order of ids, so that the mentions of one document follow each other.
void scan_mentions(sql::Database& db, const Filter& filter,
                   const std::function<void(const ScannedMention&)>& found);

struct ScannedDocument {
  std::int64_t id = 0, respondent = 0, ruleset = 0;
  std::int64_t touchpoint = 0;  // string
  std::optional<std::int64_t> said_at;
};

// Documents that the filter admits by what it says of documents: source, persona, time, attributes.
void scan_documents(sql::Database& db, const Filter& filter,
                    const std::function<void(const ScannedDocument&)>& found);

// Does the filter say anything of mentions: stage, touchpoint, label, words?
[[nodiscard]] bool filters_mentions(const Filter& filter);

}  // namespace voxmap
