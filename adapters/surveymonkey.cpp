// SurveyMonkey: exports with one header row or two (question, then choice).
#include <algorithm>

#include "base/utf8.hpp"
#include "guess.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;

bool is_id(std::string_view cell) {
  const std::string name = fold(trim(cell));
  return name == "respondent id" || name == "respondentid";
}

bool matches(const HeadRows& rows) {
  return !rows.empty() && rows[0].size() > 1 && is_id(rows[0][0]);
}

// The second row names choices and has no id; owners often delete it.
std::optional<std::size_t> header(const std::vector<CsvRow>& rows) {
  if (rows.empty() || rows[0].cells.empty() || !is_id(rows[0].cells[0])) return std::nullopt;
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

void own(Draft& draft) {
  draft.key({"respondent id", "respondentid"});
  draft.times({"end date", "date modified", "start date", "date created"});
  draft.personal({"ip address"}, "IP addresses by its header");
  draft.personal({"email address"}, "e-mail addresses by its header");
  draft.personal({"first name", "last name"}, "names by its header");
  draft.closed({"collector id"});
  own_questions(draft);
  draft.note_spreadsheet();
}

constexpr survey::Vendor kVendor = {header, matches, own, false};

bool recognises(std::string_view head) { return matches(survey::head_rows(head, 1)); }
std::unique_ptr<Source> open(Input input) {
  return survey::open_planned(survey::plan_table(input, kVendor));
}

}  // namespace

constinit const Adapter kSurveyMonkey = {"surveymonkey",
                                         "SurveyMonkey exports (CSV), one header row or two",
                                         SourceKind::survey,
                                         survey::kDelimitedOptions,
                                         "extra/surveymonkey.csv",
                                         recognises,
                                         open};

}  // namespace voxmap
