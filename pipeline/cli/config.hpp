// voxmap.toml: what a nightly job is. docs/config.md is its manual.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/redaction.hpp"
#include "journey/alerts.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/span.hpp"

namespace voxmap::cli {

struct SourceConfig {
  std::string name;
  std::string path;        // a file or a glob pattern; from the config's folder
  std::string adapter;     // empty: recognised by content
  std::string mapping;     // empty: guessed
  std::string touchpoint;  // declared for everything in it
  std::string language;
  std::map<std::string, std::string, std::less<>> options;  // of the adapter
  Location where;                                           // in the config, for messages
};

struct OutputConfig {
  std::string format;
  std::string path;
  std::string persona, segment, from, to;
  bool insight = false;   // also candidates for moments of truth
  bool feelings = false;  // also named feelings
  Location where;
};

struct Config {
  std::string file;
  std::string store, journey;
  std::vector<std::string> packs = {"en"};
  std::vector<std::string> later;  // TaggerOptions::later: where no packs are named
  std::vector<std::string> names;  // brands and products: their words never score
  std::string key_file;            // empty: <store>.key
  bool keep_speakers = false;
  RedactionSettings redaction;
  bool keep_revisions = false;
  std::optional<std::uint64_t> max_rejects;  // of one run; more is exit 65
  UnpackLimits limits;
  std::int64_t min_n = 5;  // fewer are never shown on a map
  std::vector<SourceConfig> sources;
  std::vector<OutputConfig> outputs;
  std::vector<AlertRule> alerts;
};

// Reads and checks the file itself; what it names is checked by who uses it. Relative paths become
// relative to the file's folder. Throws Error(Exit::config) with every Problem, no_input when
// there is no such file.
[[nodiscard]] Config read_config(const std::string& path);

// The files a source's path names now, in byte order; the path itself when it holds no * ? [.
[[nodiscard]] std::vector<std::string> expand(const std::string& path);

}  // namespace voxmap::cli
