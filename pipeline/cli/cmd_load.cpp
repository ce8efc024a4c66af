// voxmap load: files into the store.
#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "cli/load_job.hpp"
#include "cli/load_result.hpp"
#include "cli/pack_journey.hpp"
#include "cli/signals.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kLoadPositionals = {
    {{"FILE", "files to read, or - for standard input", true, true}}};
constexpr std::array<Flag, 25> kLoadFlags = {{
    {"store", 's', "FILE",
     "the journey store; made when missing (default: the journey's id + .voxmap)", false, ""},
    {"journey", 'j', "FILE", "the journey file (default: the one the store was loaded with)", false,
     ""},
    {"adapter", 'a', "NAME", "how to read the files (default: recognised by their content)", false,
     ""},
    {"mapping", 'm', "FILE", "which columns mean what (default: guessed, and said so)", false, ""},
    kCodebookFlag,
    {"source", '\0', "NAME", "name of the source (default: the file's name without its ending)",
     false, ""},
    {"touchpoint", '\0', "ID", "the touchpoint all of it is about, where the words name none",
     false, ""},
    {"language", '\0', "CODE",
     "the language of all of it, such as en (default: found per verbatim)", false, ""},
    {"option", '\0', "NAME=VALUE", "an option of the adapter; voxmap adapters lists them", true,
     ""},
    {"pack", 'p', "NAME",
     "a pack to score with (default: en, en-customer-service, and texts in other languages with "
     "theirs)",
     true, ""},
    {"name", '\0', "WORDS", "a brand or product whose words never score", true, ""},
    {"key-file", '\0', "FILE", "secret for pseudonyms; made when missing (default: STORE.key)",
     false, ""},
    {"keep-speakers", '\0', "", "store speakers' names as they are", false, ""},
    kMaxUnpackedFlag,
    kMaxRatioFlag,
    kNoRedactFlag,
    kRedactKindsFlag,
    kRedactNamesFlag,
    kNationalIdsFlag,
    {"keep-revisions", '\0', "", "keep the earlier text and mentions of a record that changed",
     false, ""},
    {"max-rejects", '\0', "N", "more rejected records than this is exit 65", false, ""},
    {"strict", '\0', "", "any rejected record is exit 65", false, ""},
    kThreadsFlag,
    kCommitEveryFlag,
    {"json", '\0', "", "the counts as one JSON object", false, ""},
}};

int run_load(Context& context) {
  const auto& args = context.arguments;
  LoadSettings settings;
  settings.journey = args.get("journey");
  settings.store = args.get("store");
  if (settings.store.empty()) {
    if (settings.journey.empty()) {
      throw Error(Exit::usage, "voxmap load: --store or --journey is missing",
                  "voxmap load FILE --journey journey.toml --store shop.voxmap");
    }
    settings.store = read_journey_of(settings.journey).id + ".voxmap";
  }
  settings.packs = args.all("pack");
  if (settings.packs.empty()) {
    settings.packs = {"en", "en-customer-service"};
    settings.later = find_language_packs(pack_folders());
  }
  settings.names = args.all("name");
  settings.key_file = args.get("key-file");
  settings.keep_speakers = args.has("keep-speakers");
  settings.redaction = redaction_settings(args);
  settings.limits = unpack_limits(args);
  settings.keep_revisions = args.has("keep-revisions");
  settings.threads = static_cast<unsigned>(args.number("threads", 1).value_or(0));
  settings.commit_every = static_cast<std::size_t>(args.number("commit-every", 1).value_or(0));
  if (args.has("strict")) settings.max_rejects = 0;
  if (const auto most = args.number("max-rejects", 0)) {
    settings.max_rejects = static_cast<std::uint64_t>(*most);
  }

  SourceConfig source;
  source.adapter = args.get("adapter");
  source.mapping = args.get("mapping");
  source.touchpoint = args.get("touchpoint");
  source.language = args.get("language");
  source.options = parse_options(args);

  LoadJob job(settings, context);
  Interrupts interrupts([&] {
    context.err.write("\n  stopping: committing the batch at hand; run again to continue\n");
  });
  for (const auto& path : args.all("FILE")) {
    source.name = args.get("source");
    if (source.name.empty()) {
      source.name =
          path == "-" ? "stdin" : std::filesystem::path(unpacked_name(path)).stem().string();
    }
    job.load(source, path, interrupts.token());
    if (interrupts.exit_code() != 0) return interrupts.exit_code();
  }
  return finish_load(job, settings, context, true);
}

}  // namespace

const Command kLoad = {
    "load",
    "read files and put them into the store, scored",
    "Reads each file with the adapter that recognises it, scores what customers said and puts it "
    "into the store under a run. Loading is idempotent: a record is known by source and key, the "
    "same content changes nothing, edited content replaces its own mentions. Bad records are "
    "rejected one by one and kept with their place and reason. Interrupted or killed, the same "
    "command again goes on where it was.",
    "voxmap load post-purchase.csv --journey journey.toml --store shop.voxmap\n"
    "voxmap load interviews/*.vtt --store shop.voxmap --source interviews\n"
    "voxmap load big.csv.gz slack-export.zip --store shop.voxmap  # compressed files and archives "
    "as "
    "they are",
    kLoadPositionals,
    kLoadFlags,
    run_load};

}  // namespace voxmap::cli
