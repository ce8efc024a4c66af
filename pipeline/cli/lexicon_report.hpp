// What `voxmap lexicon import` did, for people and for programs; and its file of categories.
#pragma once

#include <map>
#include <string>

#include "cli/terminal.hpp"
#include "lexicon/pack_writer.hpp"

namespace voxmap::cli {

struct ImportResult {
  const std::string& folder;
  const lexicon::Imported& imported;
  const lexicon::WrittenPack& pack;
  const lexicon::PackSettings& settings;
};
// `quiet` leaves the summary out, not the JSON.
void print_import(const ImportResult& result, bool json, bool quiet, Stream& out);

// Lines of category TAB meaning. Throws Error(Exit::config) with every Problem.
[[nodiscard]] std::map<std::string, lexicon::Meaning, std::less<>> read_categories(
    const std::string& path);

}  // namespace voxmap::cli
