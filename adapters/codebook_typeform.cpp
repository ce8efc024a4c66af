// Typeform's form definition (JSON): what the ids of the Responses API ask.
#include <fmt/format.h>

#include "codebook.hpp"
#include "json_outline.hpp"
#include "json_value.hpp"
#include "typeform_types.hpp"
#include "voxmap/error.hpp"

namespace voxmap::survey::codebooks {
namespace {

using json::Value;

CodebookEntry entry_of_type(std::string_view type) {
  const TypeformType meaning = typeform_type(type);
  CodebookEntry entry;
  entry.nature = meaning.nature;
  entry.why = meaning.why;
  entry.scale = meaning.scale;
  entry.personal = meaning.personal;
  return entry;
}

// Titles recall earlier answers as "{{field:ref}}"; what stands there differs from one respondent
// to the next.
std::string title_of(std::string_view title) {
  std::string out;
  for (std::size_t open = title.find("{{"); open != title.npos; open = title.find("{{")) {
    const std::size_t close = title.find("}}", open);
    if (close == title.npos) break;
    out += title.substr(0, open);
    out += "...";
    title.remove_prefix(close + 2);
  }
  return plain_text(out.append(title));
}

void add_fields(const Value& fields, const std::string& above, Codebook& book, int depth) {
  constexpr int kDeepest = 8;
  const auto list = json::array(fields, {});
  if (!list || depth > kDeepest) return;
  for (const Value field : *list) {
    const std::string title = title_of(json::text(field, {"title"}));
    std::string question = above;
    if (!above.empty() && !title.empty()) question += " - ";
    question += title;
    const std::string_view type = json::text(field, {"type"});
    if (const auto inner = json::find(field, {"properties", "fields"})) {
      add_fields(*inner, type == "group" ? "" : question, book, depth + 1);
      continue;
    }
    CodebookEntry entry = entry_of_type(type);
    entry.name = question;
    entry.question = std::move(question);
    for (const std::string_view key : {"id", "ref"}) {
      const std::string_view name = json::text(field, {key});
      if (!name.empty()) book.entries.emplace(name, entry);
    }
    // Webhooks and CSV exports call the column by its question.
    if (!title.empty()) book.entries.emplace(entry.question, entry);
  }
}

}  // namespace

bool is_typeform(std::string_view bytes) {
  const JsonOutline outline(bytes.substr(0, kHeadBytes));
  return outline.is_json() && outline.has(".fields[].title") && outline.has(".fields[].type") &&
         outline.has(".fields[].ref");
}

Codebook typeform(std::string_view bytes, const std::string& file) {
  Codebook book{file, "Typeform form", {}};
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(bytes);
  Value root;
  if (parser.parse(padded).get(root) != simdjson::SUCCESS) {
    throw Error(Exit::data, file + ": this JSON cannot be read", "fetch the form again");
  }
  if (const auto fields = json::find(root, {"fields"})) add_fields(*fields, "", book, 0);
  return book;
}

}  // namespace voxmap::survey::codebooks
