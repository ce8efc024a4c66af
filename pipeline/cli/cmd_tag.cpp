// voxmap tag: a filter from text to scores, no store.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iostream>
#include <map>
#include <set>

#include "base/utf8.hpp"
#include "cli/acts_out.hpp"
#include "cli/explain_text.hpp"
#include "cli/feelings_out.hpp"
#include "cli/json_line.hpp"
#include "cli/load_job.hpp"
#include "cli/pack_journey.hpp"
#include "cli/redaction.hpp"
#include "cli/tag_input.hpp"
#include "cli/unscored.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 14> kTagFlags = {{
    {"journey", 'j', "FILE",
     "attach mentions to this journey's touchpoints; pack:NAME is that pack's starter journey",
     false, ""},
    {"pack", 'p', "NAME",
     "a pack to score with (default: en, and texts in other languages with theirs)", true, ""},
    {"name", '\0', "WORDS", "a brand or product whose words never score", true, ""},
    {"profile", '\0', "NAME", "whose arithmetic (default: what the pack says)", false,
     "voxmap,vader"},
    {"input", '\0', "FORMAT", "what comes in (default: ndjson)", false, "ndjson,tsv,text"},
    {"output", '\0', "FORMAT", "what goes out (default: ndjson)", false, "ndjson,tsv"},
    {"language", '\0', "CODE", "language of records that name none (default: found per text)",
     false, ""},
    {"redact", '\0', "",
     "take personal data out first; spans are then of the \"text\" that is put out", false, ""},
    kRedactKindsFlag,
    kRedactNamesFlag,
    kNationalIdsFlag,
    {"explain", '\0', "", "print the arithmetic of each score instead, for a person", false, ""},
    {"strict", '\0', "", "any rejected record is exit 65", false, ""},
    {"text", 't', "TEXT", "score this text instead of standard input", false, ""},
}};

void emotions_json(JsonLine& json, const Intensities& emotions) {
  json.key("emotions").open('{');
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    if (emotions[i] > 0) json.field(kEmotionNames[i], emotions[i]);
  }
  json.close('}');
}

void span_json(JsonLine& json, Span span) {
  json.key("span").open('[').number(span.begin).number(span.end).close(']');
}

std::string_view dimension_name(const Evidence& evidence) {
  return evidence.dimension == kValenceDimension ? "valence" : kEmotionNames[evidence.dimension];
}

class Writer {
 public:
  Writer(const Tagger& tagger, const Journey* journey, Stream& out)
      : tagger_(tagger), journey_(journey), out_(out) {}

  // `redactions`: those of the record's text; nullptr: it was not asked for.
  void ndjson(const TagRecord& record, const Tagged& tagged, std::span<const TargetScore> targets,
              const std::vector<Redaction>* redactions) {
    line_.clear();
    JsonLine json(line_);
    json.open('{').field("id", record.id);
    if (redactions != nullptr) {
      json.field("text", record.text);
      write_redactions(json, *redactions);
    }
    json.field("language", tagged.languages.empty() ? "und" : tagged.languages.front());
    json.field("valence", tagged.valence).field("label", to_string(tagged.label));
    if (tagged.compound) json.key("compound").ten_thousandths(*tagged.compound);
    emotions_json(json, tagged.emotions);
    document_feelings(json, tagged);
    json.key("mentions").open('[');
    for (std::uint32_t m = 0; m < tagged.mentions.size(); ++m) mention_json(json, m, tagged);
    json.close(']');
    if (!record.targets.empty()) {
      json.key("targets").open('[');
      for (const auto& target : targets) {
        json.open('{');
        span_json(json, target.span);
        json.field("valence", target.valence).field("label", to_string(target.label)).close('}');
      }
      json.close(']');
    }
    write_acts(json, tagged, tagger_);
    json.close('}');
    line_ += '\n';
    out_.write(line_);
  }

  void tsv(const TagRecord& record, const Tagged& tagged) {
    line_ = fmt::format("{}\t{}\t{}", record.id, tagged.valence, to_string(tagged.label));
    for (const auto intensity : tagged.emotions) line_ += fmt::format("\t{}", intensity);
    line_ += '\t';
    const auto strongest = strongest_feelings(tagged);
    std::string_view separator;
    for (std::size_t f = 0; f < strongest.size(); ++f) {
      if (strongest[f] == 0) continue;
      line_ += fmt::format("{}{}:{}", separator, tagger_.feeling_names()[f], strongest[f]);
      separator = ",";
    }
    append_acts(line_, tagged);
    line_ += '\n';
    out_.write(line_);
  }

