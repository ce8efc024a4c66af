// One file after the other into the store.
#include "cli/load_job.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "cli/codebook_hint.hpp"
#include "cli/help.hpp"
#include "cli/pack_journey.hpp"
#include "cli/progress.hpp"
#include "cli/report.hpp"
#include "journey/format.hpp"
#include "loader/load.hpp"
#include "loader/primed.hpp"

namespace voxmap::cli {
namespace {

std::int64_t signed_count(std::uint64_t n) { return static_cast<std::int64_t>(n); }

// What a file is, to notice that somebody changed it while it was read.
struct FileState {
  std::uint64_t size = 0, inode = 0;
  std::int64_t changed_ns = 0;
  bool regular = false;
  friend bool operator==(const FileState&, const FileState&) = default;
};

FileState file_state(const std::string& path) {
  struct stat info {};
  if (path == "-" || ::stat(path.c_str(), &info) != 0) return {};
  return {static_cast<std::uint64_t>(info.st_size), info.st_ino,
          info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec, S_ISREG(info.st_mode)};
}

Journey journey_for(const LoadSettings& settings) {
  if (!settings.journey.empty()) return read_journey_of(settings.journey);
  if (std::filesystem::exists(settings.store)) {
    const auto store = open_store(settings.store, {.read_only = true});
    if (const auto stored = store->reader()->journey()) {
      return parse_journey(stored->toml, stored->file);
    }
  }
  throw Error(Exit::usage, fmt::format("{}: no journey yet", settings.store),
              "give one with --journey journey.toml; voxmap init writes one to start from");
}

void check_touchpoints(const Journey& journey, const SourceConfig& source, const Mapping* mapping) {
  std::vector<std::string> known;
  for (const auto& touchpoint : journey.touchpoints) known.push_back(touchpoint.id);
  std::vector<Problem> problems;
  const auto check = [&](const std::string& id, const Location& where) {
    if (id.empty() || journey.find_touchpoint(id)) return;
    problems.push_back({Problem::Severity::error,
                        fmt::format("the journey has no touchpoint \"{}\"", id), where, "",
                        static_cast<std::uint32_t>(id.size()), did_you_mean(id, known)});
  };
  check(source.touchpoint, source.where);
  if (mapping != nullptr) {
    for (const auto& verbatim : mapping->verbatims)
      check(verbatim.touchpoint, verbatim.column.where);
  }
  if (problems.empty()) return;
  throw Error(Exit::config,
              fmt::format("source {}: {} unknown touchpoint{}", source.name, problems.size(),
                          problems.size() == 1 ? "" : "s"),
              std::move(problems));
}

}  // namespace

Time now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

unsigned usual_threads() { return std::max(2U, std::thread::hardware_concurrency()); }

std::string pack_line(std::span<const PackInfo> packs) {
  std::string out;
  for (const auto& pack : packs) {
    out += fmt::format("{}{} {} {}", out.empty() ? "" : ", ", pack.name, pack.version,
                       pack.digest.substr(0, 12));
  }
  return out;
}

// What is stored of a text beside scores. Part of the rules, so that a rescore, or another load,
// brings it to documents of voxmap versions that knew less.
constexpr std::string_view kFinds = "acts, churn risk, effort, feelings";

std::string rules_digest(const Tagger& tagger, const Journey& journey,
                         std::span<const std::string> names) {
  Sha256 digest;
  digest.field(kFinds);
  for (const auto& pack : tagger.packs()) digest.field(pack.digest);
  digest.field(journey.digest);
  for (const auto& name : names) digest.field(name);
  const auto rules = digest.finish();
  return hex(rules.data(), rules.size());
}

LoadJob::LoadJob(LoadSettings settings, Context& context)
    : settings_(std::move(settings)), context_(context), journey_(journey_for(settings_)) {
  TaggerOptions options{settings_.packs, pack_folders(), settings_.names};
  options.later = settings_.later;
  tagger_ = make_tagger(options, &journey_);
  redactor_ = make_redactor(settings_.redaction);
  rules_digest_ = rules_digest(*tagger_, journey_, settings_.names);
  if (std::filesystem::exists(settings_.store)) open();
}

void LoadJob::open() {
  store_ =
      open_store(settings_.store, {.create = true, .keep_revisions = settings_.keep_revisions});
  bool made = false;
  if (settings_.key_file.empty()) settings_.key_file = settings_.store + ".key";
  key_ = project_key(settings_.key_file, made);
  if (made && !context_.arguments.has("quiet")) {
    context_.err.write(fmt::format(
        "  made {}: the secret behind the pseudonyms; keep it safe and apart from the store\n",
        settings_.key_file));
  }
  writer_ = store_->writer();
}

Store& LoadJob::store() {
  if (!store_) open();
  return *store_;
}

LoadJob::~LoadJob() = default;

void LoadJob::load(const SourceConfig& source, const std::string& path,
                   const std::stop_token& stop) {
  const bool quiet = context_.arguments.has("quiet");
  const auto state = file_state(path);
  std::optional<Mapping> mapping;
  if (!source.mapping.empty()) mapping = read_mapping(source.mapping);
  check_touchpoints(journey_, source, mapping ? &*mapping : nullptr);
  auto opened = open_source(
      path, {source.adapter, source.options, mapping ? &*mapping : nullptr, settings_.limits});
  auto& input = opened.source;
  if (!quiet && !mapping) {
    for (const auto& note : input->notes()) {
      context_.err.write(
          fmt::format("  {}\n", context_.err.styled(Style::dim, terminal_safe(note))));
    }
  }

  if (!quiet && !source.options.contains("codebook")) {
    if (const auto hint = codebook_hint(path, *input)) {
      context_.err.write(fmt::format("  {}\n", terminal_safe(*hint)));
    }
  }

  if (!store_) {  // a file that cannot be read leaves no empty store behind
    input = std::make_unique<Primed>(std::move(input));
    open();
  }
  Run run;
  run.source = source.name;
  run.adapter = opened.adapter;
  run.input = path;
  run.version = std::string(version_number());
  run.rules_digest = rules_digest_;
  run.journey_digest = journey_.digest;
  run.packs = pack_line(tagger_->packs());
  run.redaction = describe(settings_.redaction);
  run.started_at = now();
  const auto id = writer_->begin(run, &journey_, *tagger_);
  last_run_ = id;

  Preparer preparer({source.name, key_, source.touchpoint, source.language, settings_.keep_speakers,
                     redactor_.get()},
                    &journey_);
  const auto started = std::chrono::steady_clock::now();
  Progress progress(context_.err, run.adapter, path, state.size, quiet);
  LoadOptions options;
  if (settings_.commit_every != 0) options.commit_every = settings_.commit_every;
  options.threads = settings_.threads != 0 ? settings_.threads : usual_threads();
  RunCounts reached;  // should the input break off
  options.committed = [&](const RunCounts& counts) { reached = counts; };
  options.progress = [&](const RunCounts& counts, std::uint64_t position) {
    progress.show(counts, position);
  };
  RunCounts counts;
  std::string status = "done";
  try {
    if (options.threads == 1) {
      counts = voxmap::load(*input, preparer, *tagger_, *writer_, options, stop);
    } else {
      const auto looker = [&] { return store_->looker(source.name, rules_digest_); };
      counts = load_parallel(*input, preparer, *tagger_, *writer_, looker, options, stop);
    }
  } catch (const Error& error) {
    progress.clear();
    if (error.exit() != Exit::io) writer_->finish(reached, "failed", now(), input->notes());
    if (!quiet && error.exit() == Exit::data) {
      const auto kept = reached.loaded + reached.updated + reached.rescored + reached.unchanged;
      context_.err.write(fmt::format(
          "  {} {} of {} before it broke off {} in the store\n", grouped(signed_count(kept)),
          kept == 1 ? "document" : "documents", terminal_safe(path), kept == 1 ? "is" : "are"));
    }
    throw;
  }
  progress.clear();
  const bool changed = state.regular && file_state(path) != state;
  if (stop.stop_requested()) status = "interrupted";
  if (changed) status = "failed";
  writer_->finish(counts, status, now(), input->notes());
  note_counts(counts);
  const auto seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (!quiet) print_summary(counts, path, seconds, status, id);
  if (changed) {
    throw Error(Exit::temporary, fmt::format("{}: changed while it was read", path),
                "run again when nobody writes to it: records already stored are not stored twice");
  }
}

void LoadJob::note_counts(const RunCounts& counts) {
  total_.read += counts.read;
  total_.loaded += counts.loaded;
  total_.updated += counts.updated;
  total_.rescored += counts.rescored;
  total_.unchanged += counts.unchanged;
  total_.rejected += counts.rejected;
  total_.skipped += counts.skipped;
  total_.mentions += counts.mentions;
  total_.scored += counts.scored;
  for (const auto& [language, n] : counts.languages) total_.languages[language] += n;
  for (const auto& [reason, n] : counts.reject_reasons) total_.reject_reasons[reason] += n;
  for (const auto& [reason, n] : counts.skip_reasons) total_.skip_reasons[reason] += n;
}

void LoadJob::print_summary(const RunCounts& counts, const std::string& path, double seconds,
                            std::string_view status, std::int64_t run) const {
  auto& err = context_.err;
  std::string others;
  const auto add = [&](std::uint64_t n, std::string_view what) {
    if (n > 0)
      others += fmt::format("{}{} {}", others.empty() ? "" : ", ", grouped(signed_count(n)), what);
  };
  add(counts.updated, "updated");
  add(counts.rescored, "scored again");
  add(counts.unchanged, "unchanged");
  add(counts.duplicates, "of these met before in the same file");
  add(counts.rejected, "rejected");
  for (const auto& [reason, n] : counts.skip_reasons) add(n, fmt::format("skipped: {}", reason));
  const bool done = status == "done";
  err.write(fmt::format("{} {} {} of {} documents from {}{}  {:.1f} s\n",
                        done ? err.tick() : err.styled(Style::warn, "!"),
                        done ? "loaded" : fmt::format("{}: loaded", status),
                        grouped(signed_count(counts.loaded)), grouped(signed_count(counts.read)),
                        terminal_safe(path), others.empty() ? "" : fmt::format("  ({})", others),
                        seconds));
  if (!counts.redacted.empty()) {
    std::string kinds;
    for (const auto& [kind, n] : counts.redacted) {
      kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", grouped(signed_count(n)), kind);
    }
    err.write(fmt::format("  redacted: {}\n", kinds));
  }
  if (counts.rejected > 0) {
    err.write(fmt::format(
        "  {}\n",
        err.styled(Style::dim, fmt::format("see the rejects:  voxmap rejects --store {} --run {}",
                                           settings_.store, run))));
  }
}

}  // namespace voxmap::cli
