// Codebooks: which kind a file is, and what a table takes from one.
#include "codebook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/file.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap::survey {

namespace {

struct Kind {
  std::string_view name;
  bool (*is)(std::string_view bytes);
  Codebook (*read)(std::string_view bytes, const std::string& file);
};

constexpr std::array<Kind, 4> kKinds = {
    {{"LimeSurvey structure", codebooks::is_limesurvey, codebooks::limesurvey},
     {"Qualtrics survey", codebooks::is_qualtrics, codebooks::qualtrics},
     {"Typeform form", codebooks::is_typeform, codebooks::typeform},
     {"REDCap data dictionary", codebooks::is_redcap, codebooks::redcap}}};

}  // namespace

std::string_view codebook_kind(std::string_view head) {
  const auto found = std::ranges::find_if(kKinds, [&](const Kind& kind) { return kind.is(head); });
  return found == kKinds.end() ? std::string_view() : found->name;
}

Codebook parse_codebook(std::string_view bytes, const std::string& file) {
  for (const Kind& kind : kKinds) {
    if (kind.is(bytes)) return kind.read(bytes, file);
  }
  throw Error(Exit::data, fmt::format("{} is no codebook", file),
              "known are REDCap's data dictionary (CSV), LimeSurvey's structure (.lss), Qualtrics' "
              "survey (.qsf) and Typeform's form (JSON)");
}

Codebook read_codebook(const std::string& path) { return parse_codebook(read_file(path), path); }

void apply(const Codebook& codebook, Table& table) {
  std::size_t known = 0;
  std::set<std::string_view> names;
  for (Column& column : table.columns) {
    auto found = codebook.entries.find(column.header);
    if (found == codebook.entries.end()) found = codebook.entries.find(column.name);
    // LimeSurvey's headings may be codes with questions: "why. What is the reason?"
    if (found == codebook.entries.end()) {
      found = codebook.entries.find(column.header.substr(0, column.header.find(". ")));
    }
    if (found == codebook.entries.end()) continue;
    const CodebookEntry& entry = found->second;
    ++known;
    if (!entry.question.empty()) column.prompt = entry.question;
    // Two questions of the same words stay two columns.
    if (!entry.name.empty()) {
      const bool fresh = names.insert(entry.name).second;
      column.name = fresh ? entry.name : fmt::format("{} ({})", entry.name, column.header);
    }
    column.nature = entry.nature;
    column.why = entry.why;
    column.personal = entry.personal;
    column.scale = entry.scale;
    column.definition = entry.definition;
    column.group = entry.group;
    column.choice = entry.choice;
    column.separator = entry.separator;
    column.labels = entry.labels;
  }
  table.notes.push_back(
      known == 0 ? fmt::format("codebook {} ({}) knows none of the columns: is it this survey's?",
                               codebook.file, codebook.kind)
                 : fmt::format("codebook {} ({}) knows {} of {} columns", codebook.file,
                               codebook.kind, known, table.columns.size()));
}

}  // namespace voxmap::survey
