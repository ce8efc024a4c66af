// What happens to a document between adapter and text stage: identifiers become pseudonyms, the
// source's defaults and the journey's personas are applied, the content digest is taken.
#pragma once

#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "voxmap/document.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

struct PrepareOptions {
  std::string source;          // the source's name: the domain of interview speakers
  std::string key;             // secret of the project, at least 16 bytes; never stored
  std::string touchpoint;      // declared for the whole source; a document's own wins
  std::string language;        // likewise
  bool keep_speakers = false;  // store speakers' names as they are
};

// One a thread: holds reused memory. The journey is borrowed.
class Preparer {
 public:
  Preparer(PrepareOptions options, const Journey* journey)
      : options_(std::move(options)), journey_(journey) {}
  // One that does the same, for another thread.
  [[nodiscard]] Preparer another() const { return {options_, journey_}; }

  // In place. Respondents become PER_..., speakers' names SPK_...; labels that name a role or a
  // number ("Interviewer", "P07", "Speaker 2") stay. Whoever is nobody stays empty.
  void prepare(Document& document);

  // First 128 bits of SHA-256 over everything the source says, except where it stood in the file.
  // Call after prepare().
  Digest digest(const Document& document);

 private:
  PrepareOptions options_;
  const Journey* journey_;
  Sha256 hash_;
};

// Does the label name a role or a number rather than a person?
[[nodiscard]] bool is_role_label(std::string_view speaker);

}  // namespace voxmap
