// Loading files into the store, as `load` and `run` both do it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/config.hpp"
#include "cli/redaction.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/source.hpp"
#include "voxmap/store.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

struct LoadSettings {
  std::string store, journey, key_file;
  std::vector<std::string> packs;
  std::vector<std::string> later;  // TaggerOptions::later
  std::vector<std::string> names;  // brands and products: their words never score
  bool keep_speakers = false, keep_revisions = false;
  RedactionSettings redaction;
  std::optional<std::uint64_t> max_rejects;
  UnpackLimits limits;
  unsigned threads = 0;          // 0: as the machine has; 1: the plain loop
  std::size_t commit_every = 0;  // 0: as usual
};

[[nodiscard]] Time now();  // when a run began and ended

// The store open for writing, the tagger and the key, for as many files as a command has.
class LoadJob {
 public:
  // Opens everything once; throws Error for whatever is wrong with it. A store that is not there,
  // and its key, are made when the first record is there to be put into it.
  LoadJob(LoadSettings settings, Context& context);
  ~LoadJob();

  // One file of a source. Prints progress, what was detected, and the summary line.
  void load(const SourceConfig& source, const std::string& path, const std::stop_token& stop);

  [[nodiscard]] const RunCounts& total() const { return total_; }
  [[nodiscard]] std::int64_t last_run() const { return last_run_; }
  [[nodiscard]] const Journey& journey() const { return journey_; }
  [[nodiscard]] const Tagger& tagger() const { return *tagger_; }
  // Made when it is not there.
  [[nodiscard]] Store& store();
  [[nodiscard]] bool has_store() const { return store_ != nullptr; }

 private:
  void open();
  void note_counts(const RunCounts& counts);
  void print_summary(const RunCounts& counts, const std::string& path, double seconds,
                     std::string_view status, std::int64_t run) const;
  LoadSettings settings_;
  Context& context_;
  Journey journey_;
  std::unique_ptr<Tagger> tagger_;
  std::unique_ptr<Redactor> redactor_;
  std::string key_;
  std::string rules_digest_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Writer> writer_;
  RunCounts total_;
  std::int64_t last_run_ = 0;
};

// --threads of a command, and how many without it: as many as the machine has processors, two at
// least.
inline constexpr Flag kThreadsFlag = {
    "threads", '\0', "N", "threads to use; 1 is the plain loop, the result is the same", false, ""};
[[nodiscard]] unsigned usual_threads();

// --commit-every of a command that loads.
inline constexpr Flag kCommitEveryFlag = {
    "commit-every",
    '\0',
    "N",
    "records committed together; a load that is killed reads them again (default: 200000)",
    false,
    ""};

// Run::rules_digest: SHA-256 over the packs' digests, the journey's and the names.
[[nodiscard]] std::string rules_digest(const Tagger& tagger, const Journey& journey,
                                       std::span<const std::string> names);

// Run::packs of these.
[[nodiscard]] std::string pack_line(std::span<const PackInfo> packs);

// Where packs are looked up: VOXMAP_PACKS, the folder of an installed voxmap, the source tree.
[[nodiscard]] std::vector<std::string> pack_folders();

// The project's secret for pseudonyms: read from the file, or made (32 random bytes as hex, mode
// 0600) when there is none; `made` tells. Throws Error for a key too short or not readable.
[[nodiscard]] std::string project_key(const std::string& path, bool& made);

// The adapter's options with their defaults. Throws Error(Exit::config) for unknown names.
[[nodiscard]] Options complete_options(
    const Adapter& adapter, const std::map<std::string, std::string, std::less<>>& given);

// The values of --option NAME=VALUE, and of --codebook as the option it is. Throws
// Error(Exit::usage), also when the two say it differently.
[[nodiscard]] std::map<std::string, std::string, std::less<>> parse_options(const Arguments& args);

// An input open for reading, and the adapter that reads it: "archive" when each member has its own.
struct Opened {
  std::string adapter;
  std::unique_ptr<Source> source;
};
// How the input is to be read.
struct InputWish {
  std::string adapter;  // empty: the one that recognises the content
  std::map<std::string, std::string, std::less<>> options;
  const Mapping* mapping = nullptr;  // borrowed for the Source's life
  UnpackLimits limits;
};
// Opens a file, compressed or not, or an archive. Throws Error(Exit::usage) for an unknown adapter,
// config for its options, data when nothing fits or the archive is refused, no_input when empty.
[[nodiscard]] Opened open_source(const std::string& path, const InputWish& wish);

// "folder/p01.vtt" of "folder/p01.vtt.gz": the name without the ending of its compression.
[[nodiscard]] std::string unpacked_name(std::string path);

// --codebook of a command: the option that all surveys have.
inline constexpr Flag kCodebookFlag = {
    "codebook",
    '\0',
    "FILE",
    "what columns and codes of a survey mean, such as dictionary.csv, survey.lss or survey.qsf",
    false,
    ""};

// --max-unpacked and --max-ratio of a command, which all that read inputs have.
inline constexpr Flag kMaxUnpackedFlag = {
    "max-unpacked",
    '\0',
    "SIZE",
    "most that a compressed input or archive may unpack to, such as 500GiB (default: 64GiB)",
    false,
    ""};
inline constexpr Flag kMaxRatioFlag = {
    "max-ratio",
    '\0',
    "N",
    "most bytes that one compressed byte may unpack to, asked beyond 16 MiB (default: 100)",
    false,
    ""};
[[nodiscard]] UnpackLimits unpack_limits(const Arguments& args);

// "500 MiB", "2G", "65536": bytes, in powers of 1024; nullopt when it is no size.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

}  // namespace voxmap::cli
