// Mentions as tables: everything for analysts, and the four columns of a VoC import.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/time.hpp"
#include "journey/csv_text.hpp"
#include "journey/export.hpp"
#include "journey/format.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kVocRecords = 5000;
constexpr std::size_t kVocBytes = 5'000'000;
constexpr std::string_view kVocHead = "date,score,verbatim,stage\n";

std::string csv_header(bool text) {
  std::string out =
      "mention,source,key,person,speaker,said_at,language,stage,touchpoint,channel,attached_by,"
      "label,valence";
  for (const std::string_view name : kEmotionNames) out += fmt::format(",{}", name);
  out += ",acts,churn_risk,effort,begin,end,input,line,run";
  return out + (text ? ",prompt,text\n" : "\n");
}

std::string csv_line(const MentionRow& row, const Journey& journey, bool text) {
  const auto touchpoint = journey.find_touchpoint(row.touchpoint);
  std::string out = fmt::format(
      "{},{},{},{},{},{},{},{},{},{},{},{},{}", row.id, csv_text(row.source), csv_text(row.key),
      csv_text(export_person(row)), csv_text(row.speaker),
      row.said_at ? format_time(*row.said_at) : "", csv_text(row.language), csv_text(row.stage),
      csv_text(row.touchpoint),
      touchpoint ? csv_text(journey.touchpoints[*touchpoint].channel) : "", row.attached_by,
      to_string(row.label), row.label == Label::none ? "" : std::to_string(row.valence));
  for (const auto intensity : row.emotions) out += fmt::format(",{}", intensity);
  out += fmt::format(",{},{},{},{},{},{},{},{}", export_acts(row), row.churn_risk,
                     row.effort ? std::to_string(*row.effort) : "", row.span.begin, row.span.end,
                     csv_text(row.input),
                     row.origin.line > 0 ? std::to_string(row.origin.line) : "", row.run);
  if (text) out += fmt::format(",{},{}", csv_text(row.prompt), csv_text(row.span.of(row.text)));
  return out + "\n";
}

// "-0.585": valences are thousandths.
std::string score_of(Valence valence) { return fixed(valence / 1000.0, 3); }

}  // namespace

std::string export_person(const MentionRow& row) {
  return row.respondent.empty() ? row.source + ":" + row.key : row.respondent;
}

std::string export_acts(const MentionRow& row) {
  std::string out;
  for (std::size_t a = 0; a < kActCount; ++a) {
    const auto act = static_cast<Act>(a);
    if (std::ranges::none_of(row.acts, [&](const ActRow& r) { return r.act == act; })) continue;
    out += (out.empty() ? "" : " ") + std::string(to_string(act));
  }
  return out;
}

void each_exported(Reader& reader, const ExportOptions& options,
                   const std::function<void(const MentionRow&)>& found) {
  reader.each_mention(options.filter, [&](const MentionRow& row) {
    if (options.person.empty() || export_person(row) == options.person) found(row);
    return true;
  });
}

ExportCounts export_mentions_csv(Reader& reader, const Journey& journey,
                                 const ExportOptions& options, const ExportSink& sink) {
  ExportCounts counts;
  sink(csv_header(options.text));
  each_exported(reader, options, [&](const MentionRow& row) {
    sink(csv_line(row, journey, options.text));
    ++counts.rows;
  });
  return counts;
}

ExportCounts export_voc_csv(Reader& reader, const Journey& journey, const ExportOptions& options,
                            const std::function<void(std::string)>& part) {
  ExportCounts counts;
  std::string now(kVocHead);
  std::size_t records = 0;
  each_exported(reader, options, [&](const MentionRow& row) {
    if (row.label == Label::none) {
      ++counts.without_score;
      return;
    }
    if (!row.said_at) {
      ++counts.without_time;
      return;
    }
    const auto stage = journey.find_stage(row.stage);
    const std::string line =
        fmt::format("{},{},{},{}\n", format_date(*row.said_at), score_of(row.valence),
                    options.text ? csv_text(row.span.of(row.text)) : "",
                    stage ? csv_text(journey.stages[*stage].title) : "");
    if (records == kVocRecords || now.size() + line.size() > kVocBytes) {
      part(std::exchange(now, std::string(kVocHead)));
      records = 0;
    }
    now += line;
    ++records;
    ++counts.rows;
  });
  part(std::move(now));
  return counts;
}

}  // namespace voxmap
