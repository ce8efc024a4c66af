// The report of `voxmap evaluate` as one JSON object: every figure, rounded to six decimals.
#include <nlohmann/json.hpp>

#include "cli/evaluate_report.hpp"
#include "journey/format.hpp"
#include "journey/json_out.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

Json number_json(double value) { return rounded(value, 6); }
Json number_json(const std::optional<double>& value) {
  return value ? number_json(*value) : Json(nullptr);
}

Json measured(const learn::Measured& value) {
  Json json = {{"value", number_json(value.value)}};
  if (value.interval) {
    json["low"] = number_json(value.interval->low);
    json["high"] = number_json(value.interval->high);
  }
  return json;
}
Json measured(const std::optional<learn::Measured>& value) {
  return value ? measured(*value) : Json(nullptr);
}

Json hits(const learn::Hits& hits) {
  return {{"precision", number_json(hits.precision())},
          {"recall", number_json(hits.recall())},
          {"f1", number_json(hits.f1())},
          {"coded", hits.gold},
          {"said", hits.said},
          {"right", hits.right}};
}

Json labels_json(const learn::LabelReport& report, const std::vector<learn::Bin>& bins) {
  Json json = {{"rows", report.rows},
               {"no_evidence", report.no_evidence},
               {"accuracy", measured(report.accuracy)},
               {"macro_f1", measured(report.macro_f1)},
               {"macro_recall", measured(report.macro_recall)},
               {"auc", measured(report.auc)},
               {"auc_positive", number_json(report.auc_positive)},
               {"auc_negative", number_json(report.auc_negative)}};
  constexpr std::array<Label, 3> kLabels = {Label::negative, Label::neutral, Label::positive};
  for (const auto& line : report.classes) {
    const std::string name(to_string(line.label));
    json["classes"][name] = hits(line.hits);
    const auto& row = report.confusion[static_cast<std::size_t>(line.label) - 1];
    for (std::size_t k = 0; k < kLabels.size(); ++k) {
      json["confusion"][name][std::string(to_string(kLabels[k]))] = row[k];
    }
  }
  for (const auto& bin : bins) {
    json["calibration"].push_back({{"evidence", bin.evidence},
                                   {"from", bin.from},
                                   {"to", bin.to},
                                   {"rows", bin.rows},
                                   {"negative", bin.gold[0]},
                                   {"neutral", bin.gold[1]},
                                   {"positive", bin.gold[2]}});
  }
  return json;
}

Json emotion_report_json(const learn::EmotionReport& report) {
  Json json = {{"rows", report.rows},
               {"macro_f1", measured(report.macro_f1)},
               {"micro_f1", measured(report.micro_f1)},
               {"jaccard", measured(report.jaccard)}};
  for (std::size_t k = 0; k < report.emotions.size(); ++k) {
    Json line = hits(report.emotions[k].second);
    line["auc"] = number_json(report.auc[k]);
    json["emotions"][std::string(to_string(report.emotions[k].first))] = line;
  }
  return json;
}

Json touchpoints_json(const learn::TouchpointReport& report) {
  Json json = {{"rows", report.rows}, {"exact", report.exact}, {"micro", hits(report.all)}};
  for (const auto& [name, line] : report.touchpoints) json["touchpoints"][name] = hits(line);
  return json;
}

Json worst_json(const Evaluated& e, std::size_t index, Judge& judge) {
  const learn::GoldRow& row = e.table.rows[index];
  const learn::Answer& answer = e.answers[index];
  Json json = {{"id", row.id}, {"line", row.line}, {"text", row.text}};
  if (row.label) json["coded_label"] = to_string(*row.label);
  if (row.score) json["coded_score"] = *row.score;
  for (std::size_t k = 0; k < e.table.emotions.size(); ++k) {
    if (row.emotions[k] > 0) json["coded_emotions"].push_back(to_string(e.table.emotions[k]));
  }
  if (row.target) json["target"] = {row.target->begin, row.target->end};
  json["label"] = to_string(answer.label);
  json["valence"] = answer.valence;
  json["evidence"] = Json::array();
  for (const Evidence& step : judge.tag(row).evidence) {
    Json line = {{"span", {step.span.begin, step.span.end}},
                 {"rule", judge.tagger().rule_name(step.rule)}};
    if (step.dimension != kValenceDimension) line["emotion"] = kEmotionNames[step.dimension];
    line["weight"] = step.weight;
    json["evidence"].push_back(std::move(line));
  }
  return json;
}

}  // namespace

std::string evaluate_json(const Evaluated& e, Judge& judge) {
  Json json = {{"file", e.file}, {"rows", e.report.rows}, {"resamples", e.report.resamples}};
  for (const PackInfo& pack : judge.tagger().packs()) {
    json["packs"].push_back(
        {{"name", pack.name}, {"version", pack.version}, {"digest", pack.digest}});
  }
  json["thresholds"] = Json::array();
  for (const Threshold& threshold : judge.tagger().thresholds()) {
    json["thresholds"].push_back(
        {{"language", threshold.language},
         {"name", threshold.name},
         {"value", threshold.value},
         {"pack", threshold.pack.empty() ? Json() : Json(threshold.pack)}});
  }
  json["rejected"] = Json::array();
  for (const auto& reject : e.table.rejects) {
    json["rejected"].push_back({{"line", reject.line}, {"reason", reject.why}});
  }
  json["left_out"] = Json::object();
  for (const auto& [label, rows] : e.table.ignored) json["left_out"][label] = rows;
  json["unlabelled"] = e.table.unlabelled;
  json["unused_columns"] = e.table.unused_columns;
  if (e.report.labels) json["labels"] = labels_json(*e.report.labels, e.report.bins);
  if (e.report.scores) {
    json["scores"] = {{"rows", e.report.scores->rows},
                      {"pearson", measured(e.report.scores->pearson)},
                      {"spearman", measured(e.report.scores->spearman)}};
  }
  if (e.report.emotions) json["emotions"] = emotion_report_json(*e.report.emotions);
  if (e.report.touchpoints) json["touchpoints"] = touchpoints_json(*e.report.touchpoints);
  json["groups"] = Json::array();
  for (const auto& group : e.report.groups) {
    json["groups"].push_back({{"by", group.by},
                              {"name", group.name},
                              {"rows", group.rows},
                              {"accuracy", number_json(group.accuracy)},
                              {"macro_f1", number_json(group.macro_f1)},
                              {"pearson", number_json(group.pearson)},
                              {"emotion_macro_f1", number_json(group.emotion_macro_f1)}});
  }
  json["worst"] = Json::array();
  for (const std::size_t index : e.report.worst)
    json["worst"].push_back(worst_json(e, index, judge));
  return json_text(json, 2);
}

}  // namespace voxmap::cli
