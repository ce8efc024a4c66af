// What an adapter decided about the columns of a table nobody described, to be made a mapping.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/source.hpp"

namespace voxmap {

struct ProposedColumn {
  std::string role;    // key, time, respondent, persona, touchpoint, language, verbatim, rating,
                       // personal (left out), attribute
  std::string column;  // as a mapping names it
  std::string why;     // the note about it; may be empty
  std::string question, scale, definition;  // of verbatims and ratings
};
struct Proposal {
  std::vector<ProposedColumn> columns;
  std::string zone;                // of times without one; empty: UTC
  std::vector<std::string> notes;  // all of them, in order
};

// Of a survey that was opened; nullopt when its adapter needs no mapping.
[[nodiscard]] std::optional<Proposal> proposal_of(const Source& source);

// How many of the columns a codebook (docs/codebook.md) knows.
struct CodebookFit {
  std::string kind;  // "REDCap data dictionary"
  std::size_t known = 0, columns = 0;
};
// nullopt when the bytes are no codebook. Throws Error(data) for one that is damaged; `file` is for
// messages.
[[nodiscard]] std::optional<CodebookFit> codebook_fit(std::string_view bytes,
                                                      const std::string& file,
                                                      const Proposal& proposal);

// A mapping file that asks for the same, each line with its reason; `about`: its first line.
[[nodiscard]] std::string to_toml(const Proposal& proposal, std::string_view about);

}  // namespace voxmap
