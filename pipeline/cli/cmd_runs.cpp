// voxmap runs and voxmap rejects: what happened.
#include <fmt/format.h>

#include <array>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "cli/json_line.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 3> kRunsFlags = {{
    kStoreFlag,
    {"limit", 'n', "N", "at most this many (default: 20)", false, ""},
    kJsonFlag,
}};
constexpr std::array<Flag, 4> kRejectsFlags = {{
    kStoreFlag,
    {"run", '\0', "ID", "only this run (default: the last run of every source)", false, ""},
    {"limit", 'n', "N", "at most this many (default: 50)", false, ""},
    kJsonFlag,
}};

std::string run_json(const Run& run) {
  std::string out;
  JsonLine json(out);
  json.open('{').field("run", run.id).field("source", run.source).field("adapter", run.adapter);
  json.field("input", run.input).field("status", run.status).field("version", run.version);
  json.field("started_at", format_time(run.started_at));
  if (run.finished_at) json.field("finished_at", format_time(*run.finished_at));
  json.field("packs", run.packs).field("rules_digest", run.rules_digest);
  json.field("journey_digest", run.journey_digest).key("counts").open('{');
  json.field("read", run.counts.read).field("loaded", run.counts.loaded);
  json.field("updated", run.counts.updated).field("rescored", run.counts.rescored);
  json.field("unchanged", run.counts.unchanged).field("rejected", run.counts.rejected);
  json.field("skipped", run.counts.skipped).field("mentions", run.counts.mentions).close('}');
  json.key("notes").open('[');
  for (const auto& note : run.notes) json.string(note);
  json.close(']').close('}');
  out += '\n';
  return out;
}

int run_runs(Context& context) {
  const auto store = open_for_reading(store_path(context.arguments));
  const auto runs = store->reader()->runs(
      static_cast<std::size_t>(context.arguments.number("limit", 1).value_or(20)));
  const bool json = context.arguments.has("json");
  if (!json && !runs.empty()) {
    context.out.write(fmt::format("{:>5}  {:16}  {:11}  {:>9}  {:>9}  {:>9}  {:>8}  {}\n", "run",
                                  "started", "status", "loaded", "rescored", "unchanged",
                                  "rejected", "source"));
  }
  for (const auto& run : runs) {
    context.out.write(
        json ? run_json(run)
             : fmt::format(
                   "{:>5}  {:16}  {}  {:>9}  {:>9}  {:>9}  {:>8}  {}\n", run.id,
                   format_time(run.started_at).substr(0, 16),
                   pad(context.out.styled(run.status == "done" ? Style::plain : Style::warn,
                                          run.status),
                       11),
                   grouped(static_cast<std::int64_t>(run.counts.loaded + run.counts.updated)),
                   grouped(static_cast<std::int64_t>(run.counts.rescored)),
                   grouped(static_cast<std::int64_t>(run.counts.unchanged)), run.counts.rejected,
                   run.source.empty() ? "all (voxmap rescore)"
                                      : fmt::format("{} ({})", terminal_safe(run.source),
                                                    terminal_safe(run.input))));
  }
  if (runs.empty()) context.err.write("no runs yet\n");
  return runs.empty() ? static_cast<int>(Exit::no) : 0;
}

int run_rejects(Context& context) {
  const auto store = open_for_reading(store_path(context.arguments));
  const auto limit = static_cast<std::size_t>(context.arguments.number("limit", 1).value_or(50));
  const auto rows = store->reader()->rejects(context.arguments.number("run", 1), limit);
  for (const auto& [run, source, input, reject] : rows) {
    std::string out;
    if (context.arguments.has("json")) {
      JsonLine json(out);
      json.open('{').field("run", run).field("source", source).field("input", input);
      json.field("line", reject.origin.line).field("byte", reject.origin.byte);
      json.field("bytes", reject.origin.bytes).optional_field("key", reject.key);
      json.optional_field("field", reject.field).field("reason", reject.reason);
      json.field("detail", reject.detail).field("raw", reject.raw).close('}');
      out += '\n';
    } else {
      const std::string line =
          reject.origin.line > 0 ? fmt::format(":{}", reject.origin.line) : std::string();
      out = fmt::format(
          "{}{}  {}{}\n    {}\n    | {}\n", terminal_safe(input), line,
          context.out.styled(Style::warn, reject.reason),
          reject.field.empty() ? "" : fmt::format(" in {}", terminal_safe(reject.field)),
          terminal_safe(reject.detail),
          context.out.styled(Style::dim, terminal_safe(cut_utf8(reject.raw, 160))));
    }
    context.out.write(out);
  }
  if (rows.empty() && !context.arguments.has("quiet")) context.err.write("no rejects\n");
  return rows.empty() ? static_cast<int>(Exit::no) : 0;
}

}  // namespace

const Command kRuns = {
    "runs",
    "the runs of a store, newest first, with their counts",
    "Lists the executions of load, run and rescore: when, over what, with which packs and journey, "
    "how many records were loaded, scored again, unchanged, rejected, and how it ended. The number "
    "is what --as-of takes.",
    "voxmap runs --store shop.voxmap\nvoxmap runs --store shop.voxmap -n 1 --json",
    {},
    kRunsFlags,
    run_runs};

const Command kRejects = {
    "rejects",
    "the records that could not be used, each with place and reason",
    "Lists rejected records with file, line, reason and the record as it stood. Nothing that could "
    "be read past is lost: fix the file and load it again. Exit 1 when there are none.",
    "voxmap rejects --store shop.voxmap\nvoxmap rejects --store shop.voxmap --run 12 --json",
    {},
    kRejectsFlags,
    run_rejects};

}  // namespace voxmap::cli
