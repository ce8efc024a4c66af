// voxmap calibrate: thresholds from texts that people have coded.
#include <fmt/format.h>

#include <array>

#include "cli/calibrate_report.hpp"
#include "cli/load_job.hpp"
#include "cli/store_flags.hpp"
#include "cli/supervision.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kCalibratePositionals = {kCodedRows};
constexpr std::array<Flag, 11> kCalibrateFlags = {{
    {"output", 'o', "FOLDER", "the pack's folder; its last part is the pack's name", false, ""},
    {"pack", 'p', "NAME", "a pack whose scores are calibrated (default: en)", true, ""},
    kSupervisionFlags[0],
    kSupervisionFlags[1],
    kSupervisionFlags[2],
    kSupervisionFlags[3],
    kSupervisionFlags[4],
    {"language", '\0', "CODE", "language of the pack and of rows that name none", false, ""},
    {"prefix", '\0', "TEXT", "what stands before the emotions' names in the header", false, ""},
    {"force", '\0', "", "replace a pack of thresholds of that name", false, ""},
    kJsonFlag,
}};

learn::Thresholds in_force(const Tagger& tagger, const std::string& language) {
  learn::Thresholds found;
  for (const Threshold& threshold : tagger.thresholds()) {
    if (threshold.language != language) continue;
    if (threshold.name == "positive_from") found.labels.positive_from = threshold.value;
    if (threshold.name == "negative_from") found.labels.negative_from = threshold.value;
    if (const auto emotion = parse_emotion(threshold.name)) {
      found.emotions[static_cast<std::size_t>(*emotion)] = threshold.value;
    }
  }
  return found;
}

int run_calibrate(Context& context) {
  const auto& args = context.arguments;
  if (!args.has("output")) {
    throw Error(Exit::usage, "voxmap calibrate: --output is missing",
                "name the folder of the new pack: -o packs/our-thresholds");
  }
  TaggerOptions options{args.all("pack"), pack_folders()};
  if (options.packs.empty()) options.packs = {"en"};
  const auto config = training_config(args);
  if (config) options.names = config->names;
  options.faint_emotions = true;
  const auto tagger = make_tagger(options, nullptr);
  const std::string language =
      args.get("language", tagger->packs().empty() ? "" : tagger->packs().front().language);
  const NewPack pack("calibrate", args.get("output"), language, false, args.has("force"));
  const Supervision given = read_supervision(
      args, *tagger, {"calibrate", language, args.get("language"), true}, config, context.err);
  if (!given.labels && given.emotions.empty()) {
    throw Error(Exit::usage, fmt::format("{}: neither labels nor emotions", given.from),
                "--bands LOW,HIGH makes labels of the column score");
  }
  const learn::Thresholds before = in_force(*tagger, language);
  const learn::CalibrateOptions how;
  const learn::Calibration calibration =
      learn::calibrate(given.texts, given.labels, given.emotions, before, how);
  const CalibrateReport report{
      given.from, args.get("output"), tagger->packs(), given.texts.size(), before, calibration,
      how};
  context.out.write(args.has("json") ? calibrate_json(report)
                                     : calibrate_text(report, context.out));
  context.out.flush();
  if (!calibration.any()) {
    throw Error(Exit::data, "no threshold is better than those in force: no pack is written",
                "code more rows; until then the packs' own thresholds are the best known");
  }
  pack.write(pack_texts(report));
  context.err.write(pack.written(options.packs, context.err));
  return 0;
}

}  // namespace

const Command kCalibrate = {
    "calibrate",
    "find thresholds for your texts from some that people have coded",
    "Reads rows as `voxmap evaluate` does and finds from which valence on a text is to be called "
    "positive or negative, and from which intensity on each emotion counts. The scores stay as "
    "they "
    "are. A threshold is kept where it is better on rows held out while choosing it, with a 95 % "
    "interval that does not hold 0; otherwise no pack is written and the exit code is 65. The pack "
    "holds thresholds only and stands behind the packs they are for. The same rows give the same "
    "pack.",
    "voxmap calibrate coded.tsv -o packs/our-thresholds --pack en --pack en-customer-service\n"
    "voxmap calibrate rated.tsv -o packs/stars --bands 2,4  # score: 1 and 2 stars are negative\n"
    "voxmap tag --pack en --pack packs/our-thresholds < comments.ndjson",
    kCalibratePositionals,
    kCalibrateFlags,
    run_calibrate};

}  // namespace voxmap::cli
