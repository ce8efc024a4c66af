// voxmap run: what the nightly job calls.
#include <fmt/format.h>

#include <array>

#include "base/file.hpp"
#include "cli/alerts_report.hpp"
#include "cli/choices.hpp"
#include "cli/decisions_file.hpp"
#include "cli/load_job.hpp"
#include "cli/load_result.hpp"
#include "cli/report.hpp"
#include "cli/signals.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 6> kRunFlags = {{
    {"config", 'c', "FILE", "the config (default: voxmap.toml in this folder)", false, ""},
    kThreadsFlag,
    kCommitEveryFlag,
    {"strict", '\0', "", "any rejected record, and a source without files, is exit 65 or 66", false,
     ""},
    {"today", '\0', "DATE", "for alerts, the newest day that counts (default: that of the data)",
     false, ""},
    {"json", '\0', "", "the counts of all sources as one JSON object; alerts as a second", false,
     ""},
}};

// The exit code of the first output that could not be drawn for want of a program; the others are
// written.
int write_outputs(const Config& config, LoadJob& job, Context& context) {
  int failed = 0;
  const auto reader = job.store().reader();
  for (const auto& output : config.outputs) {
    MapOptions options;
    options.persona = output.persona;
    options.segment = output.segment;
    options.filter.from = parse_moment(output.from, "output.from");
    options.filter.to = parse_moment(output.to, "output.to");
    options.min_n = config.min_n;
    options.store = config.store;
    options.insight = output.insight;
    options.feelings = output.feelings;
    options.decisions = read_decisions(decisions_path(config.journey), job.journey());
    make_folder_of(output.path);
    try {
      write_file(output.path, render(build_map(*reader, job.journey(), options), output.format));
    } catch (const Error& error) {
      if (error.exit() != Exit::unavailable) throw;
      print(error, context.err);
      if (failed == 0) failed = static_cast<int>(error.exit());
      continue;
    }
    if (!context.arguments.has("quiet")) {
      context.err.write(fmt::format("{} wrote {}\n", context.err.tick(), output.path));
    }
  }
  return failed;
}

// They are told; they never change the exit code of a run.
void tell_alerts(const Config& config, LoadJob& job, Context& context) {
  const auto reader = job.store().reader();
  const auto report =
      look_for_alerts(config, *reader, job.journey(), context.arguments.get("today"));
  context.err.write(alerts_text(report, false, context.err));
  if (context.arguments.has("json") && !config.alerts.empty()) {
    context.out.write(alerts_json(report, false));
  }
}

int run_run(Context& context) {
  const auto& args = context.arguments;
  const auto config = read_config(args.get("config", "voxmap.toml"));
  LoadSettings settings;
  settings.store = config.store;
  settings.journey = config.journey;
  settings.packs = config.packs;
  settings.later = config.later;
  settings.names = config.names;
  settings.key_file = config.key_file;
  settings.keep_speakers = config.keep_speakers;
  settings.redaction = config.redaction;
  settings.keep_revisions = config.keep_revisions;
  settings.limits = config.limits;
  settings.max_rejects = args.has("strict") ? std::optional<std::uint64_t>(0) : config.max_rejects;
  settings.threads = static_cast<unsigned>(args.number("threads", 1).value_or(0));
  settings.commit_every = static_cast<std::size_t>(args.number("commit-every", 1).value_or(0));

  LoadJob job(settings, context);
  // One source that cannot be read does not keep the others from being loaded: the job ends with
  // the first failure's code after everything that could be done was done.
  int failed = 0;
  {
    Interrupts interrupts([&] {
      context.err.write("\n  stopping: committing the batch at hand; run again to continue\n");
    });
    for (const auto& source : config.sources) {
      const auto files = expand(source.path);
      if (files.empty()) {
        print_warning(fmt::format("source {}: no file matches {}", source.name, source.path),
                      context.err);
        if (args.has("strict") && failed == 0) failed = static_cast<int>(Exit::no_input);
      }
      for (const auto& path : files) {
        try {
          job.load(source, path, interrupts.token());
        } catch (const Error& error) {
          // A store or disk that fails will not do better with the next file.
          if (error.exit() == Exit::io || error.exit() == Exit::software) throw;
          print(error, context.err);
          if (failed == 0) failed = static_cast<int>(error.exit());
        }
        if (interrupts.exit_code() != 0) return interrupts.exit_code();
      }
    }
  }
  const int rejects = finish_load(job, settings, context, false);
  // Nothing could be read, and there was no store before: there is nothing to draw.
  if (job.has_store() || failed == 0) {
    const int undrawn = write_outputs(config, job, context);
    if (failed == 0) failed = undrawn;
    tell_alerts(config, job, context);
  }
  return failed != 0 ? failed : rejects;
}

}  // namespace

const Command kRun = {
    "run",
    "every source of a config, then every output: the nightly job",
    "Loads every source of voxmap.toml and writes every output. It is idempotent: a second run "
    "over "
    "the same files changes nothing. A source that cannot be read is reported, the others are "
    "loaded, and the exit code is the first failure's.",
    "voxmap run                              # voxmap.toml in this folder\n"
    "voxmap run -c shop/voxmap.toml --quiet  # from cron: silent when all is well",
    {},
    kRunFlags,
    run_run};

}  // namespace voxmap::cli
