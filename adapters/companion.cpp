// Files that say something about other inputs and hold nobody's words.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "codebook.hpp"
#include "json_outline.hpp"
#include "not_data.hpp"
#include "survey_vendor.hpp"
#include "voxmap/proposal.hpp"

namespace voxmap {
namespace {

std::string of_json(const JsonOutline& outline) {
  // api.surveymonkey.com/v3/surveys/ID/details
  if (outline.has(".pages[].questions[].headings[].heading") ||
      outline.has(".pages[].questions[].headings")) {
    return "SurveyMonkey's description of a survey: its questions, no answers; give the responses";
  }
  const bool user = outline.has("[].is_bot") && outline.has("[].team_id");
  if ((user || outline.has("[].profile.real_name")) && !outline.has("[].text")) {
    return "the list of users of a Slack workspace: read beside the messages of its export";
  }
  if (outline.has("[].creator") && outline.has("[].members") && outline.has("[].id")) {
    return "the list of channels of a Slack workspace: no messages";
  }
  const bool person = outline.is(".type", "Person") || outline.is(".type", "Service");
  if (person && outline.has(".inbox") && outline.has(".outbox")) {
    return "the profile of an account of Mastodon: outbox.json has its posts";
  }
  return {};
}

// The sheet "survey" of an XLSForm, in which ODK and KoboToolbox keep a form: a row a question.
bool is_xlsform(std::string_view head) {
  const std::string_view first = head.substr(0, head.find('\n'));
  if (first.find("type") == first.npos || first.find("name") == first.npos) return false;
  const survey::HeadRows rows = survey::head_rows(head, 50);
  if (rows.size() < 2 || !survey::has_name(rows[0], "name")) return false;
  const auto type = std::ranges::find_if(
      rows[0], [](const std::string& cell) { return fold(trim(cell)) == "type"; });
  if (type == rows[0].end()) return false;
  const auto at = static_cast<std::size_t>(type - rows[0].begin());
  constexpr std::array<std::string_view, 18> kTypes = {
      "text",  "integer", "decimal",  "note",        "date",      "datetime",
      "time",  "start",   "end",      "today",       "deviceid",  "calculate",
      "image", "audio",   "geopoint", "begin_group", "end_group", "acknowledge"};
  std::size_t known = 0;
  std::size_t filled = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string cell = at < rows[i].size() ? fold(trim(rows[i][at])) : std::string();
    if (cell.empty()) continue;
    ++filled;
    const bool choice = cell.starts_with("select_one ") || cell.starts_with("select_multiple ") ||
                        cell.starts_with("begin ") || cell.starts_with("end ");
    if (choice || std::ranges::find(kTypes, cell) != kTypes.end()) ++known;
  }
  return filled > 0 && known * 2 > filled;
}

// The codebook calls the column so, whatever the adapter called it.
bool knows(const survey::Codebook& book, const std::string& column) {
  if (book.entries.contains(column)) return true;
  for (const auto& [name, entry] : book.entries) {
    if (!entry.group.empty() && entry.group == column) return true;
  }
  return false;
}

}  // namespace

std::optional<CodebookFit> codebook_fit(std::string_view bytes, const std::string& file,
                                        const Proposal& proposal) {
  const std::string_view kind = survey::codebook_kind(bytes);
  if (kind.empty()) return std::nullopt;
  const survey::Codebook book = survey::parse_codebook(bytes, file);
  CodebookFit fit;
  fit.kind = kind;
  fit.columns = proposal.columns.size();
  for (const ProposedColumn& column : proposal.columns)
    if (knows(book, column.column)) ++fit.known;
  return fit;
}

std::string companion(std::string_view head) {
  if (const std::string_view kind = survey::codebook_kind(head); !kind.empty()) {
    return "a codebook (" + std::string(kind) +
           "): it says what the columns of an export mean and holds no answers; give it with the "
           "export, as --codebook FILE or codebook = \"FILE\" of the source in voxmap.toml";
  }
  if (is_xlsform(head)) {
    return "an XLSForm (a form of ODK or KoboToolbox): its questions, no answers; give the "
           "submissions, as JSON with the form in it or as CSV";
  }
  const JsonOutline outline(head);
  return outline.is_json() && outline.archive_part().empty() ? of_json(outline) : std::string();
}

}  // namespace voxmap
