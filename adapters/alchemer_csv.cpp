// Alchemer's (SurveyGizmo's) CSV of responses.
#include "base/utf8.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;

bool matches_alchemer_csv(const HeadRows& rows) {
  return !rows.empty() && survey::has_name(rows[0], "response id") &&
         survey::has_name(rows[0], "date submitted") && survey::has_name(rows[0], "status") &&
         (survey::has_name(rows[0], "time started") || survey::has_name(rows[0], "sessionid"));
}

std::string_view skip_reason(std::string_view status) {
  const std::string word = fold(status);
  if (word == "deleted") return "deleted";
  return word == "test" || word == "test data" ? "survey_test" : std::string_view();
}

void own_alchemer_csv(Draft& draft) {
  draft.key({"response id"});
  draft.times({"date submitted", "time started"});
  draft.own.status = draft.find("status");
  draft.own.skip = skip_reason;
  draft.respondent({"contact id"});
  draft.language({"language"});
  draft.personal({"ip address"}, "IP addresses by its header");
  draft.personal({"longitude", "latitude", "postal"}, "positions by its header");
  draft.closed({"status", "sessionid", "user agent", "referer", "extended referer", "country",
                "city", "state/region", "tags", "legacy comments", "comments"});
  // https://apihelp.alchemer.com: dates are those of the US East coast.
  draft.own.zone = "America/New_York";
  draft.note("zone America/New_York assumed: Alchemer writes Eastern time; set zone");
  for (std::size_t i = 0; i < draft.size(); ++i) {
    const std::string header = survey::plain_text(draft.table.columns[i].header);
    const std::size_t colon = header.find(':');
    if (colon == header.npos || colon == 0 || colon + 1 == header.size()) continue;
    // "Choice:Question" ticked with the choice itself.
    const std::string label(trim(std::string_view(header).substr(0, colon)));
    if (draft.all(i, [&](std::string_view cell) { return cell == label; })) {
      draft.choice(i, std::string(trim(std::string_view(header).substr(colon + 1))), label);
    }
  }
  draft.note_spreadsheet();
}

constexpr survey::Vendor kAlchemerCsvVendor = {nullptr, matches_alchemer_csv, own_alchemer_csv};

bool recognises_alchemer_csv(std::string_view head) {
  return matches_alchemer_csv(survey::head_rows(head, 1));
}
std::unique_ptr<Source> open_alchemer_csv(Input input) {
  return survey::open_planned(survey::plan_table(input, kAlchemerCsvVendor));
}

}  // namespace

constinit const Adapter kAlchemerCsv = {
    "alchemer_csv",       "Alchemer (SurveyGizmo) responses (CSV)",
    SourceKind::survey,   survey::kDelimitedOptions,
    "extra/alchemer.csv", recognises_alchemer_csv,
    open_alchemer_csv};

}  // namespace voxmap
