// voxmap calibrate: thresholds from texts that people have coded.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.hpp"
#include "cli/calibrate_report.hpp"
#include "cli/coded_rows.hpp"
#include "cli/load_job.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kPositionals = {
    {{"CODED.tsv", "the coded rows, a TSV file with a header; - is standard input", true, false}}};
constexpr std::array<Flag, 7> kFlags = {{
    {"output", 'o', "FOLDER", "the pack's folder; its last part is the pack's name", false, ""},
    {"pack", 'p', "NAME", "a pack whose scores are calibrated (default: en)", true, ""},
    {"bands", '\0', "LOW,HIGH",
     "take labels from the column score: negative up to LOW, positive from HIGH on", false, ""},
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

void label_by_bands(const std::string& bands, const std::string& file, learn::GoldTable& table) {
  const auto number = [&](std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
      throw Error(Exit::usage, fmt::format("--bands takes two numbers, not \"{}\"", bands),
                  "--bands 2,4: scores up to 2 are negative, from 4 on positive");
    }
    return value;
  };
  const std::size_t comma = bands.find(',');
  const std::string_view all = bands;
  const double low = number(all.substr(0, comma));
  const double high = number(comma == std::string::npos ? "" : all.substr(comma + 1));
  if (low >= high) {
    throw Error(Exit::usage, fmt::format("--bands {}: {} is not below {}", bands, low, high));
  }
  if (!table.scores || table.labels) {
    throw Error(Exit::usage,
                fmt::format("{}: --bands needs a column score and no column label", file));
  }
  for (learn::GoldRow& row : table.rows) {
    if (!row.score) continue;
    row.label = *row.score <= low    ? Label::negative
                : *row.score >= high ? Label::positive
                                     : Label::neutral;
  }
  table.labels = true;
}

// Thresholds are a language's: rows that another language's packs scored are left out.
void leave_out_others(const Tagger& tagger, const std::string& language,
                      std::vector<learn::Answer>& answers, learn::GoldTable& table, Stream& err) {
  const auto another = [&](const std::string& found) {
    return found != language &&
           std::any_of(tagger.packs().begin(), tagger.packs().end(),
                       [&](const PackInfo& pack) { return pack.language == found; });
  };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (another(answers[i].language)) continue;
    if (kept < i) {
      table.rows[kept] = std::move(table.rows[i]);
      answers[kept] = std::move(answers[i]);
    }
    ++kept;
  }
  if (kept < answers.size()) {
    err.write(fmt::format("{} rows left out: not in the language {} of the new pack\n",
                          grouped(static_cast<std::int64_t>(answers.size() - kept)),
                          terminal_safe(language)));
  }
  table.rows.resize(kept);
  answers.resize(kept);
}

int run(Context& context) {
  const auto& args = context.arguments;
  if (!args.has("output")) {
    throw Error(Exit::usage, "voxmap calibrate: --output is missing",
                "name the folder of the new pack: -o packs/our-thresholds");
  }
  TaggerOptions options{args.all("pack"), pack_folders()};
  if (options.packs.empty()) options.packs = {"en"};
  options.faint_emotions = true;
  const auto tagger = make_tagger(options, nullptr);
  const std::string language =
      args.get("language", tagger->packs().empty() ? "" : tagger->packs().front().language);
  const NewPack pack("calibrate", args.get("output"), language, false, args.has("force"));
  const std::string file = args.get("CODED.tsv");
  learn::GoldTable table = read_coded(file, args.get("prefix"), context.err);
  if (table.targets) {
    throw Error(Exit::usage, fmt::format("{}: rows about targets cannot be calibrated from", file),
                "use rows whose label is of the whole text");
  }
  if (args.has("bands")) label_by_bands(args.get("bands"), file, table);
  if (!table.labels && table.emotions.empty()) {
    throw Error(Exit::usage, fmt::format("{}: neither labels nor emotions", file),
                "--bands LOW,HIGH makes labels of the column score");
  }
  Judge judge(*tagger, nullptr, args.get("language"));
  std::vector<learn::Answer> answers = judge.answers(table);
  leave_out_others(*tagger, language, answers, table, context.err);
  const std::vector<learn::Coded> texts = coded_texts(table, answers, *tagger);
  const learn::Thresholds before = in_force(*tagger, language);
  const learn::CalibrateOptions how;
  const learn::Calibration calibration =
      learn::calibrate(texts, table.labels, table.emotions, before, how);
  const CalibrateReport report{
      file, args.get("output"), tagger->packs(), texts.size(), before, calibration, how};
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
    kPositionals,
    kFlags,
    run};

}  // namespace voxmap::cli
