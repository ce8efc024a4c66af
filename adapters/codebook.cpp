// Codebooks: which kind a file is, and what a table takes from one.
#include "codebook.hpp"

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap::survey {

Codebook parse_codebook(std::string_view bytes, const std::string& file) {
  if (codebooks::is_limesurvey(bytes)) return codebooks::limesurvey(bytes, file);
  if (codebooks::is_qualtrics(bytes)) return codebooks::qualtrics(bytes, file);
  if (codebooks::is_redcap(bytes)) return codebooks::redcap(bytes, file);
  throw Error(Exit::data, fmt::format("{} is no codebook", file),
              "known are REDCap's data dictionary (CSV), LimeSurvey's structure (.lss) and "
              "Qualtrics' survey (.qsf)");
}

Codebook read_codebook(const std::string& path) { return parse_codebook(read_file(path), path); }

void apply(const Codebook& codebook, Table& table) {
  std::size_t known = 0;
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
