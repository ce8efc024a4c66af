// KoboToolbox and ODK: submissions in JSON, repeat groups included.
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

bool recognises_kobo_json(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  if (outline.has(".content.survey") && outline.has(".content.survey[].type")) return true;
  for (const std::string_view at : {".results[]", ".submissions[]", "[]", ""}) {
    const std::string path(at);
    if (outline.has(path + ".meta/instanceID") || outline.has(path + "._xform_id_string") ||
        outline.has(path + ".formhub/uuid") ||
        (outline.has(path + "._uuid") && outline.has(path + "._submission_time"))) {
      return true;
    }
  }
  return false;
}

struct Question {
  std::string type, label, list;
};

// A label, or the first of its translations.
std::string label_of(const Item& row) {
  const auto label = json::field(row, "label");
  if (!label) return {};
  if (!label->value.is_array()) return survey::plain_text(json::scalar(label->value, {}));
  const auto labels = json::elements(*label);
  return labels.empty() ? std::string() : survey::plain_text(json::scalar(labels[0].value, {}));
}

class Form {
 public:
  void read(const Item& page) {
    for (const Item& row : json::elements_at(page, {"content", "choices"})) {
      lists_[std::string(json::text(row.value, {"list_name"}))].emplace(
          json::scalar(row.value, {"name"}), label_of(row));
    }
    for (const Item& row : json::elements_at(page, {"content", "survey"})) {
      const std::string type(json::text(row.value, {"type"}));
      const std::size_t blank = type.find(' ');
      Question question = {type.substr(0, blank), label_of(row), {}};
      if (blank != type.npos) {
        question.list = type.substr(blank + 1, type.find(' ', blank + 1) - blank - 1);
      }
      for (const char* const name : {"name", "$autoname"}) {
        const std::string key = json::scalar(row.value, {name});
        if (!key.empty()) questions_.emplace(key, question);
      }
    }
  }

  // What the form says of a submission's column.
  void describe(std::string_view key, Column& column) const {
    const auto found = questions_.find(key.substr(key.rfind('/') + 1));
    if (found == questions_.end()) return;
    const Question& question = found->second;
    if (!question.label.empty()) column.prompt = question.label;
    const bool one = question.type == "select_one";
    const bool several = question.type == "select_multiple";
    if (several) column.separator = " ";
    if (const auto list = lists_.find(question.list); (one || several) && list != lists_.end()) {
      column.labels = std::make_shared<const survey::Labels>(list->second);
    }
    if (question.type.starts_with("geo")) column.personal = "positions by their type";
    if (question.type != "text" && question.type != "integer" && question.type != "range") {
      column.nature = Column::Nature::closed;
    }
  }

 private:
  std::map<std::string, Question, std::less<>> questions_;
  std::map<std::string, survey::Labels> lists_;
};

class KoboPages {
 public:
  void read(const Item& page, JsonRows& rows) {
    if (page.value.is_array()) {
      for (const Item& one : json::elements(page)) submission(one, rows);
      return;
    }
    form_.read(page);
    for (const std::string_view list : {"results", "submissions"}) {
      if (!json::array(page.value, {list})) continue;
      for (const Item& one : json::elements_at(page, {list})) submission(one, rows);
      return;
    }
    submission(page, rows);
  }

 private:
  void submission(const Item& one, JsonRows& rows) {
    if (!one.value.is_object()) {
      rows.reject(one, {}, "unknown_item", "not a submission");
      return;
    }
    rows.begin(one);
    for (const auto& [key, value] : json::fields(one)) {
      // Files, and what the server notes beside the answers.
      if (key == "_attachments" || key == "_notes" || key == "_geolocation") continue;
      describe(key, value, rows);
      rows.add_value(key, value, '/');
    }
  }
  void describe(const std::string& key, const Item& value, JsonRows& rows) {
    if (!value.value.is_array() && !value.value.is_object()) {
      form_.describe(key, rows.column(key));
      return;
    }
    for (const Item& one : json::elements(value)) {
      for (const auto& [below, inner] : json::fields(one)) describe(below, inner, rows);
    }
  }

  Form form_;
};

void own_kobo_json(Draft& draft) {
  draft.key({"_uuid", "meta/instanceid", "instanceid", "__id", "_id"});
  draft.times({"_submission_time", "__system/submissiondate", "end", "start"});
  draft.closed({"__version__", "_version_", "meta/versionid", "meta/formuid", "formhub/uuid",
                "_xform_id_string", "_status", "_id", "meta/instanceid", "meta/rootuuid",
                "_validation_status/uid", "_validation_status/label", "_validation_status/color",
                "_validation_status/timestamp"});
  draft.personal({"deviceid", "subscriberid", "simserial", "phonenumber"},
                 "device ids by their key");
  draft.personal({"username", "_submitted_by", "_validation_status/by_whom"}, "names by their key");
}

std::unique_ptr<Source> open_kobo_json(Input input) {
  const auto pages = std::make_shared<KoboPages>();
  return survey::open_json(
      std::move(input),
      {[pages](const Item& page, JsonRows& rows) { pages->read(page, rows); }, own_kobo_json});
}

}  // namespace

constinit const Adapter kKobo = {"kobo",
                                 "KoboToolbox and ODK submissions (JSON), repeat groups included",
                                 SourceKind::survey,
                                 survey::kJsonOptions,
                                 "extra/kobo.json",
                                 recognises_kobo_json,
                                 open_kobo_json};

}  // namespace voxmap
