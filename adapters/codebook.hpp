// What columns and codes of an export mean, from the file in which a survey program keeps it:
// REDCap's data dictionary (CSV), LimeSurvey's structure (.lss), Qualtrics' survey (.qsf),
// Typeform's form (JSON).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "delimited.hpp"

namespace voxmap::survey {

struct CodebookEntry {
  std::string question;  // as respondents read it, without HTML
  std::string name;      // what the column is called where its own name says nothing; may be empty
  Column::Nature nature = Column::Nature::unknown;
  std::string why;       // of the nature
  std::string personal;  // why it is personal data
  std::string scale, definition;
  std::string group, choice, separator;
  std::shared_ptr<const Labels> labels;
};

struct Codebook {
  std::string file;
  std::string kind;  // "REDCap data dictionary"
  // By column name as exports write it; one question may have several columns.
  std::map<std::string, CodebookEntry, std::less<>> entries;
};

// What a codebook is called, by the beginning of the file: "REDCap data dictionary"; empty for
// anything else.
[[nodiscard]] std::string_view codebook_kind(std::string_view head);

// Throws Error: those of read_file; data when it is no codebook.
[[nodiscard]] Codebook read_codebook(const std::string& path);
[[nodiscard]] Codebook parse_codebook(std::string_view bytes, const std::string& file);

// Tells the columns of the table what the codebook says of them; notes how many it knows.
void apply(const Codebook& codebook, Table& table);

namespace codebooks {
// The bytes are of that kind; the second reads them.
[[nodiscard]] bool is_redcap(std::string_view bytes);
[[nodiscard]] Codebook redcap(std::string_view bytes, const std::string& file);
[[nodiscard]] bool is_limesurvey(std::string_view bytes);
[[nodiscard]] Codebook limesurvey(std::string_view bytes, const std::string& file);
[[nodiscard]] bool is_qualtrics(std::string_view bytes);
[[nodiscard]] Codebook qualtrics(std::string_view bytes, const std::string& file);
[[nodiscard]] bool is_typeform(std::string_view bytes);
[[nodiscard]] Codebook typeform(std::string_view bytes, const std::string& file);
}  // namespace codebooks

}  // namespace voxmap::survey
