// What the commands that look into a store share.
#pragma once

#include <memory>
#include <string>

#include "cli/command.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap::cli {

inline constexpr Flag kStoreFlag = {
    "store", 's', "FILE", "the journey store (default: the one of voxmap.toml here)", false, ""};
inline constexpr Flag kAsOfFlag = {
    "as-of", '\0', "RUN", "as that run left the store; voxmap runs lists them", false, ""};
inline constexpr Flag kJsonFlag = {"json", '\0', "", "one JSON object a line", false, ""};

// The store's path: --store, or that of ./voxmap.toml. Throws Error(Exit::usage).
[[nodiscard]] std::string store_path(const Arguments& args);
[[nodiscard]] std::unique_ptr<Store> open_for_reading(const std::string& path);
// Of the store as it is, or as the run of --as-of left it. Throws Error(Exit::usage).
[[nodiscard]] std::unique_ptr<Reader> reader_of(Store& store, const Arguments& args);
// The journey the store was loaded with. Throws Error(Exit::data) for a store without one.
[[nodiscard]] Journey stored_journey(Reader& reader, const std::string& path);

// What a question about a map begins with: all of the above.
struct MapStore {
  std::string path;
  std::unique_ptr<Store> store;
  std::unique_ptr<Reader> reader;
  Journey journey;
};
[[nodiscard]] MapStore open_map_store(const Arguments& args);

// Filter from --source --stage --touchpoint --persona --segment --label --from --to; unknown
// stages, touchpoints, personas and segments are Error(Exit::usage) with the nearest known one.
[[nodiscard]] Filter filter_from(const Arguments& args, const Journey& journey);

// Brings the full-text index up to date where the store can be written; says so when that takes
// long.
void update_search_index(const std::string& path, Context& context);

// A mention as `quotes` and `search` print it: a paragraph, or a JSON line.
[[nodiscard]] std::string mention_text(const MentionRow& row, const Journey& journey, Stream& out);
[[nodiscard]] std::string mention_json(const MentionRow& row);

}  // namespace voxmap::cli
