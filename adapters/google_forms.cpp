// Google Forms: the CSV of the form itself and that of its sheet, whatever the account's language.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;

// The first header in the languages of Google's interface, folded.
constexpr std::array<std::string_view, 25> kTimestamp = {
    "timestamp",
    "zeitstempel",
    "horodateur",
    "marca temporal",
    "carimbo de data/hora",
    "carimbo data/hora",
    "informazioni cronologiche",
    "tijdstempel",
    "tidsstempel",
    "tidst\u00e4mpel",
    "aikaleima",
    "sygnatura czasowa",
    "\u010dasov\u00e1 zna\u010dka",
    "\u010dasov\u00e9 raz\u00edtko",
    "id\u0151b\u00e9lyeg",
    "zaman damgas\u0131",
    "marcaj de timp",
    "\u03c7\u03c1\u03bf\u03bd\u03b9\u03ba\u03ae "
    "\u03c3\u03ae\u03bc\u03b1\u03bd\u03c3\u03b7",
    "\u043e\u0442\u043c\u0435\u0442\u043a\u0430 "
    "\u0432\u0440\u0435\u043c\u0435\u043d\u0438",
    "\u043f\u043e\u0437\u043d\u0430\u0447\u043a"
    "\u0430 \u0447\u0430\u0441\u0443",
    "\u30bf\u30a4\u30e0\u30b9\u30bf\u30f3\u30d7",
    "\u65f6\u95f4\u6233\u8bb0",
    "\u6642\u9593\u6233\u8a18",
    "\ud0c0\uc784\uc2a4\ud0ec\ud504",
    "cap waktu"};

bool is_timestamp(std::string_view header) {
  const std::string name = fold(trim(header));
  return std::find(kTimestamp.begin(), kTimestamp.end(), name) != kTimestamp.end();
}

// "9/6/2018 0:06:16", "2022/06/22 11:07:29 AM AST": a date with slashes, dots or dashes and a clock
// with seconds. ISO times are some program's, not Google's.
bool is_google_time(std::string_view cell) {
  cell = trim(cell);
  return cell.size() > 10 && cell[10] != 'T' && std::ranges::count(cell, ':') == 2 &&
         parse_time(without_ambiguous_zone(cell));
}

bool matches_google_forms(const HeadRows& rows) {
  return rows.size() > 1 && rows[0].size() > 1 && is_timestamp(rows[0][0]) &&
         is_google_time(rows[1][0]);
}

void own_google_forms(Draft& draft) {
  draft.times({draft.name(0)});
  draft.personal({"email address", "username", "e-mail-adresse", "adresse e-mail"},
                 "e-mail addresses by its header");
  for (std::size_t i = 1; i < draft.size(); ++i) {
    survey::split_choices(draft.table, i, ";", false);
    survey::split_choices(draft.table, i, ", ", false);
  }
  draft.note_spreadsheet();
}

constexpr survey::Vendor kGoogleFormsVendor = {survey::one_header_row, matches_google_forms,
                                               own_google_forms};

bool recognises_google_forms(std::string_view head) {
  return matches_google_forms(survey::head_rows(head, 2));
}
std::unique_ptr<Source> open_google_forms(Input input) {
  return survey::open_planned(survey::plan_table(input, kGoogleFormsVendor));
}

}  // namespace

constinit const Adapter kGoogleForms = {
    "google_forms",           "Google Forms responses (CSV), from the form or from its sheet",
    SourceKind::survey,       survey::kDelimitedOptions,
    "extra/google-forms.csv", recognises_google_forms,
    open_google_forms};

}  // namespace voxmap
