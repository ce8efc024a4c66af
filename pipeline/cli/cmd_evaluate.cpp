// voxmap evaluate: how right the engine is on rows that people have coded.
#include <array>

#include "cli/evaluate_report.hpp"
#include "cli/load_job.hpp"
#include "cli/pack_journey.hpp"
#include "cli/store_flags.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kEvaluatePositionals = {
    {{"GOLD.tsv", "the coded rows, a TSV file with a header; - is standard input", true, false}}};
constexpr std::array<Flag, 7> kEvaluateFlags = {{
    {"pack", 'p', "NAME",
     "a pack to score with (default: en, and texts in other languages with theirs)", true, ""},
    {"journey", 'j', "FILE", "the journey whose touchpoints the column touchpoint names", false,
     ""},
    {"language", '\0', "CODE", "language of rows that name none (default: found per text)", false,
     ""},
    {"prefix", '\0', "TEXT", "what stands before the emotions' names in the header", false, ""},
    {"worst", '\0', "N", "how many of the worst errors to show (default: 10)", false, ""},
    {"strict", '\0', "", "any rejected row is exit 65", false, ""},
    kJsonFlag,
}};

int run_evaluate(Context& context) {
  const auto& args = context.arguments;
  std::optional<Journey> journey;
  if (args.has("journey")) journey = read_journey_of(args.get("journey"));
  const Journey* with = journey ? &*journey : nullptr;
  TaggerOptions options{args.all("pack"), pack_folders()};
  if (options.packs.empty()) {
    options.packs = {"en"};
    options.later = find_language_packs(options.pack_folders);
  }
  const auto tagger = make_tagger(options, with);
  const std::string file = args.get("GOLD.tsv");
  learn::GoldTable table = read_coded(file, args.get("prefix"), context.err);
  if (table.touchpoints && with == nullptr) {
    context.err.write("column touchpoint is not compared: name the journey with --journey\n");
    table.touchpoints = false;
  }
  Judge judge(*tagger, with, args.get("language"));
  const std::vector<learn::Answer> answers = judge.answers(table);
  learn::EvaluateOptions how;
  how.worst = static_cast<std::size_t>(args.number("worst", 0).value_or(10));
  const learn::Report report = learn::evaluate(table, answers, how);
  const Evaluated evaluated{file, table, answers, report};
  context.out.write(args.has("json") ? evaluate_json(evaluated, judge)
                                     : evaluate_text(evaluated, judge, context.out));
  return !table.rejects.empty() && args.has("strict") ? static_cast<int>(Exit::data) : 0;
}

}  // namespace

const Command kEvaluate = {
    "evaluate",
    "measure how right the scores are, on rows that people have coded",
    "Reads a TSV file with a header: text, and any of id, label (negative, neutral, positive; "
    "other "
    "labels are counted and left out), score (a number, the better the higher), a column an "
    "emotion (above 0: felt), target with from and to (characters: what is felt about these "
    "words), touchpoint (a comma list of ids), language and source. Prints accuracy, precision, "
    "recall and F1, the confusion matrix, correlations, what share of each valence bin is coded "
    "how, "
    "and the worst errors with their evidence; the main figures with 95 % bootstrap intervals. No "
    "evidence counts as neutral. The same rows give the same report.",
    "voxmap evaluate coded.tsv --pack en --pack en-customer-service\n"
    "voxmap evaluate coded.tsv --journey journey.toml --json  # touchpoints too\n"
    "voxmap evaluate feelings.tsv --prefix ekman_",
    kEvaluatePositionals,
    kEvaluateFlags,
    run_evaluate};

}  // namespace voxmap::cli
