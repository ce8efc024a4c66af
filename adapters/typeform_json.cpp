// Typeform: webhook events and pages of the Responses API.
#include "json_outline.hpp"
#include "survey.hpp"
#include "survey_json.hpp"
#include "typeform_types.hpp"

namespace voxmap {
namespace {

using json::Item;
using survey::Column;
using survey::Draft;
using survey::JsonRows;

bool recognises_typeform_json(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"", "[]"}) {
    const std::string path(at);
    if (outline.is(path + ".event_type", "form_response") || outline.has(path + ".form_response")) {
      return true;
    }
  }
  for (const std::string_view at : {".items[]", "[]", ""}) {
    const std::string path(at);
    const bool id = outline.has(path + ".token") || outline.has(path + ".response_id");
    if (id && outline.has(path + ".landed_at")) return true;
  }
  return false;
}

void describe_typeform(Column& column, std::string_view type) {
  const survey::TypeformType meaning = survey::typeform_type(type);
  if (meaning.nature != Column::Nature::unknown) column.nature = meaning.nature;
  if (!meaning.why.empty()) column.why = meaning.why;
  if (!meaning.scale.empty()) column.scale = meaning.scale;
  if (!meaning.personal.empty()) column.personal = meaning.personal;
}

// The event of a webhook has the questions; a page of the API has their ids only.
std::map<std::string, std::string> titles_of(const Item& response) {
  std::map<std::string, std::string> titles;
  for (const Item& field : json::elements_at(response, {"definition", "fields"})) {
    titles.emplace(json::text(field.value, {"id"}),
                   survey::plain_text(json::text(field.value, {"title"})));
  }
  return titles;
}

void read_answer(const Item& answer, const std::map<std::string, std::string>& titles,
                 JsonRows& rows) {
  const std::string id(json::text(answer.value, {"field", "id"}));
  const std::string_view type = json::text(answer.value, {"type"});
  const auto title = titles.find(id);
  const bool named = title != titles.end() && !title->second.empty();
  const std::string key = named ? title->second : id;
  if (key.empty() || type.empty()) return;
  describe_typeform(rows.column(key), json::text(answer.value, {"field", "type"}));
  const auto value = json::field(answer, type);
  if (!value) return;
  for (const char* const label : {"label", "other"}) {
    if (const auto one = json::field(*value, label)) rows.add_value(key, *one);
  }
  for (const Item& one : json::elements_at(*value, {"labels"})) rows.add_value(key, one);
  if (!value->value.is_object()) rows.add_value(key, *value);
}

void read_typeform_response(const Item& response, JsonRows& rows) {
  rows.begin(response);
  const auto put = [&](const char* name, const char* field) {
    if (const auto value = json::field(response, field)) rows.add_value(name, *value);
  };
  const bool token = json::find(response.value, {"token"}).has_value();
  put("token", token ? "token" : "response_id");
  // "0001-01-01T00:00:00Z": not submitted.
  for (const char* const time : {"submitted_at", "landed_at"}) {
    if (!json::text(response.value, {time}).starts_with("0001-")) put(time, time);
  }
  put("response_type", "response_type");
  if (const auto network = json::item_at(response, {"metadata", "network_id"})) {
    rows.add_value("network_id", *network);
  }
  if (const auto hidden = json::field(response, "hidden")) rows.add_fields("", *hidden);
  const auto titles = titles_of(response);
  for (const Item& answer : json::elements_at(response, {"answers"})) {
    read_answer(answer, titles, rows);
  }
}

void read_typeform_page(const Item& page, JsonRows& rows) {
  if (page.value.is_array()) {
    for (const Item& one : json::elements(page)) read_typeform_page(one, rows);
  } else if (const auto response = json::field(page, "form_response")) {
    read_typeform_response(*response, rows);
  } else if (json::array(page.value, {"items"})) {
    for (const Item& one : json::elements_at(page, {"items"})) read_typeform_response(one, rows);
  } else if (json::find(page.value, {"token"}) || json::find(page.value, {"response_id"})) {
    read_typeform_response(page, rows);
  } else {
    rows.reject(page, {}, "unknown_item", "neither a response nor an event with one");
  }
}

void own_typeform_json(Draft& draft) {
  draft.key({"token"});
  draft.times({"submitted_at", "landed_at"});
  draft.keep("landed_at", "started_at");
  for (const auto& column : draft.table.columns) {
    const std::string words = column.header;
    if (words == "customer_id" || words == "user_id" || words == "contact_id") {
      draft.respondent({words});
    }
  }
  draft.respondent({"network_id"});
  draft.closed({"response_type"});
}

std::unique_ptr<Source> open_typeform_json(Input input) {
  return survey::open_json(std::move(input), {read_typeform_page, own_typeform_json});
}

}  // namespace

constinit const Adapter kTypeform = {
    "typeform",
    "Typeform webhook events and Responses API pages (JSON, NDJSON)",
    SourceKind::survey,
    survey::kJsonOptions,
    "extra/typeform.json",
    recognises_typeform_json,
    open_typeform_json};

}  // namespace voxmap
