// voxmap lexicon lint: what is doubtful about packs.
#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/utf8.hpp"
#include "cli/json_line.hpp"
#include "cli/load_job.hpp"
#include "cli/pack_places.hpp"
#include "cli/report.hpp"
#include "journey/format.hpp"
#include "text/lint.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kLexiconLintPositionals = {
    {{"PACK", "a pack's name or folder", true, true}}};
constexpr std::array<Flag, 5> kLexiconLintFlags = {{
    {"below", '\0', "PACK",
     "a pack to load under it for the samples (default: a domain pack's language)", true, ""},
    {"hints", '\0', "", "show what is worth a look and often right, too", false, ""},
    {"most", '\0', "N", "findings shown of one check and pack (default: 20)", false, ""},
    {"strict", '\0', "", "warnings are exit 1", false, ""},
    {"json", '\0', "", "one JSON object a pack, every finding in it", false, ""},
}};

struct Counts {
  std::size_t errors = 0, warnings = 0, hints = 0;
};

Counts count_findings(const text::LintReport& report) {
  Counts counts;
  for (const auto& finding : report.findings) {
    if (finding.hint) {
      ++counts.hints;
    } else if (finding.problem.severity == Problem::Severity::error) {
      ++counts.errors;
    } else {
      ++counts.warnings;
    }
  }
  return counts;
}

std::string to_json(const text::LintReport& report) {
  std::string line;
  JsonLine json(line);
  json.open('{').field("pack", report.name).field("version", report.version);
  json.field("language", report.language).key("rows").open('{');
  json.field("valence", report.valence).field("emotion", report.emotion);
  json.field("modifiers", report.modifiers).field("emoji", report.emoji);
  json.field("patterns", report.patterns).field("acts", report.acts);
  json.field("samples", report.samples).close('}');
  json.field("bytes", report.bytes).field("samples_right", report.samples_right);
  json.key("findings").open('[');
  for (const auto& finding : report.findings) {
    json.open('{').field("check", finding.check);
    json.field("severity", finding.hint                                           ? "hint"
                           : finding.problem.severity == Problem::Severity::error ? "error"
                                                                                  : "warning");
    json.field("file", printable(finding.problem.where.file));
    if (finding.problem.where.line > 0) json.field("line", finding.problem.where.line);
    if (finding.problem.where.column > 0) json.field("column", finding.problem.where.column);
    json.field("message", printable(finding.problem.message));
    json.optional_field("help", printable(finding.problem.hint)).close('}');
  }
  json.close(']').close('}');
  return line + "\n";
}

std::string rows_told(std::size_t n, std::string_view what) {
  return n == 0 ? std::string{}
                : fmt::format(", {} {}", grouped(static_cast<std::int64_t>(n)), what);
}

void print(const text::LintReport& report, const Counts& counts, std::size_t most, bool hints,
           Context& context) {
  std::map<std::string, std::size_t> shown;
  for (const auto& finding : report.findings) {
    if (finding.hint && !hints) continue;
    if (++shown[finding.check] > most) continue;
    cli::print(finding.problem, context.err);
    context.err.write("\n");
  }
  for (const auto& [check, n] : shown) {
    if (n > most) {
      context.err.write(
          fmt::format("and {} more of \"{}\"; --most {} shows all\n\n", n - most, check, n));
    }
  }
  context.err.flush();
  const bool clean = counts.errors + counts.warnings == 0;
  auto& out = context.out;
  out.write(fmt::format("{} {} {}: {} valence{}{}{}{}{}, {} of {} samples right, {}\n",
                        clean               ? out.tick()
                        : counts.errors > 0 ? out.cross()
                                            : out.styled(Style::warn, "!"),
                        report.name, report.version,
                        grouped(static_cast<std::int64_t>(report.valence)),
                        rows_told(report.emotion, "emotion"),
                        rows_told(report.modifiers, "modifiers"), rows_told(report.emoji, "emoji"),
                        rows_told(report.patterns, "patterns"), rows_told(report.acts, "acts"),
                        report.samples_right, report.samples, human_bytes(report.bytes)));
  if (!clean || counts.hints > 0) {
    const auto told = [](std::size_t count, std::string_view what) {
      return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
    };
    out.write(fmt::format("  {}, {}, {}{}\n", told(counts.errors, "error"),
                          told(counts.warnings, "warning"), told(counts.hints, "hint"),
                          counts.hints > 0 && !hints ? " (--hints shows them)" : ""));
  }
  out.flush();
}

int run_lexicon_lint(Context& context) {
  const auto& args = context.arguments;
  const auto folders = pack_folders();
  const auto most = static_cast<std::size_t>(args.number("most", 1).value_or(20));
  Counts total;
  for (const auto& name : args.all("PACK")) {
    const auto pack = need_pack(name);
    auto below = args.all("below");
    if (!args.has("below") && !pack.below.empty()) below = {pack.below};
    const auto report = text::lint_pack(pack.folder, below, folders);
    const auto counts = count_findings(report);
    total.errors += counts.errors;
    total.warnings += counts.warnings;
    if (args.has("json")) {
      context.out.write(to_json(report));
    } else {
      print(report, counts, most, args.has("hints"), context);
    }
  }
  if (total.errors > 0) return static_cast<int>(Exit::config);
  return args.has("strict") && total.warnings > 0 ? static_cast<int>(Exit::no) : 0;
}

}  // namespace

const Command kLexiconLint = {
    "lexicon lint",
    "what is doubtful about packs: dead entries, contradictions, failing samples",
    "Checks packs beyond what keeps them from loading: entries that cannot fire because another "
    "hides them or no text is cut so, valences against their own emotions, samples that score "
    "otherwise, with what they scored and why, patterns that every text has to be searched for, "
    "tables out of order. As hints: forms of one word with opposite signs. Errors are exit 78.",
    "voxmap lexicon lint en-customer-service\n"
    "voxmap lexicon lint packs/* --strict\n"
    "voxmap lexicon lint en --json | jq '.findings[] | select(.check == \"sample\")'",
    kLexiconLintPositionals,
    kLexiconLintFlags,
    run_lexicon_lint};

}  // namespace voxmap::cli
