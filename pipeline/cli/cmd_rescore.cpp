// voxmap rescore: what is stored, scored by today's packs and journey.
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <optional>

#include "cli/help.hpp"
#include "cli/load_job.hpp"
#include "cli/pack_journey.hpp"
#include "cli/progress.hpp"
#include "cli/rescore_report.hpp"
#include "cli/signals.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "loader/retag.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 9> kRescoreFlags = {{
    kStoreFlag,
    {"config", 'c', "FILE",
     "take store, journey, packs and names from it (default: voxmap.toml here, without --store)",
     false, ""},
    {"journey", 'j', "FILE",
     "attach to this journey (default: the config's, or the one the store was loaded with)", false,
     ""},
    {"pack", 'p', "NAME", "a pack to score with (default: the config's, or as voxmap load has it)",
     true, ""},
    {"name", '\0', "WORDS", "a brand or product whose words never score", true, ""},
    {"dry-run", '\0', "", "say what would change, and change nothing", false, ""},
    {"examples", 'n', "N", "show at most this many mentions (default: 10)", false, ""},
    kThreadsFlag,
    {"json", '\0', "", "one JSON object", false, ""},
}};

// Documents a transaction: so many are scored again when a rescore is killed.
constexpr std::uint64_t kBatch = 2000;

// The config that says what "today" is; none for a store named without one.
std::optional<Config> config_of(const Arguments& args) {
  constexpr const char* kHere = "voxmap.toml";
  if (args.has("config")) return read_config(args.get("config"));
  if (args.has("store") || !std::filesystem::exists(kHere)) return std::nullopt;
  return read_config(kHere);
}

// What documents are scored by now.
struct Rules {
  Journey journey;
  std::unique_ptr<Tagger> tagger;
  std::string digest;
};

Rules rules_of(const Arguments& args, const std::optional<Config>& config, Reader& reader,
               const std::string& path) {
  Rules rules;
  rules.journey = args.has("journey")                  ? read_journey_of(args.get("journey"))
                  : config && !config->journey.empty() ? read_journey_of(config->journey)
                                                       : stored_journey(reader, path);
  auto packs = args.all("pack");
  std::vector<std::string> later;
  if (packs.empty() && config) {
    packs = config->packs;
    later = config->later;
  }
  if (packs.empty()) {
    packs = {"en", "en-customer-service"};
    later = find_language_packs(pack_folders());
  }
  auto names = args.all("name");
  if (names.empty() && config) names = config->names;
  rules.tagger =
      make_tagger({.packs = packs, .pack_folders = pack_folders(), .names = names, .later = later},
                  &rules.journey);
  rules.digest = rules_digest(*rules.tagger, rules.journey, names);
  return rules;
}

class Rescore {
 public:
  Rescore(const Rules& rules, RescoreReport& report, unsigned threads)
      : rules_(rules), report_(report), taggers_(threads - 1) {}

  void compare(Reader& reader) {
    retag(reader, rules_.digest, *rules_.tagger, show_, taggers_, [&](const Retagged& document) {
      report_.add(document.stored, document.now);
      return true;
    });
  }

  // Writes what it compares, some documents at a time; the run's number.
  std::int64_t write(Store& store, const std::stop_token& stop, Progress& progress) {
    const auto writer = store.writer();
    const auto reader = store.reader();
    Run run;
    run.adapter = "rescore";
    run.version = std::string(version_number());
    run.rules_digest = rules_.digest;
    run.journey_digest = rules_.journey.digest;
    run.packs = pack_line(rules_.tagger->packs());
    run.started_at = now();
    const auto id = writer->begin(run, &rules_.journey, *rules_.tagger);
    RunCounts counts;
    bool interrupted = false;
    try {
      retag(*reader, rules_.digest, *rules_.tagger, show_, taggers_, [&](const Retagged& document) {
        // A batch is committed when the next document comes, the last with the end of the run:
        // there is no run left open with nothing to do.
        if (counts.read > 0 && counts.read % kBatch == 0) {
          progress.show(counts, counts.read);
          writer->commit(counts);
          interrupted = stop.stop_requested();
          if (interrupted) return false;
        }
        report_.add(document.stored, document.now);
        ++counts.read;
        counts.mentions += document.tagged.mentions.size();
        if (writer->rescore(document.stored.id, document.tagged) == Put::rescored) {
          ++counts.rescored;
        }
        return true;
      });
    } catch (const Error& error) {
      progress.clear();
      if (error.exit() != Exit::io) writer->finish(counts, "failed", now(), {});
      throw;
    }
    progress.clear();
    writer->finish(counts, interrupted ? "interrupted" : "done", now(), {});
    return id;
  }

