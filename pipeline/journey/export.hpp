// Single mentions for other tools: docs/formats.md.
//
// These are rows, not a map: nothing is hidden below a number of people, so the caller must have
// been told that this is wanted. Each function writes in the order of the inputs (XES and CJML: of
// people and their times); the same store gives the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

using ExportSink = std::function<void(std::string_view)>;

struct ExportOptions {
  Filter filter;
  std::string person;  // a pseudonym as the store has it; empty: everybody
  bool text = true;    // false: what people wrote, and what they were asked, stays out
};

// What went out, and what could not: for the report on standard error.
struct ExportCounts {
  std::int64_t rows = 0;           // mentions, records, events, points
  std::int64_t people = 0;         // XES, CJML
  std::int64_t without_time = 0;   // XES, Formbricks: written without one; VoC: left out
  std::int64_t without_score = 0;  // VoC: label none, left out
  std::int64_t off_stage = 0;      // CJML: on no stage of the journey, left out
  std::int64_t too_long = 0;       // Formbricks: longer than it takes, left out
};

// A table with one row a mention; header and columns: docs/formats.md. Cells as csv_text makes
// them.
ExportCounts export_mentions_csv(Reader& reader, const Journey& journey,
                                 const ExportOptions& options, const ExportSink& sink);

// An event log of process mining, IEEE 1849 (XES): a trace a person, an event a mention.
ExportCounts export_xes(Reader& reader, const Journey& journey, const ExportOptions& options,
                        const ExportSink& sink);

// One person's journey in CJML 2.0: a communication point for each touchpoint a document speaks of.
// options.person must be set.
ExportCounts export_cjml(Reader& reader, const Journey& journey, const ExportOptions& options,
                         const ExportSink& sink);

// CSV for the VoC import of customer-journey.app: date,score,verbatim,stage, the score -1..1. In
// parts of at most 5,000 records and 5,000,000 bytes, each with the header: `part` gets one after
// the other, and at least one.
ExportCounts export_voc_csv(Reader& reader, const Journey& journey, const ExportOptions& options,
                            const std::function<void(std::string)>& part);

// Feedback records of the Formbricks Hub, one JSON object a line, as POST /v1/feedback-records
// takes them: one a verbatim, our scores in its metadata.
struct FormbricksOptions {
  std::string tenant;  // tenant_id; 1..255 bytes
};
ExportCounts export_formbricks(Reader& reader, const ExportOptions& options,
                               const FormbricksOptions& hub, const ExportSink& sink);

// The acts of a mention, each once, by name, with spaces between.
[[nodiscard]] std::string export_acts(const MentionRow& row);
// How a mention's person is called: the pseudonym, or the document where there is none.
[[nodiscard]] std::string export_person(const MentionRow& row);
// The mentions that the options let through, in the order of the inputs. One is in
// memory at a time, beside some 24 bytes of each.
void each_exported(Reader& reader, const ExportOptions& options,
                   const std::function<void(const MentionRow&)>& found);

}  // namespace voxmap
