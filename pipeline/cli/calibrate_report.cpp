// The report of `voxmap calibrate`, for a person and as JSON.
#include "cli/calibrate_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "journey/format.hpp"
#include "journey/json_out.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;
using learn::CalibrationGain;
using learn::Thresholds;

// "-100, 100" of labels, "250" of an emotion, "any"; empty for what has no threshold of its own.
std::string threshold_text(const std::string& name, const Thresholds& thresholds) {
  if (name == "labels") {
    return fmt::format("{}, {:+}", thresholds.labels.negative_from,
                       thresholds.labels.positive_from);
  }
  const auto emotion = parse_emotion(name);
  if (!emotion) return {};
  const std::int16_t from = thresholds.emotions[static_cast<std::size_t>(*emotion)];
  return from <= 1 ? "any" : fmt::format("{}", from);
}

Json threshold_json(const std::string& name, const Thresholds& thresholds) {
  if (name == "labels") {
    return {{"negative_from", thresholds.labels.negative_from},
            {"positive_from", thresholds.labels.positive_from}};
  }
  const auto emotion = parse_emotion(name);
  return emotion ? Json(thresholds.emotions[static_cast<std::size_t>(*emotion)]) : Json();
}

}  // namespace

std::string calibrate_text(const CalibrateReport& report, const Stream& out) {
  std::string text = fmt::format(
      "{}  {} coded texts, scored with {}\n"
      "held out: every text once, in {} folds; intervals: 95 %, {} bootstrap resamples\n\n",
      terminal_safe(report.file), grouped(static_cast<std::int64_t>(report.rows)),
      on_top_of(report.packs), report.options.folds,
      grouped(static_cast<std::int64_t>(report.options.resamples)));
  text += out.styled(Style::dim, pad("", 14) + pad("threshold", 14) + pad("new", 12) +
                                     pad("measure", 10) + pad_left("now", 7) + pad_left("new", 7) +
                                     "  gain") +
          "\n";
  for (const CalibrationGain& gain : report.calibration.gains) {
    const bool measured = gain.difference.has_value();
    const std::string to =
        gain.kept ? threshold_text(gain.name, report.calibration.found) : std::string();
    text += pad(gain.name, 14) + pad(threshold_text(gain.name, report.before), 14) + pad(to, 12);
    if (measured) {
      text += pad(gain.measure, 10) + pad_left(fixed(gain.base, 3), 7) +
              pad_left(fixed(gain.calibrated, 3), 7) +
              fmt::format("  {}  [{}, {}]", signed_fixed(gain.calibrated - gain.base, 3, false),
                          signed_fixed(gain.difference->low, 3, false),
                          signed_fixed(gain.difference->high, 3, false));
    }
    if (!gain.refused.empty()) {
      text += fmt::format("{}{} {}", measured ? "  " : "", out.cross(), gain.refused);
    }
    text += "\n";
  }
  return text;
}

std::string calibrate_json(const CalibrateReport& report) {
  const auto number = [](double value) { return rounded(value, 6); };
  Json json = {{"file", report.file},
               {"pack", report.folder},
               {"rows", report.rows},
               {"folds", report.options.folds},
               {"resamples", report.options.resamples},
               {"written", report.calibration.any()}};
  for (const PackInfo& info : report.packs) {
    json["packs"].push_back(
        {{"name", info.name}, {"version", info.version}, {"digest", info.digest}});
  }
  json["thresholds"] = Json::array();
  for (const CalibrationGain& gain : report.calibration.gains) {
    Json line = {
        {"of", gain.name}, {"measure", gain.measure}, {"rows", gain.rows}, {"kept", gain.kept}};
    if (parse_emotion(gain.name)) line["rows_with_it"] = gain.positive;
    const Json before = threshold_json(gain.name, report.before);
    if (!before.is_null()) {
      line["before"] = before;
      line["after"] = threshold_json(gain.name, report.calibration.found);
    }
    if (!gain.refused.empty()) line["refused"] = gain.refused;
    if (gain.difference) {
      line["base"] = number(gain.base);
      line["calibrated"] = number(gain.calibrated);
      line["gain"] = {{"value", number(gain.calibrated - gain.base)},
                      {"low", number(gain.difference->low)},
                      {"high", number(gain.difference->high)}};
    }
    json["thresholds"].push_back(std::move(line));
  }
  return json_text(json, 2);
}

PackTexts pack_texts(const CalibrateReport& report) {
  PackTexts texts;
  texts.title = "Thresholds";
  texts.summary =
      fmt::format("thresholds from {} coded texts, for {}", report.rows, on_top_of(report.packs));
  const Thresholds& found = report.calibration.found;
  for (const CalibrationGain& gain : report.calibration.gains) {
    if (!gain.kept) continue;
    if (gain.name == "labels") {
      texts.thresholds.emplace_back("positive_from", found.labels.positive_from);
      texts.thresholds.emplace_back("negative_from", found.labels.negative_from);
    } else if (const auto emotion = parse_emotion(gain.name)) {
      texts.thresholds.emplace_back(gain.name, found.emotions[static_cast<std::size_t>(*emotion)]);
    }
  }
  return texts;
}

}  // namespace voxmap::cli
