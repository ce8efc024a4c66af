// Records in JSON that no other adapter knows: objects with words in them, by a mapping or a guess.
#include <array>

#include "json_outline.hpp"
#include "survey.hpp"
#include "survey_json.hpp"

namespace voxmap {
namespace {

using json::Item;
using survey::JsonRows;

// Where a page keeps its records.
constexpr std::array<std::string_view, 7> kLists = {"data", "items",     "results", "records",
                                                    "rows", "responses", "value"};

// A key that says "words of a person", in the record or one object below it.
bool recognises_records_json(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  std::vector<std::string> places = {"", "[]"};
  for (const std::string_view list : kLists) places.push_back("." + std::string(list) + "[]");
  constexpr std::array<std::string_view, 16> kWords = {
      "comment",    "comments",  "feedback", "feedback_text", "verbatim",     "review_text",
      "answer",     "free_text", "text",     "suggestion",    "comment_text", "open_text",
      "rawContent", "message",   "body",     "review"};
  for (const std::string& place : places) {
    for (const std::string_view word : kWords) {
      for (const std::string_view below : {"", ".answers", ".data", ".response", ".fields"}) {
        const std::string path = place + std::string(below) + "." + std::string(word);
        if (outline.has(path) && !outline.has(path + "[]")) return true;
      }
    }
  }
  return false;
}

void read_records_page(const Item& page, JsonRows& rows) {
  if (page.value.is_array()) {
    for (const Item& one : json::elements(page)) read_records_page(one, rows);
    return;
  }
  if (!page.value.is_object()) {
    rows.reject(page, {}, "unknown_item", "not an object");
    return;
  }
  for (const std::string_view list : kLists) {
    const auto records = json::elements_at(page, {list});
    if (records.empty() || !records[0].value.is_object()) continue;
    for (const Item& one : records) {
      rows.begin(one);
      rows.add_fields("", one);
    }
    return;
  }
  rows.begin(page);
  rows.add_fields("", page);
}

std::unique_ptr<Source> open_records_json(Input input) {
  return survey::open_json(std::move(input), {read_records_page, nullptr});
}

}  // namespace

constinit const Adapter kRecords = {
    "records",
    "any records in JSON or NDJSON, with or without a mapping (fields by dotted path)",
    SourceKind::survey,
    survey::kJsonOptions,
    "extra/records.ndjson",
    recognises_records_json,
    open_records_json};

}  // namespace voxmap