 private:
  const Rules& rules_;
  RescoreReport& report_;
  unsigned taggers_;
  ShowMentions show_ = [this](const Tagged& tagged) {
    return as_stored(tagged, *rules_.tagger, rules_.journey);
  };
};

// The last run before this rescore and those of the same rules that were cut short.
std::int64_t run_before(Reader& reader, std::int64_t rescore, const std::string& digest) {
  for (const Run& run : reader.runs(1000)) {
    if (run.id < rescore && !(run.source.empty() && run.rules_digest == digest)) return run.id;
  }
  return 0;
}

int run_rescore(Context& context) {
  const auto& args = context.arguments;
  const bool dry = args.has("dry-run");
  const bool quiet = args.has("quiet");
  const auto config = config_of(args);
  const auto path = config && !args.has("store") ? config->store : store_path(args);
  const auto store = dry ? open_for_reading(path) : open_store(path, {});
  const auto reader = store->reader();
  const Rules rules = rules_of(args, config, *reader, path);
  RescoreReport report(rules.journey,
                       static_cast<std::size_t>(args.number("examples", 0).value_or(10)));
  const auto threads = args.number("threads", 1);
  // One of them only reads, and mostly waits: a tagging thread for each processor is left.
  Rescore rescore(rules, report, threads ? static_cast<unsigned>(*threads) : 1 + usual_threads());
  const auto documents = reader->status().documents;
  std::int64_t run = 0;
  int interrupted = 0;
  if (dry) {
    rescore.compare(*reader);
  } else {
    bool any = false;
    reader->documents(rules.digest, 0, [&](const ScoredDocument&) {
      any = true;
      return false;
    });
    if (any) {  // else there is nothing to begin a run for
      Interrupts interrupts([&] {
        context.err.write("\n  stopping: committing the batch at hand; run again to continue\n");
      });
      Progress progress(context.err, "rescore", path, static_cast<std::uint64_t>(documents), quiet);
      run = rescore.write(*store, interrupts.token(), progress);
      interrupted = interrupts.exit_code();
    }
  }
  const auto compared = static_cast<std::int64_t>(report.documents());
  if (args.has("json")) {
    context.out.write(report.json(run));
  } else if (compared == 0) {
    context.out.write("nothing to do: every document was scored by these packs and this journey\n");
  } else {
    context.out.write(report.text(context.out));
  }
  if (quiet || compared == 0) return interrupted;
  const auto changed = grouped(static_cast<std::int64_t>(report.changed()));
  auto& err = context.err;
  err.write(dry ? fmt::format("{} {} of {} documents scored by other rules would change\n",
                              err.tick(), changed, grouped(compared))
                : fmt::format("{} run {}: {} documents scored again, {} of them with a change\n",
                              interrupted == 0 ? err.tick() : err.styled(Style::warn, "!"), run,
                              grouped(compared), changed));
  if (compared < documents) {
    err.write(interrupted != 0 ? "  interrupted; run again to continue\n"
                               : fmt::format("  {} others were scored by these rules already\n",
                                             grouped(documents - compared)));
  }
  if (!dry) {
    const auto before = fmt::format("see the map of before:  voxmap map --store {} --as-of {}",
                                    path, run_before(*store->reader(), run, rules.digest));
    err.write(fmt::format("  {}\n", err.styled(Style::dim, before)));
  }
  return interrupted;
}

}  // namespace

const Command kRescore = {
    "rescore",
    "score what is stored by today's packs and journey, and show what changes",
    "Tags every stored document that other packs, names or another journey scored, and puts the "
    "new "
    "scores in place of the old ones, as a run over all sources; with --dry-run it only compares. "
    "The old scores are kept: --as-of draws the map of an earlier run, and explains its scores. "
    "Killed or interrupted, the same command goes on with the rest; a second one changes nothing. "
    "Printed by stage: mentions, mean valence over the mentions with a score and how many these "
    "are, labels that flip, other scores, mentions that are new, gone or at another touchpoint; "
    "then those that change most, with both scores and their evidence. Mentions are compared where "
    "they span the same words. The texts are those stored, redacted ones with their placeholders.",
    "voxmap rescore --dry-run\n"
    "voxmap rescore --store shop.voxmap --dry-run --pack en --pack packs/mine -n 50\n"
    "voxmap rescore --store shop.voxmap --journey next.toml --json",
    {},
    kRescoreFlags,
    run_rescore};

}  // namespace voxmap::cli
