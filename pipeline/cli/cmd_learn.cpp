// voxmap learn: a pack of weights from texts that people have coded or rated.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/file.hpp"
#include "base/utf8.hpp"
#include "cli/learned_pack.hpp"
#include "cli/load_job.hpp"
#include "cli/store_flags.hpp"
#include "cli/supervision.hpp"
#include "journey/format.hpp"
#include "learn/learner.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kLearnPositionals = {kCodedRows};
constexpr std::array<Flag, 14> kLearnFlags = {{
    {"output", 'o', "FOLDER", "the pack's folder; its last part is the pack's name", false, ""},
    {"pack", 'p', "NAME", "a pack to learn on top of (default: en)", true, ""},
    kSupervisionFlags[0],
    kSupervisionFlags[1],
    kSupervisionFlags[2],
    kSupervisionFlags[3],
    kSupervisionFlags[4],
    {"by", '\0', "COLUMN", "what the valence is learned from (default: label, else score)", false,
     "label,score,none"},
    {"language", '\0', "CODE", "language of the pack and of rows that name none", false, ""},
    {"prefix", '\0', "TEXT", "what stands before the emotions' names in the header", false, ""},
    {"least-texts", '\0', "N", "a phrase stands in so many texts at least (default: 3)", false, ""},
    {"review", '\0', "FILE", "write every phrase with its weights and how often it occurs, as TSV",
     false, ""},
    {"force", '\0', "", "replace a learned pack of that name", false, ""},
    kJsonFlag,
}};

std::optional<learn::By> wanted(const Supervision& given, const std::string& by) {
  if (by == "none") return std::nullopt;
  if (by == "label" || (by.empty() && given.labels)) return learn::By::labels;
  if (by == "score" || (by.empty() && given.scores)) return learn::By::scores;
  return std::nullopt;
}

int run_learn(Context& context) {
  const auto& args = context.arguments;
  if (!args.has("output")) {
    throw Error(Exit::usage, "voxmap learn: --output is missing",
                "name the folder of the new pack: -o packs/my-survey");
  }
  TaggerOptions options{args.all("pack"), pack_folders()};
  if (options.packs.empty()) options.packs = {"en"};
  const auto config = training_config(args);
  if (config) options.names = config->names;
  const auto tagger = make_tagger(options, nullptr);
  const std::string language =
      args.get("language", tagger->packs().empty() ? "" : tagger->packs().front().language);
  const NewPack pack("learn", args.get("output"), language, true, args.has("force"));
  const Supervision given =
      read_supervision(args, *tagger, {"learn", language, language}, config, context.err);
  learn::LearnOptions how;
  how.phrases.least_texts = static_cast<std::size_t>(args.number("least-texts", 2).value_or(3));
  const learn::LearnedPack learned =
      learn::learn_pack(given.texts, wanted(given, args.get("by")), given.emotions, how);
  const LearnReport report{given.from, args.get("output"), tagger->packs(), given.texts, learned,
                           how};
  context.out.write(args.has("json") ? learn_json(report) : learn_text(report, context.out));
  context.out.flush();
  if (!learned.any()) {
    throw Error(Exit::data, "nothing was learned: no pack is written",
                "code more rows, or other ones; `voxmap evaluate` shows where the packs go wrong");
  }
  pack.write(pack_texts(report));
  if (args.has("review")) write_file(args.get("review"), review_tsv(report));
  context.err.write(pack.written(options.packs, context.err));
  return 0;
}

}  // namespace

const Command kLearn = {
    "learn",
    "learn a pack of weights from texts that people have coded",
    "Reads rows as `voxmap evaluate` does and learns, for the valence (from label or score) and "
    "for "
    "each emotion column, what words and short phrases add to the score of the packs named with "
    "--pack. What is kept is what is better on rows held out while learning; how much, is said "
    "with "
    "a 95 % interval. Otherwise no pack is written and the exit code is 65. A phrase stands in "
    "three "
    "texts at least, of three persons where the column respondent names them. The same rows give "
    "the "
    "same pack.",
    "voxmap learn coded.tsv -o packs/our-survey --pack en --pack en-customer-service\n"
    "voxmap learn coded.tsv -o packs/our-survey --review phrases.tsv  # look at them before use\n"
    "voxmap learn --store shop.voxmap --rating nps -o packs/our-nps  # from the ratings of a "
    "store\n"
    "voxmap tag --pack en --pack packs/our-survey < comments.ndjson",
    kLearnPositionals,
    kLearnFlags,
    run_learn};

}  // namespace voxmap::cli
