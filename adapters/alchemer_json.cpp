// Alchemer (SurveyGizmo): pages of its API, version 5, and 4 as it was.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "survey.hpp"
#include "survey_json.hpp"

namespace voxmap {
namespace {

using json::Item;
using survey::Column;
using survey::Draft;
using survey::JsonRows;

bool recognises_alchemer_json(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  return std::ranges::any_of(
      std::array<std::string_view, 4>{".data[]", ".data", "[]", ""}, [&](std::string_view at) {
        const std::string path(at);
        const bool five =
            outline.has(path + ".date_submitted") && outline.has(path + ".survey_data");
        const bool four =
            outline.has(path + ".datesubmitted") && outline.has(path + ".is_test_data");
        return five || four;
      });
}

// https://apihelp.alchemer.com/help/surveyresponse-per-question-v5
void describe_alchemer(Column& column, std::string_view type) {
  const std::string word = fold(type);
  if (word == "essay") {
    column.nature = Column::Nature::open;
    column.why = "an essay by its type";
  } else if (word == "nps") {
    column.scale = "nps";
    column.why = "an NPS question by its type";
  } else if (word == "email") {
    column.personal = "e-mail addresses by their type";
  } else if (word == "radio" || word == "menu" || word == "checkbox" || word == "date" ||
             word == "hidden" || word == "file" || word == "signature") {
    column.nature = Column::Nature::closed;
  }
}

// Questions of the same words are columns of their own: they are told apart by their numbers.
Column& column_of(JsonRows& rows, const std::string& key, const std::string& title) {
  Column& column = rows.column(key);
  column.header = column.prompt = title.empty() ? key : title;
  return column;
}

bool answered(const Item& question) {
  const auto answer = json::find(question.value, {"answer"});
  return answer && !(answer->is_string() && trim(json::text(*answer, {})).empty());
}

void read_question(const Item& question, const std::string& above, JsonRows& rows);

// Rows of a grid, parts of a contact form: questions, or lists of them, by their numbers.
void read_parts(const Item& parts, const std::string& above, JsonRows& rows) {
  for (const auto& [number, part] : json::fields(parts)) {
    if (!part.value.is_object()) continue;
    const bool question = json::find(part.value, {"id"}) || json::find(part.value, {"question"}) ||
                          json::find(part.value, {"answer"});
    if (question) {
      read_question(part, above, rows);
    } else {
      read_parts(part, above, rows);
    }
  }
  for (const Item& part : json::elements(parts)) read_question(part, above, rows);
}

void read_question(const Item& question, const std::string& above, JsonRows& rows) {
  const std::string id = json::scalar(question.value, {"id"});
  const std::string words = survey::plain_text(json::text(question.value, {"question"}));
  std::string title = above;
  if (!above.empty() && !words.empty()) title += " - ";
  title += words;
  const std::string key = "question " + id;
  const std::string_view type = json::text(question.value, {"type"});
  if (answered(question)) {
    // A table's parts share a number and differ in their words.
    const std::string own = id.empty() || !above.empty() ? key + " " + title : key;
    describe_alchemer(column_of(rows, own, title), type);
    rows.add_value(own, *json::field(question, "answer"));
  }
  if (const auto options = json::field(question, "options")) {
    std::vector<Item> list = json::elements(*options);
    for (const auto& [number, one] : json::fields(*options)) list.push_back(one);
    for (const Item& option : list) {
      const auto rank = json::field(option, "rank");
      const auto answer = json::field(option, "answer");
      if (rank) {
        const std::string label(json::text(option.value, {"option"}));
        const std::string own = fmt::format("{} {}", key, label);
        column_of(rows, own, fmt::format("{} - {}", title, label)).nature = Column::Nature::closed;
        rows.add_value(own, *rank);
      } else if (const auto value = answer ? answer : json::field(option, "option")) {
        column_of(rows, key, title).nature = Column::Nature::closed;
        rows.add_value(key, *value);
      }
    }
  }
  if (const auto comment = json::field(question, "comments");
      comment && comment->value.is_string()) {
    Column& column = column_of(rows, key + " comment", title + " - comment");
    column.nature = Column::Nature::open;
    column.why = "a comment by its place";
    rows.add_value(key + " comment", *comment);
  }
  if (const auto parts = json::field(question, "subquestions")) read_parts(*parts, title, rows);
}

// Version 4: "[question(4)]", "[question(7), option(10008-other)]", "[url(\"campaign\")]".
void read_flat(const Item& response, JsonRows& rows) {
  for (const auto& [name, value] : json::fields(response)) {
    if (!name.starts_with('[') || value.value.is_object()) continue;
    const std::size_t end = name.find(')');
    if (end == name.npos || name.starts_with("[variable(")) continue;
    if (name.starts_with("[url(")) {
      std::string field = name.substr(5, end - 5);
      std::erase(field, '"');
      rows.add_value("url." + field, value);
    } else if (name.starts_with("[question(")) {
      rows.add_value("question " + name.substr(10, end - 10), value);
    }
  }
}

void read_alchemer_response(const Item& response, JsonRows& rows) {
  const std::string test = json::scalar(response.value, {"is_test_data"});
  if (test == "1" || json::flag(response.value, {"is_test_data"})) {
    return rows.skip(response, "survey_test");
  }
  if (fold(json::text(response.value, {"status"})) == "deleted") {
    return rows.skip(response, "deleted");
  }
  rows.begin(response);
  constexpr std::array<std::array<const char*, 2>, 8> kFields = {
      {{"id", "id"},
       {"status", "status"},
       {"contact_id", "contact_id"},
       {"date_submitted", "date_submitted"},
       {"datesubmitted", "date_submitted"},
       {"date_started", "date_started"},
       {"datestarted", "date_started"},
       {"language", "language"}}};
  for (const auto& [from, to] : kFields) {
    if (const auto value = json::field(response, from)) rows.add_value(to, *value);
  }
  if (const auto urls = json::field(response, "url_variables")) {
    for (const auto& [name, variable] : json::fields(*urls)) {
      const auto value = json::field(variable, "value");
      rows.add_value("url." + name, value ? *value : variable);
    }
  }
  if (const auto data = json::field(response, "survey_data")) read_parts(*data, {}, rows);
  read_flat(response, rows);
}

void read_alchemer_page(const Item& page, JsonRows& rows) {
  if (page.value.is_array()) {
    for (const Item& one : json::elements(page)) read_alchemer_page(one, rows);
  } else if (const auto data = json::field(page, "data")) {
    if (data->value.is_object()) read_alchemer_response(*data, rows);
    for (const Item& one : json::elements(*data)) read_alchemer_response(one, rows);
  } else if (json::find(page.value, {"id"})) {
    read_alchemer_response(page, rows);
  } else {
    rows.reject(page, {}, "unknown_item", "no response of a survey");
  }
}

void own_alchemer_json(Draft& draft) {
  draft.key({"id"});
  draft.times({"date_submitted", "date_started"});
  draft.keep("date_started", "started_at");
  draft.respondent({"contact_id"});
  draft.language({"language"});
  draft.closed({"status"});
  // https://apihelp.alchemer.com: dates are those of the US East coast.
  draft.own.zone = "America/New_York";
  draft.note("zone America/New_York assumed: Alchemer writes Eastern time; set zone");
}

std::unique_ptr<Source> open_alchemer_json(Input input) {
  return survey::open_json(std::move(input), {read_alchemer_page, own_alchemer_json});
}

}  // namespace

constinit const Adapter kAlchemer = {"alchemer",
                                     "Alchemer (SurveyGizmo) responses of its API (JSON)",
                                     SourceKind::survey,
                                     survey::kJsonOptions,
                                     "extra/alchemer.json",
                                     recognises_alchemer_json,
                                     open_alchemer_json};

}  // namespace voxmap
