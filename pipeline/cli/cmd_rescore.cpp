// voxmap rescore: what today's packs and journey would make of what is stored.
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <optional>

#include "cli/load_job.hpp"
#include "cli/pack_journey.hpp"
#include "cli/rescore_report.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 8> kFlags = {{
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
    {"json", '\0', "", "one JSON object", false, ""},
}};

// The config that says what "today" is; none for a store named without one.
std::optional<Config> config_of(const Arguments& args) {
  constexpr const char* kHere = "voxmap.toml";
  if (args.has("config")) return read_config(args.get("config"));
  if (args.has("store") || !std::filesystem::exists(kHere)) return std::nullopt;
  return read_config(kHere);
}

int run(Context& context) {
  const auto& args = context.arguments;
  if (!args.has("dry-run")) {
    throw Error(Exit::usage,
                "voxmap rescore: --dry-run is required: this version shows what would change and "
                "changes nothing",
                "to have the new scores stored, load the sources again: voxmap run or voxmap load");
  }
  const auto config = config_of(args);
  const auto path = config && !args.has("store") ? config->store : store_path(args);
  const auto store = open_for_reading(path);
  const auto reader = store->reader();
  const Journey journey = args.has("journey") ? read_journey_of(args.get("journey"))
                          : config && !config->journey.empty() ? read_journey_of(config->journey)
                                                               : stored_journey(*reader, path);
  auto packs = args.all("pack");
  if (packs.empty() && config) packs = config->packs;
  if (packs.empty()) packs = {"en", "en-customer-service"};
  auto names = args.all("name");
  if (names.empty() && config) names = config->names;
  const auto tagger = make_tagger({packs, pack_folders(), names}, &journey);
  const auto scratch = tagger->scratch();
  RescoreReport report(journey, static_cast<std::size_t>(args.number("examples", 0).value_or(10)));
  Tagged tagged;
  reader->documents(rules_digest(*tagger, journey, names), [&](const ScoredDocument& document) {
    tagger->tag(document.document, *scratch, tagged);
    report.add(document, as_stored(tagged, *tagger, journey));
    return true;
  });
  if (args.has("json")) {
    context.out.write(report.json());
    return 0;
  }
  if (report.documents() == 0) {
    context.out.write("nothing to do: every document was scored by these packs and this journey\n");
    return 0;
  }
  context.out.write(report.text(context.out));
  if (!args.has("quiet")) {
    context.err.write(fmt::format("{} {} of {} documents scored by other rules would change\n",
                                  context.err.tick(),
                                  grouped(static_cast<std::int64_t>(report.changed())),
                                  grouped(static_cast<std::int64_t>(report.documents()))));
  }
  return 0;
}

}  // namespace

const Command kRescore = {
    "rescore",
    "what today's packs and journey would change in a store",
    "Tags every stored document that other packs, names or another journey scored, compares, and "
    "changes nothing; --dry-run is required. By stage: mentions, mean valence over the mentions "
    "with a score and how many these are, labels that flip, other scores, mentions that are new, "
    "gone or at another touchpoint; then those that change most, with both scores and their "
    "evidence. Mentions are compared where they span the same words. The texts are those stored, "
    "redacted ones with their placeholders. To have the new scores stored, load the sources again.",
    "voxmap rescore --dry-run\n"
    "voxmap rescore --store shop.voxmap --dry-run --pack en --pack packs/mine -n 50\n"
    "voxmap rescore --store shop.voxmap --dry-run --journey next.toml --json",
    {},
    kFlags,
    run};

}  // namespace voxmap::cli
