// What a customer said, as an adapter hands it over: nothing here has been interpreted.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/redaction.hpp"
#include "voxmap/span.hpp"

namespace voxmap {

enum class SourceKind : std::uint8_t { survey, interview, social, review, support };
[[nodiscard]] std::string_view to_string(SourceKind kind) noexcept;

// A close-ended answer or any other column: kept, never scored.
struct Attribute {
  std::string name;
  std::string value;
  // What becomes of the value before it is stored. The mapping says `keep` and `hash`.
  enum class Care : std::uint8_t {
    redact,  // personal data in it is replaced
    keep,    // stored as it is
    hash     // stored as a pseudonym: comparable, not readable
  };
  Care care = Care::redact;
};

// A number the customer gave. Scales: "nps" 0..10, "csat" 1..5, "ces" 1..7, "stars" 1..5.
// `definition` names how it is to be read and aggregated ("nps_0_10", "csat_1_5_top2").
struct Rating {
  std::string scale;
  std::string definition;
  std::int64_t milli = 0;  // the value times 1000: 4.5 stars is 4500
};

// One stretch of one person's own words: an open-ended answer, a turn, a post.
struct Verbatim {
  std::string text;     // valid UTF-8, otherwise as received but for redactions; Spans point here
  std::string prompt;   // the question it answers, when there was one
  std::string speaker;  // empty in surveys and posts; "P07", "Interviewer" in transcripts
  std::string touchpoint;  // touchpoint the mapping declares for this question; may be empty
  bool scored = true;      // false for an interviewer's turns and quoted third parties
  std::optional<std::chrono::milliseconds> at;     // start, time into a recording
  std::optional<std::chrono::milliseconds> until;  // end of the turn
  Place origin;                                    // the cell, cue or JSON string it came from
  std::vector<Redaction> redactions = {};          // what was replaced in the text, in order
};

// One survey response, interview transcript, review or post.
struct Document {
  std::string key;  // the source's own id; (source, key) is unique in the store
  // The key is a digest of the whole record, which must not be stored as it is: who knows the rest
  // of the record could try every telephone number.
  bool key_is_digest = false;
  SourceKind kind = SourceKind::survey;
  std::string language;  // BCP 47 as the source declares it; empty: let the text stage guess
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> said_at;  // UTC
  std::string said_at_text;  // the time exactly as written, with its zone if it had one
  std::string respondent;    // the source's id of the person; pseudonymised before storage
  std::string persona;       // segment the source names, if any
  std::string touchpoint;    // touchpoint the whole document is about, if it is about one
  std::vector<Rating> ratings;
  std::vector<Attribute> attributes;
  std::vector<Verbatim> verbatims;
  // Values of columns left out as personal data: taken out of what was said too, never stored.
  std::vector<std::string> identifying = {};
  std::vector<PersonalData> redacted = {};  // what was replaced outside the verbatims' texts
  Place origin;
};

// A record the adapter could read past but not use. It is stored beside the run.
struct Reject {
  Place origin;
  std::string key;     // the record's id where it could be read
  std::string field;   // column or JSON path
  std::string reason;  // machine name: "bad_timestamp", "invalid_utf8", "too_few_columns"
  std::string detail;  // one sentence for a person
  std::string raw;     // the record as read, valid UTF-8 (bad bytes as \xHH), cut to 4 KiB
  std::vector<PersonalData> redacted = {};  // what was replaced in the texts above
};

// A record left out on purpose (a boost, a preview response, a deleted post): counted by reason,
// never stored.
struct Skip {
  Place origin;
  std::string reason;  // "boost", "not_public", "survey_preview", "no_text"
};

}  // namespace voxmap
