// What the tests of adapters with fixed figures share: samples, reference files, counts.
#pragma once

#include <map>
#include <optional>
#include <ostream>
#include <string>

#include "support/read_adapter.hpp"

namespace voxmap::testing {

inline std::string sample_bytes(std::string_view adapter) {
  return file_bytes(std::filesystem::path(VOXMAP_SOURCE_DIR) / "sample_data" /
                    find_adapter(adapter)->sample);
}
inline ReadResult sample(std::string_view adapter, const Options& options = {}) {
  return read_with(*find_adapter(adapter), sample_bytes(adapter), "sample", options);
}

// A reference file below formats/samples; nullopt where this machine has none. It must be
// recognised as that adapter's.
inline std::optional<ReadResult> read_shared(std::string_view adapter, const std::string& file,
                                             const Options& options = {}) {
  const auto folder = shared_folder();
  const auto path = folder / "formats/samples" / file;
  if (folder.empty() || !std::filesystem::exists(path)) return std::nullopt;
  const std::string bytes = file_bytes(path);
  const Adapter* const found = recognise(std::string_view(bytes).substr(0, kHeadBytes));
  if (found == nullptr || found->name != adapter) return ReadResult{};
  return read_with(*found, bytes, file, options);
}

// Every value of an attribute that may come several times, in order.
inline std::vector<std::string> all_of(const Document& document, std::string_view name) {
  std::vector<std::string> values;
  for (const Attribute& a : document.attributes) {
    if (a.name == name) values.push_back(a.value);
  }
  return values;
}
// When it was said, UTC; "none".
inline std::string at(const Document& document) {
  return document.said_at ? format_time(*document.said_at) : "none";
}

struct Counts {
  std::size_t documents = 0, verbatims = 0, scored = 0, skips = 0, rejects = 0;
  Counts() = default;
  Counts(std::size_t documents_, std::size_t verbatims_, std::size_t scored_,
         std::size_t skips_ = 0, std::size_t rejects_ = 0)
      : documents(documents_),
        verbatims(verbatims_),
        scored(scored_),
        skips(skips_),
        rejects(rejects_) {}
  explicit Counts(const ReadResult& result)
      : documents(result.documents.size()),
        skips(result.skips.size()),
        rejects(result.rejects.size()) {
    for (const Document& document : result.documents) {
      for (const Verbatim& verbatim : document.verbatims) {
        ++verbatims;
        if (verbatim.scored) ++scored;
      }
    }
  }
  friend bool operator==(const Counts&, const Counts&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Counts& c) {
    return out << c.documents << " documents, " << c.verbatims << " verbatims, " << c.scored
               << " scored, " << c.skips << " skips, " << c.rejects << " rejects";
  }
};

// "boost 2, no_text 1"
inline std::string skipped(const ReadResult& result) {
  std::map<std::string, int> reasons;
  for (const Skip& skip : result.skips) ++reasons[skip.reason];
  std::string out;
  for (const auto& [reason, count] : reasons) {
    out += (out.empty() ? "" : ", ") + reason + " " + std::to_string(count);
  }
  return out;
}

inline std::string attribute(const Document& document, std::string_view name) {
  for (const Attribute& a : document.attributes) {
    if (a.name == name) return a.value;
  }
  return "";
}

inline std::string first_words(const ReadResult& result) {
  for (const Document& document : result.documents) {
    if (!document.verbatims.empty()) return document.verbatims.front().text;
  }
  return "";
}
inline std::string last_words(const ReadResult& result) {
  std::string text;
  for (const Document& document : result.documents) {
    if (!document.verbatims.empty()) text = document.verbatims.back().text;
  }
  return text;
}

}  // namespace voxmap::testing
