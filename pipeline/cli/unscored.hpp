// Texts in languages that no pack in force scores.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "cli/json_line.hpp"
#include "cli/terminal.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

// Texts by language: "en", or "und" for one that is not known.
using Languages = std::map<std::string, std::uint64_t, std::less<>>;

// Those of them that no pack of the tagger scores; "und" is none of them.
[[nodiscard]] Languages without_pack(const Languages& texts, const Tagger& tagger);

// Which languages these are, and the packs that would score them: lines for a person, nothing
// without any. `what`: "texts".
void tell_unscored(const Languages& unscored, std::string_view what, Stream& err);
void write_unscored(JsonLine& json, const Languages& unscored);

}  // namespace voxmap::cli