  void explain(const TagRecord& record, const Tagged& tagged) {
    out_.write(fmt::format("{}  {} {:+}\n", out_.styled(Style::heading, terminal_safe(record.id)),
                           to_string(tagged.label), tagged.valence));
    for (std::uint32_t m = 0; m < tagged.mentions.size(); ++m) {
      const Mention& mention = tagged.mentions[m];
      std::vector<EvidenceRow> rows;
      for (const auto& step : evidence_of(mention, tagged)) {
        rows.push_back({step.span, std::string(tagger_.rule_name(step.rule)), step.weight,
                        std::string(dimension_name(step))});
      }
      out_.write(explain_steps(record.text, mention.span, mention.label, mention.valence,
                               mention.emotions, rows, out_));
      explain_feelings(record, m, tagged);
      if (mention.touchpoint != kUnassigned && journey_ != nullptr) {
        out_.write(
            fmt::format("  at {}, by {}\n",
                        journey_->touchpoints[static_cast<std::size_t>(mention.touchpoint)].id,
                        to_string(mention.attached_by)));
      }
    }
    out_.write(explain_acts(record.text, tagged, tagger_, out_));
  }

 private:
  static std::span<const Evidence> evidence_of(const Mention& mention, const Tagged& tagged) {
    return std::span(tagged.evidence).subspan(mention.evidence_begin, mention.evidence_count);
  }

  // Of each feeling the strongest mention's, as with emotions.
  [[nodiscard]] std::vector<std::int16_t> strongest_feelings(const Tagged& tagged) const {
    std::vector<std::int16_t> strongest(tagger_.feeling_names().size());
    for (const FeelingScore& score : tagged.feelings) {
      strongest[score.feeling] = std::max(strongest[score.feeling], score.intensity);
    }
    return strongest;
  }

  void document_feelings(JsonLine& json, const Tagged& tagged) {
    const auto names = tagger_.feeling_names();
    if (names.empty()) return;
    const auto strongest = strongest_feelings(tagged);
    json.key("feelings").open('{');
    for (std::size_t f = 0; f < names.size(); ++f) {
      if (strongest[f] > 0) json.field(names[f], strongest[f]);
    }
    json.close('}');
  }

  void mention_feelings(JsonLine& json, std::uint32_t number, const Tagged& tagged) {
    const auto names = tagger_.feeling_names();
    if (names.empty()) return;
    json.key("feelings").open('{');
    for (const FeelingScore& score : tagged.feelings) {
      if (score.mention == number) json.field(names[score.feeling], score.intensity);
    }
    json.close('}').key("feeling_evidence").open('[');
    for (const FeelingScore& score : tagged.feelings) {
      if (score.mention != number) continue;
      write_steps(json, view(score, tagged));
    }
    json.close(']');
  }

  [[nodiscard]] FeelingView view(const FeelingScore& score, const Tagged& tagged) const {
    return {tagger_.feeling_names()[score.feeling], tagger_.rule_name(score.rule), score.intensity,
            std::span(tagged.feeling_steps).subspan(score.step_begin, score.step_count)};
  }

  void explain_feelings(const TagRecord& record, std::uint32_t number, const Tagged& tagged) {
    for (const FeelingScore& score : tagged.feelings) {
      if (score.mention == number) {
        out_.write(explain_feeling(record.text, view(score, tagged)));
      }
    }
  }

  void mention_json(JsonLine& json, std::uint32_t number, const Tagged& tagged) {
    const Mention& mention = tagged.mentions[number];
    json.open('{');
    span_json(json, mention.span);
    if (mention.touchpoint != kUnassigned && journey_ != nullptr) {
      const auto& touchpoint = journey_->touchpoints[static_cast<std::size_t>(mention.touchpoint)];
      json.field("touchpoint", touchpoint.id).field("stage", journey_->stages[touchpoint.stage].id);
      json.field("attached_by", to_string(mention.attached_by));
    }
    json.field("valence", mention.valence).field("label", to_string(mention.label));
    emotions_json(json, mention.emotions);
    mention_feelings(json, number, tagged);
    json.key("evidence").open('[');
    for (const auto& step : evidence_of(mention, tagged)) {
      json.open('{');
      span_json(json, step.span);
      json.field("rule", tagger_.rule_name(step.rule));
      if (step.dimension != kValenceDimension) json.field("emotion", dimension_name(step));
      json.field("weight", step.weight).close('}');
    }
    json.close(']').close('}');
  }

