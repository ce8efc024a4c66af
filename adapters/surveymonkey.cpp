// SurveyMonkey: exports with one header row or two (question, then choice).
#include <algorithm>
#include <array>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "guess.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;

// "date_created" -> "date created", as newer exports write their own columns.
std::string spaced(std::string_view name) {
  std::string out = fold(trim(name));
  std::ranges::replace(out, '_', ' ');
  return out;
}

bool is_id(std::string_view cell) {
  const std::string name = spaced(cell);
  return name == "respondent id" || name == "respondentid";
}

// In any language: two header rows, of which the second begins with the blanks below the program's
// own columns, over records of a respondent's and a collector's number.
bool has_surveymonkey_shape(const HeadRows& rows) {
  constexpr std::size_t kOwn = 9;  // to "Custom Data 1"
  if (rows.size() < 3 || rows[0].size() <= kOwn) return false;
  if (rows[1].size() != rows[0].size() || rows[2].size() != rows[0].size()) return false;
  const auto blank = [](const std::string& cell) { return trim(cell).empty(); };
  const auto number = [](std::string_view cell) {
    cell = trim(cell);
    return cell.size() >= 6 && cell.find_first_not_of("0123456789") == cell.npos;
  };
  const auto end_of_own = rows[1].begin() + kOwn;
  return std::none_of(rows[0].begin(), rows[0].begin() + 4, blank) &&
         std::all_of(rows[1].begin(), end_of_own, blank) &&
         !std::all_of(end_of_own, rows[1].end(), blank) && number(rows[2][0]) &&
         number(rows[2][1]) && parse_time(rows[2][2], DateOrder::unknown) &&
         parse_time(rows[2][3], DateOrder::unknown);
}

bool matches_surveymonkey(const HeadRows& rows) {
  return !rows.empty() && rows[0].size() > 1 && (is_id(rows[0][0]) || has_surveymonkey_shape(rows));
}

// The second row names choices and has no id; owners often delete it.
std::optional<std::size_t> header_of_surveymonkey(const std::vector<CsvRow>& rows) {
  if (rows.empty() || rows[0].cells.empty()) return std::nullopt;
  if (!is_id(rows[0].cells[0])) {
    HeadRows head;
    for (const CsvRow& row : rows) {
      if (!row.blank && head.size() < 3) head.push_back(row.cells);
    }
    return has_surveymonkey_shape(head) ? std::optional<std::size_t>(2) : std::nullopt;
  }
  const bool second = rows.size() > 1 && !rows[1].blank && trim(rows[1].cells[0]).empty();
  return second ? 2 : 1;
}

void own_questions(Draft& draft) {
  if (draft.table.header_rows.size() < 2) return;
  const auto& questions = draft.table.header_rows[0];
  const auto& choices = draft.table.header_rows[1];
  std::string question;
  for (std::size_t i = 0; i < draft.size(); ++i) {
    if (i < questions.size() && !trim(questions[i]).empty()) {
      question = survey::plain_text(questions[i]);
    }
    if (i >= choices.size()) continue;
    const std::string choice = survey::plain_text(choices[i]);
    if (choice.empty()) continue;
    const std::string folded = fold(choice);
    if (folded == "open-ended response") {
      const survey::Profile p = survey::profile(draft.table, i);
      const bool words = p.answers() == 0 || (p.numbers + p.times) * 2 < p.answers();
      if (words) draft.open(i, "an open-ended response");
    } else if (folded != "response" && draft.all(i, [&](std::string_view cell) {
                 return survey::plain_text(cell) == choice;
               })) {
      draft.choice(i, question, choice);
    }
  }
}

// By their order where their names are in another language.
void name_surveymonkey_columns(Draft& draft) {
  for (std::size_t i = 0; i < draft.size(); ++i) draft.rename(i, spaced(draft.name(i)));
  if (draft.size() < 4 || is_id(draft.name(0))) return;
  constexpr std::array<std::string_view, 4> kFirst = {"respondent id", "collector id", "start date",
                                                      "end date"};
  for (std::size_t i = 0; i < kFirst.size(); ++i) draft.rename(i, kFirst[i]);
}

void own_surveymonkey(Draft& draft) {
  name_surveymonkey_columns(draft);
  draft.key({"respondent id", "respondentid"});
  draft.times({"end date", "date modified", "start date", "date created"});
  draft.personal({"ip address"}, "IP addresses by its header");
  draft.personal({"email address"}, "e-mail addresses by its header");
  draft.personal({"first name", "last name"}, "names by its header");
  draft.closed({"collector id"});
  own_questions(draft);
  draft.note_spreadsheet();
}

constexpr survey::Vendor kSurveymonkeyVendor = {header_of_surveymonkey, matches_surveymonkey,
                                                own_surveymonkey, false};

bool recognises_surveymonkey(std::string_view head) {
  return matches_surveymonkey(survey::head_rows(head, 3));
}
std::unique_ptr<Source> open_surveymonkey(Input input) {
  return survey::open_planned(survey::plan_table(input, kSurveymonkeyVendor));
}

}  // namespace

constinit const Adapter kSurveyMonkey = {
    "surveymonkey",           "SurveyMonkey exports (CSV), one header row or two",
    SourceKind::survey,       survey::kDelimitedOptions,
    "extra/surveymonkey.csv", recognises_surveymonkey,
    open_surveymonkey};

}  // namespace voxmap
