// What the adapters of social posts share: one JSON item in, documents, rejects and skips out.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json_reader.hpp"
#include "voxmap/source.hpp"

namespace voxmap {

extern const Adapter kMastodon, kXApi, kBluesky, kReddit, kYouTube, kDiscourse, kFacebook, kFeed,
    kJsonFeed;

namespace social {

// Turns one item of the input into records; `out` is appended to.
using Expander = void (*)(const json::Item& item, const Options& options, std::vector<Record>& out);

// `arrays`: the keys under which a page keeps its items. `expand` and `arrays` live for ever.
// `notes` come behind what is noted about the JSON.
[[nodiscard]] std::unique_ptr<Source> open_social(Input input,
                                                  std::span<const std::string_view> arrays,
                                                  Expander expand);
[[nodiscard]] std::unique_ptr<Source> open_social(Input input,
                                                  std::span<const std::string_view> arrays,
                                                  Expander expand, std::vector<std::string> notes);

// A post with its one verbatim. `text` is as the reader saw it: no tags, no entities.
[[nodiscard]] Document make_post(const json::Item& item, std::string key, std::string respondent,
                                 std::string text);
// The time as the source wrote it, and in UTC when it can be read.
void set_time(Document& post, std::string_view written);
// Adds an attribute unless its value is empty.
void add_attribute(Document& post, std::string_view name, std::string value);
// A BCP 47 tag, or nothing for the codes that say "not known" (und, zxx, X's qme, qst ...).
[[nodiscard]] std::string language_tag(std::string_view code);

[[nodiscard]] Reject make_reject(const json::Item& item, std::string key, std::string field,
                                 std::string reason, std::string detail);
[[nodiscard]] Skip make_skip(const json::Item& item, std::string_view reason);

}  // namespace social
}  // namespace voxmap
