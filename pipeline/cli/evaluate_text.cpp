// Writes the report of `voxmap evaluate` for a person.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/utf8.hpp"
#include "cli/evaluate_report.hpp"
#include "cli/explain_text.hpp"
#include "journey/format.hpp"

namespace voxmap::cli {
namespace {

std::string grouped_rows(std::uint64_t rows) { return grouped(static_cast<std::int64_t>(rows)); }

std::string hits_line(std::string_view name, const learn::Hits& hits) {
  return fmt::format("  {}{}{}{}{}{}\n", pad(name, 22), pad_left(fixed(hits.precision(), 3), 10),
                     pad_left(fixed(hits.recall(), 3), 10), pad_left(fixed(hits.f1(), 3), 10),
                     pad_left(grouped_rows(hits.gold), 10), pad_left(grouped_rows(hits.said), 10));
}
std::string hits_head(const Stream& out) {
  return out.styled(Style::dim,
                    fmt::format("  {}{}{}{}{}{}", pad("", 22), pad_left("precision", 10),
                                pad_left("recall", 10), pad_left("F1", 10), pad_left("coded", 10),
                                pad_left("said", 10))) +
         "\n";
}
std::string measure_line(std::string_view name, const learn::Measured& measured) {
  return fmt::format("  {}{}\n", pad(name, 22), measured_text(measured));
}

void labels_text(std::string& text, const Evaluated& e, const Stream& out) {
  const learn::LabelReport& report = *e.report.labels;
  text +=
      fmt::format("\n{}  {} rows", out.styled(Style::heading, "Labels"), grouped_rows(report.rows));
  text += report.no_evidence == 0 ? "\n"
                                  : fmt::format(", {} without evidence, counted as neutral\n",
                                                grouped_rows(report.no_evidence));
  text += measure_line("accuracy", report.accuracy) + measure_line("macro-F1", report.macro_f1) +
          measure_line("macro-recall", report.macro_recall);
  if (report.auc) text += measure_line("AUC of the valence", *report.auc);
  text += "\n" + hits_head(out);
  for (const auto& line : report.classes) text += hits_line(to_string(line.label), line.hits);
  text += "\n" + out.styled(Style::dim, "  coded / said            negative   neutral  positive") +
          "\n";
  for (const auto& line : report.classes) {
    const auto& row = report.confusion[static_cast<std::size_t>(line.label) - 1];
    text += fmt::format("  {}{}{}{}\n", pad(to_string(line.label), 22),
                        pad_left(grouped_rows(row[0]), 10), pad_left(grouped_rows(row[1]), 10),
                        pad_left(grouped_rows(row[2]), 10));
  }
  text +=
      "\n" +
      out.styled(Style::dim, "  valence                     rows  negative   neutral  positive") +
      "\n";
  for (const auto& bin : e.report.bins) {
    if (bin.rows == 0) continue;
    text += fmt::format(
        "  {}{}", pad(bin.evidence ? fmt::format("{} to {}", bin.from, bin.to) : "no evidence", 22),
        pad_left(grouped_rows(bin.rows), 10));
    for (const std::size_t gold : bin.gold) {
      text += pad_left(percent(static_cast<double>(gold) / static_cast<double>(bin.rows)), 10);
    }
    text += "\n";
  }
}

void emotions_text(std::string& text, const learn::EmotionReport& report, const Stream& out) {
  text += fmt::format("\n{}  {} rows\n", out.styled(Style::heading, "Emotions"),
                      grouped_rows(report.rows));
  text += measure_line("macro-F1", report.macro_f1) + measure_line("micro-F1", report.micro_f1) +
          measure_line("Jaccard", report.jaccard);
  text += "\n" + hits_head(out);
  for (const auto& [emotion, hits] : report.emotions) text += hits_line(to_string(emotion), hits);
}

void touchpoints_text(std::string& text, const learn::TouchpointReport& report, const Stream& out) {
  text += fmt::format("\n{}  {} rows, {} with exactly the coded touchpoints\n",
                      out.styled(Style::heading, "Touchpoints"), grouped_rows(report.rows),
                      grouped_rows(report.exact));
  text += hits_head(out);
  for (const auto& [name, hits] : report.touchpoints) text += hits_line(terminal_safe(name), hits);
  text += hits_line("all (micro)", report.all);
}

void groups(std::string& text, const std::vector<learn::Group>& groups, const Stream& out) {
  std::string by;
  const auto cell = [](const std::optional<double>& value) {
    return pad_left(value ? fixed(*value, 3) : "", 10);
  };
  for (const auto& group : groups) {
    if (group.by != by) {
      by = group.by;
      text += fmt::format("\n{}\n", out.styled(Style::heading, "By " + by));
      text +=
          out.styled(Style::dim,
                     "                              rows  accuracy  macro-F1 Pearson r  emotions") +
          "\n";
    }
    text += fmt::format("  {}{}{}{}{}{}\n", pad(terminal_safe(group.name), 22),
                        pad_left(grouped_rows(group.rows), 10), cell(group.accuracy),
                        cell(group.macro_f1), cell(group.pearson), cell(group.emotion_macro_f1));
  }
}

std::string coded(const learn::GoldTable& table, const learn::GoldRow& row) {
  std::string text;
  if (row.label) text += fmt::format("{} ", to_string(*row.label));
  if (row.score) text += fmt::format("{} ", *row.score);
  for (std::size_t k = 0; k < table.emotions.size(); ++k) {
    if (row.emotions[k] > 0) text += fmt::format("{} ", to_string(table.emotions[k]));
  }
  if (row.target) text += fmt::format("about “{}” ", terminal_safe(row.target->of(row.text)));
  if (!text.empty()) text.pop_back();
  return text;
}

void worst_text(std::string& text, const Evaluated& e, Judge& judge, const Stream& out) {
  if (e.report.worst.empty()) return;
  text += fmt::format("\n{}\n", out.styled(Style::heading, "Worst errors"));
  for (const std::size_t index : e.report.worst) {
    const learn::GoldRow& row = e.table.rows[index];
    const learn::Answer& answer = e.answers[index];
    text += fmt::format("\n{} (line {})  coded {}, said {} {:+}\n", terminal_safe(row.id), row.line,
                        coded(e.table, row), to_string(answer.label), answer.valence);
    const Tagged& tagged = judge.tag(row);
    for (const Mention& mention : tagged.mentions) {
      std::vector<EvidenceRow> steps;
      for (std::uint32_t s = 0; s < mention.evidence_count; ++s) {
        const Evidence& step = tagged.evidence[mention.evidence_begin + s];
        steps.push_back(
            {step.span, std::string(judge.tagger().rule_name(step.rule)), step.weight,
             std::string(step.dimension == kValenceDimension ? "valence"
                                                             : kEmotionNames[step.dimension])});
      }
      text += explain_steps(row.text, mention.span, mention.label, mention.valence,
                            mention.emotions, steps, out);
    }
  }
}

}  // namespace

std::string measured_text(const learn::Measured& measured) {
  std::string text = fixed(measured.value, 3);
  if (measured.interval) {
    text += fmt::format("  [{}, {}]", fixed(measured.interval->low, 3),
                        fixed(measured.interval->high, 3));
  }
  return text;
}

std::string evaluate_text(const Evaluated& e, Judge& judge, const Stream& out) {
  std::vector<std::string> packs;
  for (const PackInfo& pack : judge.tagger().packs()) {
    packs.push_back(fmt::format("{} {}", pack.name, pack.version));
  }
  std::string text = fmt::format("{}  {} rows, scored with {}\n", terminal_safe(e.file),
                                 grouped_rows(e.report.rows), fmt::join(packs, ", "));
  std::vector<std::string> thresholds;
  for (const Threshold& threshold : judge.tagger().thresholds()) {
    if (threshold.pack.empty()) continue;
    thresholds.push_back(
        fmt::format("{} {} ({})", threshold.name, threshold.value, terminal_safe(threshold.pack)));
  }
  if (!thresholds.empty()) {
    text += fmt::format("thresholds of packs: {}\n", fmt::join(thresholds, ", "));
  }
  text += fmt::format("in brackets: 95 % intervals from {} bootstrap resamples of the rows\n",
                      grouped_rows(e.report.resamples));
  if (e.report.labels) labels_text(text, e, out);
  if (e.report.scores) {
    const auto& scores = *e.report.scores;
    text += fmt::format("\n{}  {} rows\n", out.styled(Style::heading, "Scores"),
                        grouped_rows(scores.rows));
    text += scores.pearson ? measure_line("Pearson r", *scores.pearson) +
                                 measure_line("Spearman rho", *scores.spearman)
                           : "  no correlation: one of the two is the same in every row\n";
  }
  if (e.report.emotions) emotions_text(text, *e.report.emotions, out);
  if (e.report.touchpoints) touchpoints_text(text, *e.report.touchpoints, out);
  groups(text, e.report.groups, out);
  worst_text(text, e, judge, out);
  return text;
}

}  // namespace voxmap::cli
