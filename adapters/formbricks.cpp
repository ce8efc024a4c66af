// Formbricks: webhook events and answers of its management API.
#include "base/time.hpp"
#include "json_outline.hpp"
#include "json_pages.hpp"
#include "survey.hpp"
#include "survey_json.hpp"

namespace voxmap {
namespace {

using json::Item;
using survey::Draft;
using survey::JsonRows;

bool recognises_formbricks(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"", "[]"}) {
    const std::string path(at);
    if (outline.has(path + ".webhookId") && outline.has(path + ".event")) return true;
  }
  for (const std::string_view at : {".data[]", ".data", "[]", ""}) {
    const std::string path(at);
    if (outline.has(path + ".surveyId") && outline.has(path + ".data") &&
        outline.has(path + ".finished")) {
      return true;
    }
  }
  return false;
}

class FormbricksPages {
 public:
  void read(const Item& page, JsonRows& rows) {
    if (page.value.is_array()) {
      for (const Item& one : json::elements(page)) read(one, rows);
      return;
    }
    const std::string_view event = json::text(page.value, {"event"});
    const auto data = json::field(page, "data");
    if (!event.empty() && !event.starts_with("response")) {
      rows.skip(page, "no_response");
    } else if (event == "responseDeleted") {
      rows.skip(page, "deleted");
    } else if (json::find(page.value, {"surveyId"})) {
      response(page, rows);
    } else if (data && data->value.is_array()) {
      for (const Item& one : json::elements(*data)) response(one, rows);
    } else if (data && json::find(data->value, {"surveyId"})) {
      response(*data, rows);
    } else {
      rows.reject(page, {}, "unknown_item", "neither a response nor an event with one");
    }
  }

 private:
  // One response is sent when it begins, at each step and when it ends, under the same id.
  void response(const Item& response, JsonRows& rows) {
    const std::string id = json::scalar(response.value, {"id"});
    if (id.empty()) {
      rows.reject(response, "id", "missing_id", "this response has no id");
      return;
    }
    const auto updated = parse_time(json::text(response.value, {"updatedAt"}));
    if (!seen_.take(id, updated ? updated->at.time_since_epoch().count() : 0)) {
      rows.skip(response, "superseded");
      return;
    }
    rows.begin(response);
    for (const char* const name :
         {"id", "createdAt", "surveyId", "finished", "language", "userId", "contactId",
          "singleUseId", "contact", "contactAttributes", "variables", "tags"}) {
      if (const auto value = json::field(response, name)) rows.add_value(name, *value);
    }
    for (const char* const name : {"url", "source", "country", "action"}) {
      if (const auto value = json::item_at(response, {"meta", name})) {
        rows.add_value(std::string("meta.") + name, *value);
      }
    }
    if (const auto title = json::item_at(response, {"survey", "title"})) {
      rows.add_value("survey.title", *title);
    }
    if (const auto answers = json::field(response, "data")) rows.add_fields("", *answers);
  }

  NewestSeen seen_;
};

void own_formbricks(Draft& draft) {
  draft.key({"id"});
  draft.times({"createdat"});
  draft.respondent({"contact.id", "contactid", "userid", "contact.userid"});
  draft.language({"language"});
  draft.closed({"surveyid", "finished", "singleuseid", "meta.url", "meta.source", "meta.country",
                "meta.action", "survey.title"});
}

std::unique_ptr<Source> open_formbricks(Input input) {
  const auto pages = std::make_shared<FormbricksPages>();
  return survey::open_json(std::move(input),
                           {[pages](const Item& page, JsonRows& rows) { pages->read(page, rows); },
                            own_formbricks, true});
}

}  // namespace

constinit const Adapter kFormbricks = {
    "formbricks",
    "Formbricks webhook events and responses of its API (JSON, NDJSON)",
    SourceKind::survey,
    survey::kJsonOptions,
    "extra/formbricks.json",
    recognises_formbricks,
    open_formbricks};

}  // namespace voxmap
