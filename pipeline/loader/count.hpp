// Counting records one way in both loops.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "voxmap/store.hpp"

namespace voxmap {

inline void count(RunCounts& counts, Put put, const Document& document, const Tagged& tagged) {
  switch (put) {
    case Put::loaded:
      ++counts.loaded;
      break;
    case Put::updated:
      ++counts.updated;
      break;
    case Put::rescored:
      ++counts.rescored;
      break;
    case Put::unchanged:
      ++counts.unchanged;
      return;
  }
  counts.mentions += tagged.mentions.size();
  for (const Mention& mention : tagged.mentions) {
    if (mention.label != Label::none) ++counts.scored;
  }
  for (std::size_t i = 0; i < document.verbatims.size(); ++i) {
    const Verbatim& verbatim = document.verbatims[i];
    if (verbatim.scored && !verbatim.text.empty() && i < tagged.languages.size()) {
      const std::string_view language = tagged.languages[i];
      const auto at = counts.languages.find(language);
      at != counts.languages.end() ? ++at->second : ++counts.languages[std::string(language)];
    }
    for (const Redaction& redaction : verbatim.redactions) {
      ++counts.redacted[std::string(to_string(redaction.kind))];
    }
  }
  for (const PersonalData kind : document.redacted) ++counts.redacted[std::string(to_string(kind))];
}

inline void count(RunCounts& counts, const Reject& reject) {
  ++counts.rejected;
  ++counts.reject_reasons[reject.reason];
  for (const PersonalData kind : reject.redacted) ++counts.redacted[std::string(to_string(kind))];
}

inline void count(RunCounts& counts, const Skip& skip) {
  ++counts.skipped;
  ++counts.skip_reasons[skip.reason];
}

}  // namespace voxmap
