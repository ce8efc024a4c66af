// Typeform's CSV: times in UTC, one column a choice whose header is the choice alone.
#include "base/utf8.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;

bool matches_typeform_csv(const HeadRows& rows) {
  return !rows.empty() && rows[0].size() > 2 && trim(rows[0][0]) == "#" &&
         survey::has_name(rows[0], "submit date (utc)");
}

void own_typeform_csv(Draft& draft) {
  draft.key({"#"});
  draft.times({"submit date (utc)", "stage date (utc)", "start date (utc)"});
  draft.keep("start date (utc)", "started_at");
  draft.own.zone = "UTC";
  draft.note("zone UTC: the headers say so");
  draft.respondent({"network id"});
  draft.closed({"response type", "tags", "ending"});
  // The question of a choice stands nowhere in the file: choices stay columns of their own.
  for (std::size_t i = 0; i < draft.size(); ++i) {
    const std::string header(trim(draft.table.columns[i].header));
    if (draft.all(i, [&](std::string_view cell) { return cell == header; })) {
      draft.choice(i, draft.table.columns[i].name, header);
    }
  }
  draft.note_spreadsheet();
}

constexpr survey::Vendor kTypeformCsvVendor = {survey::one_header_row, matches_typeform_csv,
                                               own_typeform_csv};

bool recognises_typeform_csv(std::string_view head) {
  return matches_typeform_csv(survey::head_rows(head, 1));
}
std::unique_ptr<Source> open_typeform_csv(Input input) {
  return survey::open_planned(survey::plan_table(input, kTypeformCsvVendor));
}

}  // namespace

constinit const Adapter kTypeformCsv = {
    "typeform_csv",       "Typeform exports (CSV)", SourceKind::survey, survey::kDelimitedOptions,
    "extra/typeform.csv", recognises_typeform_csv,  open_typeform_csv};

}  // namespace voxmap
