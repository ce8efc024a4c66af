// What a load writes: runs with their counts, documents with their scores, rejects.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/document.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Digest = std::array<std::uint8_t, 16>;

struct RunCounts {
  std::uint64_t read = 0;      // = loaded + updated + rescored + unchanged + rejected + skipped
  std::uint64_t loaded = 0;    // new documents
  std::uint64_t updated = 0;   // known key, other content: the old revision was replaced
  std::uint64_t rescored = 0;  // same content, scored again because packs or journey changed
  std::uint64_t unchanged = 0;
  std::uint64_t duplicates = 0;  // of those unchanged or updated: key met earlier in the same run
  std::uint64_t rejected = 0;
  std::uint64_t skipped = 0;
  std::uint64_t mentions = 0;  // written by this run
  std::uint64_t scored = 0;    // of these: with evidence. Not stored, like `languages`
  std::map<std::string, std::uint64_t, std::less<>>
      languages;  // verbatims written that were to be scored, by language; "und": not known
  std::map<std::string, std::uint64_t, std::less<>> skip_reasons, reject_reasons;
  std::map<std::string, std::uint64_t, std::less<>> redacted;  // what was taken out, by kind
};

// One execution of the pipeline over one input of one source.
struct Run {
  std::int64_t id = 0;
  std::string source;  // empty: over all sources, a rescore
  std::string adapter;
  std::string input;         // the path as given
  std::string version;       // of voxmap
  std::string rules_digest;  // SHA-256 over pack digests and journey digest, in order
  std::string journey_digest;
  std::string packs;  // "en 1.0.0 3f9c…, en-customer-service 1.0.0 81ab…"
  Time started_at{};
  std::optional<Time> finished_at;
  std::string status;  // "running", "done", "failed", "interrupted"
  RunCounts counts;
  std::vector<std::string> notes;  // Source::notes()
  // The kinds of personal data looked for: "email, card, ..."; empty: none.
  std::string redaction;
};

// What the store knows of a record before it is tagged. Two are of a key that has another content
// by now, which took the place of just this one:
//   superseded: that came from another input, and this one still says what it said. It is no news.
//   earlier:    it came from this input, in a later record. Only if none follows is this one news.
enum class Seen : std::uint8_t { absent, unchanged, changed, stale_rules, superseded, earlier };
enum class Put : std::uint8_t { loaded, updated, rescored, unchanged };

class Writer {
 public:
  virtual ~Writer() = default;

  // Opens a run: `run` as far as known (source, adapter, input, digests, started_at); returns its
  // id. A run of the same source left "running" by a killed process is marked "interrupted". The
  // journey's stages and touchpoints are brought up to date; `tagger` names rules; both must
  // outlive the run.
  virtual std::int64_t begin(const Run& run, const Journey* journey, const Tagger& tagger) = 0;

  // In a run without a source: the stored document of that number (ScoredDocument::id) gets the
  // scores of `tagged`, which was made from its texts as they are stored. What it says stays, and
  // so do the scores it had, for Store::reader_as_of. Put::unchanged when the run's rules made
  // those.
  virtual Put rescore(std::int64_t document, const Tagged& tagged) = 0;

  // Is (the run's source, key) stored with this digest and these rules? Looks at committed and
  // uncommitted documents. Thread-safe against put() only through the Looker below.
  virtual Seen seen(const Document& document, const Digest& digest) = 0;

  // Stores one document with its mentions in place of any earlier revision of the same key.
  // document.respondent and .speaker must already be pseudonyms.
  virtual Put put(const Document& document, const Digest& digest, const Tagged& tagged) = 0;
  virtual void put(const Reject& reject) = 0;

  // Makes everything put so far durable, with the counts so far.
  virtual void commit(const RunCounts& counts) = 0;
  // Commits and closes the run with `status`.
  virtual void finish(const RunCounts& counts, std::string_view status, Time finished_at,
                      std::span<const std::string> notes) = 0;

  // For RunCounts::duplicates: documents that put() was given, or for which seen() said unchanged,
  // after this run had already stored their key.
  [[nodiscard]] virtual std::uint64_t duplicates() const = 0;
};

// A second, read-only connection that answers Writer::seen's question from committed data, for a
// thread that tags: an "unchanged" from it is final, anything else is asked again of
// the Writer. Its answers hold while one Writer exists, because only that can change them. A key
// that the open run has stored is never "unchanged" here, so that the Writer counts the duplicate.
// "superseded" here stands for "earlier", too.
class Looker {
 public:
  virtual ~Looker() = default;
  virtual Seen seen(std::string_view key, const Digest& digest) = 0;
  // Whether the next seen() answers from the same state of the store as the last one, which many
  // do: a commit in between is not seen then.
  [[nodiscard]] virtual bool keeps_looking() const = 0;
  // The next seen() answers from the newest state. While one is kept, the store's journal cannot
  // start over: for who looks now and then only.
  virtual void let_go() = 0;
};

}  // namespace voxmap