  const Tagger& tagger_;
  const Journey* journey_;
  Stream& out_;
  std::string line_;
};

int run_tag(Context& context) {
  const auto& args = context.arguments;
  std::optional<Journey> journey;
  if (args.has("journey")) journey = read_journey_of(args.get("journey"));
  const auto* with = journey ? &*journey : nullptr;
  TaggerOptions options{args.all("pack"), pack_folders(), args.all("name"), args.get("profile")};
  if (options.packs.empty()) {
    options.packs = {"en"};
    if (options.profile.empty()) options.later = find_language_packs(options.pack_folders);
  }
  const auto tagger = make_tagger(options, with);

  const bool tsv = args.get("output", "ndjson") == "tsv";
  Writer writer(*tagger, with, context.out);
  if (tsv && !args.has("explain")) {
    std::string header = "id\tvalence\tlabel";
    for (const auto name : kEmotionNames) header += fmt::format("\t{}", name);
    context.out.write(header + "\tfeelings\tacts\teffort\tchurn_risk\n");
  }
  const auto scratch = tagger->scratch();
  Tagged tagged;
  std::vector<TargetScore> targets;
  auto redaction = redaction_settings(args);
  redaction.on = args.has("redact");
  const auto redactor = make_redactor(redaction);
  std::vector<Redaction> redactions;
  TagRecord redacted;
  Languages met;
  const auto take = [&](const TagRecord& given) {
    if (redactor) {
      redacted = given;
      redactions = redactor->redact(redacted.text);
      for (auto& target : redacted.targets) target = to_stored(redactions, target);
    }
    const TagRecord& record = redactor ? redacted : given;
    const auto& language = record.language.empty() ? args.get("language") : record.language;
    tagger->tag_text(record.text, language, record.targets, *scratch, tagged, targets);
    for (const auto& found : tagged.languages) ++met[found];
    tagger->feel(tagged);
    if (args.has("explain")) {
      writer.explain(record, tagged);
    } else if (tsv) {
      writer.tsv(record, tagged);
    } else {
      writer.ndjson(record, tagged, targets, redactor ? &redactions : nullptr);
    }
  };
  if (args.has("text")) {
    take({"1", args.get("text"), "", {}});
    tell_unscored(without_pack(met, *tagger), "texts", context.err);
    return 0;
  }
  std::uint64_t rejected = 0;
  const auto refuse = [&](std::uint64_t line, const std::string& why) {
    ++rejected;
    context.err.write(fmt::format("rejected line {}: {}\n", line, terminal_safe(why)));
  };
  read_tag_input(std::cin, args.get("input", "ndjson"), take, refuse);
  if (rejected > 0) context.err.write(fmt::format("{} records rejected\n", rejected));
  tell_unscored(without_pack(met, *tagger), "texts", context.err);
  return rejected > 0 && args.has("strict") ? static_cast<int>(Exit::data) : 0;
}

}  // namespace

const Command kTag = {
    "tag",
    "score texts from standard input to standard output, with evidence",
    "A filter: one record a line in, one a line out, order kept, nothing stored. In: NDJSON "
    "{\"id\",\"text\",\"language\"?,\"targets\":[[begin,end],...]?}, TSV with a header naming id "
    "and "
    "text, or plain text, one a line. Out: valence -1000..1000, label (none means no evidence, "
    "which "
    "is not neutral), emotions 0..1000, mentions with the evidence whose weights sum to the "
    "scores. "
    "Acts, effort and churn risk come with the words behind them. Spans are byte offsets.",
    "echo '{\"id\":\"1\",\"text\":\"Checkout was really slow.\"}' | voxmap tag\n"
    "voxmap tag --explain -t 'Not bad at all, but the app keeps crashing'\n"
    "voxmap tag --input tsv --output tsv --pack en --pack en-customer-service < comments.tsv",
    {},
    kTagFlags,
    run_tag};

}  // namespace voxmap::cli
