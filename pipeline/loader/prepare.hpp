// What happens to a document between adapter and text stage: personal data is taken out,
// identifiers become pseudonyms, the source's defaults and the journey's personas are applied, the
// content digest is taken.
#pragma once

#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "voxmap/document.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/redaction.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

struct PrepareOptions {
  std::string source;                  // the source's name: the domain of interview speakers
  std::string key;                     // secret of the project, at least 16 bytes; never stored
  std::string touchpoint;              // declared for the whole source; a document's own wins
  std::string language;                // likewise
  bool keep_speakers = false;          // store speakers' names as they are
  const Redactor* redactor = nullptr;  // borrowed; nullptr: what was said is stored as it is
};

// One a thread: holds reused memory. The journey is borrowed.
class Preparer {
 public:
  Preparer(PrepareOptions options, const Journey* journey)
      : options_(std::move(options)), journey_(journey) {}
  // One that does the same, for another thread.
  [[nodiscard]] Preparer another() const { return {options_, journey_}; }

  // In place. Respondents become PER_..., speakers' names SPK_..., hashed attributes HSH_...;
  // labels that name a role or a number ("Interviewer", "P07", "Speaker 2") stay. Whoever is nobody
  // stays empty. Afterwards no value that was taken out is left in it.
  void prepare(Document& document);
  void prepare(Reject& reject);

  // First 128 bits of SHA-256 over everything the source says, except where it stood in the file.
  // Call after prepare(): it is over the text as stored, for a digest of the original would let
  // anybody test guesses at what was taken out. So the same record with the same redaction is
  // unchanged, and one that is redacted differently is not.
  Digest digest(const Document& document);

 private:
  PrepareOptions options_;
  const Journey* journey_;
  Sha256 hash_;
};

}  // namespace voxmap
