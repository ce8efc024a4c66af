// Submissions of XLSForm programs as CSV: KoboToolbox, ODK and SurveyCTO.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;

bool is_cto(const HeadRows& rows) {
  return !rows.empty() && survey::has_name(rows[0], "submissiondate") &&
         (survey::has_name(rows[0], "formdef_version") ||
          (survey::has_name(rows[0], "deviceid") && survey::has_name(rows[0], "key")));
}

bool is_odk(const HeadRows& rows) {
  if (rows.empty() || is_cto(rows)) return false;
  const auto has = [&](std::string_view name) { return survey::has_name(rows[0], name); };
  const bool kobo = has("_uuid") || has("_submission_time") || has("_submission__uuid");
  const bool odk = has("meta/instanceid") || has("meta-instanceid") || has("meta:instanceid") ||
                   (has("instanceid") && has("key")) || (has("submissiondate") && has("key"));
  return kobo || odk;
}

// Humanitarian exports have a row of HXL tags (#loc+name) below the names.
std::optional<std::size_t> header_of_odk(const std::vector<CsvRow>& rows) {
  if (rows.size() < 2) return 1;
  const auto& cells = rows[1].cells;
  const auto tags = std::ranges::count_if(
      cells, [](const std::string& cell) { return cell.size() > 1 && cell[0] == '#'; });
  const auto others = std::ranges::count_if(
      cells, [](const std::string& cell) { return !trim(cell).empty() && cell[0] != '#'; });
  return tags > 0 && others == 0 ? 2 : 1;
}

void restore_names(Draft& draft) {
  if (draft.table.header_rows.size() < 2) return;
  const auto& names = draft.table.header_rows[0];
  for (std::size_t i = 0; i < std::min(draft.size(), names.size()); ++i) {
    if (names[i].empty()) continue;
    survey::Column& column = draft.table.columns[i];
    column.header = column.name = column.prompt = names[i];
    draft.rename(i, names[i]);
  }
}

bool is_tick(std::string_view cell) {
  const std::string word = fold(cell);
  return word == "0" || word == "1" || word == "true" || word == "false" || word == "n/a";
}

// A question of several choices has one column for all, its values parted by blanks, and one a
// choice with 1 and 0. The columns of the choices are read; the one for all would say it again.
void join_choices(Draft& draft, char separator) {
  for (std::size_t i = 0; i < draft.size(); ++i) {
    const std::string whole = draft.table.columns[i].header;
    if (whole.empty()) continue;
    std::vector<std::size_t> choices;
    for (std::size_t j = i + 1; j < draft.size(); ++j) {
      const std::string& header = draft.table.columns[j].header;
      if (header.size() < whole.size() + 2 || !header.starts_with(whole) ||
          header[whole.size()] != separator) {
        break;
      }
      if (!draft.all(j, is_tick)) break;
      choices.push_back(j);
    }
    if (choices.size() < 2) continue;
    for (const std::size_t j : choices) {
      draft.choice(j, whole, draft.table.columns[j].header.substr(whole.size() + 1));
    }
    draft.table.columns[i].again = true;
  }
}

void own_devices(Draft& draft) {
  draft.personal({"deviceid", "subscriberid", "simid", "simserial", "device_id", "imei"},
                 "device ids by its header");
  draft.personal({"phonenumber", "devicephonenum"}, "telephone numbers by its header");
  draft.personal({"username", "_submitted_by", "submittername", "enumerator_name"},
                 "names by its header");
  // lieu and its parts _lieu_latitude, _lieu_longitude, ...
  for (std::size_t i = 0; i < draft.size(); ++i) {
    const std::string& name = draft.name(i);
    for (const std::string_view part : {"_latitude", "_longitude", "_altitude", "_precision"}) {
      if (!name.ends_with(part)) continue;
      draft.table.columns[i].personal = "positions by its header";
      if (name[0] != '_') continue;
      draft.personal({std::string_view(name).substr(1, name.size() - 1 - part.size())},
                     "positions by its header");
    }
  }
}

void own_odk(Draft& draft) {
  restore_names(draft);
  draft.key({"_uuid", "meta/instanceid", "meta-instanceid", "meta:instanceid", "instanceid", "key",
             "_id"});
  draft.times({"_submission_time", "submissiondate", "end", "start"});
  draft.closed({"__version__", "meta/versionid", "_status", "_validation_status", "_index",
                "formversion", "reviewstate", "instancename", "_notes", "_tags"});
  own_devices(draft);
  join_choices(draft, '/');
  draft.note("repeat groups, if the form has any, are not in this file: export JSON to have them");
}

void own_cto(Draft& draft) {
  restore_names(draft);
  draft.key({"key", "instanceid"});
  draft.times({"submissiondate", "endtime", "starttime"});
  draft.closed({"formdef_version", "duration", "review_status", "review_quality", "caseid"});
  own_devices(draft);
  join_choices(draft, '_');
}

constexpr survey::Vendor kOdkVendor = {header_of_odk, is_odk, own_odk};
constexpr survey::Vendor kCtoVendor = {header_of_odk, is_cto, own_cto};

bool recognises_odk(std::string_view head) { return is_odk(survey::head_rows(head, 1)); }
bool recognises_cto(std::string_view head) { return is_cto(survey::head_rows(head, 1)); }
std::unique_ptr<Source> open_odk(Input input) {
  return survey::open_planned(survey::plan_table(input, kOdkVendor));
}
std::unique_ptr<Source> open_cto(Input input) {
  return survey::open_planned(survey::plan_table(input, kCtoVendor));
}

}  // namespace

constinit const Adapter kOdkCsv = {"odk_csv",
                                   "KoboToolbox and ODK submissions (CSV)",
                                   SourceKind::survey,
                                   survey::kDelimitedOptions,
                                   "extra/kobo.csv",
                                   recognises_odk,
                                   open_odk};

constinit const Adapter kSurveyCto = {"surveycto",
                                      "SurveyCTO submissions (CSV), repeats side by side",
                                      SourceKind::survey,
                                      survey::kDelimitedOptions,
                                      "extra/surveycto.csv",
                                      recognises_cto,
                                      open_cto};

}  // namespace voxmap
