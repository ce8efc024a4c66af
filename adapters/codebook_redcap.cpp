// REDCap's data dictionary: a CSV with a row a field.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "codebook.hpp"
#include "survey_vendor.hpp"

namespace voxmap::survey::codebooks {
namespace {

using Nature = Column::Nature;

// "1, Yes | 0, No"
std::vector<std::pair<std::string, std::string>> choices(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('|'), text.size());
    const std::string_view one = text.substr(0, end);
    const std::size_t comma = one.find(',');
    if (comma != one.npos) {
      out.emplace_back(trim(one.substr(0, comma)), plain_text(one.substr(comma + 1)));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Codes in column names are in lower case, and a minus is one more underscore.
std::string column_code(std::string_view code) {
  std::string out;
  for (const char c : code) {
    const bool letter = c >= 'A' && c <= 'Z';
    out += c == '-' ? '_' : letter ? static_cast<char>(c + 32) : c;
  }
  return out;
}

struct Field {
  std::string name, type, label, choices, validation;
  bool identifier = false;
};

CodebookEntry entry_of_field(const Field& field) {
  CodebookEntry entry;
  entry.question = plain_text(field.label);
  if (field.identifier) entry.personal = "an identifier in the codebook";
  if (field.validation == "email") entry.personal = "e-mail addresses by the codebook";
  if (field.validation.starts_with("phone")) entry.personal = "telephone numbers by the codebook";
  if (field.type == "notes") {
    entry.nature = Nature::open;
    entry.why = "a notes field in the codebook";
    return entry;
  }
  // What a text without validation holds only its values tell.
  entry.nature =
      field.type == "text" && field.validation.empty() ? Nature::unknown : Nature::closed;
  Labels labels;
  if (field.type == "yesno") labels = {{"1", "Yes"}, {"0", "No"}};
  if (field.type == "truefalse") labels = {{"1", "True"}, {"0", "False"}};
  if (field.type == "radio" || field.type == "dropdown") {
    for (auto& [code, label] : choices(field.choices)) labels.emplace(code, label);
  }
  if (!labels.empty()) entry.labels = std::make_shared<const Labels>(std::move(labels));
  return entry;
}

}  // namespace

bool is_redcap(std::string_view bytes) {
  // Most inputs are not asked for their rows.
  const std::string start = fold(bytes.substr(0, 2048));
  if (start.find("field type") == start.npos && start.find("field_type") == start.npos) {
    return false;
  }
  const HeadRows rows = head_rows(bytes.substr(0, kHeadBytes), 1);
  if (rows.empty()) return false;
  return (has_name(rows[0], "variable / field name") && has_name(rows[0], "field type")) ||
         (has_name(rows[0], "field_name") && has_name(rows[0], "field_type"));
}

Codebook redcap(std::string_view bytes, const std::string& file) {
  Codebook book{file, "REDCap data dictionary", {}};
  const HeadRows rows = all_rows(bytes);
  const auto column = [&](std::string_view name, std::string_view api_name) {
    const auto& head = rows.at(0);
    const auto found = std::ranges::find_if(head, [&](const std::string& cell) {
      const std::string folded = fold(trim(cell));
      return folded == name || folded == api_name;
    });
    return static_cast<std::size_t>(found - head.begin());
  };
  const std::array<std::size_t, 6> at = {
      column("variable / field name", "field_name"),
      column("field type", "field_type"),
      column("field label", "field_label"),
      column("choices, calculations, or slider labels", "select_choices_or_calculations"),
      column("text validation type or show slider number",
             "text_validation_type_or_show_slider_number"),
      column("identifier?", "identifier")};
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto cell = [&](std::size_t which) {
      return at[which] < rows[i].size() ? std::string(trim(rows[i][at[which]])) : std::string();
    };
    const Field field = {cell(0), cell(1), cell(2), cell(3), cell(4), cell(5) == "y"};
    if (field.name.empty()) continue;
    CodebookEntry entry = entry_of_field(field);
    if (field.type == "checkbox") {
      for (const auto& [code, label] : choices(field.choices)) {
        CodebookEntry box = entry;
        box.group = field.name;
        box.choice = label;
        book.entries.emplace(field.name + "___" + column_code(code), std::move(box));
      }
      continue;
    }
    book.entries.emplace(field.name, std::move(entry));
  }
  return book;
}

}  // namespace voxmap::survey::codebooks
