// Microsoft Forms: the table of its workbook, saved as delimited text.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;

struct FormHead {
  std::string_view start, end, mail, name;
};
// The first five columns in the languages in which they were seen or are documented.
constexpr std::array<FormHead, 6> kHeads = {
    {{"start time", "completion time", "email", "name"},
     {"startzeit", "fertigstellungszeit", "e-mail", "name"},
     {"heure de d\u00e9but", "heure de fin", "adresse de messagerie", "nom"},
     {"hora de inicio", "hora de finalizaci\u00f3n", "correo electr\u00f3nico", "nombre"},
     {"begintijd", "tijd van voltooien", "e-mail", "naam"},
     {"ora di inizio", "ora di completamento", "posta elettronica", "nome"}}};

const FormHead* head_of(const HeadRows& rows) {
  if (rows.empty() || rows[0].size() < 5 || fold(trim(rows[0][0])) != "id") return nullptr;
  const auto found = std::ranges::find_if(kHeads, [&](const FormHead& head) {
    return survey::has_name(rows[0], head.start) && survey::has_name(rows[0], head.end);
  });
  return found == kHeads.end() ? nullptr : &*found;
}

bool matches_ms_forms(const HeadRows& rows) { return head_of(rows) != nullptr; }

void own_ms_forms(Draft& draft) {
  draft.key({"id"});
  if (const FormHead* const head = head_of({draft.table.header_rows.at(0)})) {
    draft.times({head->end, head->start});
    draft.respondent({head->mail});
    draft.personal({head->mail}, "e-mail addresses by its header");
    draft.personal({head->name}, "names by its header");
  }
  draft.closed({"last modified time", "total points", "quiz feedback"});
  for (std::size_t i = 1; i < draft.size(); ++i) {
    if (draft.name(i).starts_with("points - ")) {
      draft.table.columns[i].nature = survey::Column::Nature::closed;
    }
    survey::split_choices(draft.table, i, ";", true);
  }
}

constexpr survey::Vendor kMsFormsVendor = {survey::one_header_row, matches_ms_forms, own_ms_forms};

bool recognises_ms_forms(std::string_view head) {
  return matches_ms_forms(survey::head_rows(head, 1));
}
std::unique_ptr<Source> open_ms_forms(Input input) {
  return survey::open_planned(survey::plan_table(input, kMsFormsVendor));
}

}  // namespace

constinit const Adapter kMsForms = {"ms_forms",           "Microsoft Forms responses saved as CSV",
                                    SourceKind::survey,   survey::kDelimitedOptions,
                                    "extra/ms-forms.csv", recognises_ms_forms,
                                    open_ms_forms};

}  // namespace voxmap
