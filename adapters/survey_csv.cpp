// The generic adapter for surveys in delimited files: by a mapping, or by a guess that it explains.
#include "base/utf8.hpp"
#include "delimited.hpp"
#include "not_data.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

// A table shows by several columns that most records agree on.
bool recognises_survey_csv(std::string_view head) {
  if (head.empty() || survey::other_kind(head)) return false;
  const bool whole = head.size() < kHeadBytes;
  const std::string text = decode_head(head, decide_encoding(head, whole));
  if (is_crosstab(text)) return false;
  const CsvLayout layout = detect_layout(text, whole);
  if (layout.columns < 2) return false;
  std::size_t records = 0;
  std::size_t agreeing = 0;
  const std::vector<CsvRow> rows = sample_rows(text, whole, layout.dialect, 500);
  for (const CsvRow& row : rows) {
    if (row.blank) continue;
    ++records;
    if (row.cells.size() == layout.columns) ++agreeing;
  }
  const bool punctuation = layout.dialect.delimiter == " " || layout.dialect.delimiter == ":";
  if (records < 2) return records == 1 && !punctuation && layout.columns > 2;
  return agreeing * 10 >= records * (punctuation ? 9 : 6) && agreeing > 1;
}

std::unique_ptr<Source> open_survey_csv(Input input) {
  constexpr survey::Vendor kUnknown = {nullptr, nullptr, nullptr, true};
  return survey::open_planned(survey::plan_table(input, kUnknown));
}

}  // namespace

constinit const Adapter kSurveyCsv = {
    "survey_csv",
    "surveys and other tables in delimited files (CSV, TSV, ...), with or without a mapping",
    SourceKind::survey,
    survey::kDelimitedOptions,
    "surveys/post-purchase.csv",
    recognises_survey_csv,
    open_survey_csv};

}  // namespace voxmap
