// Qualtrics' survey file (.qsf): JSON with an element a question.
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "codebook.hpp"
#include "json_outline.hpp"
#include "json_value.hpp"
#include "voxmap/error.hpp"

namespace voxmap::survey::codebooks {
namespace {

using json::Value;
using Nature = Column::Nature;

struct Choice {
  std::string id, code, label;
  bool text_entry = false;
};

// `Choices` is an object by id, an array when it is empty, and absent for texts.
std::vector<Choice> choices_of(const Value& payload, std::string_view key) {
  std::vector<Choice> out;
  const auto choices = json::object(payload, {key});
  if (!choices) return out;
  for (const auto& [id, value] : *choices) {
    Choice choice;
    choice.id = id;
    choice.code = json::scalar(payload, {"RecodeValues", id});
    if (choice.code.empty() || key == "Choices") {
      const std::string named = choice.code;
      choice.code = named.empty() ? choice.id : named;
    }
    choice.label = plain_text(json::text(value, {"Display"}));
    choice.text_entry = json::find(value, {"TextEntry"}).has_value() &&
                        json::scalar(value, {"TextEntry"}) != "false";
    out.push_back(std::move(choice));
  }
  return out;
}

std::shared_ptr<const Labels> labels_of(const std::vector<Choice>& choices) {
  if (choices.empty()) return nullptr;
  auto labels = std::make_shared<Labels>();
  for (const Choice& choice : choices) labels->emplace(choice.code, choice.label);
  return labels;
}

CodebookEntry entry(std::string question, Nature nature, std::string why = {}) {
  CodebookEntry out;
  out.question = std::move(question);
  out.nature = nature;
  out.why = std::move(why);
  return out;
}

void add_multiple_choice(Codebook& book, const std::string& tag, const std::string& question,
                         std::string_view selector, const Value& payload) {
  const std::vector<Choice> choices = choices_of(payload, "Choices");
  CodebookEntry whole = entry(question, Nature::closed);
  whole.labels = labels_of(choices);
  if (selector == "NPS") {
    whole.scale = "nps";
    whole.why = "an NPS question in the codebook";
    whole.labels = nullptr;
  }
  const bool several = selector.starts_with("MA") || selector == "MSB";
  if (several) whole.separator = ",";
  for (const Choice& choice : choices) {
    for (const std::string& number : {choice.id, choice.code}) {
      if (several) {
        CodebookEntry box = entry(question, Nature::closed);
        box.group = tag;
        box.choice = choice.label;
        book.entries.emplace(fmt::format("{}_{}", tag, number), std::move(box));
      }
      if (choice.text_entry) {
        book.entries.emplace(fmt::format("{}_{}_TEXT", tag, number),
                             entry(fmt::format("{} - {}", question, choice.label), Nature::open,
                                   "a text in the codebook"));
      }
    }
  }
  book.entries.emplace(tag, std::move(whole));
}

void add_question(Codebook& book, const Value& payload) {
  const std::string tag(json::text(payload, {"DataExportTag"}));
  const std::string question = plain_text(json::text(payload, {"QuestionText"}));
  const std::string_view type = json::text(payload, {"QuestionType"});
  const std::string_view selector = json::text(payload, {"Selector"});
  if (tag.empty() || type == "DB" || type == "Timing" || type == "Meta") return;
  if (type == "TE") {
    const std::string_view content = json::text(payload, {"Validation", "Settings", "ContentType"});
    const bool words = content.empty() || content == "ValidText";
    CodebookEntry text = words ? entry(question, Nature::open, "a text question in the codebook")
                               : entry(question, Nature::closed);
    if (content == "ValidEmail") text.personal = "e-mail addresses by the codebook";
    if (content == "ValidPhone") text.personal = "telephone numbers by the codebook";
    // Forms ask for a name here, an amount there: values tell.
    for (const Choice& line : choices_of(payload, "Choices")) {
      book.entries.emplace(tag + "_" + line.id, entry(line.label, Nature::unknown));
    }
    book.entries.emplace(tag + "_TEXT", text);
    book.entries.emplace(tag, std::move(text));
  } else if (type == "MC") {
    add_multiple_choice(book, tag, question, selector, payload);
  } else {
    const auto labels = labels_of(choices_of(payload, "Answers"));
    for (const Choice& row : choices_of(payload, "Choices")) {
      CodebookEntry line = entry(question + " - " + row.label, Nature::closed);
      if (type == "Matrix" && selector != "TE") line.labels = labels;
      if (selector == "TE") line.nature = Nature::unknown;
      book.entries.emplace(tag + "_" + row.id, std::move(line));
    }
    book.entries.emplace(tag, entry(question, Nature::closed));
  }
}

}  // namespace

bool is_qualtrics(std::string_view bytes) {
  const JsonOutline outline(bytes.substr(0, kHeadBytes));
  return outline.is_json() && outline.has(".SurveyEntry") && outline.has(".SurveyElements");
}

Codebook qualtrics(std::string_view bytes, const std::string& file) {
  Codebook book{file, "Qualtrics survey", {}};
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(bytes);
  Value root;
  if (parser.parse(padded).get(root) != simdjson::SUCCESS) {
    throw Error(Exit::data, file + ": this JSON cannot be read", "export the survey (.qsf) again");
  }
  const auto elements = json::array(root, {"SurveyElements"});
  if (!elements) return book;
  for (const Value& element : *elements) {
    if (json::text(element, {"Element"}) != "SQ") continue;
    if (const auto payload = json::find(element, {"Payload"})) add_question(book, *payload);
  }
  return book;
}

}  // namespace voxmap::survey::codebooks
