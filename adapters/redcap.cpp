// REDCap's CSV exports: raw or labelled, longitudinal, with repeating instruments and surveys.
#include <algorithm>

#include "base/utf8.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;

bool is_field_name(std::string_view name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

// Exports with labels name their own columns in English, whatever the questions are.
bool has_labels(const std::vector<std::string>& names) {
  const auto any = [&](auto test) { return std::ranges::any_of(names, test); };
  const bool own = any([](const std::string& name) {
    return name == "Event Name" || name == "Repeat Instrument" || name == "Survey Identifier" ||
           name.find(" (choice=") != name.npos;
  });
  return any([](const std::string& name) { return name == "Complete?"; }) &&
         (own || fold(trim(names[0])).ends_with("id"));
}

// Every column is a field name, and every form ends in a column that says whether it is complete.
bool matches_redcap(const HeadRows& rows) {
  if (rows.empty() || rows[0].size() < 3) return false;
  const auto& names = rows[0];
  if (has_labels(names)) return true;
  if (!std::ranges::all_of(names, is_field_name)) return false;
  const bool own = std::ranges::any_of(names, [](const std::string& name) {
    return name == "redcap_event_name" || name == "redcap_repeat_instrument" ||
           name == "redcap_survey_identifier" || name == "redcap_data_access_group";
  });
  const bool forms = std::ranges::any_of(
      names, [](const std::string& name) { return name.ends_with("_complete"); });
  const bool id = names[0].ends_with("id") || names[0].starts_with("record");
  return forms && (own || id);
}

// "Which services? (choice=Clinic)"; a form's "Complete?" and "Survey Timestamp", each as often as
// there are forms.
void own_label(Draft& draft, std::size_t i) {
  constexpr std::string_view kChoice = " (choice=";
  survey::Column& column = draft.table.columns[i];
  const std::string header = column.header;
  const std::size_t box = header.rfind(kChoice);
  if (box != header.npos && header.ends_with(')') && column.choice.empty()) {
    const std::size_t begin = box + kChoice.size();
    draft.choice(i, header.substr(0, box), header.substr(begin, header.size() - 1 - begin));
  } else if (header == "Complete?") {
    column.nature = survey::Column::Nature::closed;
  } else if (header == "Survey Timestamp") {
    column.nature = survey::Column::Nature::closed;
    if (draft.own.time) {
      draft.own.other_times.push_back(i);
    } else {
      draft.own.time = i;
      draft.note("time: column '" + column.name + "'");
    }
  }
}

void own_redcap(Draft& draft) {
  draft.own.key = {0};
  for (const std::string_view part :
       {"redcap_event_name", "event name", "redcap_repeat_instrument", "repeat instrument",
        "redcap_repeat_instance", "repeat instance"}) {
    if (const auto column = draft.find(part)) draft.own.key.push_back(*column);
  }
  draft.note("key: column '" + draft.table.columns[0].name + "'" +
             (draft.own.key.size() > 1 ? " with event, instrument and instance" : ""));
  draft.respondent({"redcap_survey_identifier", "survey identifier"});
  draft.closed({"redcap_data_access_group", "data access group"});
  static const auto kComplete = std::make_shared<const survey::Labels>(
      survey::Labels{{"0", "incomplete"}, {"1", "unverified"}, {"2", "complete"}});
  for (std::size_t i = 1; i < draft.size(); ++i) {
    survey::Column& column = draft.table.columns[i];
    const std::string& name = draft.name(i);
    const std::size_t box = name.find("___");
    if (box != name.npos && column.choice.empty()) {
      draft.choice(i, name.substr(0, box), name.substr(box + 3));
    } else if (name.ends_with("_complete") && draft.all(i, [](std::string_view cell) {
                 return cell == "0" || cell == "1" || cell == "2";
               })) {
      column.nature = survey::Column::Nature::closed;
      column.labels = kComplete;
    } else if (name.ends_with("_timestamp")) {
      draft.times({name});
    } else {
      own_label(draft, i);
    }
  }
}

constexpr survey::Vendor kRedcapVendor = {survey::one_header_row, matches_redcap, own_redcap};

bool recognises_redcap(std::string_view head) { return matches_redcap(survey::head_rows(head, 1)); }
std::unique_ptr<Source> open_redcap(Input input) {
  return survey::open_planned(survey::plan_table(input, kRedcapVendor));
}

}  // namespace

constinit const Adapter kRedcap = {
    "redcap",           "REDCap data exports (CSV); the data dictionary names questions and codes",
    SourceKind::survey, survey::kDelimitedOptions,
    "extra/redcap.csv", recognises_redcap,
    open_redcap};

}  // namespace voxmap
