// Says which texts were not scored, and what would score them.
#include "cli/unscored.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/load_job.hpp"
#include "journey/format.hpp"

namespace voxmap::cli {

Languages without_pack(const Languages& texts, const Tagger& tagger) {
  Languages unscored;
  for (const auto& text : texts) {
    const bool scored = std::ranges::any_of(
        tagger.packs(), [&](const PackInfo& pack) { return pack.language == text.first; });
    if (!scored && text.first != "und" && !text.first.empty()) unscored.insert(text);
  }
  return unscored;
}

void tell_unscored(const Languages& unscored, std::string_view what, Stream& err) {
  if (unscored.empty()) return;
  const auto installed = find_packs(pack_folders());
  std::string without;
  for (const auto& entry : unscored) {
    const auto& [language, count] = entry;
    const auto pack = std::ranges::find_if(installed, [&](const PackInfo& info) {
      return info.language == entry.first && info.name == entry.first;
    });
    if (pack == installed.end()) {
      without += fmt::format("{}{} {}", without.empty() ? "" : ", ",
                             grouped(static_cast<std::int64_t>(count)), language);
      continue;
    }
    err.write(fmt::format("note: {} of the {} {} in {}, not scored: add --pack {}\n",
                          grouped(static_cast<std::int64_t>(count)), what,
                          count == 1 ? "is" : "are", language, pack->name));
  }
  if (!without.empty()) {
    err.write(
        fmt::format("note: {} in languages without a pack are not scored: {}\n", what, without));
  }
}

void write_unscored(JsonLine& json, const Languages& unscored) {
  json.key("unscored_languages").open('{');
  for (const auto& [language, count] : unscored) json.field(language, count);
  json.close('}');
}

}  // namespace voxmap::cli
